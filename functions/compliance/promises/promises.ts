// Checks every promise, keeps what was found, tells the operator when a state changes, and shows the last findings to everybody.
import { newId } from '../../../shared/ids.ts';
import { promiseKeys, promiseSentences, type Promises } from '../../../shared/promises.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import { flyAsJobs } from '../../platform/flush.ts';
import { maintain } from '../../platform/maintenance.ts';
import { tellOperator } from '../operator/alerts.ts';
import { checks } from './checks/index.ts';
import type { Finding, PromiseCheck } from './promise.ts';
import { findingsSince, forgetRuns, insertRun, lastFindings, type Run } from './store.ts';

const dayMs = 24 * 3600_000;
const daysShown = 30;
const daysKept = 35;
const patienceMs = 60_000;

/** A check that neither answers nor fails within a minute is given up; its connection ends with its own statement timeout. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The check took longer than a minute.')), patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

async function runCheck(base: ScheduleContext, check: PromiseCheck): Promise<Run> {
  const run = { id: newId(), promise: check.key, ranAt: base.clock() };
  try {
    const finding: Finding = await inTime(maintain(base.config, (keeper) => check.look(base, keeper)));
    return { ...run, ...finding, reason: null };
  } catch (error) {
    base.log.error({ error, promise: check.key }, 'a promise could not be checked');
    const reason = (error instanceof Error ? error.message : String(error)).slice(0, 1000);
    return { ...run, result: 'unknown', evidence: [], reason };
  }
}

/** One mail per change, not one per run: when a promise breaks, and when it is kept again. */
async function tellChanges(base: ScheduleContext, before: ReadonlyMap<string, string>, runs: readonly Run[]) {
  for (const { promise, result, evidence } of runs) {
    const wasBroken = before.get(promise) === 'broken';
    if (result === 'unknown' || wasBroken === (result === 'broken')) continue;
    const facts = evidence.map(({ name, value }) => `${name}: ${value ?? '–'}`).join('; ');
    const sentence = promiseSentences[promise as keyof typeof promiseSentences].en; // runs are of checks, and those have keys
    await tellOperator(base, wasBroken ? 'promise-kept-again' : 'promise-broken', `"${sentence}" ${facts}`);
  }
}

/** Checks every promise, one after the other, each with a connection of its own; one that fails does not hold up the others. */
export async function checkPromises(base: ScheduleContext, all: readonly PromiseCheck[] = checks): Promise<void> {
  const runs: Run[] = [];
  for (const check of all) runs.push(await runCheck(base, check));
  const before = await maintain(base.config, async (keeper) => {
    const last = await keeper.read(lastFindings());
    for (const run of runs) await keeper.read(insertRun(run));
    await keeper.read(forgetRuns(new Date(base.clock().getTime() - daysKept * dayMs)));
    return new Map(last.map(({ promise, result }) => [promise, result]));
  });
  await tellChanges(base, before, runs);
}

/** The last findings in the order of the policy. A promise that was never checked says so. */
export async function showPromises(base: Pick<ScheduleContext, 'database' | 'clock'>): Promise<Promises> {
  const since = new Date(base.clock().getTime() - (daysShown - 1) * dayMs);
  const found = await flyAsJobs(base.database, findingsSince(since));
  const promises = promiseKeys.map((key) => {
    const last = found.find(({ promise }) => promise === key);
    if (!last) return { key, result: 'unknown' as const, ranAt: null, evidence: [], days: [] };
    const { result, ranAt, evidence, days } = last;
    return { key, result, ranAt, evidence, days: days.slice(-daysShown) };
  });
  return { promises };
}
