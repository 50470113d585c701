// Activity rows on their way to the thirty-day log.
import * as z from 'zod';
import { command, query } from '../../platform/statement.ts';

const Row = z.object({
  tenantId: z.uuid(),
  id: z.uuid(),
  at: z.string(),
  actorKind: z.enum(['staff', 'portal', 'system']),
  actorId: z.uuid().nullable(),
  actorName: z.string().nullable(),
  kind: z.string(),
  subjectKind: z.string().nullable(),
  subjectId: z.uuid().nullable(),
  detail: z.record(z.string(), z.unknown()),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  country: z.string().nullable(),
});
export type ActivityRow = z.infer<typeof Row>;

export const activityRow = (id: string) =>
  query(
    Row,
    `select a.tenant_id, a.id, a.at, a.actor_kind, a.actor_id, u.name as actor_name, a.kind, a.subject_kind, a.subject_id,
       a.detail, a.ip, a.user_agent, a.country
     from activity a left join users u on u.id = a.actor_id where a.id = $1`,
    [id],
  );

export const removeActivityRow = (id: string) => command('delete from activity where id = $1', [id]);

const Own = z.object({ tenantId: z.uuid(), before: z.string().nullable() });

/** Which business asks, and the instant at which the day `until` is over where it is. */
export const ownTenant = (until: string | undefined) =>
  query(
    Own,
    `select t.id as tenant_id, to_char(
       (($1::date + 1)::timestamp at time zone t.time_zone) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS'
     ) as before
     from tenants t where t.id = app.tenant_id()`,
    [until ?? null],
  );
