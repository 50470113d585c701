// Exports as tests look at them, and imports of zips that tests have made or forged.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { writeBusiness } from '../../functions/compliance/tenant-exports/write.ts';
import { zipped } from '../../functions/compliance/tenant-exports/zip.ts';
import type { FormerMember } from '../../shared/tenant-imports.ts';
import { bringBusiness } from '../../functions/compliance/tenant-imports/bring.ts';
import { bringLog } from '../../functions/compliance/tenant-imports/log.ts';
import { readManifest } from '../../functions/compliance/tenant-imports/manifest.ts';
import { openZip, type ZipSource } from '../../functions/compliance/tenant-imports/read-zip.ts';
import { maintain } from '../../functions/platform/maintenance.ts';
import type { World } from './billing-world.ts';
import { unzipped } from './unzip.ts';

export type Row = Record<string, unknown>;
export type Export = { zip: Buffer; entries: Map<string, Buffer>; tables: Map<string, Row[]> };

export const rowsIn = (bytes: Buffer): Row[] =>
  bytes
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);

/** What an owner would take along now. */
export async function exportOf({ app }: Pick<World, 'app'>, tenantId: string): Promise<Export> {
  const counts = { tables: 0, rows: 0, files: 0, activity: 0 };
  const at = app.clock();
  let zip = Buffer.alloc(0);
  const write = async (bytes: Readable) => void (zip = await buffer(bytes));
  await maintain(app.config, (keeper) =>
    zipped({ write, at }, (into) => writeBusiness({ keeper, ports: app.ports, tenantId, at }, into, counts)),
  );
  const entries = await unzipped(zip);
  const tables = [...entries]
    .filter(([path]) => path.startsWith('tables/'))
    .map(([path, bytes]) => [path.slice('tables/'.length, -'.jsonl'.length), rowsIn(bytes)] as const);
  return { zip, entries, tables: new Map(tables) };
}

export const sourceOf = (zip: Buffer): ZipSource => ({
  sizeBytes: zip.length,
  read: async (start, end) => Readable.from([zip.subarray(start, end)]),
});

/** The engine alone, without the queue around it. */
export async function importInto(
  { app }: Pick<World, 'app'>,
  zip: Buffer,
  target: { tenantId: string; ownerId: string },
): Promise<readonly FormerMember[]> {
  const reader = await openZip(sourceOf(zip));
  const manifest = await readManifest(reader);
  const at = app.clock();
  let former: readonly FormerMember[] = [];
  await maintain(app.config, (keeper) =>
    bringBusiness(
      { keeper, ports: app.ports, zip: reader, manifest, at, counts: { rows: 0, files: 0 }, ...target },
      { claim: async () => undefined, keep: async (people) => void (former = people) },
    ),
  );
  await bringLog({ activityLog: app.ports.activityLog, tenantId: target.tenantId, at }, reader, manifest);
  return former;
}
