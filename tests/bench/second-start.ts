// The second `npm start`: everything is installed, built and seeded, and a person waits for the address.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../infra/local/build.ts';
import type { Measure } from './measure.ts';

const portBase = 26_560;
const goalMs = 8_000;
const waitMs = 240_000;

function npmStart(dataDir: string): ChildProcess {
  const args = ['start', '--', '--port-base', String(portBase), '--data-dir', dataDir];
  return spawn('npm', args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function untilReady(child: ChildProcess): Promise<number> {
  const startedAt = performance.now();
  let said = '';
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk);
    if (/ready after/.test(said)) return performance.now() - startedAt;
    if (performance.now() - startedAt > waitMs) break;
  }
  throw new Error(`npm start did not become ready.\n${said.slice(-2000)}`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.stdout?.resume();
  child.kill('SIGINT');
  await ended;
}

/** Starts twice with data of its own and measures the second, npm itself included. */
export async function measureSecondStart(): Promise<Measure> {
  const dataDir = join(root, '.data/bench-start');
  rmSync(dataDir, { recursive: true, force: true });
  const times: number[] = [];
  for (let count = 0; count < 2; count += 1) {
    const child = npmStart(dataDir);
    try {
      times.push(await untilReady(child));
    } finally {
      await stop(child);
    }
  }
  rmSync(dataDir, { recursive: true, force: true });
  const [first = 0, second = 0] = times;
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return {
    title: 'From `npm start` to printed addresses',
    rows: [
      { what: 'with an empty data folder', figures: seconds(first), ratio: '' },
      { what: 'the second time', figures: seconds(second), ratio: '', goal: '≤ 8 s', isMet: second <= goalMs },
    ],
  };
}
