// Long work of one business that one run holds at a time: for how long, how it tells how far it is, and what stood in its way.
import { PortError } from '../../integrations/port-error.ts';
import type { Context } from '../../platform/context.ts';
import { asServerError } from '../../platform/sql-errors.ts';

const tellEveryMs = 2_000;
/** Far longer than between two tellings; what died is taken up after it. */
export const holdMs = 60_000;
export const holdFrom = ({ clock }: Pick<Context, 'clock'>): Date => new Date(clock().getTime() + holdMs);

/** Tells again and again how far the work is, which holds on to it as well. The answer stops the telling. */
export function telling({ log }: Pick<Context, 'log'>, tell: () => Promise<void>): () => void {
  const timer = setInterval(() => {
    tell().catch((error: unknown) => log.warn({ error }, 'not counted'));
  }, tellEveryMs);
  return () => clearInterval(timer);
}

/** Which part of the house stood in the way. */
export function hindranceOf(error: unknown): 'store' | 'database' | 'other' {
  if (error instanceof PortError) return 'store';
  return asServerError(error) ? 'database' : 'other';
}
