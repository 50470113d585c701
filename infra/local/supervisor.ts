// Runs the parts that are processes of their own: starts them, restarts what dies, and stops everything in order.
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { identityOf, stopProcess } from './process-identity.ts';
import type { RunClaim } from './run-record.ts';

export type ProcessPart = {
  name: string;
  title: string;
  signal: 'SIGINT' | 'SIGTERM';
  spawn(): ChildProcess | Promise<ChildProcess>;
  /** Resolves when the part answers; rejects when it never will. */
  ready(child: ChildProcess): Promise<void>;
};

const calmMs = 30_000;
const restartsMax = 10;

type Running = {
  part: ProcessPart;
  child: ChildProcess | null;
  isStopping: boolean;
  failuresInARow: number;
  readyAt: number;
};

function startKeeper(dataDir: string): void {
  const keeper = fork(fileURLToPath(new URL('keeper.ts', import.meta.url)), [dataDir], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [],
  });
  keeper.unref();
  keeper.channel?.unref();
}

async function endChild({ child, part }: Running): Promise<void> {
  if (!child || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  await stopProcess(identityOf(child.pid), part.signal);
}

/** Owns the processes of one run. `say` hears, in sentences, about parts that died and came back. */
export class Supervisor {
  readonly #claim: RunClaim;
  readonly #say: (sentence: string) => void;
  readonly #running = new Map<string, Running>();
  #isClosed = false;

  constructor(dataDir: string, claim: RunClaim, say: (sentence: string) => void) {
    this.#claim = claim;
    this.#say = say;
    startKeeper(dataDir);
  }

  /** Resolves when the part answers. */
  async start(part: ProcessPart): Promise<void> {
    if (this.#isClosed) throw new Error(`${part.title} was not started: everything is being stopped.`);
    const entry: Running = { part, child: null, isStopping: false, failuresInARow: 0, readyAt: 0 };
    this.#running.set(part.name, entry);
    await this.#launch(entry);
  }

  /** Stops one part, which may be started again. */
  async stop(name: string): Promise<void> {
    const entry = this.#running.get(name);
    if (!entry) return;
    entry.isStopping = true;
    await endChild(entry);
    this.#claim.set(name, null);
    this.#running.delete(name);
  }

  /** Stops all that is left, for good: the Functions host first, while its stores still answer. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.stop('functions');
    await Promise.all([...this.#running.keys()].map((name) => this.stop(name)));
  }

  async #launch(entry: Running): Promise<void> {
    const { part } = entry;
    const child = await part.spawn();
    entry.child = child;
    if (child.pid !== undefined) this.#claim.set(part.name, { identity: identityOf(child.pid), signal: part.signal });
    try {
      await part.ready(child);
    } catch (error) {
      await endChild(entry);
      throw error;
    }
    entry.readyAt = Date.now();
    const onEnd = (): void => {
      void this.#revive(entry, `${part.title} ended unexpectedly (${child.signalCode ?? `code ${child.exitCode}`})`);
    };
    if (child.exitCode !== null || child.signalCode !== null) onEnd();
    else child.once('exit', onEnd);
  }

  async #revive(entry: Running, cause: string): Promise<void> {
    if (Date.now() - entry.readyAt > calmMs) entry.failuresInARow = 0;
    let reason = cause;
    while (!entry.isStopping && entry.failuresInARow < restartsMax) {
      entry.failuresInARow += 1;
      this.#say(`${reason}. Starting it again.`);
      await new Promise((resolve) => setTimeout(resolve, Math.min(100 * 2 ** entry.failuresInARow, 10_000)));
      if (entry.isStopping) return;
      try {
        await this.#launch(entry);
        return this.#say(`${entry.part.title} is back.`);
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
    }
    if (!entry.isStopping) this.#say(`${reason}. It failed ${restartsMax} times in a row and is left stopped.`);
  }
}
