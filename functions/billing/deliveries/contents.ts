// What is in a mail, by its kind: read when it leaves, so that it says what is true then.
import { today } from '../../../shared/dates.ts';
import type { Language } from '../../../shared/fields.ts';
import { isReminder, type MailKind } from '../../../shared/mail-templates.ts';
import type { MailAttachment } from '../../integrations/mail/port.ts';
import { TemplateFault } from '../../office/mail-templates/faults.ts';
import { mailTemplates } from '../../office/mail-templates/mail-templates.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { invoiceStatements, toInvoice } from '../invoices/invoices.ts';
import { pdfName, printIssued } from '../invoices/pdf.ts';
import { filesOfMail, readFiles } from '../letters/attachments.ts';
import { composeLetter } from '../letters/letters.ts';
import { languageOf, letterStatements } from '../letters/values.ts';
import { makeLink } from '../portal/links.ts';
import { reminderContent } from '../reminders/content.ts';
import { statementContent } from '../statements/content.ts';
import { mailOf, type Claim, type Content, type Prepare } from './mail-of.ts';
import { makeOptOut, type OptOut } from './opt-out.ts';
import type { Work } from './store.ts';

/** What a person typed `{{ link }}` into, or a kind that always has one. */
const wantsLink = ({ kind, message }: Work) =>
  ['invoice', 'returned'].includes(kind) || isReminder(kind) || (message?.includes('{{ link }}') ?? false);

/** Why a mail about an invoice would say what is not true, or no longer; null when it may leave. */
export function refusalOf(kind: MailKind, { state, openMinor }: { state: string; openMinor: number }): string | null {
  if (kind === 'cancelled') return state === 'cancelled' ? null : 'delivery.notCancelled';
  if (kind === 'free') return state === 'draft' ? 'delivery.notIssued' : null;
  if (state !== 'issued') return 'delivery.notIssued';
  return isReminder(kind) && openMinor === 0 ? 'delivery.paidMeanwhile' : null;
}

async function attachmentsOf(ctx: Context, tenantId: string, deliveryId: string): Promise<MailAttachment[] | null> {
  const [files] = await flush(ctx, [filesOfMail(deliveryId)]);
  return readFiles(ctx, tenantId, files);
}

/** A mail that nobody's document calls for carries a way out of such mails. */
async function wayOutOf(ctx: Context, work: Work, sender: string, language: Language): Promise<OptOut | null> {
  if (work.kind !== 'free') return null;
  const out = makeOptOut(ctx, work, sender, language);
  await flush(ctx, [out.insert]);
  return out;
}

const invoiceContent: Prepare = async (ctx, { work, tenant, at }) => {
  const invoiceId = work.invoiceId ?? '';
  const link = wantsLink(work) ? makeLink(ctx, invoiceId, work.id) : null;
  const [heads, lines, deliveries, links, facts, templates] = await flush(ctx, [
    ...invoiceStatements.read(invoiceId, at),
    letterStatements.facts(invoiceId),
    mailTemplates(work.kind),
  ]);
  const head = one(heads);
  const invoice = toInvoice([heads, lines, deliveries, links], ctx.language);
  if (!invoice) throw new Error('The invoice was read a moment ago.');
  const refusal = refusalOf(work.kind, invoice);
  if (refusal) return { refusal };
  const files = await attachmentsOf(ctx, tenant.id, work.id);
  if (!files) return { refusal: 'delivery.fileGone' };
  const { bytes } = work.withPrint ? await printIssued(ctx, tenant.id, invoice) : { bytes: null };
  if (link) await flush(ctx, [link.insert]);
  const ends = link ? { url: link.url, endsDate: today(tenant.timeZone, link.expiresAt) } : null;
  const about = { head, facts: one(facts) };
  const out = await wayOutOf(ctx, work, (head.seller ?? tenant).name, head.language);
  const parts = { kind: work.kind, tenant, about, templates, link: ends, optOut: out?.line };
  const composed = await composeLetter(parts, work);
  const print = bytes ? [{ fileName: pdfName(invoice), contentType: 'application/pdf', bytes }] : [];
  const mail = mailOf(
    work,
    tenant,
    { ...composed, headers: out?.headers, attachments: [...print, ...files] },
    invoice.clientName,
    head.seller ?? tenant,
  );
  return { mail, secrets: [...(link ? [new URL(link.url).hash.slice(1)] : []), ...(out ? [out.token] : [])] };
};

const clientContent: Prepare = async (ctx, { work, tenant }) => {
  const [clients, templates] = await flush(ctx, [letterStatements.client(work.clientId), mailTemplates(work.kind)]);
  const client = one(clients);
  const files = await attachmentsOf(ctx, tenant.id, work.id);
  if (!files) return { refusal: 'delivery.fileGone' };
  const about = { clientName: client.name, language: languageOf(work.language, client.language, tenant.language) };
  const out = await wayOutOf(ctx, work, tenant.name, about.language);
  const parts = { kind: work.kind, tenant, about, templates, link: null, optOut: out?.line };
  const composed = await composeLetter(parts, work);
  const letter = { ...composed, headers: out?.headers, attachments: files };
  return { mail: mailOf(work, tenant, letter, client.name, tenant), secrets: out ? [out.token] : [] };
};

/** Kinds with contents of their own when they name no invoice; every other mail is about one, or about the client alone. */
const special: Partial<Record<MailKind, Prepare>> = {
  reminderFirst: reminderContent,
  reminderSecond: reminderContent,
  reminderFinal: reminderContent,
  statement: statementContent,
};

/**
 * Everything of a mail that is about to leave. Links are made and kept here; whoever finds that the mail did not leave takes them back.
 * @throws TemplateFault when the business's own text cannot be filled in
 */
export function contentOf(ctx: Context, claim: Claim): Promise<Content> {
  const { kind, invoiceId } = claim.work;
  const prepare = invoiceId ? invoiceContent : (special[kind] ?? clientContent);
  return prepare(ctx, claim).catch((error: unknown) => {
    if (!(error instanceof TemplateFault)) throw error;
    ctx.log.warn({ error, deliveryId: claim.work.id }, 'the text of a mail cannot be filled in');
    return { refusal: 'delivery.templateFailed' };
  });
}
