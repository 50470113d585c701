// SQL of mails: asked for, tried, and what the mail service reported about them.
import * as z from 'zod';
import { canMoveDelivery, Delivery, DeliveryMailState } from '../../../shared/deliveries.ts';
import { Language } from '../../../shared/fields.ts';
import { MailKind } from '../../../shared/mail-templates.ts';
import type { MailEvent } from '../../integrations/mail/port.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';

const columns = `id, kind, recipient as "to", cc, subject, state, via, reason, attempts, next_try_at, queued_at, accepted_at, delivered_at, opened_at, failed_at`;

export const getDelivery = (id: string) => query(Delivery, `select ${columns} from deliveries where id = $1`, [id]);

/** What a try needs to know; the row stays locked until the transaction ends. */
const Work = z.strictObject({
  id: z.uuid(),
  kind: MailKind,
  clientId: z.uuid(),
  invoiceId: z.uuid().nullable(),
  language: Language.nullable(),
  state: DeliveryMailState,
  recipient: z.string(),
  recipientName: z.string().nullable(),
  cc: z.array(z.string()),
  subject: z.string(),
  message: z.string().nullable(),
  withPrint: z.boolean(),
  attempts: z.int(),
  via: Delivery.shape.via,
  queuedAt: z.string(),
  unknownSince: z.string().nullable(),
  /** Tries before this one of which nobody ever heard. */
  unanswered: z.int(),
});
export type Work = z.infer<typeof Work>;

export const lockDelivery = (id: string): Statement<Work> =>
  query(
    Work,
    `select id, kind, client_id, invoice_id, language, state, recipient, recipient_name, cc, subject, message, with_print, attempts, via,
       queued_at, unknown_since, unanswered
     from deliveries where id = $1 for update`,
    [id],
  );

const Refusal = z.strictObject({ refusal: z.enum(['restricted', 'objected']).nullable() });

type Addressed = Pick<Work, 'clientId' | 'recipient' | 'cc' | 'kind'>;

/** Whether a mail may go to these addresses: not when somebody is restricted there, or has objected to mails of its kind. */
export const refusalOfMail = ({ clientId, recipient, cc, kind }: Addressed) =>
  query(Refusal, 'select app.mail_refusal($1, $2::text[], $3) as refusal', [
    clientId,
    [recipient, ...cc],
    kind !== 'free',
  ]);

/** What people read about it, as message keys. */
export const refusalWords = { restricted: 'rights.mailRestricted', objected: 'rights.mailObjected' } as const;

/** Counts the recipients of a mail of the day; the 201st is refused by name. */
export const countMail = (day: string, recipients: number) =>
  command(
    `insert into mail_quotas as known (day, sent) values ($1, $2)
     on conflict (tenant_id, day) do update set sent = known.sent + $2`,
    [day, recipients],
  );

export type NewDelivery = {
  id: string;
  kind: MailKind;
  clientId: string;
  /** The invoice that it is about, if it is about one. */
  invoiceId: string | null;
  language: Language;
  recipient: string;
  /** Without one the client's name stands there. */
  recipientName?: string | null;
  cc?: readonly string[];
  subject: string;
  /** In the light writing; null lets the text of the kind speak when the mail leaves. */
  message: string | null;
  withPrint?: boolean;
};

