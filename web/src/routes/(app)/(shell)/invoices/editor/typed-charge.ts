// Charges and despatch notes of an invoice as they are typed, and what they mean once they are whole.
import type { Currency, Language } from '@crmfex/shared/fields.ts';
import { formatNumber } from '@crmfex/shared/format.ts';
import { newId } from '@crmfex/shared/ids.ts';
import type { Despatch, InvoiceChargeInput } from '@crmfex/shared/invoices.ts';
import {
  blankTax,
  parseDiscount,
  parseRate,
  readExemption,
  typedDiscount,
  typedTax,
  type TypedTax,
} from './typed-line.ts';

export type TypedCharge = Pick<TypedTax, 'exemptionCode' | 'exemptionReason'> & {
  /** Stands for the row on screen only. */
  key: string;
  reason: string;
  /** `10 %` of the lines or an amount. */
  amount: string;
  vatRate: string;
};
export type ChargeFault = 'reason' | 'amount' | 'vatRate';

export const blankCharge = (vatRate = '20'): TypedCharge => {
  const { exemptionCode, exemptionReason } = blankTax;
  return { key: newId(), reason: '', amount: '', vatRate, exemptionCode, exemptionReason };
};

export const isBlankCharge = ({ reason, amount }: TypedCharge): boolean => reason.trim() === '' && amount.trim() === '';

/** A stored charge as a person would have typed it. */
export function typedCharge(charge: InvoiceChargeInput, currency: Currency, language: Language): TypedCharge {
  const { exemptionCode, exemptionReason } = typedTax(charge);
  const { chargeRate: discountRate, chargeMinor: discountMinor } = charge;
  return {
    ...{ key: newId(), reason: charge.reason, vatRate: formatNumber(charge.vatRate, language) },
    ...{ amount: typedDiscount({ discountRate, discountMinor }, currency, language), exemptionCode, exemptionReason },
  };
}

export function readCharge(
  typed: TypedCharge,
  currency: Currency,
  language: Language,
): { input: InvoiceChargeInput; faults: ChargeFault[] } {
  const amount = typed.amount.trim() === '' ? undefined : parseDiscount(typed.amount, currency, language);
  const vatRate = parseRate(typed.vatRate);
  const isFault: Record<ChargeFault, boolean> = {
    reason: typed.reason.trim() === '',
    amount: amount === undefined,
    vatRate: vatRate === undefined,
  };
  const input = {
    reason: typed.reason.trim(),
    chargeRate: amount?.discountRate ?? null,
    chargeMinor: amount ? amount.discountMinor : 0,
    vatRate: vatRate ?? '0',
    ...readExemption(typed, vatRate),
  };
  return { input, faults: (Object.keys(isFault) as ChargeFault[]).filter((field) => isFault[field]) }; // the record's own keys
}

export type TypedDespatch = { key: string; number: string; date: string | null };

export const blankDespatch = (): TypedDespatch => ({ key: newId(), number: '', date: null });

export const typedDespatch = ({ number, date }: Despatch): TypedDespatch => ({ key: newId(), number, date });

/** Those with a number; a date without one is not yet a reference. */
export const readDespatches = (typed: TypedDespatch[]): Despatch[] =>
  typed.flatMap(({ number, date }) => (number.trim() === '' ? [] : [{ number: number.trim(), date }]));
