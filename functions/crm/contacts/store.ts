// SQL of contact persons; the columns come from the contract.
import { Contact } from '../../../shared/contacts.ts';
import { command, query, type Statement } from '../../platform/statement.ts';
import { table } from '../../platform/table.ts';

export const contacts = table('client_contacts', Contact);

export function contactsOf(clientId: string): Statement<Contact> {
  return query(
    Contact,
    `select ${contacts.columns} from client_contacts where client_id = $1 order by is_primary desc, name, id limit 100`,
    [clientId],
  );
}

/** Nobody else is primary from here on. */
export function yieldPrimary(clientId: string): Statement<never> {
  return command(
    `update client_contacts set is_primary = false, version = version + 1, updated_at = now()
     where client_id = $1 and is_primary`,
    [clientId],
  );
}
