// SQL of staff sessions: a row per device, holding the hash of its token and nothing that could open it.
import * as z from 'zod';
import { OwnSession } from '../../../shared/accounts.ts';
import { newId } from '../../../shared/ids.ts';
import type { Origin } from '../../platform/context.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

/** 1: a password alone. 2: a second factor or a passkey as well. */
export type Level = 1 | 2;

/**
 * For the business that the person was in last, or joined first, and that has not restricted them. Whoever belongs to none comes in
 * outside of all, where nothing but the own account is.
 */
export function insertSession(tokenHash: Uint8Array, origin: Origin, level: Level = 1): Statement<never> {
  return command(
    `with inside as (
       insert into sessions (tenant_id, id, user_id, token_hash, ip, user_agent, country, level)
       select m.tenant_id, $1, m.user_id, $2, $3, $4, $5, $6 from members m
       where m.user_id = app.user_id()
       order by app.is_member_restricted(m.tenant_id, m.user_id), m.last_entered_at desc nulls last, m.created_at, m.tenant_id limit 1
       returning id
     )
     insert into outside_sessions (id, user_id, token_hash, ip, user_agent, country, level)
     select $1, app.user_id(), $2, $3, $4, $5, $6 where not exists (select from inside)`,
    [newId(), tokenHash, origin.ip, origin.userAgent, origin.country, level],
  );
}

const EndedRow = z.strictObject({ id: z.uuid() });
type EndedRow = z.infer<typeof EndedRow>;

/** Those of the own sessions, in a business or outside of all, that `which` finds. */
const deleted = (which: string, values: readonly unknown[] = []): Statement<EndedRow> =>
  query(
    EndedRow,
    `with outside as (delete from outside_sessions where user_id = app.user_id() and ${which} returning id),
       inside as (delete from sessions where user_id = app.user_id() and ${which} returning id)
     select id from outside union all select id from inside`,
    values,
  );

export const deleteOwnSession = (): Statement<EndedRow> => deleted('id = app.session_id()');

/** In every business, on every device. */
export const deleteEverySession = (): Statement<EndedRow> => deleted('true');

/** In every business, on every device but the one that asks. */
export const deleteOtherSessions = (): Statement<EndedRow> => deleted('id <> app.session_id()');

/** By its token, and only when it is the same person's. */
export const deleteSession = (tokenHash: Uint8Array): Statement<EndedRow> => deleted('token_hash = $1', [tokenHash]);

export const deleteSessionById = (id: string): Statement<EndedRow> => deleted('id = $1', [id]);

/** The session goes on under a new token, as one that has just shown who it is. */
export function renewSession(tokenHash: Uint8Array, level: Level): Statement<EndedRow> {
  return query(
    EndedRow,
    `with outside as (
       update outside_sessions set token_hash = $1, authenticated_at = now(), level = greatest(level, $2)
       where id = app.session_id() and user_id = app.user_id() returning id
     ), inside as (
       update sessions set token_hash = $1, authenticated_at = now(), level = greatest(level, $2)
       where id = app.session_id() and user_id = app.user_id() returning id
     )
     select id from outside union all select id from inside`,
    [tokenHash, level],
  );
}

const SessionRow = OwnSession.omit({ device: true, deviceKind: true }).extend({ userAgent: z.string().nullable() });

/** Those that could still be used, as `gate.self_scope` sees it; one outside of all businesses was last seen when it showed who it is. */
export function selectSessions(): Statement<z.infer<typeof SessionRow>> {
  return query(
    SessionRow,
    `select s.id, s.user_agent, s.ip, s.country, s.created_at, s.last_seen_at, s.id = app.session_id() as is_current
     from sessions s
     where s.user_id = app.user_id() and s.revoked_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '12 hours'
     union all
     select o.id, o.user_agent, o.ip, o.country, o.created_at, o.authenticated_at, o.id = app.session_id()
     from outside_sessions o where o.user_id = app.user_id() and o.expires_at > now()
     order by last_seen_at desc, id desc limit 100`,
  );
}
