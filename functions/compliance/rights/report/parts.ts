// The records of a report, part by part: the card, the books, the mails, and what somebody said about their data.
import type { AccessReport } from '../../../../shared/access-report.ts';
import type { RecordPart } from '../../../billing/documents/record-view.ts';
import { counted, listed, type Column } from './listing.ts';
import { sizeOf, textOf, type Entry, type Reader } from './reading.ts';
import type { ReportWords } from './words.ts';

const text = (label: string, field: string, width?: number): Column<Entry> => ({
  label,
  ...(width ? { width } : {}),
  cell: (entry) => textOf(entry, field),
});
const DAY = 68;
const dayColumn = (read: Reader, label: string, field: string): Column<Entry> => ({
  label,
  width: DAY,
  cell: (entry) => read.day(entry, field),
});

type Fact = { label: string; value: string };
const said = (facts: Fact[]) => facts.filter(({ value }) => value !== '');

function factsOfClient(client: Entry, words: ReportWords, read: Reader): Fact[] {
  const plain = [
    'name',
    'contactName',
    'email',
    'phone',
    'taxNumber',
    'taxOffice',
    'currency',
    'paymentDays',
    'discountRate',
  ] as const;
  return [
    { label: words.kind, value: read.word('clientKind', client['kind']) },
    ...plain.map((field) => ({ label: words[field], value: textOf(client, field) })),
    { label: words.address, value: read.address(client).join(', ') },
    { label: words.language, value: read.word('language', client['language']) },
    { label: words.note, value: textOf(client, 'notes') },
    ...(['createdAt', 'updatedAt', 'archivedAt'] as const).map((field) => ({
      label: words[field],
      value: read.day(client, field),
    })),
  ];
}

const contactColumns = (words: ReportWords, read: Reader): Column<Entry>[] => [
  text(words.name, 'name'),
  { label: words.role, width: 76, cell: (one) => read.word('role', one['role']) },
  text(words.email, 'email'),
  text(words.phone, 'phone', 104),
  dayColumn(read, words.createdAt, 'createdAt'),
];

/** Who it is: of a client everything on its card, of a person the card of that person. */
export function cardParts(report: AccessReport, words: ReportWords, read: Reader): RecordPart[] {
  const contacts = (heading: string) => listed(heading, words, read, report.contacts, contactColumns(words, read));
  if (report.contactId) return contacts(words.ownCard);
  const own = report.customFields.map(({ name, value }) => ({
    label: name,
    value: textOf({ value: plainOf(value) }, 'value'),
  }));
  const facts = [
    ...factsOfClient(report.client, words, read),
    ...own,
    { label: words.tags, value: report.tags.join(', ') },
  ];
  const addresses: Column<Entry>[] = [
    text(words.name, 'label', 110),
    { label: words.kind, width: 76, cell: (one) => read.word('addressKind', one['kind']) },
    { label: words.address, cell: (one) => read.address(one).join(', ') },
    text(words.phone, 'phone', 104),
  ];
  const merged = report.mergedClients.map((card) =>
    said(factsOfClient(card, words, read)).map(({ label, value }) => `${label}: ${value}`),
  );
  return [
    { kind: 'facts', heading: words.card, note: null, facts: said(facts), count: counted(1, read.language) },
    ...(merged.length > 0
      ? listed(
          words.merged,
          words,
          read,
          merged.map((facts) => ({ facts: facts.join(' · ') })),
          [text(words.card, 'facts')],
        )
      : []),
    ...contacts(words.contacts),
    ...listed(words.addresses, words, read, report.addresses, addresses),
  ];
}

const plainOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const CONTENT_MAX = 160;
/** What a document is about, in one or two lines of its cell. */
function contentOf(entry: Entry): string {
  const lines = Array.isArray(entry['lines']) ? (entry['lines'] as Entry[]) : []; // an array of the report's own rows
  const content = lines.map((line) => textOf(line, 'description')).join('; ');
  return content.length > CONTENT_MAX ? `${content.slice(0, CONTENT_MAX - 1).trimEnd()}…` : content;
}

