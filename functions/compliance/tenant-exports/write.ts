// Writes everything of one business into a zip: rows of one snapshot, the log, the files, and what it all was.
import { Readable } from 'node:stream';
import * as z from 'zod';
import type { Ports } from '../../integrations/ports.ts';
import type { Keeper } from '../../platform/maintenance.ts';
import { query } from '../../platform/statement.ts';
import type { Measured } from '../backups/meter.ts';
import { exportFormat, exportSchema, exportVersion } from './schema.ts';
import { exportedTables, lineOptions, peopleOf, peopleTable, rowsOf } from './tables.ts';
import type { Zip } from './zip.ts';

type Listing = { path: string; table?: string; rows?: number; bytes: number; sha256: string };
export type Counts = { tables: number; rows: number; files: number; activity: number };

export type Source = {
  /** As the maintenance login; in the product's database or in a restored one. */
  keeper: Keeper;
  ports: Pick<Ports, 'containers' | 'activityLog'>;
  tenantId: string;
  at: Date;
};

const Facts = z.strictObject({ name: z.string(), migration: z.string() });
const factsOf = (tenantId: string) =>
  query(
    Facts,
    `select name, (select m.name from migrations.migrations m order by m.name desc limit 1) as migration from tenants where id = $1`,
    [tenantId],
  );

const listingOf = (path: string, { byteCount, sha256 }: Measured): Listing => ({ path, bytes: byteCount, sha256 });
const jsonOf = (value: unknown) => Readable.from([Buffer.from(`${JSON.stringify(value, null, 2)}\n`)]);

/** The names that a file of a business has here and in the zip. Tables that were exported before stay behind. */
async function* filesOf({ ports, tenantId }: Source): AsyncGenerator<{ key: string; path: string }> {
  for await (const { name } of ports.containers('files').list(`${tenantId}/`)) {
    const own = name.slice(tenantId.length + 1);
    if (!own.startsWith('exports/')) yield { key: name, path: `files/${own}` };
  }
}

/** The log of thirty days, newest first, as lines of JSON. */
async function* activityOf({ ports, tenantId }: Source): AsyncGenerator<Buffer> {
  let place: { before?: string; beforeId?: string } = {};
  for (;;) {
    const entries = await ports.activityLog.list(tenantId, { limit: 100, ...place });
    const last = entries.at(-1);
    if (!last) return;
    yield Buffer.from(entries.map(({ tenantId: _, ...entry }) => `${JSON.stringify(entry)}\n`).join(''));
    place = { before: last.at, beforeId: last.id };
  }
}

async function addTables(source: Source, zip: Zip, counts: Counts): Promise<Listing[]> {
  const { keeper, tenantId } = source;
  const listings: Listing[] = [];
  const tables = await exportedTables(keeper);
  const parts = [
    ...tables.map((table) => ({ table, what: rowsOf(table, tenantId) })),
    { table: peopleTable, what: peopleOf(tenantId) },
  ];
  for (const { table, what } of parts) {
    const path = `tables/${table.name}.jsonl`;
    const copy = keeper.copyOut(what, lineOptions);
    const measured = await zip.add(path, copy);
    if (measured.lineCount !== copy.rowCount)
      throw new Error(`${table.name}: ${copy.rowCount} rows, ${measured.lineCount} lines.`);
    counts.rows += copy.rowCount;
    counts.tables += 1;
    listings.push({ ...listingOf(path, measured), table: table.name, rows: copy.rowCount });
  }
  listings.push(listingOf('schema.json', await zip.add('schema.json', jsonOf(exportSchema(tables)))));
  return listings;
}

async function addFiles(source: Source, zip: Zip, counts: Counts): Promise<Listing[]> {
  const listings: Listing[] = [];
  for await (const { key, path } of filesOf(source)) {
    const bytes = await source.ports.containers('files').read(key);
    // Removed since it was listed: no part of the business any more.
    if (!bytes) continue;
    // PDF, pictures and office files are packed already.
    listings.push(listingOf(path, await zip.add(path, bytes, true)));
    counts.files += 1;
  }
  return listings;
}

/**
 * Fills the zip. `counts` grows on the way, for whoever watches.
 * @throws Error when there is no such business
 */
export async function writeBusiness(source: Source, zip: Zip, counts: Counts): Promise<void> {
  const [facts] = await source.keeper.read(factsOf(source.tenantId));
  if (!facts) throw new Error('There is no such business.');
  const tables = await source.keeper.snapshot(() => addTables(source, zip, counts));
  const log = await zip.add('activity.jsonl', Readable.from(activityOf(source), { objectMode: false }));
  counts.activity = log.lineCount;
  const files = await addFiles(source, zip, counts);
  const manifest = {
    format: exportFormat,
    version: exportVersion,
    generated_at: source.at.toISOString(),
    migration: facts.migration,
    tenant_id: source.tenantId,
    tenant_name: facts.name,
    counts,
    files: [...tables, { ...listingOf('activity.jsonl', log), rows: log.lineCount }, ...files],
  };
  // Last, since it knows what all the others were.
  await zip.add('manifest.json', jsonOf(manifest));
}
