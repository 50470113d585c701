// The person who is signed in: who they are, what they may do, and the little they may change about themselves.
import type * as z from 'zod';
import { rolePermissions } from '../../../shared/permissions.ts';
import type { Me, userRoutes } from '../../../shared/users.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { selectMe, updateOwn, type MeRow } from './store.ts';

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

export function meOf(row: MeRow): Me {
  return {
    user: { id: row.userId, name: row.userName, email: row.email, language: row.language, pictureId: row.pictureId },
    tenant: { id: row.tenantId, name: row.tenantName, currency: row.currency, timeZone: row.timeZone },
    role: row.role,
    permissions: rolePermissions[row.role].filter((one) => !row.restriction || one.startsWith('account:')),
    businesses: row.businesses,
    restriction: row.restriction,
  };
}

export async function getMe(ctx: Context): Promise<Me> {
  const [rows] = await flush(ctx, [selectMe()]);
  return meOf(one(rows));
}

export async function updateMe(ctx: Context, changes: z.output<typeof userRoutes.updateMe.body>): Promise<Me> {
  const [, rows] = await flush(ctx, [updateOwn(changes), selectMe()]);
  return meOf(one(rows));
}
