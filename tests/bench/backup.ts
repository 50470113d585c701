// The nightly backup of a million rows, beside the bare COPY of the same tables and beside the same COPY through gzip.
import { ratioOf, times, type Measure, type Row } from './measure.ts';
import { withMillionLines } from './million.ts';
import { megabytes, probesInTurns, seconds, type Found } from './probes.ts';
import type { World } from './world.ts';

const memoryBytesMax = 100 * 1024 * 1024;

const inTurns = (url: string) =>
  probesInTurns('backup-probe.ts', ['backup', 'copy', 'gzip'], (_variant, folder) => [url, folder]);

function rowsOf({ took, last }: Found<'backup' | 'copy' | 'gzip'>): Row[] {
  const { backup, gzip } = last;
  const speed = ratioOf(took.copy, took.backup);
  const time = ratioOf(took.backup, took.gzip);
  const size = (backup?.byteCount ?? Number.NaN) / (gzip?.byteCount ?? Number.NaN);
  const memory = (backup?.memoryBytes ?? Number.NaN) - (last['nothing']?.memoryBytes ?? Number.NaN);
  const figures = `${seconds(took.backup)} beside ${seconds(took.copy)}`;
  const besideGzip = `${seconds(took.backup)} beside ${seconds(took.gzip)}`;
  const sizes = `${megabytes(backup?.byteCount)} beside ${megabytes(gzip?.byteCount)}`;
  return [
    {
      what: 'speed beside the bare COPY to a file',
      figures,
      ratio: times(speed),
      goal: '≥ 0.85 ×',
      isMet: speed >= 0.85,
    },
    {
      what: 'time beside COPY through gzip -6',
      figures: besideGzip,
      ratio: times(time),
      goal: '≤ 0.75 ×',
      isMet: time <= 0.75,
    },
    {
      what: 'size beside COPY through gzip -6',
      figures: sizes,
      ratio: times(size),
      goal: '≤ 0.80 ×',
      isMet: size <= 0.8,
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

export const measureBackup = (world: World): Promise<Measure> =>
  withMillionLines(world, async ({ maintenanceUrl }) => ({
    title: 'Nightly backup of a million lines of invoices',
    rows: rowsOf(await inTurns(maintenanceUrl)),
  }));
