// How an invoice stands for the person who owes it, in one word and one tone.
import type { PortalInvoice } from '@crmfex/shared/portal.ts';
import type { Tone } from '@crmfex/shared/ui/tone.ts';
import { m } from '#lib/paraglide/messages.js';

/** `isAsked`: money is still wanted. */
export type StandingWords = { tone: Tone; label: string; isAsked: boolean };

export function stateOf(
  invoice: Pick<PortalInvoice, 'state' | 'kind' | 'paymentState' | 'overdueDays'>,
): StandingWords {
  if (invoice.state === 'cancelled') return { tone: 'bad', label: m.cancelled(), isAsked: false };
  if (invoice.kind === 'return') return { tone: 'neutral', label: m.returned(), isAsked: false };
  if (invoice.paymentState === 'paid') return { tone: 'good', label: m.paid(), isAsked: false };
  if (invoice.paymentState === 'overpaid') return { tone: 'good', label: m.overpaid(), isAsked: false };
  if (invoice.overdueDays > 0) return { tone: 'bad', label: m.overdueBy({ days: invoice.overdueDays }), isAsked: true };
  if (invoice.paymentState === 'partlyPaid') return { tone: 'warn', label: m.partlyPaid(), isAsked: true };
  return { tone: 'neutral', label: m.awaitsPayment(), isAsked: true };
}
