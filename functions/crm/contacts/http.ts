// HTTP face of contact persons.
import { contactRoutes } from '../../../shared/contacts.ts';
import { endpoint } from '../../platform/http.ts';
import { createContact, deleteContact, listContacts, updateContact } from './contacts.ts';

const read = { needs: 'clients:read' } as const;
const write = { needs: 'clients:write' } as const;

export const contactEndpoints = [
  endpoint(contactRoutes.list, read, (ctx, { params }) => listContacts(ctx, params.id)),
  endpoint(contactRoutes.create, write, (ctx, { params, body }) => createContact(ctx, params.id, body)),
  endpoint(contactRoutes.update, write, (ctx, { params, ifMatch, body }) =>
    updateContact(ctx, params.id, ifMatch, body),
  ),
  endpoint(contactRoutes.remove, write, (ctx, { params }) => deleteContact(ctx, params.id)),
];
