// What a kind of table does with its rows: reads them by the contract, looks what is there, and says what is to be written.
import type * as z from 'zod';
import type { CustomField } from '../../../shared/custom-fields.ts';
import type { Language } from '../../../shared/fields.ts';
import type { ImportOptions, rowOutcomes } from '../../../shared/imports.ts';
import { words } from '../../../shared/messages/index.ts';
import type { FieldError, MessageParameters } from '../../../shared/problem.ts';
import type { Column } from '../../../shared/tables/column.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import type { RowsOf, Statement } from '../../platform/statement.ts';
import { bodyPointer, InvalidInput, parseInput } from '../../platform/validation.ts';
import { convert, type Value } from './convert.ts';
import type { Cell, RawRow } from './refusal.ts';
import type { OutcomeRow, RowError } from './store.ts';

/** Where the rows stand: in whose business, how they are written, and in which words to speak. */
export type Reading = {
  tenant: Tenant;
  options: ImportOptions;
  language: Language;
  at: Date;
  headers: readonly string[];
  /** The column of ours behind each of the file's. */
  columns: readonly (Column | null)[];
  /** The business's own fields of what is brought, those in use. */
  fields: readonly CustomField[];
  /** Keys of records that this import has made already, by what they are found again; of a mere check across the whole file. */
  seen: Map<string, string>;
};

/** A row with its cells as they stand in the file, and what they mean. */
export type TypedRow = { row: number; cells: Cell[]; values: Record<string, Value>; errors: RowError[] };

export type Decision = {
  row: number;
  outcome: (typeof rowOutcomes)[number];
  values: Record<string, Value>;
  errors: RowError[];
  made: Pick<OutcomeRow, 'recordKind' | 'recordId' | 'before' | 'versionAfter'> | null;
  /** A client that had to be made for it. */
  clientId?: string;
  /** How many rows of the file it stands for. */
  rowCount: number;
};

export type Planned = { decisions: Decision[]; statements: Statement<unknown>[] };
export type Look = <const S extends readonly Statement<unknown>[]>(statements: S) => Promise<RowsOf<S>>;

/** Reads groups of rows, outside of any transaction; what it answers decides within one. */
export type Kind = (reading: Reading, groups: readonly TypedRow[][]) => Promise<(look: Look) => Promise<Planned>>;

/** A wrong cell with the heading under which the person finds it. */
export function rowError(reading: Reading, column: string | null, detail: string): RowError {
  const place = reading.columns.findIndex((one) => one?.key === column);
  return { column, header: reading.headers[place] ?? null, detail: detail.slice(0, 500) };
}

export const said = (
  reading: Reading,
  column: string | null,
  key: string,
  parameters: MessageParameters = {},
): RowError => rowError(reading, column, words(reading.language, key, parameters));

/** Cells become values of their columns. */
export function typeRow(reading: Reading, { row, cells }: RawRow): TypedRow {
  const typed: TypedRow = { row, cells, values: {}, errors: [] };
  for (const [place, column] of reading.columns.entries()) {
    if (!column) continue;
    const converted = convert(column, cells[place] ?? '', reading.options, reading.language);
    if ('value' in converted) typed.values[column.key] = converted.value;
    else typed.errors.push(said(reading, column.key, converted.wrong.key, converted.wrong.parameters));
  }
  return typed;
}

/** A value by its column, empty as `undefined` so that defaults and earlier values stand. */
export const given = ({ values }: TypedRow, key: string): Value | undefined => values[key] ?? undefined;

export const textOf = (row: TypedRow, key: string): string | null => {
  const value = given(row, key);
  return typeof value === 'string' ? value : null;
};

/** Parses by the very schema of the form; says what is wrong under the column that `columnOf` names for a field. */
export async function byContract<T>(
  reading: Reading,
  schema: z.ZodType<T>,
  value: unknown,
  columnOf: (path: string[]) => string | null,
): Promise<{ value: T } | { errors: RowError[] }> {
  try {
    return { value: await parseInput(schema, value, reading.language, bodyPointer) };
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
    return { errors: error.errors.map((one) => errorAt(reading, one, columnOf)) };
  }
}

function errorAt(
  reading: Reading,
  { pointer, detail }: FieldError,
  columnOf: (path: string[]) => string | null,
): RowError {
  return rowError(reading, columnOf(pointer.split('/').slice(1)), detail);
}

/** One finding per column: a cell that could not be read is not also missing. */
export function distinct(errors: readonly RowError[]): RowError[] {
  const columns = new Set<string | null>();
  return errors.filter(({ column }) => column === null || (!columns.has(column) && Boolean(columns.add(column))));
}

export const failed = (rows: readonly TypedRow[], errors: RowError[]): Decision => ({
  row: rows[0]?.row ?? 2,
  outcome: 'failed',
  values: rows[0]?.values ?? {},
  errors: errors.slice(0, 20),
  made: null,
  rowCount: rows.length,
});

export const skipped = (rows: readonly TypedRow[]): Decision => ({ ...failed(rows, []), outcome: 'skipped' });
