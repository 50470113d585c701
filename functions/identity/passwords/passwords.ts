// Passwords at rest: Argon2id in PHC form, no more at once than there are cores, and a short queue before the door is shut.
import { availableParallelism } from 'node:os';
import type { Options } from '@node-rs/argon2';
import { Problem } from '../../../shared/problem.ts';

/** OWASP's floor for Argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
export const passwordParameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options;
const parameters: Options = passwordParameters;
const prefix = `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$`;

/** Of a password nobody has: what a guess is compared with when there is no account, so that both take the same time. */
const nobodysHash = `${prefix}c29tZSBzYWx0IG9mIG91cnM$IqsuVUBFsNlHcKXRkBLXCtVLHzTdHVqAClhR3gqEvYI`;

/**
 * Lets `parallel` tasks run at once and `waiting` more wait their turn.
 * @throws Problem `tooMany` at once when even the queue is full, because a queue without an end is an outage
 */
export function gatekeeper(parallel: number, waiting: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (task) => {
    if (running >= parallel) {
      if (queue.length >= waiting) throw new Problem('tooMany', 'auth.busy', { retryAfterSeconds: 2 });
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      // The place passes straight to the next in line, so that no newcomer can slip in between.
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

/** A native library: loaded by the first password and not by every cold start. */
const argon2 = () => import('@node-rs/argon2');

const cores = availableParallelism();
const inTurn = gatekeeper(cores, cores * 16);

/** Hashes a password with a fresh salt; the answer is a PHC string. Throws Problem `tooMany` when too many wait. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(async () => (await argon2()).hash(password, parameters));
}

/** Compares a password with a PHC string; without one it does the same work and answers no. Throws Problem `tooMany` when too many wait. */
export async function isPassword(password: string, phc: string | null): Promise<boolean> {
  const same = await inTurn(async () => (await argon2()).verify(phc ?? nobodysHash, password));
  return same && phc !== null;
}

/** Whether a hash was made with other parameters than today's and should be made anew at the next sign-in. */
export function isOutdated(phc: string): boolean {
  return !phc.startsWith(prefix);
}
