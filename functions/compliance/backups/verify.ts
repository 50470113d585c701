// Looks at a backup as soon as it has arrived: every stream there, whole, decompressed, with the rows and hashes the manifest names.
import { Writable } from 'node:stream';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { Manifest, manifestOf, type TableEntry } from './manifest.ts';
import { follow, namesOf } from './sorted.ts';
import { linesOf, unpack } from './streams.ts';

const nowhere = () => new Writable({ write: (_, __, done) => done() });

/** @throws Error when there is none or it is not ours */
export async function readManifest(base: Pick<ScheduleContext, 'ports'>, name: string): Promise<Manifest> {
  const source = await base.ports.containers('backups').read(manifestOf(name));
  if (!source) throw new Error(`The backup ${name} has no manifest.`);
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(Buffer.from(part as Uint8Array));
  return Manifest.parse(JSON.parse(Buffer.concat(parts).toString()));
}

function differences(what: string, pairs: readonly (readonly [string, unknown, unknown])[]): string[] {
  return pairs
    .filter(([, expected, found]) => expected !== found)
    .map(([fact, expected, found]) => `${what}: ${fact} ${String(found)} instead of ${String(expected)}`);
}

async function verifyTable(base: Pick<ScheduleContext, 'ports'>, table: TableEntry): Promise<string[]> {
  const { raw, stored } = await unpack(base, table.file, nowhere());
  return differences(table.name, [
    ['rows', table.rowCount, raw.lineCount],
    ['bytes', table.byteCount, raw.byteCount],
    ['hash', table.sha256, raw.sha256],
    ['stored hash', table.storedSha256, stored.sha256],
  ]);
}

/** Every copy that the list names must lie in the store. */
async function verifyFiles(base: Pick<ScheduleContext, 'ports'>, { files }: Manifest): Promise<string[]> {
  const { raw, stored } = await unpack(base, files.file, nowhere());
  const copies = follow(namesOf(base.ports.containers('backup-files').list()));
  let missing = 0;
  for await (const name of linesOf(base, files.file)) if (!(await copies.has(name))) missing += 1;
  return differences('files', [
    ['lines', files.fileCount, raw.lineCount],
    ['stored hash', files.storedSha256, stored.sha256],
    ['missing copies', 0, missing],
  ]);
}

/** What is wrong with the backup, in one sentence each; empty when nothing is. */
export async function verifyBackup(base: Pick<ScheduleContext, 'ports'>, name: string): Promise<string[]> {
  const manifest = await readManifest(base, name);
  const problems: string[] = manifest.name === name ? [] : [`it calls itself ${manifest.name}`];
  for (const table of manifest.tables) problems.push(...(await verifyTable(base, table)));
  problems.push(...(await verifyFiles(base, manifest)));
  return problems;
}
