// An invoice as the template wants it: every number, day and label already in words of the document's language.
import { accentOn } from '../../../shared/accent.ts';
import {
  addressLines,
  formatAmount,
  formatDay,
  formatIban,
  formatNumber,
  formatPercent,
  formatUnitPrice,
  moneyParts,
} from '../../../shared/format.ts';
import type { InvoiceLine, Party } from '../../../shared/invoices.ts';
import { taxNumberKind } from '../../../shared/tax-number.ts';
import { unitName } from '../../../shared/units.ts';
import { amountInWords } from './amount-in-words.ts';
import { bandOf } from './band.ts';
import { columnWidth } from './column-widths.ts';
import type { InvoiceDocument } from './invoice-document.ts';
import { exchangeView } from './exchange-view.ts';
import { taxNumberLabels, type Labels } from './labels.ts';
import { printable } from './printable.ts';
import { qrSvg } from './qr-svg.ts';
import { lineNotes, referencesOf, sumsOf, taxNotes, vatTable, type Fact, type Sum } from './tax-view.ts';
import { labelsOf, said } from './tongues.ts';

/** The house's own accent (`--accent` of shared/ui/tokens.css), for tenants without a colour that can be read on white. */
export const HOUSE_ACCENT = '#204db0';
const RUNNING_NAME_MAX = 60;

/** Everything the templates of invoices read; plain strings, which typst lays out as text and never reads as code. */
export type InvoiceView = ReturnType<typeof invoiceView>;

/** Turns a document into words and figures. Pure: the same document gives the same view. */
export function invoiceView(document: InvoiceDocument) {
  const { language, state, kind, seller, buyer, totals, currency } = document;
  const words = labelsOf(document);
  const title = kind === 'return' ? words.returnTitle : state === 'draft' ? words.draftTitle : words.title;
  const heading = [title, document.number].filter(Boolean).join(' ');
  const payableLabel = state === 'cancelled' ? words.total : kind === 'return' ? words.returned : words.payable;
  const payable = moneyParts(totals.payableMinor, currency, language);
  const columns = columnsOf(document, words);
  const notes = lineNotes(document, words);
  const rows = document.lines.map((line, index) => rowOf(line, index, document, notes[index] ?? null));
  const sums = sumsOf(document, words);
  const exchange = exchangeView(document, words);
  return printableDeep({
    language,
    state,
    title,
    documentTitle: `${heading} · ${seller.name}`,
    author: seller.name,
    dated: document.datedAt,
    design: document.design,
    accent: (seller.brandColour && accentOn('light', seller.brandColour)?.accent) || HOUSE_ACCENT,
    ...bandOf(seller.brandColour ?? HOUSE_ACCENT),
    hasLogo: document.logo !== null,
    labels: words,
    number: document.number,
    payable: { label: payableLabel, money: payable },
    facts: factsOf(document, words),
    seller: partyOf(seller, document, buyer.country, seller.website),
    buyer: partyOf(buyer, document, seller.country, null),
    delivery: placeOf(document),
    references: referencesOf(document, words),
    columns,
    rows,
    widths: { ...widthsOf(columns, rows), sums: columnWidth('', [...sums, ...(exchange?.sums ?? [])].map(textOf)) },
    sums,
    exchange,
    vat: vatTable(document, words),
    inWords: said(document, (one) => amountInWords(totals.payableMinor, currency, one)),
    taxNotes: taxNotes(document, words),
    payment: state === 'issued' && totals.payableMinor > 0 ? paymentOf(document, words) : null,
    notes: document.notes?.trim() ? document.notes.trim().split(/\r\n|\r|\n/) : [],
    mark: state === 'draft' ? words.draftMark : state === 'cancelled' ? words.cancelledMark : null,
    notice: state === 'draft' ? words.draftNotice : state === 'cancelled' ? words.cancelledNotice : null,
    runningName: shortened(seller.name),
    running: `${shortened(seller.name)} · ${heading}`,
  });
}

const textOf = ({ money }: Pick<Sum, 'money'>) => money.map((part) => part.text).join('');

function factsOf({ state, language, issueDate, dueDate }: InvoiceDocument, words: Labels): Fact[] {
  const facts = [
    { label: words.dueDate, value: state !== 'cancelled' && dueDate ? formatDay(dueDate, language) : null },
    { label: words.issueDate, value: issueDate ? formatDay(issueDate, language) : null },
  ];
  return facts.filter((fact): fact is Fact => fact.value !== null);
}