/** Documents and money. One person's report has none: they belong to the client. */
export function bookParts(report: AccessReport, words: ReportWords, read: Reader): RecordPart[] {
  if (report.contactId) return [];
  const invoices: Column<Entry>[] = [
    dayColumn(read, words.day, 'issueDate'),
    text(words.number, 'number', 112),
    {
      label: words.content,
      cell: (one) => ({ main: contentOf(one) || read.word('invoiceKind', one['kind']), detail: textOf(one, 'notes') }),
    },
    dayColumn(read, words.due, 'dueDate'),
    { label: words.state, width: 50, cell: (one) => read.word('invoiceState', one['state']) },
    { label: words.total, width: 84, isFigure: true, cell: (one) => read.money(one, 'totalMinor') },
  ];
  const paymentKind = (one: Entry) => read.word('paymentKind', one['isVoided'] === true ? 'voided' : one['kind']);
  const payments: Column<Entry>[] = [
    dayColumn(read, words.day, 'paymentDate'),
    { label: words.kind, width: 84, cell: paymentKind },
    { label: words.method, width: 76, cell: (one) => read.word('method', one['method']) },
    { label: words.note, cell: (one) => [textOf(one, 'reference'), textOf(one, 'note')].filter(Boolean).join(' · ') },
    { label: words.total, width: 84, isFigure: true, cell: (one) => read.money(one, 'amountMinor') },
  ];
  const drafts: Column<Entry>[] = [
    dayColumn(read, words.createdAt, 'createdAt'),
    { label: words.content, cell: (one) => contentOf(one['draft'] as Entry) }, // a draft is an object
    dayColumn(read, words.removedAt, 'removedAt'),
  ];
  return [
    ...listed(words.invoices, words, read, report.invoices, invoices, words.invoicesNote, {
      day: 'issueDate',
      what: (one) => `${read.word('invoiceKind', one['kind'])} · ${read.word('invoiceState', one['state'])}`,
      sum: 'totalMinor',
    }),
    ...(report.removedDrafts.length > 0 ? listed(words.drafts, words, read, report.removedDrafts, drafts) : []),
    ...listed(words.payments, words, read, report.payments, payments, null, {
      day: 'paymentDate',
      what: paymentKind,
      sum: 'amountMinor',
    }),
  ];
}

/** What was sent, and what was written down about the client. */
export function mailParts(report: AccessReport, words: ReportWords, read: Reader): RecordPart[] {
  const mails: Column<Entry>[] = [
    dayColumn(read, words.day, 'queuedAt'),
    {
      label: words.recipient,
      cell: (one) => ({ main: textOf(one, 'recipient'), detail: textOf(one, 'recipientName') }),
    },
    text(words.subject, 'subject'),
    { label: words.state, width: 72, cell: (one) => read.word('mailState', one['state']) },
    dayColumn(read, words.opened, 'openedAt'),
  ];
  const part = listed(words.mails, words, read, report.mails, mails, words.mailsNote, { day: 'queuedAt' });
  if (report.contactId) return part;
  const links: Column<Entry>[] = [
    dayColumn(read, words.day, 'createdAt'),
    text(words.number, 'number'),
    dayColumn(read, words.firstOpened, 'firstOpenedAt'),
    { label: words.opened, width: 50, isFigure: true, cell: (one) => textOf(one, 'openedCount') },
  ];
  const files: Column<Entry>[] = [
    dayColumn(read, words.day, 'createdAt'),
    text(words.file, 'name'),
    { label: words.size, width: 70, isFigure: true, cell: (one) => sizeOf(Number(one['sizeBytes']), read.language) },
  ];
  const holds = [
    ...report.reminderHolds.map((hold) => ({
      ...hold,
      what: [words.reminders, textOf(hold, 'number')].filter(Boolean).join(' · '),
    })),
    ...report.statementOptOut.map((optOut) => ({ ...optOut, what: words.statements })),
  ];
  return [
    ...part,
    ...listed(words.links, words, read, report.portalLinks, links),
    ...listed(words.notes, words, read, report.notes, [
      dayColumn(read, words.day, 'createdAt'),
      text(words.note, 'text'),
    ]),
    ...listed(words.files, words, read, report.files, files),
    ...listed(words.holds, words, read, holds, [
      dayColumn(read, words.day, 'createdAt'),
      text(words.what, 'what'),
      dayColumn(read, words.until, 'until'),
    ]),
  ];
}

/** What somebody said about their data, and what came of it. */
export function rightParts(report: AccessReport, words: ReportWords, read: Reader): RecordPart[] {
  const choices: Column<Entry>[] = [
    dayColumn(read, words.day, 'at'),
    text(words.email, 'email'),
    { label: words.wanted, width: 84, cell: (one) => (one['isWanted'] === true ? words.yes : words.no) },
    { label: words.how, width: 130, cell: (one) => read.word('choiceMethod', one['method']) },
  ];
  const restrictions: Column<Entry>[] = [
    dayColumn(read, words.from, 'restrictedAt'),
    { label: words.whom, width: 120, cell: (one) => textOf(one, 'contactName') || words.wholeClient },
    text(words.reason, 'reason'),
    dayColumn(read, words.lifted, 'liftedAt'),
  ];
  const requests: Column<Entry>[] = [
    dayColumn(read, words.received, 'receivedDate'),
    { label: words.kind, width: 76, cell: (one) => read.word('requestKind', one['kind']) },
    { label: words.what, cell: (one) => ({ main: textOf(one, 'name'), detail: textOf(one, 'details') }) },
    { label: words.answered, cell: (one) => ({ main: answerOf(one, read), detail: textOf(one, 'answer') }) },
  ];
  return [
    ...listed(words.choices, words, read, report.mailChoices, choices, null, { day: 'at' }),
    ...listed(words.restrictions, words, read, report.restrictions, restrictions, null, { day: 'restrictedAt' }),
    ...listed(words.requests, words, read, report.requests, requests, null, { day: 'receivedDate' }),
  ];
}

const answerOf = (request: Entry, read: Reader) =>
  [read.day(request, 'answeredDate'), read.word('outcome', request['outcome'])].filter(Boolean).join(' · ');
