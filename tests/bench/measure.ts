// What a measure hands back, and how rows become a table that a person reads.

export type Row = {
  /** What was measured, in a few words. */
  what: string;
  /** The measured figures beside each other, `5120/s beside 6890/s`. */
  figures: string;
  /** The one number the goal is about. */
  ratio: string;
  /** The goal as the issue states it; absent for figures that are printed for information only. */
  goal?: string;
  isMet?: boolean;
};

export type Measure = { title: string; rows: Row[] };

export function median(values: readonly number[]): number {
  if (values.length === 0) throw new Error('There is no median of nothing.');
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Runs each task once per round, one after the other, so that a noisy minute falls on all of them alike. */
export async function interleave<Name extends string>(
  rounds: number,
  tasks: Record<Name, () => Promise<number>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(tasks) as Name[]; // the keys of the table itself
  const found = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) found[name].push(await tasks[name]());
  }
  return found;
}

/** Ratio of two series measured in turns: the median of the ratios of their rounds. */
export function ratioOf(one: readonly number[], other: readonly number[]): number {
  return median(one.map((value, round) => value / (other[round] ?? Number.NaN)));
}

export const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} ms`;
export const perSecond = (value: number) => `${Math.round(value)}/s`;
export const times = (value: number) => `${value.toFixed(2)} ×`;

/** A table in plain text. */
export function printMeasure({ title, rows }: Measure): void {
  const cells = rows.map(({ what, figures, ratio, goal = '', isMet }) => [
    isMet === undefined ? '·' : isMet ? '✓' : '✗',
    what,
    figures,
    ratio,
    goal,
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  console.log(`\n${title}`);
  for (const row of cells) console.log(`  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`);
}
