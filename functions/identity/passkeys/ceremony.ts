// WebAuthn itself: what a browser is asked, and whether what it answers holds. Nothing here touches the database.
import { createHash } from 'node:crypto';
import type { PasskeyMade, PasskeyShown } from '../../../shared/passkeys.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import type { KeyRow, NewPasskey } from './store.ts';

/** Loaded by the first passkey and not by every cold start. */
const library = () => import('@simplewebauthn/server');

const relyingParty = ({ config }: Context) => ({ rpID: new URL(config.appOrigin).hostname, origin: config.appOrigin });

export const challengeHash = (challenge: string): Uint8Array => createHash('sha256').update(challenge).digest();

const refused = () => new Problem('unprocessable', 'account.passkeyWrong');

/** The challenge that an answer claims to be for; whether it is ours and unused is for the database to say. */
export function challengeIn(clientDataJSON: string): string {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString());
    const challenge = typeof data === 'object' && data !== null && 'challenge' in data ? data.challenge : null;
    if (typeof challenge === 'string' && challenge.length <= 200) return challenge;
  } catch {
    throw refused();
  }
  throw refused();
}

type Begun = { options: Record<string, unknown>; challenge: string };

export async function creation(
  ctx: Context,
  person: { userId: string; email: string; name: string },
  known: readonly KeyRow[],
): Promise<Begun> {
  const { generateRegistrationOptions } = await library();
  const options = await generateRegistrationOptions({
    rpName: 'crmFEX',
    rpID: relyingParty(ctx).rpID,
    userID: new Uint8Array(Buffer.from(person.userId)),
    userName: person.email,
    userDisplayName: person.name,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options: { ...options }, challenge: options.challenge };
}

export async function request(ctx: Context): Promise<Begun> {
  const { generateAuthenticationOptions } = await library();
  const options = await generateAuthenticationOptions({ rpID: relyingParty(ctx).rpID, userVerification: 'required' });
  return { options: { ...options }, challenge: options.challenge };
}

/** Throws Problem unprocessable when the answer does not hold for our origin and this challenge. */
export async function checkMade(
  ctx: Context,
  made: PasskeyMade,
  expectedChallenge: string,
): Promise<Omit<NewPasskey, 'id' | 'name'>> {
  const { verifyRegistrationResponse } = await library();
  const { rpID, origin } = relyingParty(ctx);
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: made as Parameters<typeof verifyRegistrationResponse>[0]['response'], // parsed by its own shape at the edge
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
  }).catch(() => {
    throw refused();
  });
  if (!verified) throw refused();
  const { credential, credentialBackedUp } = registrationInfo;
  return {
    credentialId: credential.id,
    publicKey: credential.publicKey,
    counter: credential.counter,
    transports: (made.response.transports ?? []).join(' '),
    isBackedUp: credentialBackedUp,
  };
}

/** Throws Problem unprocessable when the signature does not hold for our origin and this challenge, or the counter went back. */
export async function checkShown(
  ctx: Context,
  shown: PasskeyShown,
  expectedChallenge: string,
  key: KeyRow,
): Promise<{ counter: number; isBackedUp: boolean }> {
  const { verifyAuthenticationResponse } = await library();
  const { rpID, origin } = relyingParty(ctx);
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: shown as Parameters<typeof verifyAuthenticationResponse>[0]['response'], // parsed by its own shape at the edge
    expectedChallenge,
    expectedOrigin: origin,
    expectedRPID: rpID,
    credential: { id: key.credentialId, publicKey: new Uint8Array(key.publicKey), counter: key.counter },
  }).catch(() => {
    throw refused();
  });
  if (!verified) throw refused();
  return { counter: authenticationInfo.newCounter, isBackedUp: authenticationInfo.credentialBackedUp };
}
