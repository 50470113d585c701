// The plan of monthly statements, and which clients it leaves out.
import { today } from '../../../shared/dates.ts';
import { Problem } from '../../../shared/problem.ts';
import { usualStatementPlan, type StatementPlan, type StatementPlanInput } from '../../../shared/statement-mails.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { monthBefore } from './months.ts';
import { deleteOptOut, insertOptOut, selectOptOut, selectPlan, upsertPlan, type PlanRow } from './store.ts';

const firstVersion = 1;

const toPlan = (row: PlanRow | undefined): StatementPlan =>
  row ?? { ...usualStatementPlan, version: firstVersion, lastPeriod: null, updatedAt: null };

export async function getStatementPlan(ctx: Context): Promise<StatementPlan> {
  const [rows] = await flush(ctx, [selectPlan()]);
  return toPlan(rows[0]);
}

/** Switched on after its day of the month, the plan begins with the next month: nobody is surprised by last month's statements. */
function begun(plan: StatementPlan, before: PlanRow | undefined, day: string): string | null {
  if (!plan.isOn || before?.isOn) return plan.lastPeriod;
  return Number(day.slice(8)) > plan.dayOfMonth ? monthBefore(day).from : plan.lastPeriod;
}

/** @throws Problem `changed` when somebody else was faster */
export async function changeStatementPlan(
  ctx: Context,
  ifMatch: number,
  changes: Partial<StatementPlanInput>,
): Promise<StatementPlan> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [rows, tenants] = await tx.read([selectPlan('for update'), ownTenant()]);
    const plan = { ...toPlan(rows[0]), ...changes };
    if (plan.version !== ifMatch) throw new Problem('changed');
    const lastPeriod = begun(plan, rows[0], today(one(tenants).timeZone, now));
    const { isOn, dayOfMonth, audience } = plan;
    tx.write(audit(ctx, 'statements.changed', { detail: { isOn, dayOfMonth, audience } }));
    const [written] = await tx.commit([upsertPlan({ ...plan, lastPeriod }, ifMatch, now)]);
    if (!written[0]) throw new Problem('changed');
    return toPlan(written[0]);
  });
}

type Choice = { isPlanOn: boolean; isLeftOut: boolean };

/** @throws Problem `notFound` */
export async function getStatementChoice(ctx: Context, clientId: string): Promise<Choice> {
  const [clients, plans, optOuts] = await flush(ctx, [
    clientStatements.get(clientId),
    selectPlan(),
    selectOptOut(clientId),
  ]);
  one(clients);
  return { isPlanOn: plans[0]?.isOn ?? false, isLeftOut: optOuts.length > 0 };
}

/** Twice is once. @throws Problem `notFound` */
export async function chooseStatements(ctx: Context, clientId: string, isLeftOut: boolean): Promise<Choice> {
  return inTenant(ctx, async (tx) => {
    const [clients, plans] = await tx.read([clientStatements.get(clientId), selectPlan()]);
    const { name } = one(clients);
    tx.write(
      isLeftOut ? insertOptOut(clientId, ctx.clock()) : deleteOptOut(clientId),
      audit(ctx, isLeftOut ? 'statements.leftOut' : 'statements.takenIn', {
        subjectKind: 'client',
        subjectId: clientId,
        detail: { name },
      }),
    );
    return { isPlanOn: plans[0]?.isOn ?? false, isLeftOut };
  });
}
