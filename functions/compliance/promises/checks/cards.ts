// There is no place for a card number, and none was typed into the free text of payments.
import * as z from 'zod';
import { query } from '../../../platform/statement.ts';
import { counted, keptIf, type PromiseCheck } from '../promise.ts';

const Columns = z.strictObject({ n: z.int() });
const cardColumns = query(
  Columns,
  `select count(*)::int as n from information_schema.columns
   where table_schema = 'public' and column_name ~ '(^|_)(card_?number|pan|cvc|cvv|card)(_|$)'`,
);

const Digits = z.strictObject({ digits: z.string() });
const typedNumbers = query(
  Digits,
  String.raw`select regexp_replace(m[1], '[ -]', '', 'g') as digits
   from (select coalesce(reference, '') || ' / ' || coalesce(note, '') as text from payments) t,
     lateral regexp_matches(t.text, '(?<![\dA-Za-z])(\d(?:[ -]?\d){12,18})(?![\dA-Za-z])', 'g') m limit 10000`,
);

/** Luhn's sum, which every card number satisfies (ISO/IEC 7812-1), and one in ten other numbers. */
export function isCardLike(digits: string): boolean {
  let sum = 0;
  for (const [place, digit] of [...digits].reverse().entries()) {
    const doubled = place % 2 === 1 ? Number(digit) * 2 : Number(digit);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0;
}

export const cards: PromiseCheck = {
  key: 'cards',
  async look(_base, keeper) {
    const [columns] = await keeper.read(cardColumns);
    const { n } = Columns.parse(columns);
    const typed = await keeper.read(typedNumbers);
    const found = typed.filter(({ digits }) => isCardLike(digits)).length;
    // A number that only looks like a card's is no broken promise; it is counted, so that somebody looks.
    return { result: keptIf(n === 0), evidence: [counted('cardColumns', n), counted('cardLikeTexts', found)] };
  },
};
