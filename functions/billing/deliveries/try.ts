// The job that sends one mail: claims it, hands it to the mail service, and records what came of it, also when that is not known.
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { ownMailServer, sendMailOf, type MailServerRow, type UnsentMail } from '../../office/mail-server/sender.ts';
import { SmtpError } from '../../integrations/smtp-error.ts';
import { PortError } from '../../integrations/port-error.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { defer, finish } from '../../platform/outbox.ts';
import { hashOf } from '../letters/attachments.ts';
import { linkStatements } from '../portal/links.ts';
import { contentOf } from './contents.ts';
import type { Claim } from './mail-of.ts';
import {
  beginTry,
  endTry,
  keepText,
  lockDelivery,
  markAccepted,
  markFailed,
  markUnanswered,
  markUnknown,
  refusalOfMail,
  refusalWords,
  type SentText,
} from './store.ts';
import { nextTry } from './waiting.ts';

/** So long a mail whose fate is unknown is left to the events of the mail service before it is sent once more. */
const unknownMs = 15 * 60_000;
/** A mail that never got an answer is handed over this often; whoever reads it three times has read enough. */
const unansweredMax = 3;

type Taken = Claim & { server: MailServerRow | undefined };

/** Takes the mail for one try; null when there is nothing to send, `'keep'` while an earlier try may still be heard of. */
async function claim(ctx: Context, deliveryId: string): Promise<Taken | null | 'keep'> {
  const at = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [works, tenants, [server]] = await tx.read([lockDelivery(deliveryId), ownTenant(), ownMailServer()]);
    const [work] = works;
    if (!work || work.state !== 'queued') {
      tx.write(finish(ctx));
      return null;
    }
    if (work.unknownSince && at.getTime() - Date.parse(work.unknownSince) < unknownMs) return 'keep';
    if (work.unknownSince && work.via === 'own') {
      // A try that never wrote its end: the mail may have left, and no event will ever tell.
      tx.write(markUnanswered(work.id, 'mailServer.maybeSent', at), finish(ctx));
      return null;
    }
    if (work.unknownSince && work.unanswered + 1 >= unansweredMax) {
      tx.write(markUnanswered(work.id, 'delivery.unanswered', at), finish(ctx));
      return null;
    }
    const [[may]] = await tx.read([refusalOfMail(work)]);
    if (may?.refusal) {
      tx.write(markFailed(work.id, refusalWords[may.refusal], at), finish(ctx));
      return null;
    }
    tx.write(beginTry(work.id, at, server ? 'own' : 'platform'));
    return { work, tenant: one(tenants), at, server };
  });
}

/** What people read about a try that failed, as a message key; the service's own words are for the log. */
function reasonOf(error: unknown): string {
  if (!(error instanceof PortError && error.port === 'mail')) return 'delivery.notMade';
  if (error instanceof SmtpError) return `mailServer.${error.fault}`;
  return error.retryable ? 'delivery.tryingAgain' : 'delivery.refused';
}

/**
 * A mail that surely did not leave: its links are taken back. It ends when trying again is in vain; while a service does not serve it
 * waits, for a day; and what is no service's fault is left to the queue.
 */
async function takeBack(ctx: Context, { work, at }: Claim, error: unknown): Promise<void | 'keep'> {
  const reason = reasonOf(error);
  if (!(error instanceof PortError)) {
    await flush(ctx, [linkStatements.removeOf(work.id, at), endTry(work.id, reason, null)]);
    throw error;
  }
  if (!error.retryable) {
    ctx.log.warn({ error, deliveryId: work.id }, 'mail refused for good');
    return refuse(ctx, { work, at }, reason);
  }
  const now = ctx.clock();
  const next = nextTry({ queuedAt: new Date(work.queuedAt), tries: work.attempts + 1, now });
  if (!next) return refuse(ctx, { work, at }, reason === 'delivery.tryingAgain' ? 'delivery.unreachable' : reason);
  ctx.log.warn({ error, deliveryId: work.id, next }, 'mail waits');
  await flush(ctx, [linkStatements.removeOf(work.id, at), endTry(work.id, reason, next), defer(ctx, next)]);
  return 'keep';
}

async function refuse(ctx: Context, { work, at }: Pick<Claim, 'work' | 'at'>, reason: string): Promise<void> {
  await flush(ctx, [linkStatements.removeOf(work.id, at), markFailed(work.id, reason, ctx.clock()), finish(ctx)]);
}

/** The mail may have left. Of our service an event may still tell; of an own server nothing will, so it is never sent twice by itself. */
async function settleUnknown(ctx: Context, id: string, error: PortError): Promise<void | 'keep'> {
  ctx.log.warn({ error, deliveryId: id }, 'mail sent without an answer');
  if (error instanceof SmtpError) {
    await flush(ctx, [markUnanswered(id, 'mailServer.maybeSent', ctx.clock()), finish(ctx)]);
    return;
  }
  const until = new Date(ctx.clock().getTime() + unknownMs);
  await flush(ctx, [markUnknown(id, 'delivery.unknownOutcome'), defer(ctx, until)]);
  return 'keep';
}

/** What is kept of a mail. Whoever holds the secret of a link reads the document, so only the mail itself carries it. */
function textOf({ html, text, attachments }: UnsentMail, secrets: readonly string[]): SentText {
  const masked = (content: string) => secrets.reduce((left, secret) => left.replaceAll(secret, '…'), content);
  return {
    html: masked(html),
    text: masked(text),
    attachments: attachments.map(({ fileName, contentType, bytes }) => ({
      name: fileName,
      contentType,
      sizeBytes: bytes.length,
      sha256: hashOf(bytes).toString('hex'),
    })),
  };
}

/**
 * Sends the mail of a queued delivery. A second run finds it no longer queued and does nothing. While the service cannot take it the mail
 * waits, up to a day. When the service gave no answer the mail may have left: the message is kept, events settle the state, and only if
 * none comes the mail is sent again, three times in all; after that its end is `unknown`, and a person decides.
 */
export async function sendDelivery(ctx: Context, { deliveryId }: { deliveryId: string }): Promise<void | 'keep'> {
  const claimed = await claim(ctx, deliveryId);
  if (claimed === 'keep') return 'keep';
  if (!claimed) return;
  const { work } = claimed;
  let sent: { providerMessageId: string };
  try {
    const content = await contentOf(ctx, claimed);
    if ('refusal' in content) return await refuse(ctx, claimed, content.refusal);
    await flush(ctx, [keepText(work.id, textOf(content.mail, content.secrets))]);
    sent = await sendMailOf(ctx, claimed.server, content.mail);
  } catch (error) {
    if (error instanceof PortError && error.port === 'mail' && error.outcome === 'unknown') {
      return settleUnknown(ctx, work.id, error);
    }
    return takeBack(ctx, claimed, error);
  }
  await flush(ctx, [markAccepted(work.id, sent.providerMessageId, ctx.clock()), finish(ctx)]);
}

/**
 * After the last try of the queue: the mail could not be made, for everybody to see and to try again. Unless that try may have sent it and
 * could not write so down: then its message stays, and the mail is settled as any other without an answer.
 */
export async function giveUpMail(ctx: Context, { deliveryId }: { deliveryId: string }): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [[work]] = await tx.read([lockDelivery(deliveryId)]);
    if (work?.state === 'queued' && work.unknownSince) return;
    tx.write(markFailed(deliveryId, 'delivery.notMade', ctx.clock()), finish(ctx));
  });
}
