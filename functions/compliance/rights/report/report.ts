// The answer to a person who asks what is kept about them (GDPR art. 15, KVKK art. 11): gathered here, as data or as a PDF.
import type { AccessReport, AccessReportQuery } from '../../../../shared/access-report.ts';
import { today } from '../../../../shared/dates.ts';
import { addressLines } from '../../../../shared/format.ts';
import type { Tenant } from '../../../../shared/tenants.ts';
import { ownTenant } from '../../../identity/tenants/tenants.ts';
import { audit } from '../../../platform/audit.ts';
import type { Context } from '../../../platform/context.ts';
import { inTenant, one } from '../../../platform/flush.ts';
import { pdfReply, type Reply } from '../../../platform/http.ts';
import { informationOf } from './information.ts';
import { lawsOf } from './law.ts';
import { reportOf, type ReportRow } from './store.ts';

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Names as in the rest of the API; what is inside a snapshot or a field of one's own keeps its names. */
const readable = (entry: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(entry).map(([name, value]) => [camel(name), value]));

/** Beyond, drawing takes longer than whoever types an invoice would wait for their preview. */
const RECORDS_SHARED_MAX = 300;

type Format = 'json' | 'pdf';
const isLanguage = (value: unknown): value is 'tr' | 'en' => value === 'tr' || value === 'en';

/** Reads everything in one moment, and leaves an entry that it was read: about whom and in which form, nothing of what was in it. */
async function gathered(ctx: Context, clientId: string, { contactId, language }: AccessReportQuery, format: Format) {
  return inTenant(ctx, async (tx) => {
    const [rows, tenants] = await tx.read([reportOf(clientId, contactId ?? null), ownTenant()]);
    const [row, tenant] = [one(rows), one(tenants)];
    const spoken = language ?? (isLanguage(row.client['language']) ? row.client['language'] : tenant.language);
    const name = contactId ? row.contacts[0]?.['name'] : row.client['name'];
    const detail = { name, format, language: spoken, ...(contactId ? { contactId } : {}) };
    tx.write(audit(ctx, 'rights.reported', { subjectKind: 'client', subjectId: clientId, detail }));
    const report = reportFrom(row, tenant, { contactId: contactId ?? null, language: spoken, at: ctx.clock() });
    return { report, tenant };
  });
}

type Asked = { contactId: string | null; language: 'tr' | 'en'; at: Date };

function reportFrom({ tags, customFields, client, ...lists }: ReportRow, tenant: Tenant, asked: Asked): AccessReport {
  const { contactId, language, at } = asked;
  const { name, taxNumber, email, phone, website } = tenant;
  const countries = [tenant.country, ...(typeof client['country'] === 'string' ? [client['country']] : [])];
  const all = Object.entries(lists).map(([key, entries]) => [key, entries.map(readable)] as const);
  return {
    madeAt: at.toISOString(),
    language,
    controller: { name, address: addressLines(tenant, language), taxNumber, email, phone, website },
    contactId,
    information: informationOf(language, lawsOf(countries), name),
    client: readable(client),
    customFields,
    tags,
    ...(Object.fromEntries(all) as { [Key in keyof typeof lists]: Record<string, unknown>[] }), // the same keys
  };
}

/**
 * Everything kept about a client with its people, or about one of its people alone: then nothing of the others, and of the client its name.
 * @throws Problem notFound when there is no such client, or no such person there
 */
export async function accessReport(ctx: Context, clientId: string, asked: AccessReportQuery): Promise<AccessReport> {
  return (await gathered(ctx, clientId, asked, 'json')).report;
}

/** The same report drawn for whoever it is about. No copy of it is kept. @throws Problem as `accessReport` */
export async function accessReportPdf(
  ctx: Context,
  clientId: string,
  asked: AccessReportQuery,
): Promise<Reply<undefined>> {
  const { report, tenant } = await gathered(ctx, clientId, asked, 'pdf');
  const { reportView } = await import('./view.ts');
  const { drawAlone, drawInWorker } = await import('../../../billing/documents/drawing-thread.ts');
  const logo = tenant.logoKey ? await ctx.ports.blobs.get(tenant.logoKey) : null;
  const record = reportView(report, tenant);
  const count = record.parts.reduce((sum, part) => sum + (part.kind === 'table' ? part.rows.length : 0), 0);
  const { bytes, warning } = await (count > RECORDS_SHARED_MAX ? drawAlone : drawInWorker)({ record, logo });
  if (warning) ctx.log.warn({ clientId }, warning);
  const name = report.language === 'tr' ? 'kisisel-veri-raporu' : 'personal-data-report';
  return pdfReply(bytes, `${name}-${today(tenant.timeZone, ctx.clock())}.pdf`);
}
