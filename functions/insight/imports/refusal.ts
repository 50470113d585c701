// A file that cannot be read as a table; the key says why.

export class Refusal extends Error {
  readonly key: string;

  constructor(key: string) {
    super(key);
    this.name = 'Refusal';
    this.key = key;
  }
}

/** What a spreadsheet's cell may hold. */
export const cellMax = 32_767;

/** A cell as it stands in the file; numbers of a spreadsheet stay numbers, since no sign of theirs is in doubt. */
export type Cell = string | number;
/** A row with its number as a spreadsheet counts. */
export type RawRow = { row: number; cells: Cell[] };
