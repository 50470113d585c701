// Passwords at rest: the form they take, and what happens when too many arrive at once.
import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../shared/problem.ts';
import { gatekeeper, hashPassword, isOutdated, isPassword } from './passwords.ts';

describe('password hashes', () => {
  it('are Argon2id PHC strings with the parameters of the day, salted anew each time', async () => {
    const first = await hashPassword('uzun ve gizli bir parola');
    const second = await hashPassword('uzun ve gizli bir parola');
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(first).not.toBe(second);
    expect(isOutdated(first)).toBe(false);
  });

  it('tell the right password from any other, to the last character, byte and case', async () => {
    const long = 'ş'.repeat(255);
    const phc = await hashPassword(`${long}a`);
    expect(await isPassword(`${long}a`, phc)).toBe(true);
    expect(await isPassword(`${long}A`, phc)).toBe(false);
    expect(await isPassword(long, phc)).toBe(false);
    expect(await isPassword(`${long}a\u0000`, phc)).toBe(false);
  });

  it('answer no for an account that does not exist, after the same work', async () => {
    expect(await isPassword('whatever somebody types', null)).toBe(false);
  });

  it('are made anew when the parameters have grown since', async () => {
    expect(isOutdated(await hash('uzun ve gizli bir parola', { memoryCost: 8192, timeCost: 2 }))).toBe(true);
  });
});

describe('the gatekeeper', () => {
  it('never lets more run at once than it should, serves in order, and refuses what would wait without end', async () => {
    const inTurn = gatekeeper(2, 3);
    let running = 0;
    let most = 0;
    const finished: number[] = [];
    const releases: (() => void)[] = [];
    const task = (name: number) => () =>
      new Promise<void>((resolve) => {
        running += 1;
        most = Math.max(most, running);
        releases.push(() => {
          running -= 1;
          finished.push(name);
          resolve();
        });
      });
    const all = [1, 2, 3, 4, 5].map((name) => inTurn(task(name)));
    const refused = await inTurn(task(6)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Problem);
    expect(refused).toMatchObject({ kind: 'tooMany', key: 'auth.busy' });
    while (finished.length < 5) {
      releases.shift()?.();
      await Promise.resolve();
    }
    await Promise.all(all);
    expect(most).toBe(2);
    expect(finished).toEqual([1, 2, 3, 4, 5]);
  });

  it('gives the place back when a task fails', async () => {
    const inTurn = gatekeeper(1, 0);
    await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(inTurn(() => Promise.resolve('next'))).resolves.toBe('next');
  });
});
