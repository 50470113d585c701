// Our lists of tax codes say what the official ones say.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nameOfExemption, nameOfWithholding } from './tax-code-names.ts';
import {
  ExemptionCode,
  exemptionCodes,
  isOfficialRate,
  WithholdingCode,
  withholdingCodes,
  withholdingPercents,
  withholdingRateOf,
  withholdingText,
} from './tax-codes.ts';

const official = new URL('../../shared/efatura/official/codelists/schematron-lists.json', import.meta.url);
const isThere = existsSync(official);
if (!isThere)
  console.info('The official code lists are not beside this checkout: the comparison with them is skipped.');

function listOf(name: string): string[] {
  const { lists } = JSON.parse(readFileSync(official, 'utf8')) as { lists: Record<string, string[]> }; // a file of known shape
  return lists[name] ?? [];
}

test.skipIf(!isThere)(
  'each withholding code has the percentages that are official for it, the one in force first',
  () => {
    const official = listOf('WithholdingTaxTypeWithPercent').filter((one) => !one.startsWith('650'));
    const ours = Object.entries(withholdingPercents).flatMap(([code, percents]) => percents.map((one) => code + one));
    expect(ours.toSorted()).toEqual(official.toSorted());
    expect(withholdingCodes.toSorted()).toEqual(listOf('WithholdingTaxType').toSorted());
  },
);

test.skipIf(!isThere)('the exemption codes are the official ones for VAT', () => {
  expect(exemptionCodes).toEqual(listOf('TaxExemptionReasonCodeType').filter((code) => /^[23]/.test(code)));
});

test('what is in no list is refused, however it looks', () => {
  expect([WithholdingCode.safeParse('602').success, ExemptionCode.safeParse('351').success]).toEqual([true, true]);
  for (const code of ['', '600', '628', '650', '0602', 'toString'])
    expect(WithholdingCode.safeParse(code).success).toBe(false);
  for (const code of ['', '203', '308', '339', '602', '0351'])
    expect(ExemptionCode.safeParse(code).success).toBe(false);
});

test('a line withholds at the percentage in force unless it says another that is official', () => {
  expect(withholdingRateOf({ withholdingCode: '601' })).toBe('40');
  expect(withholdingRateOf({ withholdingCode: '601', withholdingRate: '30' })).toBe('30');
  expect([withholdingRateOf({}), withholdingRateOf({ withholdingCode: '600' })]).toEqual([null, null]);
  expect(isOfficialRate({ withholdingCode: '601', withholdingRate: '30' })).toBe(true);
  expect(isOfficialRate({ withholdingCode: '601', withholdingRate: '50' })).toBe(false);
  expect(isOfficialRate({ withholdingRate: '30' })).toBe(false);
});

test('every code has its official name, but the one that is newer than the published list', () => {
  expect(withholdingCodes.filter((code) => !nameOfWithholding(code))).toEqual([]);
  expect(exemptionCodes.filter((code) => !nameOfExemption(code))).toEqual(['233']);
  expect([nameOfWithholding('816'), nameOfWithholding('825')]).toEqual([
    'Hurda Metalden Elde Edilen Külçe Teslimleri',
    'Demir-Çelik Ürünlerinin Teslimi',
  ]);
  expect([nameOfExemption('302'), nameOfExemption('999'), nameOfWithholding('')]).toEqual([
    '11/1-a Hizmet İhracatı',
    '',
    '',
  ]);
});

test('a code is told with its share', () => {
  expect([withholdingText('602'), withholdingText('624'), withholdingText('old')]).toEqual([
    '602 (9/10)',
    '624 (2/10)',
    'old',
  ]);
});
