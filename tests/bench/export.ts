// The export of the largest business there is in the bench, beside the bare COPY of the same rows.
import { join } from 'node:path';
import { withMillionLines } from './backup.ts';
import { ratioOf, times, type Measure, type Row } from './measure.ts';
import { megabytes, probesInTurns, seconds, type Found } from './probes.ts';
import type { World } from './world.ts';

const memoryBytesMax = 100 * 1024 * 1024;

const inTurns = (url: string, tenantId: string) =>
  probesInTurns('export-probe.ts', ['export', 'json', 'copy'], (variant, folder) => [
    url,
    join(folder, variant),
    tenantId,
  ]);

function rowsOf({ took, last }: Found<'export' | 'json' | 'copy'>): Row[] {
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
