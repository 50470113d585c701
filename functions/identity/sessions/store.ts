// SQL of staff sessions: a row per device, holding the hash of its token and nothing that could open it.
import { newId } from '../../../shared/ids.ts';
import type { Origin } from '../../platform/context.ts';
import { command, type Statement } from '../../platform/statement.ts';

/** For the business that the person joined first; nothing is inserted when there is none. */
export function insertSession(tokenHash: Uint8Array, origin: Origin): Statement<never> {
  return command(
    `insert into sessions (tenant_id, id, user_id, token_hash, ip, user_agent)
     select m.tenant_id, $1, m.user_id, $2, $3, $4 from members m
     where m.user_id = app.user_id() order by m.created_at, m.tenant_id limit 1`,
    [newId(), tokenHash, origin.ip, origin.userAgent],
  );
}

export function deleteOwnSession(): Statement<never> {
  return command('delete from sessions where tenant_id = app.tenant_id() and id = app.session_id()');
}

/** In every business, on every device. */
export function deleteEverySession(): Statement<never> {
  return command('delete from sessions where user_id = app.user_id()');
}

/** By its token, and only when it is the same person's. */
export function deleteSession(tokenHash: Uint8Array): Statement<never> {
  return command('delete from sessions where token_hash = $1 and user_id = app.user_id()', [tokenHash]);
}
