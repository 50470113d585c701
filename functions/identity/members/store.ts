// SQL of memberships: which person has which role in which business.
import * as z from 'zod';
import { Member } from '../../../shared/members.ts';
import type { Role } from '../../../shared/permissions.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

export function insertMember(userId: string, role: Role): Statement<never> {
  return command('insert into members (tenant_id, user_id, role) values (app.tenant_id(), $1, $2)', [userId, role]);
}

const columns = `u.id, u.name, u.email, m.role, u.picture_id, m.created_at as joined_at,
  (select r.restricted_at from member_restrictions r where r.tenant_id = m.tenant_id and r.user_id = m.user_id and r.lifted_at is null) as restricted_at,
  (select a.due_at from account_closings a where a.user_id = m.user_id) as leaves_at`;

/** Owners first, then by name. */
export const selectMembers = (): Statement<Member> =>
  query(
    Member,
    `select ${columns} from members m join users u on u.id = m.user_id
     order by array_position(array['owner', 'admin', 'accountant', 'sales', 'viewer'], m.role), u.name, u.id`,
  );

export const selectMember = (userId: string): Statement<Member> =>
  query(
    Member,
    `select ${columns} from members m join users u on u.id = m.user_id where m.user_id = $1 for update of m`,
    [userId],
  );

const Changed = z.strictObject({ userId: z.uuid() });

export const updateRole = (userId: string, role: Role): Statement<z.infer<typeof Changed>> =>
  query(Changed, 'update members set role = $2 where user_id = $1 returning user_id', [userId, role]);

/** With the membership go the sessions here. */
export const deleteMember = (userId: string): Statement<z.infer<typeof Changed>> =>
  query(Changed, 'delete from members where user_id = $1 returning user_id', [userId]);

export const deleteSelf = (): Statement<z.infer<typeof Changed>> =>
  query(Changed, 'delete from members where user_id = app.user_id() returning user_id');
