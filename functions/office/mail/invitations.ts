// The mail of an invitation: who asks, into which business, as what, and the link that answers.
import { words } from '../../../shared/messages/index.ts';
import { invitationSent, prepareInvitation } from '../../identity/invitations/invitations.ts';
import type { Context } from '../../platform/context.ts';
import { mailFrame } from './frame.ts';

/** Sends one invitation. Twice may send twice, with two links that both work. */
export async function sendInvitation(ctx: Context, { invitationId }: { invitationId: string }): Promise<void> {
  const prepared = await prepareInvitation(ctx, invitationId);
  if (!prepared || ctx.caller.kind !== 'job') return;
  const { letter, token } = prepared;
  const { language, inviterName, tenantName, email } = letter;
  const role = words(language, `role.${letter.role}`);
  const say = (part: string) => words(language, `mail.invitation.${part}`, { inviterName, tenantName, role });
  const mail = mailFrame({
    language,
    title: say('title'),
    preheader: say('preheader'),
    paragraphs: [say('text')],
    action: { label: say('action'), url: new URL(`/invitation#${token}`, ctx.config.appOrigin).href },
    closing: [say('closing'), say('notYou')],
    sender: 'crmFEX',
  });
  await ctx.ports.mail.send({
    id: `${ctx.caller.tenantId}.${invitationId}`,
    from: { name: 'crmFEX', address: ctx.config.ports.sendgrid.fromAddress },
    to: { name: email, address: email },
    subject: say('subject'),
    ...mail,
    attachments: [],
    trackOpens: false,
  });
  await invitationSent(ctx, invitationId);
}
