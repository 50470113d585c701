// One act on many records in one transaction: what cannot be done with one is told and does not hold up the others.
import type { BulkResult, BulkResults } from '../../shared/bulk.ts';
import { words } from '../../shared/messages/index.ts';
import { Problem } from '../../shared/problem.ts';
import type { Context } from './context.ts';
import { inTenant, type Tx } from './flush.ts';

/** The sentence of a problem; where single fields are wrong, their sentences. */
function reasonOf(ctx: Context, problem: Problem): string {
  const fields = problem.fields.map(({ key, parameters }) => words(ctx.language, key, parameters));
  if (fields.length > 0) return [...new Set(fields)].join(' ');
  const isNamed = problem.key !== problem.kind;
  return words(ctx.language, isNamed ? problem.key : `problem.${problem.kind}`, problem.parameters);
}

/**
 * Runs a step for each record, one round trip each, and tells what became of them. A step decides before it writes: its `Problem` is
 * that record's reason. What the database itself refuses undoes the whole request, for its transaction is over then.
 * @param begin what is looked at and written once, before the first record; its `Problem` is the whole request's
 */
export async function inBulk(
  ctx: Context,
  ids: readonly string[],
  step: (tx: Tx, id: string) => Promise<void>,
  begin?: (tx: Tx) => Promise<void>,
): Promise<BulkResults> {
  return inTenant(ctx, async (tx) => {
    await begin?.(tx);
    const results: BulkResult[] = [];
    for (const id of new Set(ids)) {
      try {
        await step(tx, id);
        results.push({ id, isDone: true, reason: null });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        results.push({ id, isDone: false, reason: reasonOf(ctx, error) });
      }
    }
    return { results };
  });
}
