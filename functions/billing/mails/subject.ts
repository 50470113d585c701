// What a mail is about, read in one flight: the invoice or the client, with everything that its text may speak of.
import { reminderKinds, type MailKind } from '../../../shared/mail-templates.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { mailTemplates, type MailTemplateRow } from '../../office/mail-templates/mail-templates.ts';
import { one, type Tx } from '../../platform/flush.ts';
import { refusalOf } from '../deliveries/contents.ts';
import { invoiceStatements } from '../invoices/invoices.ts';
import type { About } from '../letters/letters.ts';
import { languageOf, letterStatements } from '../letters/values.ts';
import { recipientsOf, remindersOf, type Recipient } from './store.ts';

export type Asked = { kind: MailKind | 'reminder'; invoiceId?: string | undefined; clientId?: string | undefined };

export type Subject = {
  kind: MailKind;
  clientId: string;
  clientName: string;
  invoiceId: string | null;
  invoiceNumber: string | null;
  about: About;
  tenant: Tenant;
  templates: MailTemplateRow[];
  recipients: Recipient[];
};

/** Kinds that speak of an invoice's number and amounts. */
const needsInvoice = (kind: MailKind | 'reminder') => !['free', 'statement'].includes(kind);

async function ofClient(tx: Pick<Tx, 'read'>, kind: MailKind, clientId: string): Promise<Subject> {
  const [clients, tenants, templates, recipients] = await tx.read([
    clientStatements.get(clientId),
    ownTenant(),
    mailTemplates(kind),
    recipientsOf(clientId),
  ]);
  const [client, tenant] = [one(clients), one(tenants)];
  const about = { clientName: client.name, language: languageOf(client.language, tenant.language) };
  const none = { invoiceId: null, invoiceNumber: null };
  return { kind, clientId, clientName: client.name, ...none, about, tenant, templates, recipients };
}

async function ofInvoice(tx: Pick<Tx, 'read'>, asked: Asked['kind'], invoiceId: string, at: Date): Promise<Subject> {
  const [heads, facts, reminders] = await tx.read([
    invoiceStatements.head(invoiceId, at),
    letterStatements.facts(invoiceId),
    remindersOf(invoiceId),
  ]);
  const head = one(heads);
  const kind = asked === 'reminder' ? (reminderKinds[one(reminders).count] ?? 'reminderFinal') : asked;
  const { clientId, clientName, number } = head;
  const refusal = number ? refusalOf(kind, head) : 'delivery.notIssued';
  if (refusal) throw new Problem('conflict', refusal);
  const [tenants, templates, recipients] = await tx.read([ownTenant(), mailTemplates(kind), recipientsOf(clientId)]);
  const about = { head, facts: one(facts) };
  const named = { invoiceId, invoiceNumber: number };
  return { kind, clientId, clientName, ...named, about, tenant: one(tenants), templates, recipients };
}

/**
 * Reads what a mail is about.
 * @throws Problem `notFound`, `conflict` when such a mail would not be true, `unprocessable` when the kind needs an invoice
 */
export function readSubject(tx: Pick<Tx, 'read'>, { kind, invoiceId, clientId }: Asked, at: Date): Promise<Subject> {
  if (invoiceId) return ofInvoice(tx, kind, invoiceId, at);
  if (kind === 'reminder' || needsInvoice(kind)) {
    throw new Problem('unprocessable', 'mail.aboutInvoice', {}, [{ pointer: '#/kind', key: 'mail.aboutInvoice' }]);
  }
  return ofClient(tx, kind, clientId ?? '');
}
