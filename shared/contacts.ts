// Contact persons of a client: who is asked, who decides, who gets the invoices.
import * as z from 'zod';
import { Email, Instant, line, Phone } from './fields.ts';
import { byId, route } from './route.ts';

export const ContactRole = z.enum(['billing', 'decision', 'other']);
export type ContactRole = z.infer<typeof ContactRole>;

export const ContactInput = z.strictObject({
  name: line(120),
  role: ContactRole,
  email: Email.nullable(),
  phone: Phone.nullable(),
  /** The one person a client is known by; making another one primary takes it from the first. */
  isPrimary: z.boolean(),
});
export type ContactInput = z.infer<typeof ContactInput>;

export const ContactCreate = ContactInput.partial().required({ name: true }).extend({ id: z.uuid().optional() });
export type ContactCreate = z.infer<typeof ContactCreate>;

export const Contact = ContactInput.extend({
  id: z.uuid(),
  clientId: z.uuid(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Contact = z.infer<typeof Contact>;

/** To whom a client's invoices go: its billing contact, else its primary one, else its own address; null when none is known. */
export function billingAddress(
  client: { email: string | null },
  contacts: readonly Pick<Contact, 'email' | 'role' | 'isPrimary'>[],
): string | null {
  const reachable = contacts.filter(({ email }) => email !== null);
  const chosen = reachable.find(({ role }) => role === 'billing') ?? reachable.find(({ isPrimary }) => isPrimary);
  return chosen?.email ?? client.email;
}

export const contactRoutes = {
  list: route('GET /clients/{id}/contacts', {
    summary: 'Contact persons of a client, the primary one first',
    params: byId,
    response: z.array(Contact),
  }),
  create: route('POST /clients/{id}/contacts', {
    summary: 'Add a contact person',
    params: byId,
    body: ContactCreate,
    response: Contact,
  }),
  update: route('PATCH /contacts/{id}', {
    summary: 'Correct a contact person (If-Match)',
    params: byId,
    body: ContactInput.partial(),
    response: Contact,
  }),
  remove: route('DELETE /contacts/{id}', { summary: 'Remove a contact person', params: byId }),
};
