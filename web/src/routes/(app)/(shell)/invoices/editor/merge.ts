// A draft that two people wrote on: what only one of them changed is taken over, what both changed is left to the person here.
import type { Language } from '@crmfex/shared/fields.ts';
import { parseTyped } from '@crmfex/shared/format.ts';
import type { Typed } from './draft.svelte.ts';
import { mergeRows, type Rows } from './merge-lists.ts';
import { isBlankCharge } from './typed-charge.ts';
import { blankLine, isBlank, parseDiscount, parseRate } from './typed-line.ts';

/** What both changed in different ways, as each of them has it. */
export type Clash = { field: keyof Typed; mine: unknown; theirs: unknown };
export type MergedDraft = { typed: Typed; clashes: Clash[] };

type Keyed = { key: string };
type Sides = { language: Language; currency: Typed['currency']; prefer: 'mine' | 'theirs' };

/**
 * The draft with both sides' changes in it.
 * @param prefer whose text stays where both changed the same
 */
export function mergeDrafts(
  { base, mine, theirs }: Record<'base' | 'mine' | 'theirs', Typed>,
  language: Language,
  prefer: 'mine' | 'theirs' = 'mine',
): MergedDraft {
  const sides: Sides = { language, currency: mine.currency, prefer };
  const merged: MergedDraft = { typed: { ...mine }, clashes: [] };
  const fields = Object.keys(mine) as (keyof Typed)[]; // the draft's own keys
  for (const field of fields) {
    if (field === 'clientName') continue;
    const values = { base: base[field], mine: mine[field], theirs: theirs[field] };
    const { value, clashes } = isList(values) ? mergeList(field, values, sides) : mergeValue(field, values, sides);
    Object.assign(merged.typed, { [field]: value });
    merged.clashes.push(...clashes.map((clash) => ({ field, ...clash })));
  }
  const owner = merged.typed.clientId === mine.clientId ? mine : theirs;
  merged.typed.clientName = owner.clientName;
  return mine.clientId === theirs.clientId ? merged : withAddressesOf(owner, merged);
}

/** An address of another client means nothing: addresses go with the client that stays. */
function withAddressesOf({ billingAddressId, delivery }: Typed, { typed, clashes }: MergedDraft): MergedDraft {
  return {
    typed: { ...typed, billingAddressId, delivery },
    clashes: clashes.filter(({ field }) => field !== 'billingAddressId' && field !== 'delivery'),
  };
}

type Values<Value> = Record<'base' | 'mine' | 'theirs', Value>;
type MergedValue<Value> = { value: Value; clashes: { mine: unknown; theirs: unknown }[] };

const isList = (values: Values<unknown>): values is Values<Keyed[]> => Array.isArray(values.mine);

function mergeValue<Value>(field: string, { base, mine, theirs }: Values<Value>, sides: Sides): MergedValue<Value> {
  const [was, one, other] = [base, mine, theirs].map((value) => meaning(field, value, sides));
  if (other === was || one === other) return { value: mine, clashes: [] };
  if (one === was) return { value: theirs, clashes: [] };
  return { value: sides.prefer === 'mine' ? mine : theirs, clashes: [{ mine, theirs }] };
}

/** Rows that are empty on the screen are nobody's change; the one at the end comes back under the pen. */
function mergeList(field: string, { base, mine, theirs }: Values<Keyed[]>, sides: Sides): MergedValue<Keyed[]> {
  const whole = (rows: Keyed[]) => rows.filter((row) => !isEmpty(row));
  const { rows, clashes } = mergeRows(whole(base), whole(mine), whole(theirs), rowsOf(sides));
  const last = mine.at(-1);
  if (last && isEmpty(last)) rows.push(last);
  if (field === 'lines' && rows.length === 0) rows.push(blankLine());
  return { value: rows, clashes };
}

function rowsOf(sides: Sides): Rows<Keyed> {
  // A field that is not there and one that holds nothing are the same.
  const fieldsOf = (row: Keyed): [string, unknown][] =>
    Object.entries(row).filter(([field, value]) => field !== 'key' && value !== null && value !== undefined);
  return {
    prefer: sides.prefer,
    textOf: (row) =>
      JSON.stringify(
        fieldsOf(row)
          .map(([field, value]) => [field, meaning(field, value, sides)])
          .sort(),
      ),
    inPlaceOf: (theirs, mine) => ({ ...theirs, key: mine.key }),
    join(base, mine, theirs) {
      const [was, one, other] = [base, mine, theirs].map((row) => new Map(fieldsOf(row)));
      const fields = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])]);
      const joined = Array.from(fields, (field) => {
        const values = { base: was?.get(field), mine: one?.get(field), theirs: other?.get(field) };
        return { field, ...mergeValue(field, values, sides) };
      });
      const changes = Object.fromEntries(joined.map(({ field, value }) => [field, value ?? null]));
      return { merged: { ...mine, ...changes }, isClash: joined.some(({ clashes }) => clashes.length > 0) };
    },
  };
}

function isEmpty(row: Keyed): boolean {
  if ('quantity' in row) return isBlank(row as Typed['lines'][number]); // only lines have a quantity
  if ('reason' in row) return isBlankCharge(row as Typed['charges'][number]); // only charges have a reason
  return Object.entries(row).every(([field, value]) => field === 'key' || value === '' || value === null);
}

/** `1.000` and `1000` mean the same; text that means nothing yet stands for itself. */
function meaning(field: string, value: unknown, { language, currency }: Sides): string {
  if (typeof value !== 'string') return JSON.stringify(value ?? null);
  const text = value.trim();
  if (field === 'quantity' || field === 'unitPrice') return bare(parseTyped(text, language) ?? text);
  if (field === 'vatRate' || field === 'stopaj') return bare(parseRate(text) ?? text);
  if (field === 'discount' || field === 'amount') {
    const discount = parseDiscount(text, currency, language);
    return discount ? JSON.stringify(discount) : text;
  }
  return text;
}

/** Without the zeros that change nothing. */
const bare = (decimal: string) => (decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal);