export const insertDelivery = (delivery: NewDelivery, at: Date) =>
  command(
    `insert into deliveries (id, kind, client_id, invoice_id, language, recipient, recipient_name, cc, subject, message, with_print, queued_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      delivery.id,
      delivery.kind,
      delivery.clientId,
      delivery.invoiceId,
      delivery.language,
      delivery.recipient,
      delivery.recipientName ?? null,
      json(delivery.cc ?? []),
      delivery.subject,
      delivery.message,
      delivery.withPrint ?? true,
      at,
    ],
  );

export type SentAttachment = { name: string; contentType: string; sizeBytes: number; sha256: string };
export type SentText = { html: string; text: string; attachments: readonly SentAttachment[] };

/** Kept before the mail leaves, so that whatever may have left can be read. */
export const keepText = (id: string, { html, text, attachments }: SentText) =>
  command('update deliveries set html = $2, body_text = $3, attachments = $4 where id = $1', [
    id,
    html,
    text,
    json(attachments),
  ]);

export const requeue = (id: string, at: Date) =>
  command(
    `update deliveries set state = 'queued', reason = null, attempts = 0, unanswered = 0, unknown_since = null, failed_at = null, queued_at = $2
     where id = $1`,
    [id, at],
  );

/** From here on the mail may have left, until the try's end is recorded. */
export const beginTry = (id: string, at: Date, via: Delivery['via']) =>
  command(
    `update deliveries set attempts = attempts + 1, unanswered = unanswered + (unknown_since is not null)::int,
       unknown_since = $2, via = $3, reason = null, next_try_at = null
     where id = $1`,
    [id, at, via],
  );

/** The mail surely did not leave. `nextTryAt` when it waits for a time. */
export const endTry = (id: string, reason: string, nextTryAt: Date | null) =>
  command(
    `update deliveries set unknown_since = null, reason = left($2, 1000), next_try_at = $3
     where id = $1 and state = 'queued'`,
    [id, reason, nextTryAt],
  );

export const markUnknown = (id: string, reason: string) =>
  command(`update deliveries set reason = left($2, 1000) where id = $1 and state = 'queued'`, [id, reason]);

/** An event may have been faster than the answer: then the state stays where the event moved it. */
export const markAccepted = (id: string, providerMessageId: string, at: Date) =>
  command(
    `update deliveries set provider_message_id = left($2, 200), unknown_since = null, accepted_at = coalesce(accepted_at, $3),
       state = case when state = 'queued' then 'accepted' else state end,
       reason = case when state = 'queued' then null else reason end
     where id = $1`,
    [id, providerMessageId, at],
  );

/** The end of trying, for now: `failed` when it surely did not leave, `unknown` when it may have. */
const endedAs = (state: 'failed' | 'unknown') => (id: string, reason: string, at: Date) =>
  command(
    `update deliveries set state = $4, reason = left($2, 1000), failed_at = $3, unknown_since = null, next_try_at = null
     where id = $1 and state = 'queued'`,
    [id, reason, at, state],
  );
export const markFailed = endedAs('failed');
export const markUnanswered = endedAs('unknown');

/** What an event says about the state; the other kinds are kept and say nothing about it. */
const stateOfEvent: Partial<Record<MailEvent['kind'], DeliveryMailState>> = {
  processed: 'accepted',
  delivered: 'delivered',
  opened: 'opened',
  bounced: 'bounced',
  dropped: 'failed',
};

const instantOfState: Record<DeliveryMailState, string | null> = {
  queued: null,
  accepted: 'accepted_at',
  delivered: 'delivered_at',
  opened: 'opened_at',
  bounced: 'failed_at',
  failed: 'failed_at',
  unknown: null,
};

/**
 * Keeps an event, once, and moves the mail where the event may move it: one statement, so that neither happens without the other.
 * An event about a mail that is not known here does nothing; one about somebody in copy is kept and moves nothing.
 */
export function recordEvent(event: MailEvent & { deliveryId: string }): Statement<never> {
  const state = stateOfEvent[event.kind];
  const instant = state ? instantOfState[state] : null;
  const from = state ? DeliveryMailState.options.filter((before) => canMoveDelivery(before, state)) : [];
  const record = `insert into delivery_events (provider_event_id, delivery_id, kind, reason, at)
    select $1, d.id, $3, left($4, 1000), $5 from deliveries d where d.id = $2
    on conflict do nothing returning delivery_id, reason, at`;
  const values = [event.providerEventId, event.deliveryId, event.kind, event.reason ?? null, event.at];
  if (!state || !instant) return command(record, values);
  return command(
    `with event as (${record})
     update deliveries d set unknown_since = null, next_try_at = null,
       ${instant} = case when d.state = any ($6) or $7 in ('accepted', 'delivered', 'opened') then coalesce(d.${instant}, event.at)
         else d.${instant} end,
       state = case when d.state = any ($6) then $7 else d.state end,
       reason = case when d.state = any ($6) then event.reason else d.reason end
     from event where d.id = event.delivery_id and ($8::text is null or lower(d.recipient) = lower($8))`,
    [...values, from, state, event.recipient ?? null],
  );
}
