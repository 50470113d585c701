// What every kind of mail has in common: how it is taken for a try, what it may turn out to be, and its addresses.
import type { Tenant } from '../../../shared/tenants.ts';
import type { UnsentMail } from '../../office/mail-server/sender.ts';
import type { Context } from '../../platform/context.ts';
import type { Work } from './store.ts';

/** A mail that was taken for a try. */
export type Claim = { work: Work; tenant: Tenant; at: Date };

/** Either all of the mail, or the key of the sentence that says why it must not leave any more. */
export type Content = { refusal: string } | { mail: UnsentMail; secrets: readonly string[] };

/** Makes the content of a mail of one kind. */
export type Prepare = (ctx: Context, claim: Claim) => Promise<Content>;

type Letter = Pick<UnsentMail, 'subject' | 'html' | 'text' | 'attachments' | 'headers'>;
type Sender = { name: string; email: string | null };

/** Addresses and sender around a composed letter. */
export function mailOf(work: Work, tenant: Tenant, letter: Letter, clientName: string, sender: Sender): UnsentMail {
  return {
    id: `${tenant.id}.${work.id}`,
    senderName: sender.name,
    to: { name: work.recipientName ?? clientName, address: work.recipient },
    ...(work.cc.length > 0 ? { cc: work.cc.map((address) => ({ name: '', address })) } : {}),
    ...(sender.email ? { replyTo: { name: sender.name, address: sender.email } } : {}),
    ...letter,
    trackOpens: true,
  };
}
