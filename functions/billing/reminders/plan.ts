// The plan of reminders: read, changed, switched on and off, and looked at seven days ahead.
import { addDays, today } from '../../../shared/dates.ts';
import { isBusinessDay } from '../../../shared/business-days.ts';
import { Problem } from '../../../shared/problem.ts';
import {
  usualPlan,
  type ReminderPlan,
  type ReminderPlanInput,
  type ReminderStep,
  type UpcomingReminder,
} from '../../../shared/reminders.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { afterSending, remindersOf, type CountingStep } from './due.ts';
import { selectCandidates, selectPlan, upsertPlan, type PlanRow } from './store.ts';

/** The version of a plan that nobody has touched. */
const firstVersion = 1;
const daysAhead = 7;
const lastHour = 19;
const hourIn = (timeZone: string, at: Date) =>
  Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at));

function toPlan(row: PlanRow | undefined): ReminderPlan {
  if (!row) return { ...usualPlan, version: firstVersion, lastRunDay: null, updatedAt: null };
  return { ...row, steps: row.steps.map(({ days, tone }) => ({ days, tone })) };
}

export async function getPlan(ctx: Context): Promise<ReminderPlan> {
  const [rows] = await flush(ctx, [selectPlan()]);
  return toPlan(rows[0]);
}

/** A step that was there keeps the day since which it counts; all begin today when the plan is switched on. */
function countingFrom(steps: readonly ReminderStep[], before: PlanRow | undefined, day: string): CountingStep[] {
  const kept = before?.isOn ? before.steps : [];
  return steps
    .toSorted((one_, other) => one_.days - other.days)
    .map((step) => ({ ...step, since: kept.find(({ days }) => days === step.days)?.since ?? day }));
}

/**
 * Changes what is given. Switched on, the plan begins today: it never makes up for steps that lay before.
 * @throws Problem `changed` when somebody else was faster
 */
export async function changePlan(
  ctx: Context,
  ifMatch: number,
  changes: Partial<ReminderPlanInput>,
): Promise<ReminderPlan> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [rows, tenants] = await tx.read([selectPlan('for update'), ownTenant()]);
    const before = rows[0];
    const { isOn, hour, steps } = { ...toPlan(before), ...changes };
    if ((before?.version ?? firstVersion) !== ifMatch) throw new Problem('changed');
    const plan = { isOn, hour, steps: countingFrom(steps, before, today(one(tenants).timeZone, now)) };
    tx.write(audit(ctx, 'reminders.changed', { detail: { isOn, hour, days: plan.steps.map(({ days }) => days) } }));
    const [written] = await tx.commit([upsertPlan(plan, ifMatch, now)]);
    if (!written[0]) throw new Problem('changed');
    return toPlan(written[0]);
  });
}

/**
 * What would go out in the next seven days if nothing is paid meanwhile. Shown as if the plan were on, so that one can look before
 * switching it on.
 */
export async function upcomingReminders(ctx: Context): Promise<UpcomingReminder[]> {
  const now = ctx.clock();
  const [plans, tenants] = await flush(ctx, [selectPlan(), ownTenant()]);
  const { timeZone, country } = one(tenants);
  const day = today(timeZone, now);
  const steps = plans[0]?.isOn ? plans[0].steps : countingFrom(toPlan(plans[0]).steps, undefined, day);
  const [found] = await flush(ctx, [selectCandidates(day)]);
  let invoices = found;
  // In the evening today's mails wait for the next business day, as the timer does.
  const isTodayOver = plans[0]?.lastRunDay === day || hourIn(timeZone, now) > lastHour;
  return Array.from({ length: daysAhead }, (_, place) => addDays(day, place)).flatMap((date) => {
    if (!isBusinessDay(date, country) || (date === day && isTodayOver)) return [];
    const mails = remindersOf(steps, invoices, date);
    invoices = afterSending(invoices, mails);
    return mails;
  });
}