function partyOf(party: Party, document: InvoiceDocument, otherCountry: string, website: string | null) {
  const words = labelsOf(document);
  const homeCountry = party.country === otherCountry ? party.country : undefined;
  const taxNumber = party.taxNumber ? `${taxNumberName(document, party.taxNumber)}: ${party.taxNumber}` : null;
  const taxOffice = party.taxOffice ? `${words.taxOffice}: ${party.taxOffice}` : null;
  const contact = [party.email, party.phone, website?.replace(/^https?:\/\//, '').replace(/\/$/, '')];
  return {
    name: party.name,
    lines: addressLines(party, document.language, homeCountry),
    identity: [taxOffice, taxNumber].filter((line) => line !== null),
    contact: contact.filter((line): line is string => Boolean(line)),
  };
}

/** Where the goods go, with the telephone of whoever takes them. */
function placeOf({ deliveryAddress, language, seller }: InvoiceDocument) {
  if (!deliveryAddress) return null;
  const homeCountry = deliveryAddress.country === seller.country ? seller.country : undefined;
  const { label, phone } = deliveryAddress;
  return { label, lines: [...addressLines(deliveryAddress, language, homeCountry), ...(phone ? [phone] : [])] };
}

const taxNumberName = (document: InvoiceDocument, taxNumber: string) =>
  said(document, (language) => taxNumberLabels[taxNumberKind(taxNumber)][language]);

function hasDiscount(line: Pick<InvoiceLine, 'discountRate' | 'discountMinor'>): boolean {
  return Number(line.discountRate ?? 0) > 0 || (line.discountMinor ?? 0) > 0;
}

function columnsOf({ lines, pricesIncludeVat }: InvoiceDocument, words: Labels): string[] {
  const discount = lines.some(hasDiscount) ? [words.discount] : [];
  const unitPrice = pricesIncludeVat ? words.unitPriceWithVat : words.unitPrice;
  const amount = pricesIncludeVat ? words.amountWithVat : words.amount;
  return [words.description, words.quantity, unitPrice, ...discount, words.vat, amount];
}

type Row = {
  position: string;
  description: string;
  note: string | null;
  quantity: string;
  unit: string;
  figures: string[];
};

/** The cells of a line, in the order of its columns. */
function rowOf(line: InvoiceLine, index: number, document: InvoiceDocument, note: string | null): Row {
  const { lines, currency, language } = document;
  const discount = line.discountRate
    ? formatPercent(line.discountRate, language)
    : formatAmount(line.discountMinor ?? 0, currency, language);
  return {
    position: String(index + 1),
    description: line.description,
    note,
    quantity: formatNumber(line.quantity, language),
    unit: said(document, (one) => unitName(line.unit, one)),
    figures: [
      formatUnitPrice(line.unitPrice, currency, language),
      ...(lines.some(hasDiscount) ? [hasDiscount(line) ? discount : ''] : []),
      formatPercent(line.vatRate, language),
      formatAmount(line.amountMinor, currency, language),
    ],
  };
}

/** Widths of position, quantity and figures in points; the description takes what they leave. */
function widthsOf([, quantity = '', ...figures]: string[], rows: Row[]) {
  return {
    position: columnWidth('', [String(rows.length)]),
    quantity: columnWidth(
      quantity,
      rows.map((row) => `${row.quantity} ${row.unit}`),
    ),
    figures: figures.map((label, index) =>
      columnWidth(
        label,
        rows.map((row) => row.figures[index] ?? ''),
      ),
    ),
  };
}

function paymentOf({ kind, seller, number, code }: InvoiceDocument, words: Labels) {
  if (kind === 'return') return null;
  const facts = [
    { label: words.iban, value: seller.iban ? formatIban(seller.iban) : null },
    { label: words.accountHolder, value: seller.iban ? seller.name : null },
    { label: words.bank, value: seller.iban ? seller.bankName : null },
    { label: words.reference, value: seller.iban ? number : null },
  ].filter((fact): fact is Fact => fact.value !== null);
  if (facts.length === 0 && !code) return null;
  const captions = { transfer: words.codeTransfer, iban: words.codeIban, portal: words.codePortal };
  return { facts, code: code && { svg: qrSvg(code.text), caption: captions[code.kind] } };
}

function shortened(name: string): string {
  const letters = Array.from(name);
  return letters.length > RUNNING_NAME_MAX ? `${letters.slice(0, RUNNING_NAME_MAX).join('').trimEnd()}…` : name;
}

/** Every string in a view, made printable; only the drawing of the code is markup already. */
export function printableDeep<View>(view: View): View {
  // The shape is kept: strings stay strings, everything else is copied as it is.
  return JSON.parse(JSON.stringify(view), (key, value: unknown) =>
    typeof value === 'string' && key !== 'svg' ? printable(value) : value,
  ) as View;
}
