// How often somebody may ask, kept in memory: one process forgets, all processes together still bound the load.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../../shared/problem.ts';

export type Rate = { points: number; seconds: number };

export type Rates = {
  /** Counts one use of `name` by `key`. Throws Problem `tooMany` with `retryAfterSeconds` beyond the rate. */
  consume(name: string, key: string, rate: Rate): Promise<void>;
  /** Throws as `consume` when the rate is used up, and counts nothing. */
  check(name: string, key: string, rate: Rate): Promise<void>;
};

const tooMany = (msBeforeNext: number) =>
  new Problem('tooMany', 'tooMany', { retryAfterSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)) });

export function memoryRates(): Rates {
  const limiters = new Map<string, RateLimiterMemory>();
  function limiterOf(name: string, { points, seconds }: Rate): RateLimiterMemory {
    const id = `${name}/${points}/${seconds}`;
    const limiter = limiters.get(id) ?? new RateLimiterMemory({ points, duration: seconds });
    limiters.set(id, limiter);
    return limiter;
  }
  return {
    async consume(name, key, rate) {
      try {
        await limiterOf(name, rate).consume(key);
      } catch (refusal) {
        throw refusal instanceof RateLimiterRes ? tooMany(refusal.msBeforeNext) : refusal;
      }
    },
    async check(name, key, rate) {
      const used = await limiterOf(name, rate).get(key);
      if (used && used.consumedPoints >= rate.points) throw tooMany(used.msBeforeNext);
    },
  };
}
