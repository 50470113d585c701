// The record of what the house's staff did: read by them, and forgotten after two years.
import type { OperatorCall, OperatorCallList, OperatorSelf } from '../../../shared/operator.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import type { Page } from '../../platform/lists.ts';
import { maintain } from '../../platform/maintenance.ts';
import type { OperatorContext } from '../../platform/operators.ts';
import { calls, forgetCalls } from './store.ts';

const keptDays = 730;

export async function showSelf({ operator }: OperatorContext): Promise<OperatorSelf> {
  return { id: operator.id, name: operator.name };
}

export async function listCalls(ctx: OperatorContext, query: OperatorCallList): Promise<Page<OperatorCall>> {
  const rows = await maintain(ctx.config, (keeper) => keeper.read(calls.statement(query)));
  return calls.page(rows, query);
}

export async function forgetOldCalls(base: ScheduleContext): Promise<void> {
  const before = new Date(base.clock().getTime() - keptDays * 86_400_000);
  await maintain(base.config, (keeper) => keeper.read(forgetCalls(before)));
}
