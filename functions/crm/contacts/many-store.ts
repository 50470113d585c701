// SQL of many contact persons at once, as imports bring them.
import { Contact, ContactInput } from '../../../shared/contacts.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';
import { snake } from '../../platform/table.ts';
import { contacts } from './store.ts';

export const contactsOfClients = (clientIds: readonly string[]): Statement<Contact> =>
  query(
    Contact,
    `select ${contacts.columns} from client_contacts where client_id = any($1::uuid[])
     order by client_id, is_primary desc, name, id`,
    [clientIds],
  );

const columns = Object.keys(ContactInput.shape).map(snake).join(', ');

export type NewContact = ContactInput & { id: string; clientId: string };

export function insertContacts(rows: readonly NewContact[], at: Date): Statement<never> {
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value])),
  );
  return command(
    `insert into client_contacts (id, client_id, created_at, updated_at, ${columns})
     select id, client_id, $2, $2, ${columns} from jsonb_populate_recordset(null::client_contacts, $1::jsonb)`,
    [json(records), at],
  );
}

export const removeContacts = (ids: readonly string[]): Statement<never> =>
  command('delete from client_contacts where id = any($1::uuid[])', [ids]);
