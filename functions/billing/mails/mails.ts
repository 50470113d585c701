// Mails that people write to their clients: drafted from a text, looked at, sent, and read again as they were sent.
import { billingAddress } from '../../../shared/contacts.ts';
import type { Delivery } from '../../../shared/deliveries.ts';
import { newId } from '../../../shared/ids.ts';
import type { DraftQuery, Mail, MailDraft, MailInput, MailView } from '../../../shared/mails.ts';
import { Problem, type FieldProblem } from '../../../shared/problem.ts';
import { TemplateFault } from '../../office/mail-templates/faults.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one, type Tx } from '../../platform/flush.ts';
import { deliveryStatements, queued } from '../deliveries/deliveries.ts';
import { readable } from '../invoices/reasons.ts';
import { filesAlong } from '../letters/files-along.ts';
import { composeLetter, draftOf, type LetterParts } from '../letters/letters.ts';
import { exampleLink } from './samples.ts';
import { knownAddresses, selectMail, type Recipient } from './store.ts';
import { readSubject, type Subject } from './subject.ts';

/** To whom it usually goes: the billing contact, the primary one, the client itself. */
function usualAddress(recipients: readonly Recipient[]): string | null {
  const own = recipients.find(({ role }) => role === null)?.email ?? null;
  const contacts = recipients.flatMap(({ role, email, isPrimary }) => (role ? [{ role, email, isPrimary }] : []));
  return billingAddress({ email: own }, contacts) ?? recipients[0]?.email ?? null;
}

const partsOf = ({ kind, tenant, about, templates }: Subject, link: LetterParts['link']): LetterParts => ({
  kind,
  tenant,
  about,
  templates,
  link,
});

/** A text of the business that cannot be filled in is mended in the settings, not here. */
async function filledIn<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TemplateFault) throw new Problem('unprocessable', 'delivery.templateFailed');
    throw error;
  }
}

/** @throws Problem as `readSubject`, `unprocessable` when the business's text cannot be filled in */
export function draftMail(ctx: Context, asked: DraftQuery): Promise<MailDraft> {
  return inTenant(ctx, async (tx) => {
    const subject = await readSubject(tx, asked, ctx.clock());
    const { kind, clientId, clientName, invoiceId, invoiceNumber, about } = subject;
    const { subject: line, body } = await filledIn(draftOf(partsOf(subject, null)));
    const language = 'head' in about ? about.head.language : about.language;
    const recipients = subject.recipients.map(({ isPrimary: _, ...recipient }) => recipient);
    const what = { kind, clientId, clientName, invoiceId, invoiceNumber, language };
    return { ...what, to: usualAddress(subject.recipients), subject: line, message: body, recipients };
  });
}

/** A mail as it would arrive; nothing is written and no link is made. */
export function previewMail(ctx: Context, input: MailInput): Promise<MailView> {
  return inTenant(ctx, async (tx) => {
    const subject = await readSubject(tx, input, ctx.clock());
    const link = subject.invoiceId ? exampleLink(ctx, subject.tenant) : null;
    const { subject: line, message } = input;
    return composeLetter(partsOf(subject, link), { subject: line, message });
  });
}

type Wanted = { to: string; name: string | null; cc: string[] };

/** The addresses as they may be written to, each once, and all of them known. */
async function recipientsOf(tx: Pick<Tx, 'read'>, { to, cc }: MailInput): Promise<Wanted> {
  // Without a language: with the Turkish one I would become ı, and the address another.
  const all = [to, ...cc].map((address) => address.toLowerCase());
  const [known] = await tx.read([knownAddresses(all)]);
  const pointerOf = (place: number) => (place === 0 ? '#/to' : `#/cc/${place - 1}`);
  const wrong = all.flatMap((address, place): FieldProblem[] => {
    if (!known.some(({ email }) => email === address)) return [{ pointer: pointerOf(place), key: 'mail.stranger' }];
    return all.indexOf(address) === place ? [] : [{ pointer: pointerOf(place), key: 'mail.twice' }];
  });
  if (wrong[0]) throw new Problem('unprocessable', wrong[0].key, {}, wrong);
  const person = known.find(({ email, role }) => email === all[0] && role !== null);
  return { to, name: person?.name ?? null, cc };
}

/**
 * Puts a mail on its way. Recipients are those that the business keeps for its clients, so that nobody relays mails to strangers.
 * @throws Problem as `readSubject`; `unprocessable` for strangers and files that may not go along, `tooMany` beyond the mails of a day
 */
export function sendMail(ctx: Context, input: MailInput): Promise<Delivery> {
  const now = ctx.clock();
  const id = newId(now.getTime());
  return inTenant(ctx, async (tx) => {
    const subject = await readSubject(tx, input, now);
    const { kind, clientId, invoiceId, about, tenant } = subject;
    const { to, name, cc } = await recipientsOf(tx, input);
    const files = await filesAlong(tx, id, input.fileIds, { clientId });
    const language = 'head' in about ? about.head.language : about.language;
    const { message, withPrint } = input;
    const written = { subject: input.subject, message, withPrint: withPrint && invoiceId !== null };
    const delivery = { id, kind, clientId, invoiceId, language, recipient: to, recipientName: name, cc, ...written };
    const told = invoiceId
      ? { subjectKind: 'invoice', subjectId: invoiceId }
      : { subjectKind: 'client', subjectId: clientId };
    tx.write(
      ...queued(ctx, tenant, delivery),
      ...files,
      audit(ctx, invoiceId ? 'invoice.mailed' : 'client.mailed', { ...told, detail: { to, cc, kind } }),
    );
    const [rows] = await tx.commit([deliveryStatements.get(id)]);
    return readable(one(rows), ctx.language);
  });
}

/** @throws Problem `notFound` */
export async function getMail(ctx: Context, id: string): Promise<Mail> {
  const [rows] = await flush(ctx, [selectMail(id)]);
  return readable(one(rows), ctx.language);
}
