// The words of the wait that grows with every mistake.
import { Problem } from '../../../shared/problem.ts';

export function mustWait(retryAfterSeconds: number): Problem {
  const key = retryAfterSeconds < 90 ? 'auth.lockedSeconds' : 'auth.lockedMinutes';
  return new Problem('tooMany', key, { retryAfterSeconds, minutes: Math.ceil(retryAfterSeconds / 60) });
}
