// A line of an invoice as it is typed: text that may be half-written, and what it means once it is whole.
import type { Currency, Language } from '@crmfex/shared/fields.ts';
import { formatNumber, formatUnitPrice, parseTyped } from '@crmfex/shared/format.ts';
import { newId } from '@crmfex/shared/ids.ts';
import type { InvoiceLineInput } from '@crmfex/shared/invoices.ts';
import { decimalOf, minorOf, plainDecimal } from '@crmfex/shared/money.ts';

/** Why a line bears no VAT, and what of its VAT the buyer withholds; only what fits the VAT rate is sent. */
export type TypedTax = {
  exemptionCode: string | null;
  exemptionReason: string;
  withholdingCode: string | null;
  /** The percentage that was kept with the code; null for the one in force. */
  withholdingRate: string | null;
};

export const blankTax: TypedTax = {
  ...{ exemptionCode: null, exemptionReason: '', withholdingCode: null, withholdingRate: null },
};

export type TypedLine = TypedTax & {
  /** Stands for the row on screen only. */
  key: string;
  description: string;
  quantity: string;
  unit: string;
  unitPrice: string;
  vatRate: string;
  /** `10 %` or an amount; empty when none. */
  discount: string;
  /** The product that the line came from, if any. */
  productId?: string | null;
};
export type LineFault = 'description' | 'quantity' | 'unitPrice' | 'vatRate' | 'discount';

/** A line with nothing in it yet; its VAT rate and tax codes follow the line above. */
export function blankLine(vatRate = '20', unit = 'C62', tax: TypedTax = blankTax): TypedLine {
  const { exemptionCode, exemptionReason, withholdingCode, withholdingRate } = tax;
  const taxes = { exemptionCode, exemptionReason, withholdingCode, withholdingRate };
  return { key: newId(), description: '', quantity: '1', unit, unitPrice: '', vatRate, discount: '', ...taxes };
}

/** Nothing typed that would be missed. */
export function isBlank(line: TypedLine): boolean {
  return line.description.trim() === '' && line.unitPrice.trim() === '' && line.discount.trim() === '';
}

/** A stored line as a person would have typed it. */
export function typedLine(line: InvoiceLineInput, currency: Currency, language: Language): TypedLine {
  return {
    key: newId(),
    description: line.description,
    quantity: formatNumber(line.quantity, language),
    unit: line.unit,
    unitPrice: formatUnitPrice(line.unitPrice, currency, language),
    vatRate: formatNumber(line.vatRate, language),
    discount: typedDiscount(line, currency, language),
    productId: line.productId ?? null,
    ...typedTax(line),
  };
}

type Taxed = Pick<
  Partial<InvoiceLineInput>,
  'exemptionCode' | 'exemptionReason' | 'withholdingCode' | 'withholdingRate'
>;

/** The tax of a stored line or charge as the editor keeps it. */
export const typedTax = (stored: Taxed): TypedTax => ({
  exemptionCode: stored.exemptionCode ?? null,
  exemptionReason: stored.exemptionReason ?? '',
  withholdingCode: stored.withholdingCode ?? null,
  withholdingRate: stored.withholdingRate ?? null,
});

/** Why there is no VAT; nothing where there is some. */
export function readExemption(
  { exemptionCode, exemptionReason }: Pick<TypedTax, 'exemptionCode' | 'exemptionReason'>,
  vatRate: string | undefined,
): Pick<InvoiceLineInput, 'exemptionCode' | 'exemptionReason'> {
  if (vatRate === undefined || Number(vatRate) > 0) return {};
  const reason = exemptionReason.trim();
  return { ...(exemptionCode ? { exemptionCode } : {}), ...(reason ? { exemptionReason: reason } : {}) };
}

/** What the buyer withholds; nothing where there is no VAT to withhold from. */
function readWithholding({ withholdingCode, withholdingRate }: TypedTax, vatRate: string | undefined) {
  if (!withholdingCode || vatRate === undefined || Number(vatRate) === 0) return {};
  return { withholdingCode, ...(withholdingRate ? { withholdingRate } : {}) };
}

type Discount = { discountRate: string | null; discountMinor: number | null };

/** A discount as a person would have typed it. */
export function typedDiscount(
  { discountRate, discountMinor }: Discount,
  currency: Currency,
  language: Language,
): string {
  if (discountRate !== null) {
    const rate = formatNumber(discountRate, language);
    return language === 'tr' ? `%${rate}` : `${rate}%`;
  }
  return discountMinor === null ? '' : formatUnitPrice(decimalOf(discountMinor, currency), currency, language);
}

/** Reads `%10`, `10%` or an amount; undefined when it is neither. */
export function parseDiscount(typed: string, currency: Currency, language: Language): Discount | undefined {
  if (typed.trim() === '') return { discountRate: null, discountMinor: null };
  if (typed.includes('%')) {
    const discountRate = parseRate(typed);
    return discountRate === undefined ? undefined : { discountRate, discountMinor: null };
  }
  const amount = parseTyped(typed, language);
  if (amount === null || !isWithin(amount, 2, 99_999_999_999)) return undefined;
  return { discountRate: null, discountMinor: minorOf(amount, currency) };
}

/** A percentage never groups thousands, so comma and dot both begin the decimals: `9,975` and `9.975` are the same. */
export function parseRate(typed: string): string | undefined {
  const number = typed.replace(/[%\s]/g, '').replace(',', '.');
  return /^\d+(\.\d+)?$/.test(number) && isWithin(number, 4, 100) ? plainDecimal(number, 4) : undefined;
}

function isWithin(decimal: string, places: number, max: number): boolean {
  const [whole = '', fraction = ''] = decimal.split('.');
  if (fraction.length > places || whole.length > 12) return false;
  return Number(whole) < max || (Number(whole) === max && /^0*$/.test(fraction));
}

/** What a typed line means, and which of its fields do not mean anything yet. */
export function readLine(
  line: TypedLine,
  currency: Currency,
  language: Language,
): { input: InvoiceLineInput; faults: LineFault[] } {
  const quantity = parseTyped(line.quantity, language);
  const unitPrice = parseTyped(line.unitPrice, language);
  const vatRate = parseRate(line.vatRate);
  const discount = parseDiscount(line.discount, currency, language);
  const isFault: Record<LineFault, boolean> = {
    description: line.description.trim() === '',
    quantity: quantity === null || !isWithin(quantity, 6, 999_999_999),
    unitPrice: unitPrice === null || !isWithin(unitPrice, 6, 999_999_999_999),
    vatRate: vatRate === undefined,
    discount: discount === undefined,
  };
  const faults = (Object.keys(isFault) as LineFault[]).filter((field) => isFault[field]); // the record's own keys
  const input = {
    description: line.description.trim(),
    quantity: isFault.quantity ? '0' : (quantity ?? '0'),
    unit: line.unit,
    unitPrice: isFault.unitPrice ? '0' : (unitPrice ?? '0'),
    vatRate: vatRate ?? '0',
    ...(discount ?? { discountRate: null, discountMinor: null }),
    ...readExemption(line, vatRate),
    ...readWithholding(line, vatRate),
    ...(line.productId ? { productId: line.productId } : {}),
  };
  return { input, faults };
}
