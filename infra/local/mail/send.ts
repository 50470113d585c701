// Accepts a mail: keeps one message per personalization and plans what will be heard about each recipient.
import { randomBytes } from 'node:crypto';
import type { PendingEvent } from './event-log.ts';
import type { MailRequest } from './mail-request.ts';
import type { StoredMessage } from './messages.ts';

export type Accepted = {
  requestId: string;
  messages: { message: StoredMessage; contents: Buffer[]; events: PendingEvent[] }[];
};

export type Delays = {
  /** From acceptance to delivery, bounce or deferral. */
  deliveryMs: number;
  /** From deferral to delivery. */
  deferredMs: number;
};

/** What the stand-in makes of a checked mail. `now` is the time of acceptance. */
export function accept(mail: MailRequest, now: Date, delays: Delays): Accepted {
  const requestId = randomBytes(16).toString('base64url');
  const contents = (mail.attachments ?? []).map(({ content }) => Buffer.from(content, 'base64'));
  const messages = mail.personalizations.map((personalization, index) => {
    const id = index === 0 ? requestId : `${requestId}.${index}`;
    const message = messageOf(mail, personalization, id, now, contents);
    const events = [...message.to, ...message.cc, ...message.bcc].flatMap(({ address }) =>
      eventsFor(message, address, delays),
    );
    return { message, contents, events };
  });
  return { requestId, messages };
}

type Personalization = MailRequest['personalizations'][number];

function messageOf(mail: MailRequest, own: Personalization, id: string, now: Date, contents: Buffer[]): StoredMessage {
  const bodyOf = (type: string): string => mail.content.find((content) => content.type === type)?.value ?? '';
  return {
    id,
    acceptedAt: now.toISOString(),
    from: mailbox(mail.from),
    to: own.to.map(mailbox),
    cc: (own.cc ?? []).map(mailbox),
    bcc: (own.bcc ?? []).map(mailbox),
    replyTo: (mail.reply_to ? [mail.reply_to] : (mail.reply_to_list ?? [])).map(mailbox),
    subject: own.subject ?? mail.subject ?? '',
    text: bodyOf('text/plain'),
    html: bodyOf('text/html'),
    headers: { ...mail.headers, ...own.headers },
    customArgs: { ...mail.custom_args, ...own.custom_args },
    attachments: (mail.attachments ?? []).map((attachment, index) => ({
      fileName: attachment.filename,
      contentType: attachment.type ?? 'application/octet-stream',
      disposition: attachment.disposition ?? 'attachment',
      contentId: attachment.content_id ?? null,
      size: contents[index]?.length ?? 0,
    })),
    tracksOpens: mail.tracking_settings?.open_tracking?.enable === true,
    events: [],
  };
}

function mailbox({ email, name }: { email: string; name?: string | undefined }) {
  return { name: name ?? '', address: email };
}

type Fate = { kind: string; reason: string | null; details: Record<string, unknown> };

const delivered: Fate = { kind: 'delivered', reason: '250 2.0.0 OK', details: { ip: '127.0.0.1', tls: 1 } };
const bounced: Fate = {
  kind: 'bounce',
  reason: '550 5.1.1 The email account that you tried to reach does not exist.',
  details: { type: 'bounce', status: '5.1.1', bounce_classification: 'Invalid Address' },
};
const dropped: Fate = { kind: 'dropped', reason: 'Bounced Address', details: { status: '5.0.0' } };
const deferred: Fate = { kind: 'deferred', reason: '451 4.7.1 Please try again later', details: { attempt: '1' } };

/** The recipient's address decides what becomes of a mail, so that every fate can be tried. */
function eventsFor(message: StoredMessage, address: string, { deliveryMs, deferredMs }: Delays): PendingEvent[] {
  const [name = '', domain = ''] = address.toLowerCase().split('@');
  const planned = (fate: Fate, afterMs: number): PendingEvent => planEvent(message, address, fate, afterMs);
  if (domain === 'drop.example') return [planned(dropped, deliveryMs)];
  const processed = planned({ kind: 'processed', reason: null, details: {} }, 0);
  if (name === 'bounce' || domain === 'bounce.example') return [processed, planned(bounced, deliveryMs)];
  if (domain === 'slow.example') {
    return [processed, planned(deferred, deliveryMs), planned(delivered, deliveryMs + deferredMs)];
  }
  return [processed, planned(delivered, deliveryMs)];
}

let serial = 0;

/** An event about a message, to happen `afterMs` from now. */
export function planEvent(message: StoredMessage, address: string, fate: Fate, afterMs: number): PendingEvent {
  const nowMs = Date.now();
  serial = (serial + 1) % 1_000_000;
  // Beginning with time and count, so that what a restart takes up again is in order.
  const order = `${String(nowMs).padStart(15, '0')}-${String(serial).padStart(6, '0')}`;
  return {
    id: `${order}-${randomBytes(12).toString('base64url')}`,
    dueAtMs: nowMs + afterMs,
    messageId: message.id,
    address,
    kind: fate.kind,
    reason: fate.reason,
    details: { ...message.customArgs, 'smtp-id': `<${message.id}@mail.local>`, ...fate.details },
    at: null,
  };
}

/** A person's mail program asked for the picture at the end of the mail. */
export function openEvent(message: StoredMessage, userAgent: string): PendingEvent {
  const details = {
    useragent: userAgent.slice(0, 300),
    ip: '127.0.0.1',
    sg_machine_open: false,
    sg_content_type: 'html',
  };
  return planEvent(message, message.to[0]?.address ?? '', { kind: 'open', reason: null, details }, 0);
}
