// `npm start`: the whole of crmFEX on this machine, from an empty folder to printed addresses, until Ctrl-C.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { vendorsOf } from './outages.ts';
import { buildInto, root } from './build.ts';
import { Platform, type RunningPlatform } from './platform.ts';
import { portBaseFrom, portsFrom } from './ports.ts';
import { bold, createProgress, dim, explain, red } from './progress.ts';
import { AlreadyRunning, claimRun, type RunClaim } from './run-record.ts';
import { seedDemo, type Seeded } from './seed/index.ts';
import { watchForEnd } from './watch-for-end.ts';

const startedAt = performance.now();
const progress = createProgress();

const options = {
  reset: { type: 'boolean' },
  'port-base': { type: 'string' },
  'data-dir': { type: 'string' },
  outage: { type: 'string' },
  help: { type: 'boolean' },
} as const;
const { values } = parseArgs({ options });
const dataDir = resolve(root, values['data-dir'] ?? '.data/start');

const usage = `npm start                      starts crmFEX with the data of last time
npm start -- --reset           begins anew with the demo businesses
npm start -- --port-base N     uses the ports from N on (default 24000)
npm start -- --data-dir PATH   keeps its data there (default .data/start), so that two can run side by side
npm start -- --outage mail,vault  with vendors out of reach: mail, vault, cosmos, blobs, tcmb, directory`;

function removeData(): void {
  for (const name of readdirSync(dataDir)) {
    if (!name.startsWith('run.json')) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

function printReady(platform: RunningPlatform, { signIns, printsToCome }: Seeded): void {
  const { app, portal, functions, mail } = platform.urls;
  const line = (title: string, text: string, note = ''): string =>
    `  ${title.padEnd(16)} ${text}${note ? dim(`  ${note}`) : ''}`;
  const host = functions.replace('127.0.0.1', 'localhost');
  console.log(
    [
      '',
      bold(`crmFEX is ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`),
      '',
      line('Web app', bold(app)),
      line('Client portal', portal, 'opened from the link in a mail'),
      line('Mailbox', mail.replace('127.0.0.1', 'localhost'), 'every mail that was sent'),
      line('API', `${host}/api/docs`),
      line('Functions', host, 'functions, queues, timers'),
      '',
      ...signIns.map(({ title, email, password, note }) => line(title, `${email.padEnd(26)} ${password}`, note)),
      '',
      ...(printsToCome > 0
        ? [dim(`  ${printsToCome} PDFs are still being drawn; one that is opened is drawn at once.`)]
        : []),
      dim(`  Data and logs: ${dataDir}`),
      dim('  Ctrl-C stops it. The data stays; npm start -- --reset begins anew.'),
      '',
    ].join('\n'),
  );
}

async function run(portBase: number, claim: RunClaim, reset: boolean): Promise<void> {
  if (reset) removeData();
  if (!existsSync(join(dataDir, 'postgres'))) {
    console.log(dim('  The first start builds everything and takes a minute or two.'));
  }
  const built = buildInto(dataDir, (name, what, ms) => progress.done(`Build: ${name}`, ms, what));
  const platform = new Platform({
    dataDir,
    portBase,
    isDurable: true,
    claim,
    built,
    progress,
    outages: vendorsOf(values.outage),
  });
  // From here on an end asked for is an end with everything stopped, also in the middle of a start.
  const isEnding = watchForEnd(async (reason) => {
    console.log(`\n${reason} Stopping…`);
    await platform.stop();
    claim.release();
    console.log('Stopped. The data is kept.');
    process.exit(0);
  });
  try {
    const running = await platform.start();
    const seeded = await progress.step('Demo businesses', () => seedDemo(running));
    if (!isEnding()) printReady(running, seeded);
  } catch (error) {
    // A start that was interrupted fails as a matter of course; the one who ends it also ends the process.
    if (isEnding()) return;
    await platform.stop();
    throw error;
  }
}

async function main(): Promise<void> {
  if (values.help) return console.log(usage);
  const portBase = portBaseFrom(values['port-base']);
  const claim = await claimRun(dataDir, portBase);
  try {
    await run(portBase, claim, values.reset === true);
  } catch (error) {
    claim.release();
    throw error;
  }
}

try {
  await main();
} catch (error) {
  if (error instanceof AlreadyRunning) {
    const ports = portsFrom(error.record.portBase);
    console.error(`${error.message} Open http://localhost:${ports.app}, or stop it with Ctrl-C in its terminal.`);
  } else {
    console.error(`\n${red('crmFEX did not start.')} ${explain(error)}`);
  }
  process.exit(1);
}
