// SQL of erasure, run by the maintenance login alone.
import * as z from 'zod';
import { Language } from '../../../shared/fields.ts';
import { query } from '../../platform/statement.ts';

const Due = z.strictObject({ tenantId: z.uuid() });

/** Businesses whose thirty days are over at this instant, first come first. */
export const dueTenants = (now: Date) =>
  query(Due, 'select tenant_id from closings where due_at <= $1 order by due_at', [now]);

/** From here on nothing can be taken back. No row when somebody was faster and did. */
export const beginErasing = (tenantId: string, now: Date) =>
  query(
    Due,
    `update closings set erasing_at = coalesce(erasing_at, $2) where tenant_id = $1 and due_at <= $2 returning tenant_id`,
    [tenantId, now],
  );

const Person = z.strictObject({ id: z.uuid(), email: z.string() });

/** People who belong to this business and to no other: their accounts end with it. */
export const peopleOnlyOf = (tenantId: string) =>
  query(
    Person,
    `select u.id, u.email from members m join users u on u.id = m.user_id
     where m.tenant_id = $1 and not exists (select from members o where o.user_id = m.user_id and o.tenant_id <> $1)`,
    [tenantId],
  );

const Owner = z.strictObject({ email: z.string(), name: z.string(), language: Language, business: z.string() });
export type Owner = z.infer<typeof Owner>;

/** Who is told that it is done: read before the rows go. */
export const ownersOf = (tenantId: string) =>
  query(
    Owner,
    `select u.email, u.name, u.language, t.name as business from members m
     join users u on u.id = m.user_id join tenants t on t.id = m.tenant_id where m.tenant_id = $1 and m.role = 'owner' order by u.id`,
    [tenantId],
  );

const Id = z.strictObject({ id: z.uuid() });

/** People of this business who belong to another one as well: they stay. */
export const peopleWhoStay = (tenantId: string) =>
  query(
    Id,
    `select m.user_id as id from members m
     where m.tenant_id = $1 and exists (select from members o where o.user_id = m.user_id and o.tenant_id <> $1)`,
    [tenantId],
  );

const Table = z.strictObject({
  name: z.string(),
  hasTenant: z.boolean(),
  hasUser: z.boolean(),
  parents: z.array(z.string()),
});
export type Table = z.infer<typeof Table>;

/** Every table, what it is keyed by, and which other tables its rows point at. */
export const tableGraph = () =>
  query(
    Table,
    `select c.relname::text as name,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as has_tenant,
       exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'user_id' and not a.attisdropped) as has_user,
       array(select distinct k.confrelid::regclass::text from pg_constraint k
         where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid order by 1) as parents
     from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
  );

const Deleted = z.strictObject({ n: z.int() });

/** @param table and column of the catalogue, quoted by the caller */
export const deleteRows = (table: string, column: string, ids: readonly string[]) =>
  query(
    Deleted,
    `with gone as (delete from public.${table} where ${column} = any($1) returning 1) select count(*)::int as n from gone`,
    [ids],
  );

const Leaver = z.strictObject({ id: z.uuid(), email: z.string(), name: z.string(), language: Language });
export type Leaver = z.infer<typeof Leaver>;

// Nobody else owns a business of theirs, and its own deletion, which was to come first, is not done.
const holds = `exists (
  select from members m where m.user_id = c.user_id and m.role = 'owner' and not exists (
    select from members o where o.tenant_id = m.tenant_id and o.role = 'owner' and o.user_id <> m.user_id
      and not exists (select from account_closings a where a.user_id = o.user_id)))`;

/** Accounts whose thirty days are over at this instant, first come first. */
export const dueAccounts = (now: Date) =>
  query(
    Id,
    `select c.user_id as id from account_closings c where c.due_at <= $1 and not ${holds} order by c.due_at, c.user_id`,
    [now],
  );

/** From here on nothing can be taken back. No row when somebody was faster and did. */
export const beginErasingAccount = (userId: string, now: Date) =>
  query(
    Leaver,
    `update account_closings c set erasing_at = coalesce(c.erasing_at, $2) from users u
     where c.user_id = $1 and u.id = c.user_id and c.due_at <= $2 and not ${holds} returning u.id, u.email, u.name, u.language`,
    [userId, now],
  );
