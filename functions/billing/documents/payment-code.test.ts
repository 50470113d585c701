// The code on an invoice is one that banking apps accept, or none.
import { expect, test } from 'vitest';
import { paymentCode } from './payment-code.ts';

const issued = {
  state: 'issued',
  number: 'CNR2026000000042',
  currency: 'EUR',
  totals: { payableMinor: 123_450 },
} as const;
const seller = { name: 'Çınar Yazılım Ltd. Şti.', iban: 'DE89370400440532013000' };

test('euro to an account in the euro area is a credit transfer by EPC069-12', () => {
  expect(paymentCode(issued, seller)).toEqual({
    kind: 'transfer',
    text: 'BCD\n002\n1\nSCT\n\nÇınar Yazılım Ltd. Şti.\nDE89370400440532013000\nEUR1234.50\n\n\nCNR2026000000042',
  });
});

test('a name longer than the standard allows is cut, not refused', () => {
  const name = paymentCode(issued, { ...seller, name: 'Ş'.repeat(200) })?.text.split('\n')[5];
  expect(name).toBe('Ş'.repeat(70));
});

test('other currencies, Turkish accounts and amounts past the standard give the account number alone', () => {
  const turkish = { ...seller, iban: 'TR330006100519786457841326' };
  expect(paymentCode({ ...issued, currency: 'TRY' }, turkish)).toEqual({ kind: 'iban', text: turkish.iban });
  expect(paymentCode(issued, turkish)?.kind).toBe('iban');
  expect(paymentCode({ ...issued, totals: { payableMinor: 100_000_000_000 } }, seller)?.kind).toBe('iban');
});

test('what is not to be paid has no code', () => {
  expect(paymentCode({ ...issued, state: 'draft' }, seller)).toBeNull();
  expect(paymentCode({ ...issued, state: 'cancelled' }, seller)).toBeNull();
  expect(paymentCode({ ...issued, totals: { payableMinor: 0 } }, seller)).toBeNull();
  expect(paymentCode(issued, { ...seller, iban: null })).toBeNull();
});
