// The deletion of one person's account: asked for by that person, thirty days to take it back, then for good.
import * as z from 'zod';
import { Email, Instant } from './fields.ts';
import { Role } from './permissions.ts';
import { route } from './route.ts';

export const AccountClosing = z.strictObject({
  requestedAt: Instant,
  /** From this instant on nothing brings the account back. */
  dueAt: Instant,
});
export type AccountClosing = z.infer<typeof AccountClosing>;

/**
 * What becomes of the person's place in a business: it ends (`leaves`), the business itself is deleted before (`ends`), or nobody else
 * owns it, so that the account cannot go (`holds`).
 */
export const businessFates = ['leaves', 'ends', 'holds'] as const;

export const LeftBusiness = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  role: Role,
  fate: z.enum(businessFates),
  /** When the business itself is deleted, if that was asked for. */
  endsAt: Instant.nullable(),
});
export type LeftBusiness = z.infer<typeof LeftBusiness>;

/** The truth before anybody decides. */
export const AccountOutlook = z.strictObject({
  email: z.string(),
  closing: AccountClosing.nullable(),
  businesses: z.array(LeftBusiness),
});
export type AccountOutlook = z.infer<typeof AccountOutlook>;

export const accountClosingRoutes = {
  look: route('GET /me/closing', {
    summary: 'What a deletion of the own account means for each business, and whether one is under way',
    response: AccountOutlook,
  }),
  ask: route('POST /me/closing', {
    summary:
      'Have the own account deleted in thirty days; needs its address, typed again, and a recent proof of who one is',
    body: z.strictObject({ email: Email }),
    response: AccountClosing,
  }),
  takeBack: route('DELETE /me/closing', { summary: 'Keep the own account after all' }),
};
