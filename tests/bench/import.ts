// Five thousand clients brought in as a table, beside the bare COPY and the bare INSERT of the same rows into the same table with its triggers.
import { ratioOf, times, type Measure, type Row } from './measure.ts';
import { megabytes, probesInTurns, seconds, type Found } from './probes.ts';

const rowCount = 5_000;

function rowsOf({ took, last }: Found<'import' | 'copy' | 'insert'>): Row[] {
  const [copy, insert] = [ratioOf(took.import, took.copy), ratioOf(took.import, took.insert)];
  const memory = (last['import']?.memoryBytes ?? Number.NaN) - (last['nothing']?.memoryBytes ?? Number.NaN);
  const beside = (other: readonly number[]) => `${seconds(took.import)} beside ${seconds(other)}`;
  return [
    { what: 'time beside the bare COPY of the rows', figures: beside(took.copy), ratio: times(copy) },
    { what: 'time beside one INSERT of the rows', figures: beside(took.insert), ratio: times(insert) },
    { what: 'memory beyond an idle process', figures: megabytes(memory), ratio: '' },
  ];
}

/** Each run has a database of its own: three rounds of three, and two to warm up. */
export async function measureImport(): Promise<Measure> {
  const found = await probesInTurns('import-probe.ts', ['import', 'copy', 'insert'], () => [String(rowCount)]);
  return { title: `Import of ${rowCount} clients: read, checked, run, each row to be taken back`, rows: rowsOf(found) };
}
