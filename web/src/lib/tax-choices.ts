// Codes of the official lists, found by their number or by words of their names.
import { exemptionCodes, withholdingCodes, withholdingText } from '@crmfex/shared/tax-codes.ts';

export type TaxList = 'withholding' | 'exemption';
export type TaxChoice = { value: string; label: string; hint: string };

const fold = (text: string) => text.toLocaleLowerCase('tr');
/** What a choice list shows at once; typing narrows it. */
const most = 60;

/** What a code is called on its own: `602 (9/10)`, `302`. */
export const codeText = (list: TaxList, code: string) => (list === 'withholding' ? withholdingText(code) : code);

/** All of a list, or those whose number begins with, or whose name holds, every word that was typed. */
export function taxChoices(list: TaxList, typed: string, nameOf: (code: string) => string): TaxChoice[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const codes = list === 'withholding' ? withholdingCodes : exemptionCodes;
  return codes
    .map((code) => ({ value: code, label: codeText(list, code), hint: nameOf(code) }))
    .filter(({ value, hint }) => words.every((word) => value.startsWith(word) || fold(hint).includes(word)))
    .slice(0, most);
}
