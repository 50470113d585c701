// The report as it is printed: who answers for the data, why they are kept, and every record in words.
import { accentOn } from '../../../../shared/accent.ts';
import type { AccessReport } from '../../../../shared/access-report.ts';
import { formatInstant } from '../../../../shared/format.ts';
import type { Tenant } from '../../../../shared/tenants.ts';
import { HOUSE_ACCENT, printableDeep } from '../../../billing/documents/invoice-view.ts';
import type { RecordPart, RecordView } from '../../../billing/documents/record-view.ts';
import { citation, lawsOf } from './law.ts';
import { bookParts, cardParts, mailParts, rightParts } from './parts.ts';
import { reader, textOf } from './reading.ts';
import { reportWords, type ReportWords } from './words.ts';

function whyPart({ information }: AccessReport, words: ReportWords): RecordPart[] {
  const { categories, recipients, source, automatedDecisions, rights, complaint } = information;
  const column = (label: string, width: number | null) => ({ label, width, isFigure: false });
  return [
    {
      kind: 'table',
      heading: words.why,
      note: null,
      columns: [
        column(words.category, 84),
        column(words.purpose, null),
        column(words.basis, null),
        column(words.retention, 84),
      ],
      rows: categories.map(({ name, purpose, legalBasis, retention }) => [name, purpose, legalBasis, retention]),
      count: null,
      empty: words.none,
    },
    {
      kind: 'words',
      heading: words.rights,
      note: null,
      count: null,
      paragraphs: [
        { label: null, lines: rights.slice(0, 1), points: rights.slice(1) },
        { label: words.complaint, lines: complaint, points: [] },
        { label: words.recipients, lines: recipients, points: [] },
        { label: words.source, lines: [source], points: [] },
        { label: words.decisions, lines: [automatedDecisions], points: [] },
      ],
    },
  ];
}

/** Turns a report into words, for the language that it was asked for in. Pure. */
export function reportView(
  report: AccessReport,
  tenant: Pick<Tenant, 'timeZone' | 'brandColour' | 'country'>,
): RecordView {
  const { language, controller, contactId, client, contacts } = report;
  const words = reportWords[language];
  const read = reader(language, tenant.timeZone);
  const person = contactId ? contacts[0] : undefined;
  const subject = textOf(person ?? client, 'name');
  const countries = [tenant.country, textOf(client, 'country')];
  const taxNumber = controller.taxNumber && `${words.taxId} ${controller.taxNumber}`;
  const reach = [taxNumber, controller.email, controller.phone, controller.website];
  const about = person ? [textOf(client, 'name'), textOf(person, 'email')] : read.address(client);
  return printableDeep({
    language,
    title: words.title,
    documentTitle: `${words.title} · ${subject}`,
    author: controller.name,
    dated: report.madeAt,
    accent: (tenant.brandColour && accentOn('light', tenant.brandColour)?.accent) || HOUSE_ACCENT,
    labels: { page: words.page, logoAlt: words.logoAlt, contents: words.contents },
    madeAt: formatInstant(report.madeAt, tenant.timeZone, language),
    running: `${words.title} · ${subject}`,
    notice: controller.name,
    parties: [
      { label: words.controller, name: controller.name, lines: [...controller.address, ...reach].filter(isSaid) },
      { label: words.about, name: subject, lines: about.filter(isSaid) },
    ],
    intro: [
      `${words.intro} ${words.onLaw}: ${citation(lawsOf(countries), ['access'], language)}.`,
      ...(contactId ? [words.onePerson] : []),
    ],
    parts: [
      ...whyPart(report, words),
      ...cardParts(report, words, read),
      ...bookParts(report, words, read),
      ...mailParts(report, words, read),
      ...rightParts(report, words, read),
    ],
  });
}

const isSaid = (line: string | null): line is string => Boolean(line);
