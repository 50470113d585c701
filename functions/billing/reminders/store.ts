// SQL of reminders: the plan, who is left out of it, what it could remind of, and what was reminded.
import * as z from 'zod';
import { Currency, Day, Instant, Language } from '../../../shared/fields.ts';
import { ReminderStep, type RemindedInvoice, type ReminderPlanInput } from '../../../shared/reminders.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';
import { isOpen, openMinor } from '../invoices/columns-of-money.ts';
import { addressOf } from '../deliveries/columns-of-recipients.ts';

const PlanRow = z.strictObject({
  isOn: z.boolean(),
  hour: z.int(),
  steps: z.array(z.strictObject({ ...ReminderStep.shape, since: Day })),
  version: z.int(),
  lastRunDay: Day.nullable(),
  updatedAt: Instant,
});
export type PlanRow = z.infer<typeof PlanRow>;

const planColumns = 'is_on, hour, steps, version, last_run_day, updated_at';

/** No row while nobody has touched the plan. */
export const selectPlan = (lock: '' | 'for update' = ''): Statement<PlanRow> =>
  query(PlanRow, `select ${planColumns} from reminder_plans ${lock}`);

type NewPlan = Omit<ReminderPlanInput, 'steps'> & { steps: PlanRow['steps'] };

/** No row comes back when somebody else was faster. */
export const upsertPlan = (plan: NewPlan, version: number, at: Date): Statement<PlanRow> =>
  query(
    PlanRow,
    `insert into reminder_plans (is_on, hour, steps, version, updated_at) values ($1, $2, $3, $4::int + 1, $5)
     on conflict (tenant_id) do update set is_on = $1, hour = $2, steps = $3, version = $4::int + 1, updated_at = $5
       where reminder_plans.version = $4
     returning ${planColumns}`,
    [plan.isOn, plan.hour, json(plan.steps), version, at],
  );

export const markRun = (day: string) => command('update reminder_plans set last_run_day = $1', [day]);

/** An open invoice that the plan may remind of, and what it takes to decide. */
const Candidate = z.strictObject({
  invoiceId: z.uuid(),
  number: z.string().nullable(),
  clientId: z.uuid(),
  clientName: z.string(),
  to: z.string().nullable(),
  language: Language,
  currency: Currency,
  openMinor: z.int(),
  dueDate: Day,
  issuedDay: Day,
  lastStepDays: z.int().nullable(),
  /** The first day on which it may be reminded of again; null when nothing holds it back. */
  heldUntil: Day.nullable(),
});
export type Candidate = z.infer<typeof Candidate>;

const candidates = `
  select i.id as invoice_id, i.number, c.id as client_id, c.name as client_name, a.address as "to",
    coalesce(c.language, t.language) as language, i.currency, ${openMinor} as open_minor, i.due_date,
    (i.issued_at at time zone t.time_zone)::date as issued_day,
    (select max(r.step_days) from reminder_invoices r where r.tenant_id = i.tenant_id and r.invoice_id = i.id) as last_step_days,
    (select max(coalesce(h.until, '9999-12-31')) from reminder_holds h
      where h.tenant_id = i.tenant_id and h.subject_id in (i.id, i.client_id)) as held_until
  from invoices i
  join clients c on c.tenant_id = i.tenant_id and c.id = i.client_id
  join tenants t on t.id = i.tenant_id
  cross join lateral (select ${addressOf('c')} as address) a
  where ${isOpen} and i.kind = 'sale' and i.due_date is not null`;

/** The plan leaves alone whom no mail may reach; by hand one is told so. */
const mayBeMailed = `app.mail_refusal(c.id, array[a.address], true) is null`;

/** Within the reach of any plan (thirty days before to a year after the due date); opening balances have no document to show. */
export const selectCandidates = (day: string): Statement<Candidate> =>
  query(
    Candidate,
    `${candidates} and ${mayBeMailed} and i.due_date between $1::date - 400 and $1::date + 40
     order by c.name, c.id, i.due_date, i.id limit 5000`,
    [day],
  );

/** One invoice, if something is still to be paid for it. */
export const selectCandidate = (invoiceId: string): Statement<Candidate> =>
  query(Candidate, `${candidates} and i.id = $1`, [invoiceId]);

/** Everything of a client that is past due on a day. */
export const selectOverdueOf = (clientId: string, day: string): Statement<Candidate> =>
  query(Candidate, `${candidates} and i.client_id = $1 and i.due_date < $2::date order by i.due_date, i.id limit 100`, [
    clientId,
    day,
  ]);

export const insertReminded = (deliveryId: string, invoice: RemindedInvoice) =>
  command(
    `insert into reminder_invoices (delivery_id, invoice_id, step_days, tone, currency, open_minor, due_date)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      deliveryId,
      invoice.invoiceId,
      invoice.stepDays,
      invoice.tone,
      invoice.currency,
      invoice.openMinor,
      invoice.dueDate,
    ],
  );

const Hold = z.strictObject({ subjectId: z.uuid(), until: Day.nullable(), createdAt: Instant });
export type Hold = z.infer<typeof Hold>;

export const selectHolds = (subjectIds: string[]): Statement<Hold> =>
  query(Hold, 'select subject_id, until, created_at from reminder_holds where subject_id = any ($1::uuid[])', [
    subjectIds,
  ]);

export type Subject = { kind: 'client' | 'invoice'; id: string };

export const upsertHold = ({ kind, id }: Subject, until: string | null, at: Date) =>
  command(
    `insert into reminder_holds (subject_id, ${kind}_id, until, created_at) values ($1, $1, $2, $3)
     on conflict (tenant_id, subject_id) do update set until = $2, created_at = $3`,
    [id, until, at],
  );

export const deleteHold = ({ id }: Subject) => command('delete from reminder_holds where subject_id = $1', [id]);

const Reminded = z.strictObject({ invoiceId: z.uuid() });

/** What a reminder is about, the oldest first. */
export const selectReminded = (deliveryId: string) =>
  query(Reminded, 'select invoice_id from reminder_invoices where delivery_id = $1 order by due_date, invoice_id', [
    deliveryId,
  ]);
