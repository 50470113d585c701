// Loads a backup into an empty database and compares every table with the manifest, row for row.
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Ports } from '../../integrations/ports.ts';
import { quoted, type Keeper } from '../../platform/maintenance.ts';
import type { Manifest, TableEntry } from './manifest.ts';
import { meter } from './meter.ts';
import { unpack } from './streams.ts';
import { unordered } from './unordered.ts';

type Base = { ports: Ports };

const columnsOf = ({ name, columns }: TableEntry) => `public.${quoted(name)} (${columns.map(quoted).join(', ')})`;

/** Fills one table. */
async function loadTable(base: Base, keeper: Keeper, table: TableEntry): Promise<void> {
  const copy = keeper.copyIn(columnsOf(table));
  await unpack(base, table.file, copy);
  if (copy.rowCount !== table.rowCount)
    throw new Error(`${table.name}: ${copy.rowCount} of ${table.rowCount} rows were taken.`);
}

/** The same rows in another order: PostgreSQL fills gaps of earlier pages with rows that are short enough. */
async function hasSameRows(base: Base, keeper: Keeper, table: TableEntry): Promise<boolean> {
  const [stored, restored] = [unordered(), unordered()];
  await unpack(base, table.file, stored);
  await pipeline(keeper.copyOut(columnsOf(table)), restored);
  return stored.result() === restored.result();
}

/** Reads a table back: mostly it is the very bytes that were written, always the very rows. */
async function compareTable(base: Base, keeper: Keeper, table: TableEntry): Promise<void> {
  const read = meter();
  await pipeline(keeper.copyOut(columnsOf(table)), read, new Writable({ write: (_, __, done) => done() }));
  const { lineCount, sha256 } = read.result();
  if (sha256 === table.sha256) return;
  if (lineCount !== table.rowCount || !(await hasSameRows(base, keeper, table)))
    throw new Error(`${table.name}: what was restored is not what was backed up.`);
}

/** Loads all rows and compares them. Keys and triggers must not stand in the way: see `prepare…`. Returns how many rows there are. */
export async function loadRows(base: Base, keeper: Keeper, { tables }: Manifest): Promise<number> {
  for (const table of tables) await loadTable(base, keeper, table);
  for (const table of tables) await compareTable(base, keeper, table);
  return tables.reduce((sum, { rowCount }) => sum + rowCount, 0);
}
