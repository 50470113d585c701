// Contact persons: added to a client, corrected and removed; one of them at most is primary.
import type { Contact, ContactCreate, ContactInput } from '../../../shared/contacts.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import type { Statement } from '../../platform/statement.ts';
import { clientStatements } from '../clients/clients.ts';
import { contactsOfClients, insertContacts, removeContacts } from './many-store.ts';
import { contacts, contactsOf, yieldPrimary } from './store.ts';

const contactsMax = 100;

nameConstraints({
  client_contacts_pkey: { key: 'contact.exists' },
  'a client has one primary contact': { key: 'contact.primary' },
});

/** What other wings read inside their own transactions. */
export const contactStatements = {
  of: contactsOf,
  get: (id: string): Statement<Contact> => contacts.get(id),
  ofMany: contactsOfClients,
  insertMany: insertContacts,
  update: (id: string, changes: Partial<ContactInput>) => contacts.update(id, changes),
  removeMany: removeContacts,
};

function told(ctx: Context, kind: string, clientId: string, name: string) {
  return audit(ctx, kind, { subjectKind: 'client', subjectId: clientId, detail: { name } });
}

/** @throws Problem `notFound` when there is no such client */
export async function listContacts(ctx: Context, clientId: string): Promise<Contact[]> {
  const [clients, rows] = await flush(ctx, [clientStatements.get(clientId), contactsOf(clientId)]);
  one(clients);
  return rows;
}

/** The first contact of a client is its primary one unless said otherwise. */
export async function createContact(
  ctx: Context,
  clientId: string,
  { id = newId(), ...typed }: ContactCreate,
): Promise<Contact> {
  const createdAt = ctx.clock().toISOString();
  return inTenant(ctx, async (tx) => {
    const [clients, known] = await tx.read([clientStatements.get(clientId), contactsOf(clientId)]);
    one(clients);
    if (known.length >= contactsMax) throw new Problem('conflict', 'contact.tooMany', { max: contactsMax });
    const isPrimary = typed.isPrimary ?? known.length === 0;
    if (isPrimary) tx.write(yieldPrimary(clientId));
    tx.write(told(ctx, 'contact.created', clientId, typed.name));
    const row = { role: 'other' as const, ...typed, id, clientId, isPrimary, createdAt, updatedAt: createdAt };
    const [rows] = await tx.commit([contacts.insert(row)]);
    return one(rows);
  });
}

/** @throws Problem `changed` when somebody else was faster */
export async function updateContact(
  ctx: Context,
  id: string,
  ifMatch: number,
  changes: Partial<ContactInput>,
): Promise<Contact> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([contacts.get(id, 'for update')]);
    const contact = one(rows);
    if (contact.version !== ifMatch) throw new Problem('changed');
    if (changes.isPrimary && !contact.isPrimary) tx.write(yieldPrimary(contact.clientId));
    tx.write(told(ctx, 'contact.updated', contact.clientId, contact.name));
    const [updated] = await tx.commit([contacts.update(id, changes)]);
    return one(updated);
  });
}

export async function deleteContact(ctx: Context, id: string): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([contacts.get(id, 'for update')]);
    const { clientId, name } = one(rows);
    tx.write(contacts.remove(id), told(ctx, 'contact.removed', clientId, name));
  });
}
