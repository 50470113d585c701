// A table that has arrived: what kind of file it is, what its columns are called, and its rows in the form of later stages.
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { importBytesMax, importRowsMax, type ImportSource } from '../../../shared/imports.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { acting, breathe, done, tenantOf } from './acting.ts';
import { columnsFor, ownFieldsOf } from './columns.ts';
import { openCsv } from './read-csv.ts';
import { openXlsx } from './read-xlsx.ts';
import { guessOptions, recognise } from './recognise.ts';
import { Refusal, type Cell, type RawRow } from './refusal.ts';
import { arrivalKey, stage } from './staged.ts';
import { changeImport, findMapping, getImport, type ImportRow } from './store.ts';

const sampleRows = 8;
const guessRows = 300;
/** A title or the name of a firm may stand above the headers. */
const titleRowsMax = 10;

type Table = { source: ImportSource; rows: AsyncIterable<RawRow> };

/** A stream that nobody reads may still say that it was broken off: nobody minds. */
function abandon(bytes: Readable): void {
  bytes.on('error', () => undefined);
  bytes.destroy();
}

async function openTable(ctx: Context, key: string, name: string): Promise<Table> {
  const arrived = await ctx.ports.uploads.open(key);
  if (!arrived) throw new Refusal('import.notArrived');
  if (arrived.sizeBytes > importBytesMax) {
    abandon(arrived.bytes);
    throw new Refusal('import.tooLarge');
  }
  if (arrived.sizeBytes === 0) throw new Refusal('import.empty');
  if (/\.xlsx$/i.test(name)) return openXlsx(await buffer(arrived.bytes));
  abandon(arrived.bytes);
  return openCsv(async () => {
    const again = await ctx.ports.uploads.open(key);
    if (!again) throw new Refusal('import.notArrived');
    return again.bytes;
  });
}

const filled = (cells: readonly Cell[]) => cells.filter((cell) => String(cell).trim() !== '').length;

/** Finds the headers: the first row with two names in it, below a title perhaps; else the first row with any. */
async function headersOf(rows: AsyncIterator<RawRow>): Promise<{ headers: string[]; ahead: RawRow[] }> {
  const ahead: RawRow[] = [];
  while (ahead.length < titleRowsMax) {
    const next = await rows.next();
    if (next.done) break;
    if (filled(next.value.cells) === 0) continue;
    ahead.push(next.value);
    if (filled(next.value.cells) >= 2) break;
  }
  const place = Math.max(
    0,
    ahead.findIndex(({ cells }) => filled(cells) >= 2),
  );
  const found = ahead[place];
  if (!found) throw new Refusal('import.noHeaders');
  const headers = found.cells.map((cell) => String(cell).replace(/\s+/g, ' ').trim().slice(0, 200));
  while (headers.at(-1) === '') headers.pop();
  return { headers, ahead: ahead.slice(place + 1) };
}

export const headersHash = (headers: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(headers)).digest();

type Known = { headers: string[]; sample: RawRow[]; rowCount: number };

/** Reads everything once, keeping only the beginning. */
async function take(ctx: Context, tenantId: string, id: string, { rows }: Table): Promise<Known> {
  const iterator = rows[Symbol.asyncIterator]();
  const { headers, ahead } = await headersOf(iterator);
  const known: Known = { headers, sample: [], rowCount: 0 };
  async function* body() {
    yield* ahead;
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
  }
  async function* kept() {
    for await (const { row, cells } of body()) {
      if (filled(cells) === 0) continue;
      known.rowCount += 1;
      if (known.rowCount > importRowsMax) throw new Refusal('import.tooManyRows');
      const own = { row: Math.max(2, row), cells: cells.slice(0, headers.length) };
      if (known.sample.length < guessRows) known.sample.push(own);
      if (known.rowCount % 500 === 0) await breathe();
      yield own;
    }
  }
  await stage(ctx, tenantId, id, kept());
  if (known.rowCount === 0) throw new Refusal('import.noRows');
  return known;
}

/** The meaning that was given to the same headers before, else what the headings say. */
async function meaningOf(person: Context, row: ImportRow, { headers, sample }: Known, source: ImportSource) {
  const [remembered, fields] = await flush(person, [
    findMapping(row.subject, headersHash(headers)),
    ownFieldsOf(row.subject),
  ]);
  const columns = columnsFor(row.subject, fields);
  const guessed = guessOptions(
    sample.map(({ cells }) => cells),
    source.delimiter,
  );
  const mapping = recognise(headers, columns);
  const before = remembered[0];
  // A field that is gone since means nothing any more.
  const isKnown = (key: string | null) => key === null || columns.some((column) => column.key === key);
  const isUsable = before?.mapping.length === headers.length && before.mapping.every(isKnown);
  return isUsable
    ? { mapping: before.mapping, options: { ...before.options, ...guessed } }
    : { mapping, options: { ...row.options, ...guessed } };
}

/** Reads what has arrived; a second run finds the import beyond this stage. */
export async function readArrival(ctx: Context, { importId }: { importId: string }): Promise<void> {
  const person = acting(ctx);
  const tenantId = tenantOf(ctx);
  const [rows] = await flush(person, [getImport(importId)]);
  const row = rows[0];
  if (row?.state !== 'reading') return done(ctx);
  const key = arrivalKey(tenantId, importId);
  try {
    const table = await openTable(ctx, key, row.fileName);
    const known = await take(ctx, tenantId, importId, table);
    const { mapping, options } = await meaningOf(person, row, known, table.source);
    const sample = known.sample
      .slice(0, sampleRows)
      .map(({ cells }) => cells.map((cell) => String(cell).slice(0, 200)));
    const { headers, rowCount } = known;
    const { source } = table;
    await flush(person, [
      changeImport(importId, { state: 'mapping', source, headers, sample, rowCount, mapping, options }),
    ]);
  } catch (error) {
    const refusal = error instanceof Refusal ? error : isRefusalBehind(error);
    if (!refusal) throw error;
    await flush(person, [changeImport(importId, { state: 'refused', refusal: refusal.key })]);
  }
  await ctx.ports.uploads.remove(key);
  return done(ctx);
}

/** The blob store wraps what its source threw. */
function isRefusalBehind(error: unknown): Refusal | null {
  let cause: unknown = error;
  for (let depth = 0; depth < 4 && cause instanceof Error; depth += 1) {
    if (cause instanceof Refusal) return cause;
    cause = cause.cause;
  }
  return null;
}

/** After the last try: people see that it was not read. */
export async function giveUpReading(ctx: Context, { importId }: { importId: string }): Promise<void> {
  const [rows] = await flush(ctx, [getImport(importId)]);
  if (one(rows).state !== 'reading') return done(ctx);
  await flush(ctx, [changeImport(importId, { state: 'refused', refusal: 'import.failed' })]);
  return done(ctx);
}
