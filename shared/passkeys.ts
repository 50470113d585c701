// Passkeys: devices that open an account without a password, as they are listed, added, used and removed.
import * as z from 'zod';
import { Instant, line } from './fields.ts';
import { byId, route } from './route.ts';
import { SignedIn } from './users.ts';

export const Passkey = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  /** Kept by the maker of the device as well, so that a lost device does not lose it. */
  isBackedUp: z.boolean(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
});
export type Passkey = z.infer<typeof Passkey>;

const PasskeyName = line(60);
const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** What the browser is to do; its shape is WebAuthn's own JSON. */
export const PasskeyOptions = z.strictObject({ options: z.record(z.string(), z.unknown()) });

const shared = {
  id: Base64Url.max(1400),
  rawId: Base64Url.max(1400),
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.record(z.string(), z.unknown()),
};

/** WebAuthn's RegistrationResponseJSON. */
export const PasskeyMade = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: Base64Url.max(4000),
    attestationObject: Base64Url.max(16_000),
    transports: z
      .array(z.string().regex(/^[a-z-]{2,20}$/))
      .max(8)
      .optional(),
  }),
});
export type PasskeyMade = z.infer<typeof PasskeyMade>;

/** WebAuthn's AuthenticationResponseJSON. */
export const PasskeyShown = z.object({
  ...shared,
  response: z.object({
    clientDataJSON: Base64Url.max(4000),
    authenticatorData: Base64Url.max(4000),
    signature: Base64Url.max(4000),
    userHandle: Base64Url.max(200).optional(),
  }),
});
export type PasskeyShown = z.infer<typeof PasskeyShown>;

export const passkeyRoutes = {
  list: route('GET /me/passkeys', {
    summary: 'The own passkeys',
    response: z.strictObject({ items: z.array(Passkey) }),
  }),
  begin: route('POST /me/passkeys/options', {
    summary: 'Begin to add a passkey: what the browser needs to make one',
    body: z.strictObject({}),
    response: PasskeyOptions,
    status: 200,
  }),
  add: route('POST /me/passkeys', {
    summary: 'Add the passkey that the browser made',
    body: z.strictObject({ name: PasskeyName, made: PasskeyMade }),
    response: Passkey,
  }),
  rename: route('PATCH /me/passkeys/{id}', {
    summary: 'Give a passkey another name',
    params: byId,
    body: z.strictObject({ name: PasskeyName }),
    response: Passkey,
  }),
  remove: route('DELETE /me/passkeys/{id}', { summary: 'Remove a passkey', params: byId }),
  beginSignIn: route('POST /auth/passkey/options', {
    summary: 'Begin to sign in with a passkey; also to show again who one is',
    body: z.strictObject({}),
    response: PasskeyOptions,
    status: 200,
  }),
  signIn: route('POST /auth/passkey', {
    summary: 'Sign in with a passkey',
    body: z.strictObject({ shown: PasskeyShown }),
    response: SignedIn,
    status: 200,
  }),
};
