// The mail that carries an invoice: what it is, how much, by when, where to pay; words, amounts and days in the invoice's language.
import { formatDay, formatIban, formatMoney } from '../../../shared/format.ts';
import type { Invoice, Seller } from '../../../shared/invoices.ts';
import { words } from '../../../shared/messages/index.ts';
import { mailFrame } from '../../office/mail/frame.ts';

export type InvoiceMailInput = {
  invoice: Invoice & { seller: Seller; number: string };
  /** What the sender wrote; null for our own words. */
  message: string | null;
  url: string;
  /** Day on which the link ends. */
  linkEndsDate: string;
};

/** Composes HTML and text of the mail. */
export function invoiceMail({ invoice, message, url, linkEndsDate }: InvoiceMailInput): { html: string; text: string } {
  const { language, seller, number, currency, issueDate, dueDate } = invoice;
  const say = (key: string, parameters: Record<string, string> = {}) =>
    words(language, `mail.invoice.${key}`, parameters);
  const amount = formatMoney(invoice.totals.totalMinor, currency, language);
  const due = dueDate ? formatDay(dueDate, language) : null;
  const fact = (key: string, value: string | null) => (value ? [{ label: say(key), value }] : []);
  return mailFrame({
    language,
    title: say('title', { number }),
    preheader: due ? say('preheader', { amount, date: due }) : say('preheaderNoDue', { amount }),
    paragraphs: message ? [message] : [say('greeting'), say('text', { seller: seller.name })],
    facts: [
      ...fact('amount', amount),
      ...fact('due', due),
      ...fact('number', number),
      ...fact('issued', issueDate ? formatDay(issueDate, language) : null),
      ...fact('bank', seller.iban ? seller.bankName : null),
      ...fact('iban', seller.iban ? formatIban(seller.iban) : null),
    ],
    action: { label: say('button'), url },
    closing: [
      ...(seller.iban ? [say('reference', { number })] : []),
      say('linkNote', { date: formatDay(linkEndsDate, language) }),
    ],
    sender: seller.name,
    brandColour: seller.brandColour,
  });
}
