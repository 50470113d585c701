// Reminders by schedule: the plan of a business, who is left out of it, and what it would send next.
import * as z from 'zod';
import { Currency, Day, Instant } from './fields.ts';
import { byId, route } from './route.ts';

/** How firmly a reminder is put; each has a template of its own. */
export const reminderTones = ['first', 'second', 'final'] as const;
export const ReminderTone = z.enum(reminderTones);
export type ReminderTone = z.infer<typeof ReminderTone>;

/** A step of the plan: so many days after the due date (before it when negative). */
export const ReminderStep = z.strictObject({ days: z.int().min(-30).max(365), tone: ReminderTone });
export type ReminderStep = z.infer<typeof ReminderStep>;

const isOfDifferentDays = (steps: ReminderStep[]) => new Set(steps.map(({ days }) => days)).size === steps.length;

/** Hours at which people read mail: nobody is reminded at night. */
export const reminderHours = [6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19] as const;

export const ReminderPlanInput = z.strictObject({
  /** The one switch: off, nothing goes out by itself. */
  isOn: z.boolean(),
  /** In the time zone of the business. */
  hour: z.int().min(6).max(19),
  steps: z.array(ReminderStep).min(1).max(10).refine(isOfDifferentDays, { error: 'reminder.sameDay' }),
});
export type ReminderPlanInput = z.infer<typeof ReminderPlanInput>;

export const ReminderPlan = ReminderPlanInput.extend({
  version: z.int(),
  /** The last day on which the plan was carried out. */
  lastRunDay: Day.nullable(),
  updatedAt: Instant.nullable(),
});
export type ReminderPlan = z.infer<typeof ReminderPlan>;

/** The plan of a business that has never touched it. */
export const usualPlan: ReminderPlanInput = {
  isOn: false,
  hour: 10,
  steps: [
    { days: -3, tone: 'first' },
    { days: 0, tone: 'first' },
    { days: 7, tone: 'second' },
    { days: 14, tone: 'second' },
    { days: 30, tone: 'final' },
  ],
};

/** An invoice within a reminder, as it stands when it is read. */
export const RemindedInvoice = z.strictObject({
  invoiceId: z.uuid(),
  number: z.string().nullable(),
  currency: Currency,
  openMinor: z.int(),
  dueDate: Day,
  /** The step of the plan; null when somebody reminded by hand. */
  stepDays: z.int().nullable(),
  tone: ReminderTone,
});
export type RemindedInvoice = z.infer<typeof RemindedInvoice>;

/** One mail that is to come: everything of a client that is due on that day. */
export const UpcomingReminder = z.strictObject({
  day: Day,
  clientId: z.uuid(),
  clientName: z.string(),
  /** Null when the client cannot be reached: then nothing goes out. */
  to: z.string().nullable(),
  tone: ReminderTone,
  invoices: z.array(RemindedInvoice),
});
export type UpcomingReminder = z.infer<typeof UpcomingReminder>;

/** `until` null: until it is taken back. */
export const ReminderHoldInput = z.strictObject({ until: Day.nullable() });
export type ReminderHoldInput = z.infer<typeof ReminderHoldInput>;

export const ReminderHold = z.strictObject({ until: Day.nullable(), createdAt: Instant });
export type ReminderHold = z.infer<typeof ReminderHold>;

/** How a client or an invoice stands with the plan. */
export const ReminderState = z.strictObject({
  isPlanOn: z.boolean(),
  hold: ReminderHold.nullable(),
  /** Of an invoice: the hold of its client. */
  clientHold: ReminderHold.nullable(),
});
export type ReminderState = z.infer<typeof ReminderState>;

export const Reminded = z.strictObject({ deliveryId: z.uuid(), to: z.string(), invoices: z.int() });

const hold = { params: byId, body: ReminderHoldInput, response: ReminderState };
const state = { params: byId, response: ReminderState };

export const reminderRoutes = {
  plan: route('GET /reminders/plan', { summary: 'The plan of reminders', response: ReminderPlan }),
  changePlan: route('PATCH /reminders/plan', {
    summary: 'Change the plan of reminders, or switch it on or off (If-Match)',
    body: ReminderPlanInput.partial(),
    response: ReminderPlan,
  }),
  upcoming: route('GET /reminders/upcoming', {
    summary: 'What the plan would send in the next seven days, as things stand',
    response: z.strictObject({ items: z.array(UpcomingReminder) }),
  }),
  ofClient: route('GET /clients/{id}/reminders', { summary: 'How a client stands with the plan', ...state }),
  holdClient: route('PUT /clients/{id}/reminders/hold', { summary: 'Leave a client out of the plan', ...hold }),
  releaseClient: route('DELETE /clients/{id}/reminders/hold', { summary: 'Back to the plan', ...state }),
  ofInvoice: route('GET /invoices/{id}/reminders', { summary: 'How an invoice stands with the plan', ...state }),
  holdInvoice: route('PUT /invoices/{id}/reminders/hold', { summary: 'Leave an invoice out of the plan', ...hold }),
  releaseInvoice: route('DELETE /invoices/{id}/reminders/hold', { summary: 'Back to the plan', ...state }),
  remindClient: route('POST /clients/{id}/remind', {
    summary: 'Remind a client now of everything that is overdue, in one mail',
    params: byId,
    response: Reminded,
    status: 200,
  }),
  remindInvoice: route('POST /invoices/{id}/remind', {
    summary: 'Remind of an invoice now',
    params: byId,
    response: Reminded,
    status: 200,
  }),
};
