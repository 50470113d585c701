// The note of who runs in a data folder, so that the next start can tell a running platform from what a killed one left behind.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { identityOf, isAlive, stopProcess } from './process-identity.ts';

const Identity = z.object({ pid: z.number().int(), startedAt: z.string().nullable() });
const PartRecord = z.object({ identity: Identity, signal: z.enum(['SIGINT', 'SIGTERM']) });
const RunRecord = z.object({ supervisor: Identity, portBase: z.number(), parts: z.record(z.string(), PartRecord) });

export type PartRecord = z.infer<typeof PartRecord>;
export type RunRecord = z.infer<typeof RunRecord>;

export class AlreadyRunning extends Error {
  readonly record: RunRecord;
  constructor(record: RunRecord) {
    super(`crmFEX is already running here (process ${record.supervisor.pid}).`);
    this.record = record;
  }
}

const recordFile = (dataDir: string): string => join(dataDir, 'run.json');

export function readRunRecord(dataDir: string): RunRecord | null {
  try {
    return RunRecord.parse(JSON.parse(readFileSync(recordFile(dataDir), 'utf8')));
  } catch {
    // Missing or torn by a power cut: either way it names nobody.
    return null;
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Stops what a killed run left behind. The host goes first, while its stores still answer. */
export async function stopParts(parts: RunRecord['parts']): Promise<void> {
  const { functions, ...stores } = parts;
  if (functions) await stopProcess(functions.identity, functions.signal);
  await Promise.all(Object.values(stores).map((part) => stopProcess(part.identity, part.signal)));
}

async function clearStaleRecord(dataDir: string): Promise<void> {
  const record = readRunRecord(dataDir);
  if (record && isAlive(record.supervisor)) throw new AlreadyRunning(record);
  const aside = `${recordFile(dataDir)}.${process.pid}.stale`;
  try {
    renameSync(recordFile(dataDir), aside);
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error;
  }
  if (record) await stopParts(record.parts);
  rmSync(aside, { force: true });
}

/** The claim on a data folder. Throws `AlreadyRunning` when its owner lives; stops the parts of an owner that died. */
export async function claimRun(dataDir: string, portBase: number): Promise<RunClaim> {
  mkdirSync(dataDir, { recursive: true });
  const record: RunRecord = { supervisor: identityOf(process.pid), portBase, parts: {} };
  const draft = `${recordFile(dataDir)}.${process.pid}`;
  for (let attempt = 0; attempt < 5; attempt++) {
    writeFileSync(draft, JSON.stringify(record));
    try {
      // A hard link is refused when the name exists: of two starts at once, one wins.
      linkSync(draft, recordFile(dataDir));
      rmSync(draft);
      return new RunClaim(dataDir, record);
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
      await clearStaleRecord(dataDir).finally(() => rmSync(draft, { force: true }));
    }
  }
  throw new Error(`${recordFile(dataDir)} could not be claimed. Remove it and start again.`);
}

/** Holds the record of this run and keeps it true while parts come and go. */
export class RunClaim {
  readonly #dataDir: string;
  readonly #record: RunRecord;

  constructor(dataDir: string, record: RunRecord) {
    this.#dataDir = dataDir;
    this.#record = record;
  }

  set(name: string, part: PartRecord | null): void {
    if (part) this.#record.parts[name] = part;
    else delete this.#record.parts[name];
    const draft = `${recordFile(this.#dataDir)}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(this.#record));
    renameSync(draft, recordFile(this.#dataDir));
  }

  release(): void {
    rmSync(recordFile(this.#dataDir), { force: true });
  }
}
