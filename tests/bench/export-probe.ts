// One way to write the rows of one business to the disk, in a process of its own, which says how long it took and what memory it held.
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import {
  exportedTables,
  isText,
  lineOptions,
  type Column,
  type ExportedTable,
} from '../../functions/compliance/tenant-exports/tables.ts';
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

type Form = { queryOf(table: ExportedTable): string; options: string };

const selected = ({ name, columns }: ExportedTable, pick: (column: Column) => string) =>
  `select ${columns.map(pick).join(', ')} from public.${quoted(name)}
   where ${name === 'tenants' ? 'id' : 'tenant_id'} = ${literal(tenantId)}`;

/** The same rows and columns in PostgreSQL's own text, which is no JSON. */
const plain: Form = { queryOf: (table) => `(${selected(table, ({ name }) => quoted(name))})`, options: '' };

/** The very lines of the export, as anybody would ask PostgreSQL for them. */
const json: Form = {
  queryOf: (table) => {
    const picked = (one: Column) =>
      isText(one) ? `${quoted(one.name)}::text as ${quoted(one.name)}` : quoted(one.name);
    return `(select row_to_json(r) from (${selected(table, picked)}) r)`;
  },
  options: lineOptions,
};

/** One table after the other by COPY. */
const copied = ({ queryOf, options }: Form) =>
  inSnapshot(async (keeper) => {
    for (const table of await exportedTables(keeper)) await toFile(keeper.copyOut(queryOf(table), options));
  });

/** The same by `psql \copy`, in one session. */
async function copiedByPsql({ queryOf, options }: Form): Promise<void> {
  const tables = await maintain({ databaseMaintenanceUrl }, exportedTables);
  const commands = tables.map((table) => {
    const query = queryOf(table).replaceAll('\n', ' ');
    return ['-c', `\\copy ${query} to '${path}.${table.name}' ${options}`];
  });
  await promisify(execFile)('psql', ['-q', '-v', 'ON_ERROR_STOP=1', databaseMaintenanceUrl, ...commands.flat()]);
}

const variants: Record<string, () => Promise<unknown>> = {
  export: () => {
    const at = new Date();
    const counts = { tables: 0, rows: 0, files: 0, activity: 0 };
    return zipped({ write: toFile, at }, (zip) =>
      maintain({ databaseMaintenanceUrl }, (keeper) => writeBusiness({ keeper, ports, tenantId, at }, zip, counts)),
    );
  },
  copy: () => copied(plain),
  json: () => copied(json),
  'psql-text': () => copiedByPsql(plain),
  'psql-json': () => copiedByPsql(json),
  nothing: async () => undefined,
};

const startedAt = performance.now();
await variants[variant]?.();
const memoryBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ tookMs: performance.now() - startedAt, byteCount, memoryBytes }));
