// SQL of memberships: which person has which role in which business.
import type { Role } from '../../../shared/permissions.ts';
import { command, type Statement } from '../../platform/statement.ts';

export function insertMember(userId: string, role: Role): Statement<never> {
  return command('insert into members (tenant_id, user_id, role) values (app.tenant_id(), $1, $2)', [userId, role]);
}
