// A form of settings must send what was changed and nothing else, and never lose what was typed.
import type { TenantInput } from '@crmfex/shared/tenants.ts';
import { expect, test } from 'vitest';
import { changedFields, followed } from './business-values.ts';

const base: TenantInput = {
  name: 'Çınar',
  taxNumber: '1234567890',
  taxOffice: null,
  addressLine: null,
  district: null,
  city: null,
  postalCode: null,
  country: 'TR',
  email: null,
  phone: null,
  website: null,
  legalForm: null,
  bankAccounts: [{ label: null, bankName: null, iban: 'TR33 0006 1005 1978 6457 8413 26', currency: 'TRY' }],
  currency: 'TRY',
  language: 'tr',
  timeZone: 'Europe/Istanbul',
  invoiceSeries: 'CRM',
  returnSeries: null,
  numberPattern: '{series}{year}{number:9}',
  units: ['C62', 'HUR'],
  vatRates: ['20', '10'],
  paymentDays: 14,
  paymentTerms: [],
  invoiceDesign: 'classic',
  invoiceNotes: null,
  brandColour: null,
};

const account = { label: null, bankName: null, iban: '', currency: 'TRY' as const };

test('only what differs is sent, and spaces or an emptied empty field are no difference', () => {
  const typed = {
    ...base,
    name: ' Çınar ',
    city: '',
    bankAccounts: [{ ...account, label: ' ', iban: 'tr330006100519786457841326' }],
    phone: ' +90 212 555 01 42',
  };
  expect(changedFields(base, typed)).toEqual({ phone: '+90 212 555 01 42' });
  expect(changedFields({ ...base, city: 'İzmir' }, base)).toEqual({ city: null });
  expect(changedFields(base, { ...base, vatRates: ['10', '20'] })).toEqual({ vatRates: ['10', '20'] });
});

test('what changed elsewhere comes in where nothing was typed, and what was typed stays', () => {
  const typed = { ...base, city: 'Ankara', taxOffice: 'Beyoğlu' };
  const theirs = { ...base, city: 'İzmir', taxOffice: 'Beyoğlu', website: 'https://cinar.example' };
  const { take, clashes } = followed(base, theirs, typed);
  expect({ ...typed, ...take }).toEqual({ ...theirs, city: 'Ankara' });
  expect(clashes).toEqual(['city']);
});

test('one’s own save coming back is no clash', () => {
  const saved = { ...base, name: 'Çınar Tasarım' };
  expect(followed(base, saved, { ...base, name: 'Çınar Tasarım ' })).toMatchObject({ clashes: [], take: saved });
});
