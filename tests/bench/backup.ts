// The nightly backup of a million rows, beside the bare COPY of the same tables, the same COPY through gzip, and PostgreSQL's own dump.
import { pgDumpOf } from './pg-dump.ts';
import { ratioOf, times, type Measure, type Row } from './measure.ts';
import { withMillionLines } from './million.ts';
import { megabytes, probesInTurns, seconds, type Found } from './probes.ts';
import type { World } from './world.ts';

const memoryBytesMax = 100 * 1024 * 1024;

type Variant = 'backup' | 'copy' | 'gzip' | 'pg-dump';

/** What others make smaller on their way as well: the goals for time and size count beside them. */
const compressing = { gzip: 'COPY through gzip -6', 'pg-dump': 'pg_dump -Fc' };

function rowsBeside(beside: keyof typeof compressing, { took, last }: Found<Variant>): Row[] {
  const time = ratioOf(took.backup, took[beside]);
  const [own, other] = [last['backup']?.byteCount ?? Number.NaN, last[beside]?.byteCount ?? Number.NaN];
  const both = `${seconds(took.backup)} beside ${seconds(took[beside])}`;
  const sizes = `${megabytes(own)} beside ${megabytes(other)}`;
  const name = compressing[beside];
  return [
    { what: `time beside ${name}`, figures: both, ratio: times(time), goal: '≤ 0.75 ×', isMet: time <= 0.75 },
    {
      what: `size beside ${name}`,
      figures: sizes,
      ratio: times(own / other),
      goal: '≤ 0.80 ×',
      isMet: own / other <= 0.8,
    },
  ];
}

function rowsOf(found: Found<Variant>, hasDump: boolean): Row[] {
  const { took, last } = found;
  const { backup } = last;
  const speed = ratioOf(took.copy, took.backup);
  const memory = (backup?.memoryBytes ?? Number.NaN) - (last['nothing']?.memoryBytes ?? Number.NaN);
  const figures = `${seconds(took.backup)} beside ${seconds(took.copy)}`;
  return [
    {
      what: 'speed beside the bare COPY to a file',
      figures,
      ratio: times(speed),
      goal: '≥ 0.85 ×',
      isMet: speed >= 0.85,
    },
    ...rowsBeside('gzip', found),
    ...(hasDump ? rowsBeside('pg-dump', found) : []),
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
  withMillionLines(world, async ({ maintenanceUrl }) => {
    const { major, command } = await pgDumpOf(maintenanceUrl);
    const variants: Variant[] = ['backup', 'copy', 'gzip', ...(command ? ['pg-dump' as const] : [])];
    const found = await probesInTurns('backup-probe.ts', variants, (_variant, folder) => [
      maintenanceUrl,
      folder,
      command ?? '',
    ]);
    const missing: Row = { what: `pg_dump of version ${major} is not on this machine`, figures: '', ratio: '' };
    return {
      title: 'Nightly backup of a million lines of invoices',
      rows: [...rowsOf(found, command !== null), ...(command ? [] : [missing])],
    };
  });
