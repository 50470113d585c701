// The own account and what protects it: sessions, password, and the fresh proof that dangerous acts ask for.
import * as z from 'zod';
import { Country, Email, Instant } from './fields.ts';
import { PasskeyShown } from './passkeys.ts';
import { byId, route } from './route.ts';
import { Password, passwordLengthMax, SignedIn, Token } from './users.ts';

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

/** A code of an authenticator app (six digits) or one for recovery, with or without the spaces and dashes of its groups. */
export const Code = z.string().trim().min(6).max(40);

/** Proof of who somebody is, shown again: one of these. */
export const Proof = z
  .strictObject({ password: KnownPassword, code: Code, passkey: PasskeyShown })
  .partial()
  .refine((proof) => Object.values(proof).filter((part) => part !== undefined).length === 1, {
    error: 'account.proofOne',
  });
export type Proof = z.infer<typeof Proof>;

/** What protects the own account. */
export const Security = z.strictObject({
  passwordChangedAt: Instant,
  /** An authenticator app, or null when the password alone opens the account. */
  secondFactor: z.strictObject({ since: Instant, recoveryCodesLeft: z.int() }).nullable(),
});
export type Security = z.infer<typeof Security>;

/** Shown once, while it is enrolled. */
export const NewSecondFactor = z.strictObject({
  /** Base 32, for typing. */
  secret: z.string(),
  /** `otpauth://…`, for the QR code. */
  uri: z.string(),
});
export type NewSecondFactor = z.infer<typeof NewSecondFactor>;

/** Shown once: only their hashes are kept. */
export const RecoveryCodes = z.strictObject({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const accountRoutes = {
  security: route('GET /me/security', { summary: 'What protects the own account', response: Security }),
  beginSecondFactor: route('POST /me/second-factor', {
    summary: 'Make a seed for an authenticator app; a code of it turns the second factor on',
    body: z.strictObject({}),
    response: NewSecondFactor,
  }),
  confirmSecondFactor: route('POST /me/second-factor/confirm', {
    summary: 'Turn the second factor on with a code of the app; answers the recovery codes, once',
    body: z.strictObject({ code: Code }),
    response: RecoveryCodes,
    status: 200,
  }),
  removeSecondFactor: route('DELETE /me/second-factor', { summary: 'Turn the second factor off' }),
  renewRecoveryCodes: route('POST /me/recovery-codes', {
    summary: 'Ten new recovery codes in place of the former ones',
    body: z.strictObject({}),
    response: RecoveryCodes,
  }),
  finishSignIn: route('POST /auth/second-factor', {
    summary: 'Finish a sign-in whose password was right with a code of the app or for recovery',
    body: z.strictObject({ code: Code }),
    response: SignedIn,
    status: 200,
  }),
  sessions: route('GET /me/sessions', {
    summary: 'Where one is signed in, the latest first',
    response: z.strictObject({ items: z.array(OwnSession) }),
  }),
  endSession: route('DELETE /me/sessions/{id}', { summary: 'End one of the own sessions', params: byId }),
  endOtherSessions: route('POST /me/sessions/end-others', {
    summary: 'End every own session but this one',
    body: z.strictObject({}),
  }),
  askForEmail: route('POST /me/email', {
    summary: 'Ask for a link to the new address; the answer is the same whether or not somebody has it',
    body: z.strictObject({ email: Email }),
    status: 202,
    answer: 'empty',
  }),
  confirmEmail: route('POST /auth/email/confirm', {
    summary: 'Make the address that got the link the one of the account',
    body: z.strictObject({ token: Token }),
  }),
  undoEmail: route('POST /auth/email/undo', {
    summary: 'Give the former address back, within three days; ends every session',
    body: z.strictObject({ token: Token }),
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
