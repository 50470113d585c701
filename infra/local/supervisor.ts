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

export type Supervisor = {
  start(part: ProcessPart): Promise<void>;
  /** Stops the parts named, or all that are left. */
  stop(names?: readonly string[]): Promise<void>;
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

/** `say` hears, in sentences, about parts that died and came back. */
export function createSupervisor(dataDir: string, claim: RunClaim, say: (sentence: string) => void): Supervisor {
  const running = new Map<string, Running>();
  startKeeper(dataDir);

  async function launch(entry: Running): Promise<void> {
    const { part } = entry;
    const child = await part.spawn();
    entry.child = child;
    if (child.pid !== undefined) claim.set(part.name, { identity: identityOf(child.pid), signal: part.signal });
    try {
      await part.ready(child);
    } catch (error) {
      await endChild(entry);
      throw error;
    }
    entry.readyAt = Date.now();
    const onEnd = (): void => {
      void revive(entry, `${part.title} ended unexpectedly (${child.signalCode ?? `code ${child.exitCode}`})`);
    };
    if (child.exitCode !== null || child.signalCode !== null) onEnd();
    else child.once('exit', onEnd);
  }

  async function revive(entry: Running, cause: string): Promise<void> {
    if (Date.now() - entry.readyAt > calmMs) entry.failuresInARow = 0;
    let reason = cause;
    while (!entry.isStopping && entry.failuresInARow < restartsMax) {
      entry.failuresInARow += 1;
      say(`${reason}. Starting it again.`);
      const delayMs = Math.min(200 * 2 ** (entry.failuresInARow - 1), 10_000);
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      if (entry.isStopping) return;
      try {
        await launch(entry);
        return say(`${entry.part.title} is back.`);
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
    }
    if (!entry.isStopping) say(`${reason}. ${entry.part.title} failed ${restartsMax} times and is left stopped.`);
  }

  async function stopOne(name: string): Promise<void> {
    const entry = running.get(name);
    if (!entry) return;
    entry.isStopping = true;
    await endChild(entry);
    claim.set(name, null);
    running.delete(name);
  }

  return {
    start: async (part) => {
      const entry: Running = { part, child: null, isStopping: false, failuresInARow: 0, readyAt: 0 };
      running.set(part.name, entry);
      await launch(entry);
    },
    stop: async (names = [...running.keys()]) => {
      await Promise.all(names.map(stopOne));
    },
  };
}
