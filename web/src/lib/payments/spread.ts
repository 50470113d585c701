// How a typed amount spreads over open invoices: what a person fixed by hand stays, the rest goes to the oldest first.
export type Spread = {
  invoiceId: string;
  openMinor: number;
  /** Null while nobody has typed into the row. */ fixedMinor: number | null;
};

/** What each row gets, in the order of the rows; never more than is open unless that was typed. */
export function spread(amountMinor: number, rows: readonly Spread[]): number[] {
  let left = amountMinor - rows.reduce((sum, { fixedMinor }) => sum + (fixedMinor ?? 0), 0);
  return rows.map(({ openMinor, fixedMinor }) => {
    if (fixedMinor !== null) return fixedMinor;
    const part = Math.max(0, Math.min(left, openMinor));
    left -= part;
    return part;
  });
}
