// Through which server a mail of a business leaves: its own when it has one, ours otherwise.
import type { OutgoingMail } from '../../integrations/mail/port.ts';
import type { Context } from '../../platform/context.ts';
import { selectMailServer, type MailServerRow } from './store.ts';

/** The own server of the transaction's tenant as one statement, for verbs that read it together with their own rows. */
export const ownMailServer = selectMailServer;
export type { MailServerRow };

export const placeOf = (tenantId: string) => ({ owner: tenantId, kind: 'smtp-password', recordId: tenantId });

/** A mail of which the sender is still to be decided. */
export type UnsentMail = Omit<OutgoingMail, 'from'> & { senderName: string };

/**
 * Sends a mail of a business. Never inside a transaction.
 * @param server the row of `ownMailServer`, if there is one
 * @throws PortError of port `mail`; an `SmtpError` when it was the own server
 */
export async function sendMailOf(
  ctx: Context,
  server: MailServerRow | undefined,
  { senderName, ...mail }: UnsentMail,
): Promise<{ providerMessageId: string }> {
  if (!server) {
    const from = { name: senderName, address: ctx.config.ports.sendgrid.fromAddress };
    return ctx.ports.mail.send({ ...mail, from });
  }
  const { host, port, username, fromName, fromAddress, replyTo } = server;
  const sealed = { keyId: server.passwordKeyId, bytes: server.passwordSealed };
  const { secret: password } = await ctx.ports.secrets.open(placeOf(server.tenantId), sealed);
  return ctx.ports.smtp.send(
    { host, port, username, password },
    {
      ...mail,
      from: { name: fromName, address: fromAddress },
      ...(replyTo ? { replyTo: { name: fromName, address: replyTo } } : {}),
    },
  );
}
