// Payments in words: what kind of money it is, how it came, and how amounts are typed.
import type { Currency } from '@crmfex/shared/fields.ts';
import { formatUnitPrice, parseTyped } from '@crmfex/shared/format.ts';
import { AMOUNT_MAX_MINOR, decimalOf, minorOf } from '@crmfex/shared/money.ts';
import type { PaymentKind, PaymentListItem, PaymentMethod } from '@crmfex/shared/payments.ts';
import { money } from '../format.ts';
import { language } from '../language.svelte.ts';
import { m } from '../paraglide/messages.js';
import { rateText } from '../rate-words.ts';
import type { Said } from '../states.ts';

export const methodWords: Record<PaymentMethod, () => string> = {
  bank: m.payments_method_bank,
  cash: m.payments_method_cash,
  card: m.payments_method_card,
  cheque: m.payments_method_cheque,
  other: m.payments_method_other,
};

export const kindWords: Record<PaymentKind, () => string> = {
  payment: m.payments_kind_payment,
  writeOff: m.payments_kind_write_off,
  return: m.payments_kind_return,
  opening: m.payments_kind_opening,
};

export const methods = () =>
  Object.entries(methodWords).map(([value, label]) => ({ value: value as PaymentMethod, label: label() })); // the table's own keys

/** How it came, or what it is when no money came. */
export const sourceWords = ({ kind, method }: Pick<PaymentListItem, 'kind' | 'method'>) =>
  method ? methodWords[method]() : kindWords[kind]();

/** What came when that was another currency: "₺48.123,40 alındı (1 EUR = 48,1234 TRY)". */
export function receivedWords({ received, currency }: Pick<PaymentListItem, 'received' | 'currency'>): string | null {
  if (!received) return null;
  const amount = money(received.amountMinor, received.currency);
  return m.payments_received_in({ amount, rate: rateText(received.rate, currency, received.currency) });
}

/** How much of it has found its invoice. */
export function paymentState(payment: Pick<PaymentListItem, 'isVoided' | 'allocatedMinor' | 'amountMinor'>): Said {
  if (payment.isVoided) return { tone: 'neutral', label: m.payments_state_voided(), hollow: true };
  if (payment.allocatedMinor === payment.amountMinor) return { tone: 'good', label: m.payments_state_allocated() };
  return payment.allocatedMinor === 0
    ? { tone: 'accent', label: m.payments_state_credit(), hollow: true }
    : { tone: 'accent', label: m.payments_state_partly() };
}

/** An amount as a person types it; null when it is none. */
export function amountOf(typed: string, currency: Currency): number | null {
  const decimal = parseTyped(typed, language());
  if (decimal === null) return null;
  try {
    const minor = minorOf(decimal, currency);
    return minor <= AMOUNT_MAX_MINOR ? minor : null;
  } catch (cause) {
    if (cause instanceof RangeError) return null;
    throw cause;
  }
}

/** An amount as a person would have typed it. */
export const typedAmount = (minor: number, currency: Currency) =>
  formatUnitPrice(decimalOf(minor, currency), currency, language());
