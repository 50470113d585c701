// The person who is signed in: who they are, what they may do, and the little they may change about themselves.
import type * as z from 'zod';
import { rolePermissions } from '../../../shared/permissions.ts';
import type { Me, Self, SignedIn, userRoutes } from '../../../shared/users.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { asSelf } from './identity-scope.ts';
import { selectMe, selectSelf, updateOwn, type MeRow, type SelfRow } from './store.ts';

export {
  deleteResetTokens,
  holdPassword,
  insertUser,
  rehashPassword,
  selectAbout,
  selectMe,
  selectPassword,
  updatePassword,
  type MeRow,
} from './store.ts';

function userOf({ userId: id, userName: name, email, language, pictureId }: SelfRow): Me['user'] {
  return { id, name, email, language, pictureId };
}

export function meOf(row: MeRow): Me {
  return {
    user: userOf(row),
    tenant: { id: row.tenantId, name: row.tenantName, currency: row.currency, timeZone: row.timeZone },
    role: row.role,
    permissions: rolePermissions[row.role].filter((one) => !row.restriction || one.startsWith('account:')),
    businesses: row.businesses,
    restriction: row.restriction,
  };
}

/** Who has just come in, by the rows of `selectMe`: none are there for somebody who belongs to no business. */
export const signedIn = ([row]: readonly MeRow[]): SignedIn => (row ? meOf(row) : { awaits: 'business' });

/** The person, in a business or outside of all; somebody who is leaving may look, too. */
export async function getSelf(ctx: Context): Promise<Self> {
  const [rows] = await flush(asSelf(ctx), [selectSelf()]);
  const row = one(rows);
  return { user: userOf(row), businesses: row.businesses };
}

export async function getMe(ctx: Context): Promise<Me> {
  const [rows] = await flush(ctx, [selectMe()]);
  return meOf(one(rows));
}

export async function updateMe(ctx: Context, changes: z.output<typeof userRoutes.updateMe.body>): Promise<Me> {
  const [, rows] = await flush(ctx, [updateOwn(changes), selectMe()]);
  return meOf(one(rows));
}
