// Ways of doing the same, each in a process of its own, run in turns; each says how long it took, how large it is and what memory it held.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { interleave, median } from './measure.ts';

const rounds = 3;

const Probe = z.strictObject({ tookMs: z.number(), byteCount: z.number(), memoryBytes: z.number() });
type Probe = z.infer<typeof Probe>;

function probe(script: string, args: string[]): Promise<Probe> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) =>
      code === 0 ? resolve(Probe.parse(JSON.parse(said))) : reject(new Error(`${script} ${args[0]} failed.`)),
    );
  });
}

export type Found<Variant extends string> = { took: Record<Variant, number[]>; last: Record<string, Probe> };

/**
 * Runs variants of a probe in turns; `copy`, for a warm cache, and `nothing`, an idle process, are run once before.
 * @param argsOf what a probe gets after the name of its variant; `folder` is its own for this measure
 */
export async function probesInTurns<Variant extends string>(
  script: string,
  variants: readonly Variant[],
  argsOf: (variant: string, folder: string) => string[],
): Promise<Found<Variant>> {
  const folder = mkdtempSync(join(tmpdir(), 'crmfex-bench-probes-'));
  const last: Record<string, Probe> = {};
  const run = (variant: string) => async () => {
    const found = await probe(script, [variant, ...argsOf(variant, folder)]);
    last[variant] = found;
    return found.tookMs;
  };
  try {
    await run('copy')();
    await run('nothing')();
    const runs = Object.fromEntries(variants.map((variant) => [variant, run(variant)]));
    const took = await interleave(rounds, runs as Record<Variant, () => Promise<number>>); // made of the variants
    return { took, last };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export const seconds = (values: readonly number[]) => `${(median(values) / 1000).toFixed(2)} s`;
export const megabytes = (bytes = 0) => `${(bytes / 1e6).toFixed(1)} MB`;
