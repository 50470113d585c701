// The export of a business with a million rows, beside the bare COPY of the same rows.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { withMillionLines } from './backup.ts';
import { interleave, median, ratioOf, times, type Measure, type Row } from './measure.ts';
import type { World } from './world.ts';

const rounds = 3;
const memoryBytesMax = 100 * 1024 * 1024;

const Probe = z.strictObject({ tookMs: z.number(), byteCount: z.number(), memoryBytes: z.number() });
type Probe = z.infer<typeof Probe>;

function probe(variant: string, args: string[]): Promise<Probe> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'export-probe.ts'), variant, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve(Probe.parse(JSON.parse(said))) : reject(new Error(`The ${variant} failed.`)),
    );
  });
}

type Found = { took: Record<'export' | 'json' | 'copy', number[]>; last: Record<string, Probe> };

async function inTurns(url: string, tenantId: string): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), 'crmfex-bench-export-'));
  const last: Record<string, Probe> = {};
  const run = (variant: string) => async () => {
    const found = await probe(variant, [url, join(folder, variant), tenantId]);
    last[variant] = found;
    return found.tookMs;
  };
  try {
    await run('copy')();
    await run('nothing')();
    const took = await interleave(rounds, { export: run('export'), json: run('json'), copy: run('copy') });
    return { took, last };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const seconds = (values: readonly number[]) => `${(median(values) / 1000).toFixed(2)} s`;
const megabytes = (bytes = 0) => `${(bytes / 1e6).toFixed(1)} MB`;

function rowsOf({ took, last }: Found): Row[] {
  const speed = ratioOf(took.json, took.export);
  const besideText = ratioOf(took.copy, took.export);
  const memory = (last['export']?.memoryBytes ?? Number.NaN) - (last['nothing']?.memoryBytes ?? Number.NaN);
  const sizes = `${megabytes(last['export']?.byteCount)} beside ${megabytes(last['json']?.byteCount)}`;
  return [
    {
      what: `speed beside the bare COPY of the same lines (${sizes})`,
      figures: `${seconds(took.export)} beside ${seconds(took.json)}`,
      ratio: times(speed),
      goal: '≥ 0.85 ×',
      isMet: speed >= 0.85,
    },
    {
      what: 'speed beside COPY of the same columns as plain text, which is no JSON',
      figures: `${seconds(took.export)} beside ${seconds(took.copy)}`,
      ratio: times(besideText),
      goal: '',
      isMet: true,
    },
    {
      what: 'memory beyond an idle process',
      figures: megabytes(memory),
      ratio: '',
      goal: '≤ 100 MB',
      isMet: memory <= memoryBytesMax,
    },
  ];
}

/** The largest business of the bench's world takes everything along. */
export const measureExport = (world: World): Promise<Measure> =>
  withMillionLines(world, async (client, url) => {
    const { rows } = await client.query<{ tenant_id: string; n: number }>(
      'select tenant_id, count(*)::int as n from invoice_lines group by 1 order by 2 desc limit 1',
    );
    const largest = rows[0];
    if (!largest) throw new Error('There is no business to export.');
    const title = `Export of a business with ${largest.n} lines of invoices`;
    return { title, rows: rowsOf(await inTurns(url, largest.tenant_id)) };
  });
