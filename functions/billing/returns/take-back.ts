// What a return holds, from the original and what has gone back already. Pure: the database guards the same sums.
import type {
  InvoiceCharge,
  InvoiceChargeInput,
  InvoiceInput,
  InvoiceLine,
  InvoiceLineInput,
} from '../../../shared/invoices.ts';
import { formatDecimal, multiply, parseDecimal, round, toMinor } from '../../../shared/money.ts';
import { Problem, type FieldProblem } from '../../../shared/problem.ts';
import type { ReturnCreate } from '../../../shared/returns.ts';
import type { Gone } from './store.ts';

const PLACES = 6;
const units = (quantity: string) => parseDecimal(quantity, PLACES);

export type Left = { line: InvoiceLine; quantity: bigint; amountMinor: number };

/** What of each line can still go back. */
export function leftOf(lines: readonly InvoiceLine[], gone: readonly Gone[]): Left[] {
  const known = new Map(gone.map((one) => [one.position, one]));
  return lines.map((line) => {
    const back = known.get(line.position);
    const quantity = units(line.quantity) - (back ? units(back.quantity) : 0n);
    return { line, quantity, amountMinor: line.amountMinor - (back?.amountMinor ?? 0) };
  });
}

export const quantityText = (quantity: bigint) => formatDecimal(quantity, PLACES);

/** A chosen part of a line; the last part of it takes exactly what is left, so that no kuruş is taken twice. */
function partOf(left: Left, quantity: bigint, currency: InvoiceInput['currency']): InvoiceLineInput {
  const { position, netMinor, amountMinor, vatMinor, withheldMinor, ...typed } = left.line;
  const text = quantityText(quantity);
  if (quantity === units(left.line.quantity)) return typed;
  const gross = toMinor(multiply(text, typed.unitPrice, currency));
  const isLast = quantity === left.quantity;
  const share =
    typed.discountMinor === null
      ? null
      : toMinor((BigInt(typed.discountMinor) * quantity + units(left.line.quantity) - 1n) / units(left.line.quantity));
  if (isLast && left.amountMinor <= gross)
    return { ...typed, quantity: text, discountRate: null, discountMinor: gross - left.amountMinor || null };
  return { ...typed, quantity: text, discountMinor: share && Math.min(share, gross) };
}

function chosen(asked: ReturnCreate['lines'], all: readonly Left[]): { left: Left; quantity: bigint }[] {
  if (!asked) return all.filter(({ quantity }) => quantity > 0n).map((left) => ({ left, quantity: left.quantity }));
  const known = new Map(all.map((left) => [left.line.position, left]));
  const problems: FieldProblem[] = [];
  const seen = new Set<number>();
  const found = asked.flatMap(({ position, quantity }, place) => {
    const left = known.get(position);
    const wanted = units(quantity);
    if (!left || seen.has(position)) problems.push({ pointer: `#/lines/${place}/position`, key: 'return.unknownLine' });
    else if (wanted > left.quantity)
      problems.push({ pointer: `#/lines/${place}/quantity`, key: 'return.moreThanSold' });
    seen.add(position);
    return left && wanted > 0n ? [{ left, quantity: wanted }] : [];
  });
  if (problems.length > 0) throw new Problem('unprocessable', 'return.cannot', {}, problems);
  return found;
}

/** What was typed into the original, with what its charges came to. */
export type Original = Omit<InvoiceInput, 'charges'> & { charges: readonly InvoiceCharge[] };
export type TakenBack = { draft: InvoiceInput; positions: number[] };

/** A charge goes back as the amount it came to: its percentage may have been one of other lines. */
const asAmount = ({ amountMinor, netMinor, vatMinor, ...typed }: InvoiceCharge): InvoiceChargeInput => ({
  ...typed,
  chargeRate: null,
  chargeMinor: amountMinor,
});

/**
 * The return's content. Charges go back with the last of the lines: whoever keeps a part has had its freight.
 * @param discountGone what of the document's discount earlier returns have taken
 * @throws Problem `unprocessable` with a pointer per line that cannot go back, `conflict` when nothing is left
 */
export function takeBack(
  { charges, ...original }: Original,
  lines: readonly InvoiceLine[],
  gone: readonly Gone[],
  discountGone: number,
  asked: ReturnCreate['lines'],
): TakenBack {
  const all = leftOf(lines, gone);
  const parts = chosen(asked, all);
  if (parts.length === 0) throw new Problem('conflict', 'return.nothingLeft');
  const isRest = all.every(({ line, quantity }) => {
    const part = parts.find(({ left }) => left.line.position === line.position);
    return quantity === (part?.quantity ?? 0n);
  });
  const discountMinor = original.discountMinor === null ? null : discountOf(original.discountMinor, isRest);
  function discountOf(whole: number, takesRest: boolean): number {
    if (takesRest) return whole - discountGone;
    const sum = (minors: number[]) => minors.reduce((total, minor) => total + minor, 0);
    const worth = sum(lines.map(({ amountMinor }) => amountMinor));
    const part = parts.map(({ left, quantity }) =>
      toMinor((BigInt(left.line.amountMinor) * quantity) / (units(left.line.quantity) || 1n)),
    );
    if (worth === 0) return 0;
    const share = toMinor(round(BigInt(whole) * BigInt(sum(part)), BigInt(worth)));
    return Math.min(whole - discountGone, share);
  }
  const taken = parts.map(({ left, quantity }) => partOf(left, quantity, original.currency));
  return {
    draft: {
      ...original,
      ...{ dueDate: null, discountMinor, lines: taken, charges: isRest ? charges.map(asAmount) : [] },
      ...{ orderNumber: null, orderDate: null, despatches: [], internalNotes: null },
    },
    positions: parts.map(({ left }) => left.line.position),
  };
}
