// SQL of the register of breaches and of whom one touches, run by the maintenance login.
import * as z from 'zod';
import type { IncidentEventInput, IncidentInput } from '../../../shared/incidents.ts';
import { Incident } from '../../../shared/incidents.ts';
import { list } from '../../platform/lists.ts';
import { command, query } from '../../platform/statement.ts';

const Row = Incident.omit({ dueAt: true, isLate: true });
export type IncidentRow = z.infer<typeof Row>;

export const incidents = list({
  item: Row,
  columns: `i.id, i.title, i.noticed_at, i.opened_by,
    (select min(e.at) from incident_events e where e.incident_id = i.id and e.kind in ('authorityTold', 'notToBeTold')) as told_at,
    (select max(e.at) from incident_events e where e.incident_id = i.id and e.kind = 'closed') as closed_at,
    coalesce((select jsonb_agg(jsonb_build_object('kind', e.kind,
        'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'text', e.text, 'writtenBy', e.written_by) order by e.at, e.id)
      from incident_events e where e.incident_id = i.id), '[]') as events`,
  from: 'incidents i',
  id: 'i.id',
  sorts: { noticedAt: { expression: 'i.noticed_at', type: 'timestamptz' } },
  defaultSort: '-noticedAt',
});

export const insertIncident = (id: string, { title, noticedAt }: z.infer<typeof IncidentInput>, by: string) =>
  command('insert into incidents (id, title, noticed_at, opened_by) values ($1, $2, $3, $4)', [
    id,
    title,
    noticedAt,
    by,
  ]);

type NewEvent = z.infer<typeof IncidentEventInput> & { id: string; incidentId: string; by: string; now: Date };

/** No row when there is no such incident. */
export const insertEvent = ({ id, incidentId, kind, at, text, by, now }: NewEvent) =>
  query(
    z.strictObject({ id: z.uuid() }),
    `insert into incident_events (id, incident_id, at, kind, text, written_by, written_at)
     select $1, i.id, $3, $4, $5, $6, $7 from incidents i where i.id = $2 returning id`,
    [id, incidentId, at, kind, text, by, now],
  );

const Table = z.strictObject({ name: z.string(), instants: z.array(z.string()) });
export type TenantTable = z.infer<typeof Table>;

/** Every table with records of a business, and its instants. */
export const tenantTables = () =>
  query(
    Table,
    `select c.relname::text as name, array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.atttypid = 'timestamptz'::regtype and not a.attisdropped order by 1) as instants
     from pg_class c join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id' and not t.attisdropped
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace order by 1`,
  );

const Counts = z.strictObject({ count: z.int(), inRangeCount: z.int() });

/** @param table and instants as the catalogue names them, quoted by the caller */
export const countRecords = (
  table: string,
  instants: readonly string[],
  tenantId: string,
  from: string,
  to: string,
) => {
  const isInRange =
    instants.map((column) => `${column} between $2 and $3`).join(' or ') || '$2::timestamptz > $3::timestamptz';
  return query(
    Counts,
    `select count(*)::int as count, (count(*) filter (where ${isInRange}))::int as in_range_count from public.${table} where tenant_id = $1`,
    [tenantId, from, to],
  );
};

const People = z.strictObject({
  tenantId: z.uuid(),
  ownerEmails: z.array(z.string()),
  members: z.int(),
  clients: z.int(),
  contacts: z.int(),
  mailRecipients: z.int(),
});

/** Businesses of the list and of the users, that are there. */
export const peopleOf = (tenantIds: readonly string[], userIds: readonly string[]) =>
  query(
    People,
    `select t.id as tenant_id,
       array(select u.email from members m join users u on u.id = m.user_id where m.tenant_id = t.id and m.role = 'owner' order by 1) as owner_emails,
       (select count(*)::int from members m where m.tenant_id = t.id) as members,
       (select count(*)::int from clients c where c.tenant_id = t.id) as clients,
       (select count(*)::int from client_contacts c where c.tenant_id = t.id) as contacts,
       (select count(distinct lower(d.recipient))::int from deliveries d where d.tenant_id = t.id) as mail_recipients
     from tenants t
     where t.id = any($1) or exists (select from members m where m.tenant_id = t.id and m.user_id = any($2))
     order by t.id limit 100`,
    [tenantIds, userIds],
  );

const User = z.strictObject({ userId: z.uuid(), signInsInRange: z.int(), sessions: z.int() });
export const usersOf = (userIds: readonly string[], from: string, to: string) =>
  query(
    User,
    `select u.id as user_id,
       (select count(*)::int from sign_ins s where s.user_id = u.id and s.at between $2 and $3) as sign_ins_in_range,
       ((select count(*) from sessions s where s.user_id = u.id) + (select count(*) from outside_sessions s where s.user_id = u.id))::int as sessions
     from users u where u.id = any($1) order by 1`,
    [userIds, from, to],
  );
