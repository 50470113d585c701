// SQL of many clients at once, as imports bring them and take them back.
import * as z from 'zod';
import { ClientInput, TaggedClient } from '../../../shared/clients.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';
import { snake } from '../../platform/table.ts';
import { clients } from './store.ts';

const folded = (text: string) => `app.fold((${text}) collate "pg_c_utf8")`;

const Known = TaggedClient.extend({ nameKey: z.string(), emailKey: z.string().nullable() });
export type KnownClient = z.infer<typeof Known>;

/** By which clients are found again: numbers as they are, addresses in lower case, names folded. */
export type ClientKeys = { taxNumbers: readonly string[]; emails: readonly string[]; names: readonly string[] };

/** Every client with one of the keys, those in use first. */
export function findByKeys({ taxNumbers, emails, names }: ClientKeys): Statement<KnownClient> {
  return query(
    Known,
    `select ${clients.columns}, ${folded('name')} as name_key, lower(email) as email_key from clients
     where merged_into is null
       and (tax_number = any($1::text[]) or lower(email) = any($2::text[]) or ${folded('name')} = any($3::text[]))
     order by archived_at nulls first, created_at, id`,
    [taxNumbers, emails, names],
  );
}

const inputColumns = Object.keys(ClientInput.shape)
  .filter((name) => name !== 'contactName')
  .map(snake);

/** The name of a contact stands on the client by its primary contact, which is written after it. */
export function insertClients(
  rows: readonly (Omit<ClientInput, 'contactName'> & { id: string })[],
  at: Date,
): Statement<never> {
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value])),
  );
  const columns = inputColumns.join(', ');
  return command(
    `insert into clients (id, created_at, updated_at, ${columns})
     select id, $2, $2, ${columns} from jsonb_populate_recordset(null::clients, $1::jsonb)`,
    [json(records), at],
  );
}

const Use = z.strictObject({ id: z.uuid(), version: z.int(), isUsed: z.boolean() });

/** Whether anything names these clients, or was added to them after an instant. */
export function usesOf(ids: readonly string[], since: string): Statement<z.infer<typeof Use>> {
  return query(
    Use,
    `select c.id, c.version,
       exists (select from invoices i where i.tenant_id = c.tenant_id and i.client_id = c.id)
       or exists (select from payments p where p.tenant_id = c.tenant_id and p.client_id = c.id)
       or exists (select from client_notes n where n.tenant_id = c.tenant_id and n.client_id = c.id)
       or exists (select from files f where f.tenant_id = c.tenant_id and f.client_id = c.id)
       or exists (
         select from client_contacts k where k.tenant_id = c.tenant_id and k.client_id = c.id and k.updated_at > $2::timestamptz
       ) as is_used
     from clients c where c.id = any($1::uuid[]) for update of c`,
    [ids, since],
  );
}

/** What goes with a client is deleted by whoever deletes it rather than by a cascade, so that the search forgets it, too. */
export const removeClients = (ids: readonly string[]): Statement<never>[] => [
  command('delete from client_contacts where client_id = any($1::uuid[])', [ids]),
  command('delete from client_addresses where client_id = any($1::uuid[])', [ids]),
  command('delete from client_tags where client_id = any($1::uuid[])', [ids]),
  command('delete from clients where id = any($1::uuid[])', [ids]),
];
