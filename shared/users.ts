// People and their sign-in: what they type, what they get back, and the routes between.
import * as z from 'zod';
import { Country, Day, Email, Instant, Language, line } from './fields.ts';
import { page } from './paging.ts';
import { Permission, Role } from './permissions.ts';
import { route } from './route.ts';

export const passwordLengthMin = 15;
export const passwordLengthMax = 256;

/** Spaces and every letter are welcome, nothing is trimmed; the byte cap keeps hashing affordable. */
export const Password = z.string().min(passwordLengthMin).max(passwordLengthMax);

export const SignUp = z.strictObject({
  name: line(120),
  email: Email,
  password: Password,
  /** Asked for the age gate only; never stored when refused. */
  birthDate: Day,
  tenantName: line(200),
  language: Language,
  acceptedTermsVersion: z.string().max(40),
  acceptedPrivacyVersion: z.string().max(40),
});
export type SignUp = z.infer<typeof SignUp>;

export const SignIn = z.strictObject({ email: Email, password: z.string().min(1).max(passwordLengthMax) });
export type SignIn = z.infer<typeof SignIn>;

/** 256 random bits, base64url. */
export const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const Me = z.strictObject({
  user: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    language: Language,
    pictureId: z.uuid().nullable(),
  }),
  tenant: z.strictObject({ id: z.uuid(), name: z.string(), currency: z.string(), timeZone: z.string() }),
  role: Role,
  permissions: z.array(Permission),
  /** Every business this person belongs to, by name. */
  businesses: z.array(z.strictObject({ id: z.uuid(), name: z.string(), role: Role })),
  /** That this business has restricted them: nothing of it is open then but the own account. */
  restriction: z.strictObject({ since: Instant, reason: z.string() }).nullable(),
});
export type Me = z.infer<typeof Me>;

/** Signed in, and in no business: the own account is open, and the way into one. */
export const BusinessAwaited = z.strictObject({ awaits: z.literal('business') });
/** Whoever has just come in. */
export const SignedIn = z.union([Me, BusinessAwaited]);
export type SignedIn = z.infer<typeof SignedIn>;

/** The password was right and the account has a second factor: `POST /auth/second-factor` goes on. */
export const CodeAwaited = z.strictObject({ awaits: z.literal('code') });
export const SignInAnswer = z.union([Me, BusinessAwaited, CodeAwaited]);
export type SignInAnswer = z.infer<typeof SignInAnswer>;

/** The person alone, whether or not they belong to a business. */
export const Self = Me.pick({ user: true, businesses: true });
export type Self = z.infer<typeof Self>;

export const SignInOutcome = z.enum([
  'ok',
  'verified',
  'confirmed',
  'wrongPassword',
  'wrongCode',
  'unverified',
  'signedOut',
  'sessionsEnded',
  'passwordReset',
  'passwordChanged',
  'emailChanged',
  'emailRestored',
  'secondFactorAdded',
  'secondFactorRemoved',
  'recoveryCodeUsed',
  'recoveryCodesRenewed',
  'passkeyAdded',
  'passkeyRemoved',
]);
export type SignInOutcome = z.infer<typeof SignInOutcome>;

/** One line of the sign-in log. */
export const SignInRecord = z.strictObject({
  id: z.uuid(),
  at: Instant,
  outcome: SignInOutcome,
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  country: Country.nullable(),
});
export type SignInRecord = z.infer<typeof SignInRecord>;

export const userRoutes = {
  signUp: route('POST /auth/sign-up', {
    summary: 'Ask for an account; the answer is the same whether or not the address is known',
    body: SignUp,
    status: 202,
    answer: 'empty',
  }),
  verify: route('POST /auth/verify', {
    summary: 'Confirm an e-mail address with the token from the mail, and sign in',
    body: z.strictObject({ token: Token }),
    response: Me,
    status: 200,
  }),
  signIn: route('POST /auth/sign-in', {
    summary: 'Sign in, or learn that a code is needed as well',
    body: SignIn,
    response: SignInAnswer,
    status: 200,
  }),
  signOut: route('POST /auth/sign-out', { summary: 'End this session', body: z.strictObject({}) }),
  forgotPassword: route('POST /auth/password/forgot', {
    summary: 'Ask for a link to choose a new password',
    body: z.strictObject({ email: Email }),
    status: 202,
    answer: 'empty',
  }),
  resetPassword: route('POST /auth/password/reset', {
    summary: 'Choose a new password with the token from the mail; ends every session',
    body: z.strictObject({ token: Token, password: Password }),
  }),
  me: route('GET /me', { summary: 'Who is signed in, for which business, and what they may do', response: Me }),
  self: route('GET /me/account', {
    summary: 'Who is signed in and where they belong, also for somebody who belongs to no business',
    response: Self,
  }),
  updateMe: route('PATCH /me', {
    summary: 'Correct the own name or language',
    body: z.strictObject({ name: line(120), language: Language }).partial(),
    response: Me,
  }),
  signIns: route('GET /me/sign-ins', {
    summary: 'Sign-ins of the own account, newest first',
    query: z.strictObject({ cursor: z.string().max(500).optional() }),
    response: page(SignInRecord),
  }),
};
