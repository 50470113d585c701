// Who is left out of the plan: a client or one invoice, until a day or until somebody takes it back.
import { today } from '../../../shared/dates.ts';
import { Problem } from '../../../shared/problem.ts';
import type { ReminderState } from '../../../shared/reminders.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one, type Tx } from '../../platform/flush.ts';
import { invoiceStatements } from '../invoices/invoices.ts';
import { deleteHold, selectHolds, selectPlan, upsertHold, type Hold, type PlanRow, type Subject } from './store.ts';

const shown = (hold: Hold | undefined) => (hold ? { until: hold.until, createdAt: hold.createdAt } : null);

function stateOf({ kind, id }: Subject, clientId: string, holds: Hold[], plans: PlanRow[]): ReminderState {
  const of = (subjectId: string) => shown(holds.find((hold) => hold.subjectId === subjectId));
  return {
    isPlanOn: plans[0]?.isOn ?? false,
    hold: of(id),
    clientHold: kind === 'invoice' ? of(clientId) : null,
  };
}

/** The client that the subject is, or belongs to. @throws Problem `notFound` */
async function clientIdOf(ctx: Context, tx: Tx, { kind, id }: Subject): Promise<string> {
  if (kind === 'client') {
    const [clients] = await tx.read([clientStatements.get(id)]);
    return one(clients).id;
  }
  const [heads] = await tx.read([invoiceStatements.head(id, ctx.clock())]);
  return one(heads).clientId;
}

/** @throws Problem `notFound` */
export async function getReminderState(ctx: Context, subject: Subject): Promise<ReminderState> {
  if (subject.kind === 'client') {
    const [clients, holds, plans] = await flush(ctx, [
      clientStatements.get(subject.id),
      selectHolds([subject.id]),
      selectPlan(),
    ]);
    return stateOf(subject, one(clients).id, holds, plans);
  }
  return inTenant(ctx, async (tx) => {
    const clientId = await clientIdOf(ctx, tx, subject);
    const [holds, plans] = await tx.read([selectHolds([subject.id, clientId]), selectPlan()]);
    return stateOf(subject, clientId, holds, plans);
  });
}

/** @throws Problem `notFound`, `invalid` when the day is not to come */
export async function hold(ctx: Context, subject: Subject, until: string | null): Promise<ReminderState> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const clientId = await clientIdOf(ctx, tx, subject);
    const [tenants] = await tx.read([ownTenant()]);
    if (until !== null && until <= today(one(tenants).timeZone, now)) {
      throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/until', key: 'reminder.holdIsPast' }]);
    }
    tx.write(
      upsertHold(subject, until, now),
      audit(ctx, 'reminders.held', { subjectKind: subject.kind, subjectId: subject.id, detail: { until } }),
    );
    const [holds, plans] = await tx.commit([selectHolds([subject.id, clientId]), selectPlan()]);
    return stateOf(subject, clientId, holds, plans);
  });
}

/** Back to the plan; twice is once. @throws Problem `notFound` */
export async function release(ctx: Context, subject: Subject): Promise<ReminderState> {
  return inTenant(ctx, async (tx) => {
    const clientId = await clientIdOf(ctx, tx, subject);
    tx.write(
      deleteHold(subject),
      audit(ctx, 'reminders.released', { subjectKind: subject.kind, subjectId: subject.id }),
    );
    const [holds, plans] = await tx.commit([selectHolds([subject.id, clientId]), selectPlan()]);
    return stateOf(subject, clientId, holds, plans);
  });
}
