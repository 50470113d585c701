// Rows of a table on their way from the zip to the database: each line looked at before it is staged.
import { Transform } from 'node:stream';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import { rowShapeOf } from '../tenant-exports/schema.ts';
import type { ExportedTable } from '../tenant-exports/tables.ts';
import { Refusal } from './refusal.ts';

/** The longest row there is holds a mail of half a million letters; more than this is none of ours. */
const lineMax = 16 * 1024 ** 2;

type Row = Record<string, unknown>;

export type LineCheck = {
  table: ExportedTable;
  /** Whether the file was made by this very state of the database: then no column may be missing. */
  isSameMigration: boolean;
  /** The business that the file is of, and the one that it becomes part of: names of files begin with it. */
  from: string;
  to: string;
};

/** A transform of bytes into the same lines, and the columns that they have, known once the first has gone through. */
export type CheckedLines = Transform & { columns(): string[] | null; lineCount(): number };

type Compile = (table: ExportedTable, columns: readonly string[]) => ValidateFunction;

/** The validator of JSON Schema, loaded for those who import and nobody else. */
async function compiler(): Promise<Compile> {
  const [{ default: library }, { default: formats }] = await Promise.all([
    import('ajv/dist/2020.js'),
    import('ajv-formats'),
  ]);
  return (table, columns) => {
    const ajv = new library.Ajv2020({ strict: false, allErrors: false });
    formats.default(ajv);
    const own = table.columns.filter(({ name }) => columns.includes(name));
    return ajv.compile(rowShapeOf({ name: table.name, columns: own }));
  };
}

/** Columns since added take what the database gives them; one that it does not know has no place to go. */
function columnsOf(row: Row, { table, isSameMigration }: LineCheck): string[] {
  const columns = Object.keys(row);
  const known = new Set(table.columns.map(({ name }) => name));
  for (const column of columns) if (!known.has(column)) throw new Refusal('column', { table: table.name, column });
  const missing = isSameMigration ? table.columns.find(({ name }) => !columns.includes(name)) : undefined;
  if (missing) throw new Refusal('missingColumn', { table: table.name, column: missing.name });
  return columns;
}

const ids = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Names of files stand in rows as `{business}/…`. An export never writes plain letters as escapes, which could hide one. */
const fileNames = new RegExp(`"(${ids})/`, 'gi');
const hidden = /\\u00[2-7]|\\\/|\r/i;
const hides = (line: string) => hidden.test(line.includes('\\') ? line.replaceAll('\\\\', '') : line);

function rekeyed(line: string, { from, to }: LineCheck): string | null {
  if (hides(line)) return null;
  let isForeign = false;
  const text = line.replace(fileNames, (whole, id: string) => {
    if (id === from || id === to) return `"${to}/`;
    isForeign = true;
    return whole;
  });
  return isForeign ? null : text;
}

function objectOf(line: string): Row | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : null; // has just been looked at
  } catch {
    return null;
  }
}

export type CheckLines = (check: LineCheck) => CheckedLines;

/** Looks at every line: an object of the table's columns and types, whose files are the business's own. Throws `Refusal` with its number. */
export async function lineChecker(): Promise<CheckLines> {
  const compile = await compiler();
  return (check) => checkedLines(check, compile);
}

function checkedLines(check: LineCheck, compile: Compile): CheckedLines {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const table = check.table.name;
  let columns: string[] | null = null;
  let validate: ValidateFunction | undefined;
  let rest = '';
  let number = 0;

  function one(line: string): string {
    number += 1;
    const refuse = (reason: string): never => {
      throw new Refusal('row', { table, line: number, reason });
    };
    const row = objectOf(line);
    if (!row) return refuse('JSON');
    columns ??= columnsOf(row, check);
    validate ??= compile(check.table, columns);
    if (!validate(row)) {
      const [error] = validate.errors ?? [];
      return refuse(`${error?.instancePath.slice(1) ?? ''} ${error?.message ?? ''}`.trim());
    }
    const text = rekeyed(line, check);
    if (text === null) throw new Refusal('foreignFile', { table, line: number });
    return `${text}\n`;
  }

  function decoded(bytes: Uint8Array | undefined, stream: boolean): string {
    try {
      return decoder.decode(bytes, { stream });
    } catch {
      throw new Refusal('row', { table, line: number + 1, reason: 'UTF-8' });
    }
  }

  function through(bytes: Buffer): string {
    const lines = (rest + decoded(bytes, true)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > lineMax) throw new Refusal('row', { table, line: number + 1, reason: `> ${lineMax}` });
    return lines.map(one).join('');
  }

  const stream = new Transform({
    transform(bytes: Buffer, _, pass) {
      try {
        pass(null, through(bytes));
      } catch (error) {
        pass(error as Error); // a refusal, or our own bug
      }
    },
    flush(pass) {
      const isWhole = rest === '' && decoded(undefined, false) === '';
      pass(isWhole ? null : new Refusal('row', { table, line: number + 1, reason: 'JSON' }));
    },
  });
  return Object.assign(stream, { columns: () => columns, lineCount: () => number });
}
