// The export of a business of a million lines, beside COPY of the same rows by the driver and, where it is installed, by psql.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ratioOf, times, type Measure, type Row } from './measure.ts';
import { withMillionLines, type Million } from './million.ts';
import { megabytes, probesInTurns, seconds, type Found } from './probes.ts';
import type { World } from './world.ts';

const memoryBytesMax = 100 * 1024 * 1024;

const besides = {
  json: 'bare COPY of the same lines by row_to_json',
  'psql-json': 'psql \\copy of the same lines by row_to_json',
  copy: 'bare COPY of the same columns as plain text, which is no JSON',
  'psql-text': 'psql \\copy of the same columns as plain text',
};
type Beside = keyof typeof besides;

const hasPsql = spawnSync('psql', ['--version']).status === 0;
const measured: Beside[] = hasPsql ? ['json', 'psql-json', 'copy', 'psql-text'] : ['json', 'copy'];

const inTurns = ({ maintenanceUrl, tenantId }: Million) =>
  probesInTurns('export-probe.ts', ['export', ...measured], (variant, folder) => [
    maintenanceUrl,
    join(folder, variant),
    tenantId,
  ]);

function rowBeside({ took }: Found<'export' | Beside>, beside: Beside): Row {
  const speed = ratioOf(took[beside], took.export);
  const goal = beside === 'json' ? { goal: '≥ 0.85 ×', isMet: speed >= 0.85 } : {};
  const figures = `${seconds(took.export)} beside ${seconds(took[beside])}`;
  return { what: `speed beside ${besides[beside]}`, figures, ratio: times(speed), ...goal };
}

function rowsOf(found: Found<'export' | Beside>): Row[] {
  const { last } = found;
  const memory = (last['export']?.memoryBytes ?? Number.NaN) - (last['nothing']?.memoryBytes ?? Number.NaN);
  const sizes = `${megabytes(last['export']?.byteCount)} beside ${megabytes(last['json']?.byteCount)}`;
  return [
    ...measured.map((beside) => rowBeside(found, beside)),
    { what: 'size beside the same lines', figures: sizes, ratio: '' },
    {
      what: 'memory beyond an idle process',
      figures: megabytes(memory),
      ratio: '',
      goal: '≤ 100 MB',
      isMet: memory <= memoryBytesMax,
    },
  ];
}

export const measureExport = (world: World): Promise<Measure> =>
  withMillionLines(world, async (million) => ({
    title: `Export of a business with ${million.lineCount} lines of invoices`,
    rows: rowsOf(await inTurns(million)),
  }));
