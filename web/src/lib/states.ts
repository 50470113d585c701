// The four axes of an invoice in words and tones; each says only what is true.
import type { Delivery } from '@crmfex/shared/deliveries.ts';
import type { Invoice, InvoiceListItem } from '@crmfex/shared/invoices.ts';
import type { Tone } from '@crmfex/shared/ui/tone.ts';
import { m } from './paraglide/messages.js';

export type Said = { tone: Tone; label: string; hollow?: boolean };
type Axes = Pick<
  InvoiceListItem,
  | 'state'
  | 'kind'
  | 'creditedMinor'
  | 'payableMinor'
  | 'paymentState'
  | 'overdueDays'
  | 'deliveryState'
  | 'eDocumentState'
  | 'pdfState'
>;

/** The document itself. */
export function documentState(invoice: Pick<Axes, 'state'>): Said {
  return {
    draft: { tone: 'neutral' as const, label: m.state_draft(), hollow: true },
    issued: { tone: 'accent' as const, label: m.state_issued() },
    cancelled: { tone: 'neutral' as const, label: m.state_cancelled() },
  }[invoice.state];
}

/** The money: what is owed, and since when. */
export function moneyState(invoice: Axes): Said | undefined {
  if (invoice.state !== 'issued') return undefined;
  if (invoice.overdueDays > 0) return { tone: 'bad', label: m.state_overdue({ days: invoice.overdueDays }) };
  return {
    none: undefined,
    unpaid: { tone: 'warn' as const, label: m.state_unpaid(), hollow: true },
    partlyPaid: { tone: 'warn' as const, label: m.state_partly_paid() },
    paid: { tone: 'good' as const, label: m.state_paid() },
    overpaid: { tone: 'good' as const, label: m.state_overpaid() },
  }[invoice.paymentState];
}

/** What of it has gone back; undefined while nothing has. A return says what it is. */
export function creditState(
  invoice: Pick<InvoiceListItem, 'kind' | 'creditedMinor' | 'payableMinor'>,
): Said | undefined {
  if (invoice.kind === 'return') return { tone: 'neutral', label: m.payments_kind_return() };
  if (invoice.creditedMinor === 0) return undefined;
  return invoice.creditedMinor >= invoice.payableMinor
    ? { tone: 'neutral', label: m.payments_credited() }
    : { tone: 'neutral', label: m.payments_partly_credited(), hollow: true };
}

/** How a mail fares, or that none was sent. */
export function deliveryState(state: Delivery['state'] | 'none'): Said {
  return {
    none: { tone: 'neutral' as const, label: m.delivery_none(), hollow: true },
    queued: { tone: 'neutral' as const, label: m.delivery_queued(), hollow: true },
    accepted: { tone: 'accent' as const, label: m.delivery_accepted(), hollow: true },
    delivered: { tone: 'good' as const, label: m.delivery_delivered() },
    opened: { tone: 'good' as const, label: m.delivery_opened() },
    bounced: { tone: 'bad' as const, label: m.delivery_bounced() },
    failed: { tone: 'bad' as const, label: m.delivery_failed() },
    unknown: { tone: 'warn' as const, label: m.mail_state_unknown() },
  }[state];
}

/** The e-document at the authority. */
export function eDocumentState(invoice: Pick<Axes, 'eDocumentState'>): Said {
  return {
    none: { tone: 'neutral' as const, label: m.edocument_none(), hollow: true },
    queued: { tone: 'neutral' as const, label: m.edocument_queued(), hollow: true },
    sent: { tone: 'accent' as const, label: m.edocument_sent() },
    accepted: { tone: 'good' as const, label: m.edocument_accepted() },
    rejected: { tone: 'bad' as const, label: m.edocument_rejected() },
    error: { tone: 'bad' as const, label: m.edocument_error() },
  }[invoice.eDocumentState];
}

/** The one word for a row: what matters most about this invoice now. */
export function mainState(invoice: Axes): Said {
  const isSettledByReturns =
    invoice.state === 'issued' && invoice.creditedMinor >= invoice.payableMinor && invoice.creditedMinor > 0;
  if (isSettledByReturns || (invoice.kind === 'return' && invoice.state === 'issued')) {
    return creditState(invoice) ?? documentState(invoice);
  }
  return moneyState(invoice) ?? documentState(invoice);
}

/** Whether something about the invoice is on its way and the screen should ask often. */
export function isPending(invoice: Pick<Invoice, 'pdfState' | 'deliveries'>): boolean {
  return (
    invoice.pdfState === 'pending' ||
    invoice.deliveries.some(
      ({ state, via, nextTryAt }) => (state === 'queued' && !nextTryAt) || (state === 'accepted' && via === 'platform'),
    )
  );
}
