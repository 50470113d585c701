// How a typed amount spreads over open invoices: what a person fixed by hand stays, the rest goes to the oldest first.
export type Spread = {
  invoiceId: string;
  openMinor: number;
  /** Null while nobody has typed into the row. */ fixedMinor: number | null;
};

export type Spreading = {
  /** What each invoice gets, in their order. */
  parts: number[];
  /** What no invoice gets; negative when more was given than there is. */
  leftMinor: number;
  /** Some invoice gets more than is open, or all together more than there is. */
  isTooMuch: boolean;
  allocations: { invoiceId: string; amountMinor: number }[];
};

/** How an amount spreads over invoices; `fixed` says what a person typed for one, null for one that follows. */
export function spreadTyped(
  amountMinor: number,
  invoices: readonly { id: string; openMinor: number }[],
  fixed: (invoiceId: string) => number | null,
): Spreading {
  const rows = invoices.map(({ id, openMinor }) => ({ invoiceId: id, openMinor, fixedMinor: fixed(id) }));
  const parts = spread(amountMinor, rows);
  const leftMinor = amountMinor - parts.reduce((sum, part) => sum + part, 0);
  const given = rows.map(({ invoiceId }, place) => ({ invoiceId, amountMinor: parts[place] ?? 0 }));
  return {
    parts,
    leftMinor,
    isTooMuch: leftMinor < 0 || rows.some(({ openMinor }, place) => (parts[place] ?? 0) > openMinor),
    allocations: given.filter((part) => part.amountMinor > 0),
  };
}

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
