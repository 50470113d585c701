// Patterns of document numbers: what holds series, year and count once each passes, and different counts give different numbers.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentNumber, isNumberPattern, numberPatternDefault } from './numbering.ts';

test.each([
  numberPatternDefault,
  '{series}-{yy}/{number:4}',
  '{year}.{number:1}_{series}',
  'INV-{series}{year}-{number:6}',
])('%s passes', (pattern) => expect(isNumberPattern(pattern)).toBe(true));

test.each([
  '',
  '{series}{year}',
  '{series}{number:9}',
  '{year}{number:9}',
  '{series}{year}{yy}{number:9}',
  '{series}{year}{number:9}{number:2}',
  '{series}{year}{number:0}',
  '{series}{year}{number:10}',
  '{series}{year}{number}',
  'inv{series}{year}{number:9}',
  '{series} {year}{number:9}',
  `${'A'.repeat(40)}{series}{year}{number:9}`,
])('%j is refused', (pattern) => expect(isNumberPattern(pattern)).toBe(false));

test('numbers are padded, and never cut', () => {
  expect(documentNumber(numberPatternDefault, 'FTR', 2026, 7)).toBe('FTR2026000000007');
  expect(documentNumber('{series}-{yy}/{number:2}', 'A1B', 2026, 123)).toBe('A1B-26/123');
});

test('two counts never make the same number', () => {
  const count = fc.integer({ min: 1, max: 999_999_999 });
  fc.assert(
    fc.property(
      count,
      count,
      fc.constantFrom(numberPatternDefault, '{year}{number:3}{series}'),
      (one, other, pattern) => {
        const same = documentNumber(pattern, 'FTR', 2026, one) === documentNumber(pattern, 'FTR', 2026, other);
        expect(same).toBe(one === other);
      },
    ),
  );
});
