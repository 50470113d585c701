// What can be done with reminders: the plan, pausing, reminding by hand.
import { reminderRoutes, type ReminderPlan, type ReminderPlanInput } from '@crmfex/shared/reminders.ts';
import { newId } from '@crmfex/shared/ids.ts';
import { Problem } from '@crmfex/shared/problem.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { goto, invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';
import { to } from './route.ts';

export type ReminderSubject = { kind: 'client' | 'invoice'; id: string };

const routesOf = {
  client: {
    hold: reminderRoutes.holdClient,
    release: reminderRoutes.releaseClient,
    remind: reminderRoutes.remindClient,
  },
  invoice: {
    hold: reminderRoutes.holdInvoice,
    release: reminderRoutes.releaseInvoice,
    remind: reminderRoutes.remindInvoice,
  },
};

const shows = ({ kind, id }: ReminderSubject) => (kind === 'client' ? depend.client(id) : depend.invoice(id));

/** @throws Problem `changed` when somebody else changed the plan meanwhile */
export async function changePlan({ version }: ReminderPlan, body: Partial<ReminderPlanInput>): Promise<void> {
  await api(reminderRoutes.changePlan, { body, ifMatch: `"${version}"` });
  await invalidate(depend.tenant);
}

/** Leaves a client or an invoice out of the plan, and offers to take that back. */
export async function holdReminders(subject: ReminderSubject, until: string | null): Promise<void> {
  await api(routesOf[subject.kind].hold, { params: { id: subject.id }, body: { until } });
  await invalidate(shows(subject));
  toast(m.reminders_held_toast(), { action: { label: m.undo(), run: () => void resumeReminders(subject) } });
}

export async function resumeReminders(subject: ReminderSubject): Promise<void> {
  try {
    await api(routesOf[subject.kind].release, { params: { id: subject.id } });
    await invalidate(shows(subject));
    toast(m.reminders_resumed());
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
}

/** Mails a reminder now. Answers whether it is on its way; says why when it is not. */
export async function remindNow(subject: ReminderSubject, clientId: string): Promise<boolean> {
  try {
    const sent = await api(routesOf[subject.kind].remind, { params: { id: subject.id }, idempotencyKey: newId() });
    toast(m.reminders_reminded({ to: sent.to }));
    await invalidate(shows(subject));
    return true;
  } catch (cause) {
    const needsAddress = cause instanceof Problem && cause.kind === 'unprocessable';
    const action = { label: m.dashboard_add_email(), run: () => void goto(to.editClient(clientId)) };
    toast(problemText(cause), { tone: 'bad', ...(needsAddress ? { action } : {}) });
    return false;
  }
}
