// Reads SendGrid's signed event webhook: what happened to each mail.
import * as z from 'zod';
import { PortError } from '../port-error.ts';
import { deliveryArgument } from './delivery-argument.ts';
import type { HeaderReader, MailEvent, MailEventKind } from './port.ts';

const signatureHeader = 'X-Twilio-Email-Event-Webhook-Signature';
const timestampHeader = 'X-Twilio-Email-Event-Webhook-Timestamp';
const reasonLengthMax = 500;

const kinds = new Map<string, MailEventKind>([
  ['processed', 'processed'],
  ['delivered', 'delivered'],
  ['bounce', 'bounced'],
  ['dropped', 'dropped'],
  ['deferred', 'deferred'],
  ['open', 'opened'],
  ['spamreport', 'complained'],
]);

/** The fields we use of docs.sendgrid.com "Event Webhook Reference"; others may come and go. */
const SendgridEvent = z.looseObject({
  event: z.string(),
  // To the end of year 9999, the last that is written with four digits.
  timestamp: z.number().int().positive().max(253_402_300_799),
  sg_event_id: z.string().min(1).max(200),
  [deliveryArgument]: z.string().min(1).max(200).optional(),
  email: z.string().max(320).optional(),
  reason: z.string().optional(),
  response: z.string().optional(),
  sg_machine_open: z.boolean().optional(),
});
const SendgridEvents = z.array(SendgridEvent).max(10_000);

/** See `Mail.parseMailEvents`. */
export async function mailEvents(
  publicKey: string,
  headers: HeaderReader,
  rawBody: string | Uint8Array,
): Promise<MailEvent[]> {
  const body = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody).toString();
  const isSigned = await verify(publicKey, headers.get(signatureHeader), headers.get(timestampHeader), body);
  if (!isSigned) throw failure('forged', 'the signature of an event report does not hold');
  const events = SendgridEvents.safeParse(parsed(body));
  if (!events.success) throw failure('refused', 'an event report is not what SendGrid documents');
  return events.data.flatMap((event) => {
    const kind = kinds.get(event.event);
    const deliveryId = event[deliveryArgument];
    // Some mail programs load every picture by themselves: that says nothing about a person reading.
    if (!kind || !deliveryId || event.sg_machine_open) return [];
    // A stranger's mail server chose these words, and no database keeps a NUL: it must not cost the rest of the report.
    const reason = (event.reason ?? event.response)?.replaceAll('\0', ' ').slice(0, reasonLengthMax);
    const at = new Date(event.timestamp * 1000).toISOString();
    const told = kind === 'bounced' || kind === 'dropped' || kind === 'deferred' ? { reason } : {};
    const about = event.email ? { recipient: event.email } : {};
    return [{ deliveryId, providerEventId: event.sg_event_id, kind, at, ...about, ...told }];
  });
}

async function verify(
  publicKey: string,
  signature: string | null,
  timestamp: string | null,
  body: string,
): Promise<boolean> {
  if (!signature || !timestamp || !/^\d{1,12}$/.test(timestamp)) return false;
  // Through `default`, the one name under which a bundle too keeps what a CommonJS module exports.
  const { default: sdk } = await import('@sendgrid/eventwebhook');
  const webhook = new sdk.EventWebhook();
  const key = webhook.convertPublicKeyToECDSA(publicKey);
  try {
    return webhook.verifySignature(key, body, signature, timestamp);
  } catch {
    // The library throws on a signature that is not even well formed, which is as good as wrong.
    return false;
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw failure('refused', 'an event report is not JSON');
  }
}

function failure(kind: 'forged' | 'refused', what: string): PortError {
  return new PortError(`mail: ${what}`, { port: 'mail', kind, retryable: false, outcome: 'failed' });
}
