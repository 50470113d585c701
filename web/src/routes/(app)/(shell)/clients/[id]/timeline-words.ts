// What the entries of a client's timeline are called, and where each leads.
import type { ClientEvent } from '@crmfex/shared/notes.ts';
import { money } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { to } from '#lib/route.ts';

/** The first line of an entry. */
export function eventWords(event: ClientEvent): string {
  const number = event.number ?? '';
  const amount = event.amountMinor !== null && event.currency ? money(event.amountMinor, event.currency) : '';
  const words: Record<ClientEvent['kind'], () => string> = {
    created: m.clients_event_created,
    note: m.clients_note,
    invoiceIssued: () => m.clients_event_issued({ number, amount }),
    invoiceCancelled: () => m.clients_event_cancelled({ number }),
    mailSent: () => m.clients_event_mail_sent({ number }),
    mailOpened: () => m.clients_event_mail_opened({ number }),
    mailFailed: () => m.clients_event_mail_failed({ number }),
    payment: () => m.clients_event_payment({ amount }),
    paymentVoided: () => m.clients_event_payment_voided({ amount }),
  };
  return words[event.kind]();
}

/** The record behind an entry. */
export function eventAddress(event: ClientEvent): string | undefined {
  if (event.kind.startsWith('mail')) return to.mail(event.id);
  if (event.invoiceId) return to.invoice(event.invoiceId);
  return event.kind === 'payment' || event.kind === 'paymentVoided' ? to.payment(event.id) : undefined;
}
