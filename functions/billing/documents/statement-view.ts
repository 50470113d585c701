// An account statement as its template wants it: every figure, day and word already in the client's language.
import { accentOn } from '../../../shared/accent.ts';
import type { Statement, StatementEntry, StatementPart } from '../../../shared/balances.ts';
import type { Language } from '../../../shared/fields.ts';
import { addressLines, formatAmount, formatDay, moneyParts } from '../../../shared/format.ts';
import type { Party, Seller } from '../../../shared/invoices.ts';
import { columnWidth } from './column-widths.ts';
import { HOUSE_ACCENT, printableDeep } from './invoice-view.ts';
import { labels } from './labels.ts';
import { statementLabels, type StatementLabels } from './statement-labels.ts';

/** What a statement is drawn from: plain data. */
export type StatementDocument = {
  statement: Statement;
  language: Language;
  seller: Omit<Seller, 'logoKey'>;
  buyer: Party;
  logo: Uint8Array | null;
  /** Instant that the bytes carry as their date. */
  datedAt: string;
};

/** Everything `templates/statement.typ` reads. */
export type StatementView = ReturnType<typeof statementView>;

/** Turns a statement into words and figures. Pure. */
export function statementView({ statement, language, seller, buyer, logo, datedAt }: StatementDocument) {
  const words = statementLabels[language];
  const general = labels[language];
  const period = `${formatDay(statement.from, language)} – ${formatDay(statement.to, language)}`;
  return printableDeep({
    language,
    title: words.title,
    documentTitle: `${words.title} · ${buyer.name} · ${period}`,
    author: seller.name,
    dated: datedAt,
    accent: (seller.brandColour && accentOn('light', seller.brandColour)?.accent) || HOUSE_ACCENT,
    hasLogo: logo !== null,
    labels: { page: general.page, logoAlt: general.logoAlt, seller: general.seller, buyer: words.client },
    period,
    running: `${words.title} · ${buyer.name} · ${period}`,
    notice: words.notice,
    nothing: words.nothing,
    seller: { name: seller.name, lines: addressLines(seller, language, buyer.country) },
    buyer: { name: buyer.name, lines: addressLines(buyer, language, seller.country) },
    columns: [words.day, words.entry, words.due, words.debit, words.credit, words.balance],
    parts: statement.parts.map((part) => partOf(part, language, words)),
  });
}

function partOf(part: StatementPart, language: Language, words: StatementLabels) {
  const { currency } = part;
  const amount = (minor: number) => formatAmount(minor, currency, language);
  const money = (minor: number) => moneyParts(minor, currency, language);
  const opening = { day: '', what: words.opening, detail: null, due: '', figures: ['', '', amount(part.openingMinor)] };
  const rows = [opening, ...part.entries.map((entry) => rowOf(entry, language, words, amount))];
  const heads = [words.debit, words.credit, words.balance];
  return {
    closing: {
      label: `${part.closingMinor < 0 ? words.closingCredit : words.closing} (${currency})`,
      money: money(Math.abs(part.closingMinor)),
    },
    sums: [
      { label: words.opening, money: money(part.openingMinor) },
      { label: words.debit, money: money(part.debitMinor) },
      { label: words.credit, money: money(part.creditMinor) },
    ],
    rows,
    widths: heads.map((head, place) =>
      columnWidth(
        head,
        rows.map((row) => row.figures[place] ?? ''),
      ),
    ),
  };
}

function rowOf(entry: StatementEntry, language: Language, words: StatementLabels, amount: (minor: number) => string) {
  const method = entry.kind === 'payment' && entry.method ? words.methods[entry.method] : null;
  const detail = [entry.number, method].filter((part) => part !== null).join(' · ');
  return {
    day: formatDay(entry.date, language),
    what: words.kinds[entry.kind],
    detail: detail || null,
    due: entry.dueDate ? formatDay(entry.dueDate, language) : '',
    figures: [
      entry.debitMinor ? amount(entry.debitMinor) : '',
      entry.creditMinor ? amount(entry.creditMinor) : '',
      amount(entry.balanceMinor),
    ],
  };
}
