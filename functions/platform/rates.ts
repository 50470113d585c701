// How often somebody may ask, kept in memory: one process forgets, all processes together still bound the load.
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem } from '../../shared/problem.ts';

export type Rate = { points: number; seconds: number };

export type Rates = {
  /** Counts one use of `name` by `key`. Throws Problem `tooMany` with `retryAfterSeconds` beyond the rate. */
  consume(name: string, key: string, rate: Rate): Promise<void>;
};

export function memoryRates(): Rates {
  const limiters = new Map<string, RateLimiterMemory>();
  return {
    async consume(name, key, { points, seconds }) {
      const id = `${name}/${points}/${seconds}`;
      const limiter = limiters.get(id) ?? new RateLimiterMemory({ points, duration: seconds });
      limiters.set(id, limiter);
      try {
        await limiter.consume(key);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw new Problem('tooMany', 'tooMany', { retryAfterSeconds });
      }
    },
  };
}
