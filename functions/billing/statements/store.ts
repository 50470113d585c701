// SQL of statements by mail: the plan, who is left out, whom it is time to write to, and which statement a mail carries.
import * as z from 'zod';
import { Currency, Day, Instant, Language } from '../../../shared/fields.ts';
import { StatementAudience, type StatementPlan, type StatementPlanInput } from '../../../shared/statement-mails.ts';
import { command, query, type Statement } from '../../platform/statement.ts';
import { isOpen, isOwed } from '../invoices/columns-of-money.ts';
import { addressOf } from '../deliveries/columns-of-recipients.ts';

const PlanRow = z.strictObject({
  isOn: z.boolean(),
  dayOfMonth: z.int(),
  hour: z.int(),
  audience: StatementAudience,
  version: z.int(),
  lastPeriod: Day.nullable(),
  updatedAt: Instant,
});
export type PlanRow = z.infer<typeof PlanRow>;

const planColumns = 'is_on, day_of_month, hour, audience, version, last_period, updated_at';

export const selectPlan = (lock: '' | 'for update' = ''): Statement<PlanRow> =>
  query(PlanRow, `select ${planColumns} from statement_plans ${lock}`);

type NewPlan = StatementPlanInput & Pick<StatementPlan, 'lastPeriod'>;

/** No row comes back when somebody else was faster. */
export const upsertPlan = (plan: NewPlan, version: number, at: Date): Statement<PlanRow> =>
  query(
    PlanRow,
    `insert into statement_plans (is_on, day_of_month, hour, audience, last_period, version, updated_at)
     values ($1, $2, $3, $4, $5, $6::int + 1, $7)
     on conflict (tenant_id) do update set is_on = $1, day_of_month = $2, hour = $3, audience = $4, last_period = $5,
       version = $6::int + 1, updated_at = $7
       where statement_plans.version = $6
     returning ${planColumns}`,
    [plan.isOn, plan.dayOfMonth, plan.hour, plan.audience, plan.lastPeriod, version, at],
  );

export const markPeriod = (period: string) => command('update statement_plans set last_period = $1', [period]);

const Recipient = z.strictObject({
  clientId: z.uuid(),
  clientName: z.string(),
  to: z.string(),
  language: Language,
});
export type Recipient = z.infer<typeof Recipient>;

/** The clients who are still to get the statement of a month; `from` and `to` are its first and last day. */
export const selectRecipients = (
  audience: PlanRow['audience'],
  { from, to }: { from: string; to: string },
  limit: number,
): Statement<Recipient> =>
  query(
    Recipient,
    `select c.id as client_id, c.name as client_name, a.address as "to", coalesce(c.language, t.language) as language
     from clients c
     join tenants t on t.id = c.tenant_id
     cross join lateral (select ${addressOf('c')} as address) a
     where a.address is not null and app.mail_refusal(c.id, array[a.address], true) is null
       and not exists (select from statement_opt_outs o where o.client_id = c.id)
       and not exists (select from statement_mails m where m.client_id = c.id and m.month = $1::date)
       and (
         exists (select from invoices i where i.client_id = c.id and ${isOpen})
         or ($3 = 'moved' and (
           exists (select from invoices i where i.client_id = c.id and ${isOwed} and i.issue_date between $1::date and $2::date)
           or exists (select from payments p where p.client_id = c.id and not p.is_voided and p.payment_date between $1::date and $2::date)
         ))
       )
     order by c.name, c.id limit $4`,
    [from, to, audience, limit],
  );

const Addressed = z.strictObject({ to: z.string().nullable(), language: Language });

export const selectAddress = (clientId: string): Statement<z.infer<typeof Addressed>> =>
  query(
    Addressed,
    `select ${addressOf('c')} as "to", coalesce(c.language, t.language) as language
     from clients c join tenants t on t.id = c.tenant_id where c.id = $1`,
    [clientId],
  );

const CarriedRow = z.strictObject({
  clientId: z.uuid(),
  fromDate: Day,
  toDate: Day,
  currency: Currency.nullable(),
});

/** The statement that a mail carries. */
export const selectCarried = (deliveryId: string) =>
  query(CarriedRow, 'select client_id, from_date, to_date, currency from statement_mails where delivery_id = $1', [
    deliveryId,
  ]);

type NewCarried = z.infer<typeof CarriedRow> & { deliveryId: string; period: string | null };

export const insertCarried = (carried: NewCarried) =>
  command(
    `insert into statement_mails (delivery_id, client_id, month, from_date, to_date, currency) values ($1, $2, $3, $4, $5, $6)`,
    [carried.deliveryId, carried.clientId, carried.period, carried.fromDate, carried.toDate, carried.currency],
  );

const OptOut = z.strictObject({ clientId: z.uuid() });
export const selectOptOut = (clientId: string) =>
  query(OptOut, 'select client_id from statement_opt_outs where client_id = $1', [clientId]);
export const insertOptOut = (clientId: string, at: Date) =>
  command('insert into statement_opt_outs (client_id, created_at) values ($1, $2) on conflict do nothing', [
    clientId,
    at,
  ]);
export const deleteOptOut = (clientId: string) =>
  command('delete from statement_opt_outs where client_id = $1', [clientId]);
