// Amounts in words are spelled as a Turkish accountant and an English bank would.
import { describe, expect, test } from 'vitest';
import { amountInWords } from './amount-in-words.ts';

describe('in Turkish', () => {
  test.each([
    [0, 'Yalnız sıfır lira'],
    [5, 'Yalnız beş kuruş'],
    [100, 'Yalnız bir lira'],
    [100_000, 'Yalnız bin lira'],
    [100_001, 'Yalnız bin lira bir kuruş'],
    [110_000, 'Yalnız binyüz lira'],
    [123_456, 'Yalnız binikiyüzotuzdört lira ellialtı kuruş'],
    [100_100_000, 'Yalnız birmilyonbin lira'],
    [
      9_999_999_999_999,
      'Yalnız doksandokuzmilyardokuzyüzdoksandokuzmilyondokuzyüzdoksandokuzbindokuzyüzdoksandokuz lira doksandokuz kuruş',
    ],
  ])('%d', (minor, words) => expect(amountInWords(minor, 'TRY', 'tr')).toBe(words));

  test('each currency has its own names', () => {
    expect(amountInWords(1_050, 'EUR', 'tr')).toBe('Yalnız on avro elli sent');
    expect(amountInWords(1_050, 'USD', 'tr')).toBe('Yalnız on ABD doları elli sent');
    expect(amountInWords(1_050, 'GBP', 'tr')).toBe('Yalnız on sterlin elli peni');
  });
});

describe('in English', () => {
  test.each([
    [0, 'Zero euros only'],
    [1, 'One cent only'],
    [100, 'One euro only'],
    [101, 'One euro and one cent only'],
    [100_100_000, 'One million one thousand euros only'],
    [123_456, 'One thousand two hundred thirty-four euros and fifty-six cents only'],
  ])('%d', (minor, words) => expect(amountInWords(minor, 'EUR', 'en')).toBe(words));

  test('one penny, two pence', () => {
    expect(amountInWords(1, 'GBP', 'en')).toBe('One penny only');
    expect(amountInWords(202, 'GBP', 'en')).toBe('Two pounds sterling and two pence only');
  });
});

test('what is no amount is refused', () => {
  expect(() => amountInWords(-1, 'TRY', 'tr')).toThrow(RangeError);
  expect(() => amountInWords(1.5, 'TRY', 'tr')).toThrow(RangeError);
});
