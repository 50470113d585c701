// A rate is read as people write it, and nothing else is taken for one.
import { expect, test } from 'vitest';
import { noRate, readRate, typedRate } from './typed-rate.ts';

const read = (text: string) => readRate({ isManual: true, text }, 'tr');

test.each([
  ['48,1234', '48.1234'],
  ['48.1234', '48.1234'],
  ['48.123', '48.123'],
  ['1.048,50', '1048.5'],
  [' 41 ', '41'],
  ['0,02078', '0.02078'],
])('%s is %s', (text, rate) => expect(read(text)).toBe(rate));

test.each(['', '0', '0,0', 'x', '-4', '48,1234567', '12345678901', '4,8,1'])('%s is no rate', (text) =>
  expect(read(text)).toBeUndefined(),
);

test('left to the bank, nothing that was typed counts', () => {
  expect(readRate({ isManual: false, text: 'x' }, 'tr')).toBeNull();
  expect(readRate(noRate, 'tr')).toBeNull();
});

test('what is stored comes back as typed', () => {
  for (const rate of ['48.1234', '1048.5', '0.02078', '41']) expect(readRate(typedRate(rate, 'tr'), 'tr')).toBe(rate);
});
