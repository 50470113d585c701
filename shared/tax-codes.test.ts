// Our lists of tax codes say what the official ones say.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ExemptionCode, exemptionCodes, WithholdingCode, withholdingRates, withholdingText } from './tax-codes.ts';

const official = new URL('../../shared/efatura/official/codelists/schematron-lists.json', import.meta.url);
const isThere = existsSync(official);
if (!isThere)
  console.info('The official code lists are not beside this checkout: the comparison with them is skipped.');

function listOf(name: string): string[] {
  const { lists } = JSON.parse(readFileSync(official, 'utf8')) as { lists: Record<string, string[]> }; // a file of known shape
  return lists[name] ?? [];
}

test.skipIf(!isThere)(
  'each withholding code has the highest percentage that is official for it: the one in force',
  () => {
    const rates: Record<string, number> = {};
    for (const [, code = '', rate] of listOf('WithholdingTaxTypeWithPercent').map(
      (one) => /^(6[012]\d)(\d+)$/.exec(one) ?? [],
    ))
      if (code) rates[code] = Math.max(rates[code] ?? 0, Number(rate));
    expect(withholdingRates).toEqual(rates);
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

test('a code is told with its share', () => {
  expect([withholdingText('602'), withholdingText('624'), withholdingText('old')]).toEqual([
    '602 (9/10)',
    '624 (2/10)',
    'old',
  ]);
});
