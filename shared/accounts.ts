// The own account and what protects it: sessions, password, and the fresh proof that dangerous acts ask for.
import * as z from 'zod';
import { Country, Instant } from './fields.ts';
import { byId, route } from './route.ts';
import { Password, passwordLengthMax } from './users.ts';

export const DeviceKind = z.enum(['desktop', 'phone', 'tablet', 'unknown']);
export type DeviceKind = z.infer<typeof DeviceKind>;

/** Somebody signed in somewhere: one browser on one device. */
export const OwnSession = z.strictObject({
  id: z.uuid(),
  /** Browser and system, such as `Chrome, macOS`; null when unknown. */
  device: z.string().nullable(),
  deviceKind: DeviceKind,
  ip: z.string().nullable(),
  country: Country.nullable(),
  createdAt: Instant,
  lastSeenAt: Instant,
  /** The one that asks. */
  isCurrent: z.boolean(),
});
export type OwnSession = z.infer<typeof OwnSession>;

/** A password as it is now: whatever its length, it is only compared. */
const KnownPassword = z.string().min(1).max(passwordLengthMax);

/** Proof of who somebody is, shown again. */
export const Proof = z.strictObject({ password: KnownPassword });
export type Proof = z.infer<typeof Proof>;

export const accountRoutes = {
  sessions: route('GET /me/sessions', {
    summary: 'Where one is signed in, the latest first',
    response: z.strictObject({ items: z.array(OwnSession) }),
  }),
  endSession: route('DELETE /me/sessions/{id}', { summary: 'End one of the own sessions', params: byId }),
  endOtherSessions: route('POST /me/sessions/end-others', {
    summary: 'End every own session but this one',
    body: z.strictObject({}),
  }),
  changePassword: route('POST /me/password', {
    summary: 'Choose a new password; ends every other session',
    body: z.strictObject({ currentPassword: KnownPassword, password: Password }),
  }),
  stepUp: route('POST /me/step-up', {
    summary: 'Show again who one is; dangerous acts are open for ten minutes then',
    body: Proof,
  }),
};
