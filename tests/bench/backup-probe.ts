// One way to write all tables to a folder, in a process of its own, which says how long it took, how large it is and what memory it held.
import { execFile } from 'node:child_process';
import { createWriteStream, mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import pino from 'pino';
import { tables } from '../../functions/compliance/backups/schema.ts';
import { takeBackup } from '../../functions/compliance/backups/take.ts';
import type { Container } from '../../functions/integrations/blobs/port.ts';
import type { ScheduleContext } from '../../functions/platform/jobs.ts';
import { maintain, quoted } from '../../functions/platform/maintenance.ts';

const [, , variant = '', databaseMaintenanceUrl = '', folder = '', pgDump = ''] = process.argv;
rmSync(folder, { recursive: true, force: true });
let byteCount = 0;

async function toFile(name: string, source: Readable, ...through: Transform[]): Promise<void> {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  const file = createWriteStream(path, { highWaterMark: 1024 * 1024 });
  await pipeline([source, ...through, file]);
  byteCount += file.bytesWritten;
}

/** A container on the disk: what is compared is the making, not the network behind it. */
const onDisk: Container = {
  write: (name, bytes) => toFile(name, bytes),
  read: async () => null,
  sizeOf: async () => null,
  list: async function* () {},
  remove: async () => undefined,
  copyFrom: async () => false,
  link: async () => '',
  uploadLink: async () => '',
};

/** Every table by COPY, as `psql \copy` would, with nothing or one compressor behind it. */
function copied(through: () => Transform[]): Promise<void> {
  return maintain({ databaseMaintenanceUrl }, (keeper) =>
    keeper.snapshot(async () => {
      for (const { name, columns } of await tables(keeper)) {
        const list = columns.map(quoted).join(', ');
        await toFile(name, keeper.copyOut(`public.${quoted(name)} (${list})`), ...through());
      }
    }),
  );
}

/** PostgreSQL's own dump in its own format: the same rows by the same login, compressed as it does by itself. */
async function dumped(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'dump');
  const what = ['-Fc', '--data-only', '--schema=public', '--enable-row-security'];
  await promisify(execFile)(pgDump, [...what, '-f', path, databaseMaintenanceUrl]);
  byteCount = statSync(path).size;
}

const variants: Record<string, () => Promise<unknown>> = {
  backup: () => {
    const parts = { config: { databaseMaintenanceUrl }, ports: { containers: () => onDisk }, clock: () => new Date() };
    // What a backup uses of its context.
    return takeBackup({ ...parts, log: pino({ level: 'silent' }) } as unknown as ScheduleContext);
  },
  copy: () => copied(() => []),
  'pg-dump': dumped,
  nothing: async () => undefined,
  gzip: () => copied(() => [createGzip({ level: 6 })]),
};

const startedAt = performance.now();
await variants[variant]?.();
const memoryBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ tookMs: performance.now() - startedAt, byteCount, memoryBytes }));
