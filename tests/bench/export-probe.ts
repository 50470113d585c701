// One way to write the rows of one business to the disk, in a process of its own, which says how long it took and what memory it held.
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { exportedTables, lineOptions, rowsOf } from '../../functions/compliance/tenant-exports/tables.ts';
import { writeBusiness } from '../../functions/compliance/tenant-exports/write.ts';
import { zipped } from '../../functions/compliance/tenant-exports/zip.ts';
import type { Container } from '../../functions/integrations/blobs/port.ts';
import type { Ports } from '../../functions/integrations/ports.ts';
import { literal, maintain, quoted, type Keeper } from '../../functions/platform/maintenance.ts';

const [, , variant = '', databaseMaintenanceUrl = '', path = '', tenantId = ''] = process.argv;
let byteCount = 0;

async function toFile(source: NodeJS.ReadableStream): Promise<void> {
  const file = createWriteStream(path, { highWaterMark: 1024 * 1024 });
  await pipeline(source, file);
  byteCount += file.bytesWritten;
}

// A business without files: what is compared is the making of the rows.
const noFiles = { list: async function* () {}, read: async () => null } as unknown as Container; // all that an export asks of it
const ports = { containers: () => noFiles, activityLog: { list: async () => [] } } as unknown as Ports; // likewise

const inSnapshot = (work: (keeper: Keeper) => Promise<void>) =>
  maintain({ databaseMaintenanceUrl }, (keeper) => keeper.snapshot(() => work(keeper)));

/** The same rows and columns by COPY, one table after the other, as `psql \copy` would. */
function copied(): Promise<void> {
  return inSnapshot(async (keeper) => {
    for (const { name, columns } of await exportedTables(keeper)) {
      const own = name === 'tenants' ? 'id' : 'tenant_id';
      const list = columns.map(({ name }) => quoted(name)).join(', ');
      await toFile(keeper.copyOut(`(select ${list} from public.${quoted(name)} where ${own} = ${literal(tenantId)})`));
    }
  });
}

/** The same lines of JSON by COPY, as `psql \copy` of the same query would write them. */
function copiedAsJson(): Promise<void> {
  return inSnapshot(async (keeper) => {
    for (const table of await exportedTables(keeper))
      await toFile(keeper.copyOut(rowsOf(table, tenantId), lineOptions));
  });
}

const variants: Record<string, () => Promise<unknown>> = {
  export: () => {
    const at = new Date();
    const counts = { tables: 0, rows: 0, files: 0, activity: 0 };
    return zipped({ write: toFile, at }, (zip) =>
      maintain({ databaseMaintenanceUrl }, (keeper) => writeBusiness({ keeper, ports, tenantId, at }, zip, counts)),
    );
  },
  copy: copied,
  json: copiedAsJson,
  nothing: async () => undefined,
};

const startedAt = performance.now();
await variants[variant]?.();
const memoryBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ tookMs: performance.now() - startedAt, byteCount, memoryBytes }));
