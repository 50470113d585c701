// What can go wrong on the portal, in the four kinds that a person can do something different about.
import { Problem } from '@crmfex/shared/problem.ts';

export type Trouble = 'gone' | 'offline' | 'wait' | 'failed';

/** A link that cannot be one: no request is needed to know. */
export const goneProblem = new Problem('notFound');

/** A dead link, another's link and no link at all are one thing here, as they are for the server. */
export function troubleOf(problem: unknown): Trouble {
  if (!(problem instanceof Problem)) return 'failed';
  if (problem.key === 'offline') return 'offline';
  if (problem.kind === 'tooMany') return 'wait';
  return ['notFound', 'signedOut', 'notAllowed', 'invalid'].includes(problem.kind) ? 'gone' : 'failed';
}

export function requestIdOf(problem: unknown): string | undefined {
  return problem instanceof Problem ? problem.body?.instance : undefined;
}
