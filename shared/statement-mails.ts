// Account statements by mail: every month by a plan, or by hand.
import * as z from 'zod';
import { Currency, Day, Email, Instant } from './fields.ts';
import { byId, route } from './route.ts';

/** Whom the plan writes to: who owes something, or everybody with an invoice or a payment in the month as well. */
export const statementAudiences = ['open', 'moved'] as const;
export const StatementAudience = z.enum(statementAudiences);

export const StatementPlanInput = z.strictObject({
  isOn: z.boolean(),
  /** Of the month; on a weekend or a holiday the next business day. Not after 28, so that every month has it. */
  dayOfMonth: z.int().min(1).max(28),
  hour: z.int().min(6).max(19),
  audience: StatementAudience,
});
export type StatementPlanInput = z.infer<typeof StatementPlanInput>;

export const StatementPlan = StatementPlanInput.extend({
  version: z.int(),
  /** The first day of the month whose statements went out last. */
  lastPeriod: Day.nullable(),
  updatedAt: Instant.nullable(),
});
export type StatementPlan = z.infer<typeof StatementPlan>;

/** The plan of a business that has never touched it. */
export const usualStatementPlan: StatementPlanInput = { isOn: false, dayOfMonth: 1, hour: 10, audience: 'open' };

export const StatementMailRequest = z.strictObject({
  /** The client's own address unless another one is given. */
  recipient: Email.optional(),
  from: Day.optional(),
  to: Day.optional(),
  currency: Currency.optional(),
});
export type StatementMailRequest = z.infer<typeof StatementMailRequest>;

const OptOut = z.strictObject({ isPlanOn: z.boolean(), isLeftOut: z.boolean() });

export const statementMailRoutes = {
  plan: route('GET /statements/plan', { summary: 'The plan of monthly statements', response: StatementPlan }),
  changePlan: route('PATCH /statements/plan', {
    summary: 'Change the plan of monthly statements, or switch it on or off (If-Match)',
    body: StatementPlanInput.partial(),
    response: StatementPlan,
  }),
  ofClient: route('GET /clients/{id}/statement/plan', {
    summary: 'Whether a client gets monthly statements',
    params: byId,
    response: OptOut,
  }),
  choose: route('PUT /clients/{id}/statement/plan', {
    summary: 'Leave a client out of monthly statements, or take them in again',
    params: byId,
    body: z.strictObject({ isLeftOut: z.boolean() }),
    response: OptOut,
  }),
  send: route('POST /clients/{id}/statement/mail', {
    summary: 'Mail the statement of a period to the client now',
    params: byId,
    body: StatementMailRequest,
    response: z.strictObject({ deliveryId: z.uuid(), to: z.string() }),
    status: 200,
  }),
};
