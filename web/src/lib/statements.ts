// What can be done with statements by mail: the plan, leaving a client out, and sending one by hand.
import { newId } from '@crmfex/shared/ids.ts';
import {
  statementMailRoutes,
  type StatementMailRequest,
  type StatementPlan,
  type StatementPlanInput,
} from '@crmfex/shared/statement-mails.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';

/** @throws Problem `changed` when somebody else changed the plan meanwhile */
export async function changeStatementPlan(
  { version }: StatementPlan,
  body: Partial<StatementPlanInput>,
): Promise<void> {
  await api(statementMailRoutes.changePlan, { body, ifMatch: `"${version}"` });
  await invalidate(depend.tenant);
}

export async function chooseStatements(clientId: string, isLeftOut: boolean): Promise<void> {
  try {
    await api(statementMailRoutes.choose, { params: { id: clientId }, body: { isLeftOut } });
    await invalidate(depend.client(clientId));
    toast(isLeftOut ? m.reminders_statements_left_out_toast() : m.reminders_statements_taken_in_toast());
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
}

export async function mailStatement(clientId: string, body: StatementMailRequest, key = newId()): Promise<void> {
  const { to } = await api(statementMailRoutes.send, { params: { id: clientId }, body, idempotencyKey: key });
  await invalidate(depend.client(clientId));
  toast(m.reminders_statement_mailed({ to }));
}
