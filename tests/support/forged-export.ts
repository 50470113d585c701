// Exports that somebody has changed, and what an import says to them.
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { expect } from 'vitest';
import { Refusal } from '../../functions/compliance/tenant-imports/refusal.ts';
import type { World } from './billing-world.ts';
import { importInto, rowsIn, type Export, type Row } from './tenant-import.ts';
import { makeWorld as makeTenant } from './world.ts';

type Listing = { path: string; rows?: number; bytes: number; sha256: string };
type Told = { counts: Record<string, number>; files: Listing[] } & Row;

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const tablePath = (name: string) => `tables/${name}.jsonl`;

/** A zip of these entries, word for word, in their order. */
export async function zipOf(entries: Iterable<readonly [string, Buffer]>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, bytes] of entries) zip.addBuffer(bytes, path);
  zip.end();
  return buffer(zip.outputStream);
}

/** An export whose entries were changed by somebody who put the manifest right afterwards, so that only what it says is wrong. */
export async function forged(
  { entries }: Export,
  change: (entries: Map<string, Buffer>) => void,
  changeManifest: (manifest: Told) => void = () => undefined,
): Promise<Buffer> {
  const changed = new Map(entries);
  change(changed);
  const manifest = JSON.parse(changed.get('manifest.json')?.toString() ?? '') as Told;
  const known = new Map(manifest.files.map((listing) => [listing.path, listing]));
  manifest.files = [...changed]
    .filter(([path]) => path !== 'manifest.json')
    .map(([path, bytes]) => ({
      ...(known.get(path) ?? (path.startsWith('tables/') ? { table: path.slice(7, -6) } : {})),
      ...(path.endsWith('.jsonl') ? { rows: bytes.toString().split('\n').length - 1 } : {}),
      ...{ path, bytes: bytes.length, sha256: sha256(bytes) },
    }));
  changeManifest(manifest);
  changed.set('manifest.json', Buffer.from(JSON.stringify(manifest)));
  return zipOf(changed);
}

/** Rewrites the rows of one table. */
export const withRows =
  (table: string, change: (rows: Row[]) => Row[] | void) =>
  (entries: Map<string, Buffer>): void => {
    const rows = rowsIn(entries.get(tablePath(table)) ?? Buffer.alloc(0));
    const lines = (change(rows) ?? rows).map((row) => `${JSON.stringify(row)}\n`);
    entries.set(tablePath(table), Buffer.from(lines.join('')));
  };

/** Every row of a business, whatever it is made of. */
export async function checksumOf({ database }: Pick<World, 'database'>, tenantId: string): Promise<string> {
  const { rows } = await database.admin.query<{ table: string }>(
    `select c.relname as "table" from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  );
  const parts = rows.map(
    ({ table }) =>
      `select '${table} ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as part from public.${table} t where tenant_id = $1`,
  );
  const all = await database.admin.query<{ part: string }>(parts.join(' union all '), [tenantId]);
  return all.rows.map(({ part }) => part).join('\n');
}

/** Imports into an empty business and answers with the refusal; the business is as empty as before, and its neighbour as it was. */
export async function refusing(world: World, neighbourId: string) {
  const { tenantId, members } = await makeTenant(world.database.admin, 'Boş İşletme');
  const [before, neighbour] = [await checksumOf(world, tenantId), await checksumOf(world, neighbourId)];
  return async (zip: Buffer): Promise<{ key: string; detail: Row }> => {
    const error: unknown = await importInto(world, zip, { tenantId, ownerId: members.owner.userId }).then(
      () => null,
      (caught: unknown) => caught,
    );
    expect(await checksumOf(world, tenantId)).toBe(before);
    expect(await checksumOf(world, neighbourId)).toBe(neighbour);
    if (!(error instanceof Refusal)) throw error ?? new Error('It was not refused.');
    return { key: error.key, detail: error.detail };
  };
}
