// Erases people from the rows of the database: their own go, those of businesses that name them name a former member instead.
import * as z from 'zod';
import { quoted, type Keeper } from '../../platform/maintenance.ts';
import { command, query } from '../../platform/statement.ts';
import { formerMember } from './former-member.ts';
import { childrenFirst } from './order.ts';
import { deleteRows, tableGraph } from './store.ts';

/** Rows by table. */
export type Counts = Record<string, number>;

const Address = z.strictObject({ email: z.string() });

/** Every address that was ever theirs, as far as it is known. */
const addressesOf = (ids: readonly string[]) =>
  query(
    Address,
    `select email from users where id = any($1)
     union select unnest(array[old_email, new_email]) from email_changes where user_id = any($1)`,
    [ids],
  );

/** What is kept under an address rather than an id, such as failed sign-ins; and tokens of requests that name them. */
const deleteByAddress = (emails: readonly string[]) => [
  command(
    'delete from sign_in_failures where email_hash = any (select sha256(convert_to(e, $2)) from unnest($1::text[]) e)',
    [emails, 'UTF8'],
  ),
  command('delete from user_tokens where email = any($1)', [emails]),
  command('delete from mails where recipient = any($1)', [emails]),
  command('delete from sign_ups where email = any($1)', [emails]),
  command('delete from invitations where email = any($1)', [emails]),
];

/** Where their name or address stands in a row that a business keeps. */
const forgetWords = (ids: readonly string[]) => [
  command(
    `update invitations i set inviter_name = left(t.name, 120) from tenants t where t.id = i.tenant_id and i.invited_by = any($1)`,
    [ids],
  ),
  command(
    `update activity set detail = detail - 'name' - 'email', ip = null, user_agent = null, country = null
     where actor_id = any($1) or subject_id = any($1)`,
    [ids],
  ),
  command('delete from idempotency_keys where actor_id = any($1)', [ids]),
  command('delete from changes where subject_id = any($1)', [ids]),
];

const Named = z.strictObject({ table: z.string(), columns: z.array(z.string()) });

/** Columns of ids that this login may write, by table: the catalogue says where people are named. */
const namingColumns = () =>
  query(
    Named,
    `select c.relname::text as "table", array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'uuid'::regtype
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and has_column_privilege(c.oid, a.attnum, 'update')
     group by c.relname order by 1`,
  );

const Changed = z.strictObject({ n: z.int() });

/** Ids are given once, so wherever one stands it is this person. One pass over the table. */
const forgetIds = ({ table, columns }: z.infer<typeof Named>, ids: readonly string[]) => {
  const names = columns.map(quoted);
  const sets = names.map((name) => `${name} = case when ${name} = any($1) then $2 else ${name} end`);
  const where = names.map((name) => `${name} = any($1)`).join(' or ');
  return query(
    Changed,
    `with named as (update public.${quoted(table)} set ${sets.join(', ')} where ${where} returning 1) select count(*)::int as n from named`,
    [ids, formerMember],
  );
};

/**
 * Within the caller's transaction. Tables that point at each other go children first; without keys in force any order will do.
 * @returns how many rows of each table went, and under `named …` how many name a former member now
 */
export async function erasePeople(keeper: Keeper, ids: readonly string[]): Promise<Counts> {
  const counts: Counts = {};
  if (ids.length === 0) return counts;
  const note = (name: string, n: number | undefined) => {
    if (n) counts[name] = n;
  };
  const emails = (await keeper.read(addressesOf(ids))).map(({ email }) => email);
  for (const statement of [...deleteByAddress(emails), ...forgetWords(ids)]) await keeper.read(statement);
  for (const { name, hasUser } of childrenFirst(await keeper.read(tableGraph()))) {
    if (!hasUser) continue;
    const [gone] = await keeper.read(deleteRows(quoted(name), 'user_id', ids));
    note(name, gone?.n);
  }
  const [people] = await keeper.read(deleteRows('users', 'id', ids));
  note('users', people?.n);
  for (const named of await keeper.read(namingColumns())) {
    const [changed] = await keeper.read(forgetIds(named, ids));
    note(`named ${named.table}`, changed?.n);
  }
  return counts;
}
