// What can be done with contact persons: call, say so, and let the client's page read anew.
import { type Contact, type ContactInput, contactRoutes } from '@crmfex/shared/contacts.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';
import { etag } from './etag.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';

const refresh = (clientId: string) => Promise.all([invalidate(depend.client(clientId)), invalidate(depend.clients)]);

/** A contact as a form holds it; the first of a client is its primary one. */
export function contactValues(contact?: Contact, isFirst = false): ContactInput {
  return {
    name: contact?.name ?? '',
    role: contact?.role ?? (isFirst ? 'billing' : 'other'),
    email: contact?.email ?? null,
    phone: contact?.phone ?? null,
    isPrimary: contact?.isPrimary ?? isFirst,
  };
}

/** Adds a contact, or corrects the one that is given. */
export async function saveContact(
  clientId: string,
  contact: Contact | undefined,
  typed: ContactInput,
  key: string,
): Promise<void> {
  const body = {
    ...typed,
    name: typed.name.trim(),
    email: typed.email?.trim() || null,
    phone: typed.phone?.trim() || null,
  };
  if (contact) await api(contactRoutes.update, { params: { id: contact.id }, body, ifMatch: etag(contact) });
  else await api(contactRoutes.create, { params: { id: clientId }, body, idempotencyKey: key });
  await refresh(clientId);
  toast(contact ? m.saved() : m.clients_contact_added({ name: body.name }));
}

/** Gone at once, with a way back instead of a question before. */
export async function removeContact(contact: Contact): Promise<void> {
  const { id, clientId, version, createdAt, updatedAt, ...typed } = contact;
  try {
    await api(contactRoutes.remove, { params: { id } });
    await refresh(clientId);
    const back = async () => {
      await api(contactRoutes.create, { params: { id: clientId }, body: { ...typed, id } });
      await refresh(clientId);
    };
    toast(m.clients_contact_removed({ name: typed.name }), {
      action: { label: m.undo(), run: () => void back().catch(complain) },
    });
  } catch (cause) {
    complain(cause);
  }
}

function complain(cause: unknown) {
  toast(problemText(cause), { tone: 'bad' });
}
