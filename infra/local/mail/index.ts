// Starts the mail stand-in: SendGrid's API and event webhook on one side, a mailbox to read the mails on the other.
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { openEventLog } from './event-log.ts';
import { mailServer } from './http.ts';
import { addEvent, openMessages } from './messages.ts';
import { openSigner } from './signing.ts';
import { startSmtp } from './smtp.ts';
import { mailStandIn } from './stand-in.ts';

export type MailOptions = {
  /** 0 takes any free port. */
  port: number;
  /** Where the SMTP server of a business listens; without it there is none. */
  smtpPort?: number;
  /** Keeps messages, events that were not taken yet, and the signing key. */
  dir: string;
  /** What senders must show, beginning with `SG.` like SendGrid's. */
  apiKey: string;
  /** Where signed event reports go; null tells nobody. */
  eventWebhookUrl: string | null;
  /** Base64 PKCS #8 of a P-256 key; without it one is made once and kept in `dir`. */
  signingKey?: string;
  /** The time that stands in messages and events. */
  clock?: () => Date;
  /** From acceptance to delivery; 300 unless given. */
  deliveryMs?: number;
  /** From deferral to delivery for `*@slow.example`; 5000 unless given. */
  deferredMs?: number;
  /** The first pause after a report was not taken; it doubles up to a minute, for about a day. 500 unless given. */
  retryMs?: number;
};

/**
 * Speaks SendGrid's `POST /v3/mail/send` on 127.0.0.1 and reports events to the webhook, signed.
 * The recipient's address decides the fate: `bounce@…` and `…@bounce.example` bounce, `…@drop.example` is dropped,
 * `…@slow.example` is deferred first; all others are delivered. Showing a mail in the mailbox opens it.
 * `publicKey` is the verification key in base64 SPKI, as SendGrid shows it.
 */
export async function startMail(
  options: MailOptions,
): Promise<{ url: string; publicKey: string; smtpPort: number | null; stop(): Promise<void> }> {
  const { port, dir, apiKey, clock = () => new Date() } = options;
  mkdirSync(dir, { recursive: true });
  const signer = openSigner(options.signingKey, join(dir, 'signing-key.pem'));
  const messages = await openMessages(join(dir, 'messages'));
  const events = await openEventLog({
    dir: join(dir, 'events'),
    url: options.eventWebhookUrl,
    signer,
    clock,
    retryMs: options.retryMs ?? 500,
    happened: ({ messageId, address, kind, reason }, at) =>
      addEvent(messages, messageId, { kind, address, at, reason }),
  });
  const delays = { deliveryMs: options.deliveryMs ?? 300, deferredMs: options.deferredMs ?? 5000 };
  const server = mailServer(mailStandIn({ apiKey, messages, events, clock, delays }));
  let smtp: Awaited<ReturnType<typeof startSmtp>> | undefined;
  try {
    if (options.smtpPort !== undefined) smtp = await startSmtp(messages, options.smtpPort, clock);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    await smtp?.stop();
    await events.stop();
    throw error;
  }
  // A listening TCP server has an address with a port.
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}`,
    publicKey: signer.publicKey,
    smtpPort: smtp?.port ?? null,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      await smtp?.stop();
      await events.stop();
    },
  };
}
