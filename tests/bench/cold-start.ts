// Cold start: from a new process to the first registered function, beside the bare library, with and without a compile cache.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../infra/local/build.ts';
import { interleave, median, milliseconds, ratioOf, times, type Measure, type Row } from './measure.ts';

const rounds = 11;
const here = import.meta.dirname;
const bundle = join(root, 'dist/functions/main.mjs');
const bare = join(here, 'bare-functions.mjs');
const entryBytesMax = 1024 * 1024;

/** Milliseconds until the first function is registered; the process then ends by itself. */
function start(file: string, cacheDir: string | undefined): Promise<number> {
  const env = { ...process.env, NODE_COMPILE_CACHE: cacheDir };
  if (cacheDir === undefined) delete env.NODE_COMPILE_CACHE;
  const startedAt = performance.now();
  const child = spawn(process.execPath, [join(here, 'cold-start-probe.mjs'), file], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  let took: number | undefined;
  child.stdout.once('data', () => (took = performance.now() - startedAt));
  // Waits for the end, which writes the compile cache, so that no start shares the machine with the one before.
  return new Promise((resolve, reject) => {
    child.once('exit', () =>
      took === undefined ? reject(new Error(`${file} registered nothing.\n${errors}`)) : resolve(took),
    );
  });
}

async function compare(what: string, goal: number, cacheDir: string | undefined): Promise<Row> {
  for (let warm = 0; warm < 3; warm += 1) for (const file of [bundle, bare]) await start(file, cacheDir);
  const found = await interleave(rounds, { bundle: () => start(bundle, cacheDir), bare: () => start(bare, cacheDir) });
  const ratio = ratioOf(found.bundle, found.bare);
  return {
    what,
    figures: `${milliseconds(median(found.bundle))} beside ${milliseconds(median(found.bare))}`,
    ratio: times(ratio),
    goal: `≤ ${goal.toFixed(2)} ×`,
    isMet: ratio <= goal,
  };
}

/** Needs the bundle, which `openWorld` has built. */
export async function measureColdStart(): Promise<Measure> {
  const cacheDir = mkdtempSync(join(tmpdir(), 'crmfex-bench-cache-'));
  try {
    const { size } = statSync(bundle);
    return {
      title: 'Cold start to the first registered function, beside bare @azure/functions',
      rows: [
        await compare('with a compile cache', 1.5, cacheDir),
        await compare('without a compile cache', 2, undefined),
        {
          what: 'size of the entry',
          figures: `${Math.round(size / 1024)} kB`,
          ratio: '',
          goal: '≤ 1 MB',
          isMet: size <= entryBytesMax,
        },
      ],
    };
  } finally {
    rmSync(cacheDir, { recursive: true, force: true });
  }
}
