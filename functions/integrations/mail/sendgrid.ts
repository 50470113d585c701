// Mail through SendGrid's v3 API, one service object per configuration: the SDK's shared one would leak keys between them.
import type { Client } from '@sendgrid/client';
import type { ClientResponse, MailDataRequired, MailService } from '@sendgrid/mail';
import { assertSafeAddress, isLoopback } from '../address.ts';
import type { SendgridConfig } from '../config.ts';
import { portError } from '../failures.ts';
import { PortError } from '../port-error.ts';
import { deliveryArgument } from './delivery-argument.ts';
import type { Mail, Mailbox, OutgoingMail } from './port.ts';
import { mailEvents } from './sendgrid-events.ts';

const timeoutMsDefault = 20_000;

/** Connects to SendGrid, or to what speaks like it; nothing is loaded or called before the first use. */
export function sendgridMail(config: SendgridConfig, timeoutMs = timeoutMsDefault): Mail {
  assertSafeAddress('SendGrid', config.endpoint, undefined);
  return {
    async send(mail) {
      const data = requestFor(mail);
      const service = await connect(config, timeoutMs);
      const response = await service.send(data).then(([first]) => first, refuse);
      return { providerMessageId: messageId(response) };
    },
    parseMailEvents: (headers, rawBody) => mailEvents(config.webhookPublicKey, headers, rawBody),
  };
}

/** Made anew for each mail, because the time limit is part of the client's settings; it costs microseconds. */
async function connect(config: SendgridConfig, timeoutMs: number): Promise<MailService> {
  const { MailService, Client } = await sdk();
  const client = new Client();
  client.setApiKey(config.apiKey);
  const settings = {
    baseUrl: config.endpoint,
    url: '',
    timeout: timeoutMs,
    // The client's own time limit counts silence only; this one ends a slow trickle too.
    signal: AbortSignal.timeout(timeoutMs),
    maxRedirects: 0,
    ...(isLoopback(config.endpoint) ? { proxy: false } : {}),
  };
  client.setDefaultRequest(settings);
  const service = new MailService();
  service.setClient(client);
  return service;
}

type Sdk = { MailService: typeof MailService; Client: typeof Client };

/** Through `default`, the one name under which a bundle too keeps what a CommonJS module exports. */
async function sdk(): Promise<Sdk> {
  const [mail, client] = await Promise.all([import('@sendgrid/mail'), import('@sendgrid/client')]);
  // Both modules do carry these classes; their types declare only the shared instance.
  const [withService, withClient] = [mail.default, client.default] as unknown as [Sdk, Sdk];
  return { MailService: withService.MailService, Client: withClient.Client };
}

function requestFor(mail: OutgoingMail): MailDataRequired {
  const { attachments, headers, replyTo } = mail;
  return {
    from: mailbox(mail.from),
    to: mailbox(mail.to),
    ...(mail.cc?.length ? { cc: mail.cc.map(mailbox) } : {}),
    ...(replyTo ? { replyTo: mailbox(replyTo) } : {}),
    subject: oneLine(mail.subject),
    content: [
      { type: 'text/plain', value: mail.text },
      { type: 'text/html', value: mail.html },
    ],
    attachments: attachments.map(({ fileName, contentType, bytes }) => ({
      filename: oneLine(fileName),
      type: contentType,
      content: Buffer.from(bytes).toString('base64'),
      disposition: 'attachment',
    })),
    ...(headers ? { headers } : {}),
    customArgs: { [deliveryArgument]: mail.id },
    trackingSettings: {
      // Rewritten links would hand our portal tokens to the tracker.
      clickTracking: { enable: false, enableText: false },
      openTracking: { enable: mail.trackOpens },
      subscriptionTracking: { enable: false },
    },
  };
}

function mailbox({ name, address }: Mailbox): { name?: string; email: string } {
  const label = oneLine(name).trim();
  return label ? { name: label, email: address } : { email: address };
}

/** Line breaks in a header field would begin another one. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\u2028\u2029\0]+/g, ' ');
}

function messageId({ headers }: ClientResponse): string {
  // The declared type calls headers `any`.
  const id: unknown = headers['x-message-id'];
  return typeof id === 'string' ? id : '';
}

function refuse(error: unknown): never {
  const failure = portError({ port: 'mail', what: 'send a mail', isRepeatable: false }, error);
  const reasons = reasonsOf(error);
  if (failure.kind !== 'refused' || !reasons) throw failure;
  throw new PortError(`${failure.message}: ${reasons}`, { ...failure, cause: error });
}

/** What SendGrid finds wrong, by field; it names fields, not their contents. */
function reasonsOf(error: unknown): string {
  if (!(error instanceof Error) || !('response' in error)) return '';
  // SendGrid's error carries the answer's body, which is hostile input like any other: only strings are taken from it.
  const body: unknown = (error.response as { body?: unknown } | undefined)?.body;
  const errors: unknown = typeof body === 'object' && body !== null && 'errors' in body ? body.errors : undefined;
  if (!Array.isArray(errors)) return '';
  return errors
    .slice(0, 5)
    .map(({ field, message }: { field?: unknown; message?: unknown }) =>
      `${String(field ?? '')} ${String(message ?? '')}`.trim(),
    )
    .join('; ')
    .slice(0, 500);
}
