// The sums of an invoice as its template wants them: charges, VAT by rate, what the buyer withholds, and why there is no VAT.
import {
  formatAmount,
  formatDay,
  formatMoney,
  formatPercent,
  moneyParts,
  type MoneyPart,
} from '../../../shared/format.ts';
import type { InvoiceCharge, InvoiceLine } from '../../../shared/invoices.ts';
import { nameOfExemption, nameOfWithholding } from '../../../shared/tax-code-names.ts';
import { withholdingText } from '../../../shared/tax-codes.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import type { Labels } from './labels.ts';

/** A label and what it says. */
export type Fact = { label: string; value: string };
/** A row of the sums; `detail` is what an amount was reckoned on. */
export type Sum = { label: string; detail: string | null; money: MoneyPart[] };

/** Past these many the breakdown is a table or a list of its own, so that the block of sums still fits on any page. */
const VAT_ROWS_MAX = 8;
const WITHHOLDING_ROWS_MAX = 4;

type Sums = (label: string, minor: number, detail?: string | null) => Sum;

export function sumsOf(document: InvoiceDocument, words: Labels): Sum[] {
  const { totals, charges, currency, language, pricesIncludeVat } = document;
  const sum: Sums = (label, minor, detail = null) => ({ label, detail, money: moneyParts(minor, currency, language) });
  const isPlain = totals.discountMinor === 0 && charges.length === 0;
  return [
    sum(pricesIncludeVat ? words.subtotalWithoutVat : words.subtotal, totals.subtotalMinor),
    ...(totals.discountMinor === 0 ? [] : [sum(words.discount, -totals.discountMinor)]),
    ...charges.map(({ reason, netMinor }) => sum(reason, netMinor)),
    ...(isPlain ? [] : [sum(words.vatBase, totals.netMinor)]),
    ...vatSums(document, words, sum),
    ...heldSums(document, words, sum),
  ];
}

function vatSums({ totals, currency, language }: InvoiceDocument, words: Labels, sum: Sums): Sum[] {
  if (totals.vat.length > VAT_ROWS_MAX) return [sum(words.vat, totals.vatMinor)];
  return totals.vat.map(({ rate, baseMinor, vatMinor }) => {
    const base = totals.vat.length > 1 ? `${words.base} ${formatMoney(baseMinor, currency, language)}` : null;
    return sum(`${words.vat} ${formatPercent(rate, language)}`, vatMinor, base);
  });
}

/** What is taken off the total, which stands above it then. */
function heldSums({ totals, stopajRate, currency, language }: InvoiceDocument, words: Labels, sum: Sums): Sum[] {
  if (totals.withholding.length === 0 && totals.stopajMinor === 0) return [];
  const isLong = totals.withholding.length > WITHHOLDING_ROWS_MAX;
  const withheld = isLong
    ? [sum(words.withholding, -totals.withheldMinor)]
    : totals.withholding.map(({ code, rate, vatMinor, withheldMinor }) =>
        sum(
          `${words.withholding} ${withholdingText(code, rate)}`,
          -withheldMinor,
          `${words.vat} ${formatMoney(vatMinor, currency, language)}`,
        ),
      );
  const stopaj = stopajRate ? [sum(`${words.stopaj} ${formatPercent(stopajRate, language)}`, -totals.stopajMinor)] : [];
  return [sum(words.total, totals.totalMinor), ...withheld, ...stopaj];
}

/** Null unless there are so many rates that they need a table. */
export function vatTable({ totals, currency, language }: InvoiceDocument, words: Labels) {
  if (totals.vat.length <= VAT_ROWS_MAX) return null;
  const head = [words.vat, words.vatBase, words.amount];
  const rows = totals.vat.map(({ rate, baseMinor, vatMinor }) => [
    formatPercent(rate, language),
    formatAmount(baseMinor, currency, language),
    formatAmount(vatMinor, currency, language),
  ]);
  return { head, rows };
}

type Exempt = Pick<InvoiceLine | InvoiceCharge, 'vatRate' | 'exemptionCode' | 'exemptionReason'>;
const isExempt = ({ vatRate, exemptionCode, exemptionReason }: Exempt) =>
  Number(vatRate) === 0 && Boolean(exemptionCode || exemptionReason);

/** Each code once, by its official name, and what was written beside it. */
export function taxNotes({ totals, lines, charges, currency, language }: InvoiceDocument, words: Labels): Fact[] {
  const isLong = totals.withholding.length > WITHHOLDING_ROWS_MAX;
  const withheld = totals.withholding.map(({ code, rate, withheldMinor }) => ({
    label: `${words.withholding} ${withholdingText(code, rate)}`,
    value: [nameOfWithholding(code), isLong ? formatMoney(withheldMinor, currency, language) : '']
      .filter(Boolean)
      .join(' · '),
  }));
  const exempt = [...lines, ...charges].filter(isExempt).map(({ exemptionCode, exemptionReason }) => ({
    label: [words.exemption, exemptionCode].filter(Boolean).join(' '),
    value: [exemptionCode ? nameOfExemption(exemptionCode) : '', exemptionReason].filter(Boolean).join(' · '),
  }));
  const seen = new Set<string>();
  return [...withheld, ...exempt].filter(({ label, value }) => {
    const key = `${label}\n${value}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

/** The tax code of each line, unless all lines have the same: then the notes alone say it. */
export function lineNotes({ lines }: InvoiceDocument, words: Labels): (string | null)[] {
  const notes = lines.map(({ vatRate, exemptionCode, withholdingCode, withholdingRate }) => {
    if (withholdingCode) return `${words.withholding} ${withholdingText(withholdingCode, withholdingRate)}`;
    return exemptionCode && Number(vatRate) === 0 ? `${words.exemption} ${exemptionCode}` : null;
  });
  return new Set(notes).size > 1 ? notes : notes.map(() => null);
}

/** The buyer's order and the despatch notes that went before. */
export function referencesOf({ orderNumber, orderDate, despatches, language }: InvoiceDocument, words: Labels): Fact[] {
  const dated = (number: string, date: string | null) => (date ? `${number} (${formatDay(date, language)})` : number);
  return [
    ...(orderNumber ? [{ label: words.order, value: dated(orderNumber, orderDate) }] : []),
    ...(despatches.length > 0
      ? [{ label: words.despatch, value: despatches.map(({ number, date }) => dated(number, date)).join(', ') }]
      : []),
  ];
}
