// Lets one build run at a time in a checkout: `npm start` and `npm test` may begin in the same moment.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { identityOf, isAlive, type ProcessIdentity } from '../process-identity.ts';

const patienceMs = 300_000;

function isHeld(file: string): boolean {
  try {
    // Written by this very function.
    return isAlive(JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity);
  } catch {
    return false;
  }
}

/** Runs the work while holding the lock. A lock whose holder died is taken over. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(identityOf(process.pid)));
  const deadline = Date.now() + patienceMs;
  for (;;) {
    try {
      linkSync(draft, file);
      break;
    } catch {
      if (!isHeld(file)) rmSync(file, { force: true });
      else if (Date.now() > deadline)
        throw new Error(`Another build holds ${file} for minutes. Stop it, then try again.`);
      else await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
    rmSync(draft, { force: true });
  }
}
