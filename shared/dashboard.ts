// The dashboard: how the business is doing, in figures that each open the list behind them.
import * as z from 'zod';
import { ageingShape } from './balances.ts';
import { Currency, Day } from './fields.ts';
import { route } from './route.ts';

export const Dashboard = z.strictObject({
  /** The day in the business's zone that everything is reckoned on. */
  day: Day,
  /** What clients owe by age, the business's own currency first. */
  receivables: z.array(
    z.strictObject({
      currency: Currency,
      openMinor: z.int(),
      openCount: z.int(),
      overdueMinor: z.int(),
      overdueCount: z.int(),
      /** Paid by clients and not yet given to an invoice. */
      creditMinor: z.int(),
      ...ageingShape,
    }),
  ),
  /** Money received in the last twelve months, this one included; months without any are there with 0. */
  cashIn: z.array(
    z.strictObject({ month: z.string().regex(/^\d{4}-\d\d$/), currency: Currency, amountMinor: z.int() }),
  ),
  /** By what was invoiced in the last twelve months, five per currency. */
  topClients: z.array(
    z.strictObject({ clientId: z.uuid(), clientName: z.string(), currency: Currency, totalMinor: z.int() }),
  ),
  /** The ten that have waited longest. */
  overdue: z.array(
    z.strictObject({
      id: z.uuid(),
      number: z.string().nullable(),
      clientId: z.uuid(),
      clientName: z.string(),
      currency: Currency,
      dueDate: Day,
      overdueDays: z.int(),
      openMinor: z.int(),
    }),
  ),
  draftCount: z.int(),
});
export type Dashboard = z.infer<typeof Dashboard>;

export const dashboardRoutes = {
  get: route('GET /dashboard', { summary: 'How the business is doing', response: Dashboard }),
};
