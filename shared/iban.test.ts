// IBANs: the registry's own examples pass, a changed or swapped digit, a wrong length and an unknown country do not.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isIban } from './iban.ts';

const examples = [
  'TR330006100519786457841326',
  'DE89370400440532013000',
  'GB29NWBK60161331926819',
  'NL91ABNA0417164300',
  'FR1420041010050500013M02606',
];

test.each(examples)('%s passes', (iban) => expect(isIban(iban)).toBe(true));

test.each([
  'TR330006100519786457841327',
  'TR33000610051978645784132',
  'TR33 0006 1005 1978 6457 8413 26',
  'tr330006100519786457841326',
  'ZZ330006100519786457841326',
  'DE893704004405320130001',
  '',
])('%j is refused', (iban) => expect(isIban(iban)).toBe(false));

test('no single wrong digit passes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 25 }), fc.integer({ min: 1, max: 9 }), (place, shift) => {
      const wrong = Array.from(examples[0] ?? '', (digit, at) => (at === place ? (Number(digit) + shift) % 10 : digit));
      expect(isIban(wrong.join(''))).toBe(false);
    }),
  );
});
