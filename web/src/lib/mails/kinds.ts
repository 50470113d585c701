// Which texts a mail can be made from, by what it is about.
import type { MailKind } from '@crmfex/shared/mail-templates.ts';
import type { MailDraft } from '@crmfex/shared/mails.ts';

/** The kind it was begun with, and those that would be true as well; a client without an invoice is written to freely. */
export function kindsFor({ kind, invoiceId }: Pick<MailDraft, 'kind' | 'invoiceId'>): MailKind[] {
  if (!invoiceId) return ['free'];
  if (kind === 'cancelled' || kind === 'returned') return [kind, 'free'];
  return ['free', 'invoice', 'reminderFirst', 'reminderSecond', 'reminderFinal', 'paymentReceived'];
}
