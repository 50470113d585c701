// `npm run bench`: every measure of the ground floor in one run, as ratios; `-- --full` proves with a million transactions, `-- --only api` runs one.
import { parseArgs } from 'node:util';
import { measureApi } from './api.ts';
import { measureBackup } from './backup.ts';
import { measureExport } from './export.ts';
import { measureImport } from './import.ts';
import { measureColdStart } from './cold-start.ts';
import { measureHostCost } from './host-cost.ts';
import { printMeasure, type Measure } from './measure.ts';
import { measureLongList } from './long-list.ts';
import { measureRoundTrips } from './round-trips.ts';
import { measureSearch } from './search.ts';
import { measureSecondStart } from './second-start.ts';
import { openWorld, type World } from './world.ts';

const { values } = parseArgs({
  options: { full: { type: 'boolean', default: false }, only: { type: 'string', multiple: true, default: [] } },
});

const inWorld: Record<string, (world: World) => Promise<Measure>> = {
  'round-trips': measureRoundTrips,
  api: measureApi,
  search: measureSearch,
  'long-list': measureLongList,
  backup: measureBackup,
  export: measureExport,
  import: measureImport,
  host: measureHostCost,
  pdf: async () => (await import('./pdf.ts')).measurePdf(),
  proof: async () => (await import('./proof.ts')).measureProof({ full: values.full }),
  'cold-start': measureColdStart,
};
const onItsOwn: Record<string, () => Promise<Measure>> = { start: measureSecondStart };

const isAsked = (name: string) => values.only.length === 0 || values.only.includes(name);
const measures: Measure[] = [];

/** A measure that breaks is told and counts as missed; the others still run. */
async function measure(name: string, work: () => Promise<Measure>): Promise<void> {
  const startedAt = performance.now();
  let found: Measure;
  try {
    found = await work();
  } catch (error) {
    console.error(error);
    found = {
      title: name,
      rows: [{ what: 'could not be measured', figures: String(error).slice(0, 100), ratio: '', isMet: false }],
    };
  }
  printMeasure(found);
  console.log(`  (${((performance.now() - startedAt) / 1000).toFixed(0)} s)`);
  measures.push(found);
}

const startedAt = performance.now();
const asked = Object.entries(inWorld).filter(([name]) => isAsked(name));
if (asked.length > 0) {
  console.log('Starting a platform for the measures and filling its database…');
  const world = await openWorld();
  try {
    for (const [name, work] of asked) await measure(name, () => work(world));
  } finally {
    await world.close();
  }
}
for (const [name, work] of Object.entries(onItsOwn)) if (isAsked(name)) await measure(name, work);

const goals = measures.flatMap(({ rows }) => rows).filter(({ isMet }) => isMet !== undefined);
const met = goals.filter(({ isMet }) => isMet).length;
console.log(
  `\n${met} of ${goals.length} goals met in ${((performance.now() - startedAt) / 60_000).toFixed(1)} minutes.`,
);
process.exit(met === goals.length ? 0 : 1);
