// What the entries of a client's timeline are called, and where each leads.
import type { ClientEvent } from '@crmfex/shared/notes.ts';
import { money as amountOf } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { to } from '#lib/route.ts';

/** The first line of an entry. */
export function eventWords(event: ClientEvent): string {
  const number = event.number ?? '';
  const amount = event.amountMinor !== null && event.currency ? amountOf(event.amountMinor, event.currency) : '';
  const words: Record<ClientEvent['kind'], () => string> = {
    created: m.clients_event_created,
    note: m.clients_note,
    invoiceIssued: () => m.clients_event_issued({ number, amount }),
    invoiceCancelled: () => m.clients_event_cancelled({ number }),
    returnIssued: () => m.clients_event_return({ number, amount, original: event.detail ?? '' }),
    returnCancelled: () => m.clients_event_return_cancelled({ number }),
    mailSent: () => m.clients_event_mail_sent({ number }),
    reminderSent: () => m.clients_event_reminder({ number }),
    statementSent: m.clients_event_statement,
    mailOpened: () => m.clients_event_mail_opened({ number }),
    mailFailed: () => m.clients_event_mail_failed({ number }),
    payment: () => m.clients_event_payment({ amount }),
    paymentVoided: () => m.clients_event_payment_voided({ amount }),
    writtenOff: () => m.clients_event_written_off({ number, amount }),
    writeOffVoided: () => m.clients_event_write_off_voided({ amount }),
  };
  return words[event.kind]();
}

const mails: readonly ClientEvent['kind'][] = ['mailSent', 'mailOpened', 'mailFailed', 'reminderSent', 'statementSent'];
const money: readonly ClientEvent['kind'][] = ['payment', 'paymentVoided', 'writtenOff', 'writeOffVoided'];

/** The record behind an entry. */
export function eventAddress({ kind, id, invoiceId }: ClientEvent): string | undefined {
  if (mails.includes(kind)) return to.mail(id);
  if (money.includes(kind)) return to.payment(id);
  return invoiceId ? to.invoice(invoiceId) : undefined;
}

/** What stands behind the moment, unless the first line has said it. */
export const eventDetail = ({ kind, detail }: ClientEvent) =>
  kind === 'note' || kind === 'returnIssued' ? null : detail;
