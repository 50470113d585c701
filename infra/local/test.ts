// `npm test`: starts a platform of its own, runs every suite and check against it, and says in one line what came out.
import { spawn, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { buildInto, root } from './build.ts';
import { generateSiteTypes, runChecks, staticChecks, stopChecks, vitestCommand } from './checks.ts';
import { Platform, type RunningPlatform } from './platform.ts';
import { findFreePortBase, portsFrom } from './ports.ts';
import { createProgress, explain, red } from './progress.ts';
import { claimRun, readRunRecord } from './run-record.ts';
import { isAlive } from './process-identity.ts';
import { secretsOf } from './settings.ts';
import { postgresAdminUrl } from './stores.ts';
import { watchForEnd } from './watch-for-end.ts';

const filters = process.argv.slice(2);
const dataRoot = join(root, '.data');
const dataDir = join(dataRoot, `test-${process.pid}`);
const keptLogs = join(dataRoot, 'test-logs');
const progress = createProgress();

type Outcome = { passed: number; failed: number; skipped: number };

const Report = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/** Folders of test runs that were killed: their leftovers are stopped by claiming, then removed. */
async function clearDeadRuns(): Promise<void> {
  if (!existsSync(dataRoot)) return;
  for (const name of readdirSync(dataRoot).filter((one) => /^test-\d+$/.test(one))) {
    const dir = join(dataRoot, name);
    const record = readRunRecord(dir);
    if (record && isAlive(record.supervisor)) continue;
    if (record) (await claimRun(dir, 0)).release();
    rmSync(dir, { recursive: true, force: true });
  }
}

let vitest: ChildProcess | undefined;

function outcomeOf(reportFile: string, exitCode: number | null): Outcome {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: 0 };
  const report = Report.parse(JSON.parse(readFileSync(reportFile, 'utf8')));
  let failed = 0;
  for (const file of report.testResults) {
    const failures = file.assertionResults.filter((one) => one.status === 'failed').length;
    // A file that cannot even be loaded has no failed test of its own, and is a failure all the same.
    failed += file.status === 'failed' ? Math.max(failures, 1) : failures;
  }
  // Errors outside of any test make vitest fail without a failed test.
  if (failed === 0 && exitCode !== 0) failed = 1;
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests };
}

function runVitest(platform: RunningPlatform): Promise<Outcome> {
  const reportFile = join(dataDir, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const env = {
    ...process.env,
    CRMFEX_TEST_PLATFORM: platform.file,
    TEST_POSTGRES_URL: postgresAdminUrl(portsFrom(portBase), secretsOf(dataDir)),
  };
  return new Promise((resolve) => {
    const child = spawn(process.execPath, vitestCommand([...reporters, ...filters]), {
      cwd: root,
      stdio: 'inherit',
      env,
    });
    vitest = child;
    child.once('exit', (code) => resolve(outcomeOf(reportFile, code)));
  });
}

await clearDeadRuns();
const portBase = await findFreePortBase();
const claim = await claimRun(dataDir, portBase);
const built = buildInto(dataDir, (name, what, ms) => progress.done(`Build: ${name}`, ms, what));
const platform = new Platform({ dataDir, portBase, isDurable: false, claim, built, progress });

async function cleanUp(): Promise<void> {
  await platform.stop();
  claim.release();
  rmSync(keptLogs, { recursive: true, force: true });
  if (existsSync(join(dataDir, 'logs'))) cpSync(join(dataDir, 'logs'), keptLogs, { recursive: true });
  rmSync(dataDir, { recursive: true, force: true });
}

const isEnding = watchForEnd(async () => {
  vitest?.kill('SIGTERM');
  stopChecks();
  await cleanUp();
  process.exit(130);
});

async function run(): Promise<Outcome> {
  const outcome = await runVitest(await platform.start());
  if (filters.length > 0) return outcome;
  await generateSiteTypes();
  const checks = await runChecks(staticChecks({ isCached: false }));
  return { ...outcome, passed: outcome.passed + checks.passed, failed: outcome.failed + checks.failed };
}

const startedAt = performance.now();
const outcome = await run().catch((error: unknown): Outcome => {
  if (!isEnding()) console.error(`\n${red('The platform for the tests did not start.')} ${explain(error)}`);
  return { passed: 0, failed: 1, skipped: 0 };
});
// Whoever interrupted the run also ends the process.
if (isEnding()) await new Promise(() => undefined);
await cleanUp();
if (outcome.failed > 0) console.log(`\nThe logs of this run are in ${keptLogs}`);
console.log(`\nAfter ${((performance.now() - startedAt) / 1000).toFixed(0)} s:`);
console.log(
  `${outcome.passed} passed, ${outcome.failed} failed${outcome.skipped > 0 ? `, ${outcome.skipped} skipped` : ''}`,
);
process.exit(outcome.failed === 0 ? 0 : 1);
