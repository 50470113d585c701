// Who belongs to a business. So far a business has the owner who founded it; inviting others comes with its own screens.
import type { Statement } from '../../platform/statement.ts';
import { insertMember } from './store.ts';

export function ownerJoins(userId: string): Statement<never> {
  return insertMember(userId, 'owner');
}
