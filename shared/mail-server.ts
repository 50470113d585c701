// The own mail server of a business: mails of its documents leave through it instead of through ours.
import * as z from 'zod';
import { Email, Instant, line } from './fields.ts';
import { route } from './route.ts';

/** 465 speaks TLS from the first byte, 587 and 2525 begin with STARTTLS; nothing is ever sent in clear. */
export const smtpPorts = [465, 587, 2525] as const;
export const SmtpPort = z.literal(smtpPorts, { error: 'mailServer.port' });

/** A name of the public Internet: labels and a top-level domain that begins with a letter, so that no number is an address. */
export const SmtpHost = z
  .string()
  .trim()
  .toLowerCase()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/, {
    error: 'mailServer.host',
  });

const fields = {
  host: SmtpHost,
  port: SmtpPort,
  username: line(254),
  fromName: line(120),
  fromAddress: Email,
  replyTo: Email.nullable(),
};

/** `password` may be left out only while host, port and user stay as they are: a kept password never goes to another server. */
export const MailServerInput = z.strictObject({ ...fields, password: z.string().min(1).max(500).optional() });
export type MailServerInput = z.infer<typeof MailServerInput>;

/** The password is not among it and never leaves the server. */
export const MailServer = z.strictObject({
  ...fields,
  host: z.string(),
  /** When a connection with sign-in last succeeded on saving. */
  checkedAt: Instant,
});
export type MailServer = z.infer<typeof MailServer>;

export const mailServerRoutes = {
  get: route('GET /tenant/mail-server', {
    summary: 'The own mail server, without its password; null when mails leave through ours',
    response: z.strictObject({ server: MailServer.nullable() }),
  }),
  put: route('PUT /tenant/mail-server', {
    summary: 'Use an own mail server from now on; checked by a real connection first',
    body: MailServerInput,
    response: z.strictObject({ server: MailServer.nullable() }),
  }),
  remove: route('DELETE /tenant/mail-server', {
    summary: 'Forget the own mail server; mails leave through ours again',
  }),
  test: route('POST /tenant/mail-server/test', {
    summary: 'Send a test mail through the own server to the caller’s own address',
    response: z.strictObject({ to: z.string() }),
    status: 200,
  }),
};
