// What the roles of contact persons are called.
import type { ContactRole } from '@crmfex/shared/contacts.ts';
import { m } from '#lib/paraglide/messages.js';

export const contactRoles: readonly ContactRole[] = ['billing', 'decision', 'other'];

const words: Record<ContactRole, () => string> = {
  billing: m.clients_contact_role_billing,
  decision: m.clients_contact_role_decision,
  other: m.clients_contact_role_other,
};

export const roleWords = (role: ContactRole) => words[role]();
