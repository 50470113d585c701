// HTTP face of reminders: the plan, who is left out of it, and reminding by hand.
import { reminderRoutes } from '../../../shared/reminders.ts';
import { endpoint } from '../../platform/http.ts';
import { getReminderState, hold, release } from './holds.ts';
import { changePlan, getPlan, upcomingReminders } from './plan.ts';
import { remindOfClient, remindOfInvoice } from './reminders.ts';

const read = { needs: 'mail:read' } as const;
const write = { needs: 'mail:write' } as const;
const send = { needs: 'invoices:send' } as const;

export const reminderEndpoints = [
  endpoint(reminderRoutes.plan, read, (ctx) => getPlan(ctx)),
  endpoint(reminderRoutes.changePlan, { needs: 'tenant:write' }, (ctx, { ifMatch, body }) =>
    changePlan(ctx, ifMatch, body),
  ),
  endpoint(reminderRoutes.upcoming, read, async (ctx) => ({ items: await upcomingReminders(ctx) })),
  endpoint(reminderRoutes.ofClient, read, (ctx, { params }) => getReminderState(ctx, { kind: 'client', ...params })),
  endpoint(reminderRoutes.holdClient, write, (ctx, { params, body }) =>
    hold(ctx, { kind: 'client', ...params }, body.until),
  ),
  endpoint(reminderRoutes.releaseClient, write, (ctx, { params }) => release(ctx, { kind: 'client', ...params })),
  endpoint(reminderRoutes.ofInvoice, read, (ctx, { params }) => getReminderState(ctx, { kind: 'invoice', ...params })),
  endpoint(reminderRoutes.holdInvoice, write, (ctx, { params, body }) =>
    hold(ctx, { kind: 'invoice', ...params }, body.until),
  ),
  endpoint(reminderRoutes.releaseInvoice, write, (ctx, { params }) => release(ctx, { kind: 'invoice', ...params })),
  endpoint(reminderRoutes.remindClient, send, (ctx, { params }) => remindOfClient(ctx, params.id)),
  endpoint(reminderRoutes.remindInvoice, send, (ctx, { params }) => remindOfInvoice(ctx, params.id)),
];
