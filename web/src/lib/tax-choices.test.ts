// A code is found as one remembers it: by its number, or by a word of its name in Turkish letters of either case.
import { nameOfExemption, nameOfWithholding } from '@crmfex/shared/tax-code-names.ts';
import { expect, test } from 'vitest';
import { taxChoices } from './tax-choices.ts';

const codes = (...asked: Parameters<typeof taxChoices>) => taxChoices(...asked).map(({ value }) => value);

test('by number, from its beginning', () => {
  expect(codes('withholding', '62', nameOfWithholding)).toEqual([
    '620',
    '621',
    '622',
    '623',
    '624',
    '625',
    '626',
    '627',
  ]);
  expect(codes('exemption', '302', nameOfExemption)).toEqual(['302']);
});

test('by words of the name, whatever their case', () => {
  expect(codes('withholding', 'İŞGÜCÜ temin', nameOfWithholding)).toEqual(['606', '806']);
  expect(codes('exemption', 'hizmet ihracatı', nameOfExemption)).toEqual(['302']);
  expect(codes('exemption', 'yokböylebirşey', nameOfExemption)).toEqual([]);
});

test('a choice says its share', () => {
  expect(taxChoices('withholding', '602', nameOfWithholding)[0]).toEqual({
    value: '602',
    label: '602 (9/10)',
    hint: 'Etüt, Plan-Proje, Danışmanlık, Denetim ve Benzeri Hizmetler',
  });
});
