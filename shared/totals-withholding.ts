// VAT that the buyer withholds (tevkifat): a percentage of what the lines of one code bear.
import type { Totals } from './invoices.ts';
import { allocateUnits, percentOf, toMinor } from './money.ts';
import { total, type TotalsInput, type Work } from './totals-work.ts';

/**
 * Rounded once per code and percentage, the lines sharing it by largest remainder, or once per line, as the document rounds its VAT.
 * By code, lowest first. The lines must have their VAT by now.
 */
export function withheldOf(
  { roundingMode }: Pick<TotalsInput, 'roundingMode'>,
  lines: readonly Work[],
): { withholding: Totals['withholding']; withheld: bigint[] } {
  const withheld = lines.map(() => 0n);
  const coded = lines.flatMap(({ withholding, vat }, place) => (withholding ? [{ ...withholding, vat, place }] : []));
  const groups = [...Map.groupBy(coded, ({ code, rate }) => `${code} ${rate}`).entries()];
  const withholding = groups
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, own]) => {
      const [first] = own;
      if (!first) return [];
      const { code, rate } = first;
      const base = own.map(({ vat }) => vat);
      const parts =
        roundingMode === 'category'
          ? allocateUnits(percentOf(total(base), rate), base)
          : base.map((vat) => percentOf(vat, rate));
      own.forEach(({ place }, at) => (withheld[place] = parts[at] ?? 0n));
      return [{ code, rate, vatMinor: toMinor(total(base)), withheldMinor: toMinor(total(parts)) }];
    });
  return { withholding, withheld };
}
