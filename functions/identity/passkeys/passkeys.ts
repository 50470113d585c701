// Passkeys of an account: added and removed by their person, and used to come in or to show again who one is.
import { newId } from '../../../shared/ids.ts';
import type { Passkey, PasskeyMade, PasskeyShown } from '../../../shared/passkeys.ts';
import { Problem } from '../../../shared/problem.ts';
import type { SignedIn } from '../../../shared/users.ts';
import type { Context } from '../../platform/context.ts';
import { newToken } from '../../platform/cookies.ts';
import { entering, flush, inTenant, one } from '../../platform/flush.ts';
import { command } from '../../platform/statement.ts';
import { alertAsked } from '../notices/notices.ts';
import { deleteSession, insertSession, renewSession } from '../sessions/sessions.ts';
import { deleteFailures, deviceKnown, signInRecorded } from '../sign-in-log/sign-in-log.ts';
import { asPerson, asSelf } from '../users/identity-scope.ts';
import { selectAbout, selectMe, signedIn } from '../users/users.ts';
import { challengeHash, challengeIn, checkMade, checkShown, creation, request } from './ceremony.ts';
import {
  deletePasskey,
  insertChallenge,
  insertPasskey,
  renamePasskey,
  selectKeys,
  selectPasskeys,
  takeChallenge,
  usePasskey,
} from './store.ts';

const refused = () => new Problem('unprocessable', 'account.passkeyWrong');
type Options = { options: Record<string, unknown> };

export async function listPasskeys(ctx: Context): Promise<{ items: Passkey[] }> {
  const [items] = await flush(asSelf(ctx), [selectPasskeys()]);
  return { items };
}

export async function beginPasskey(ctx: Context): Promise<Options> {
  const self = asSelf(ctx);
  const [people, keys] = await flush(self, [selectAbout(), selectKeys()]);
  const { options, challenge } = await creation(ctx, one(people), keys);
  await flush(self, [insertChallenge(challengeHash(challenge), 'passkeyAdded')]);
  return { options };
}

/** @throws Problem unprocessable when the browser's answer does not hold, conflict for a passkey that is known */
export async function addPasskey(ctx: Context, { name, made }: { name: string; made: PasskeyMade }): Promise<Passkey> {
  const self = asSelf(ctx);
  const challenge = challengeIn(made.response.clientDataJSON);
  const [taken] = await flush(self, [takeChallenge(challengeHash(challenge), 'passkeyAdded')]);
  if (taken.length === 0) throw refused();
  const checked = await checkMade(ctx, made, challenge);
  const [added] = await flush(self, [
    insertPasskey({ id: newId(), name, ...checked }),
    signInRecorded(ctx, 'passkeyAdded'),
    ...alertAsked(ctx, 'passkeyAdded'),
  ]);
  return one(added);
}

export async function changePasskey(ctx: Context, id: string, name: string): Promise<Passkey> {
  const [[passkey]] = await flush(asSelf(ctx), [renamePasskey(id, name)]);
  if (!passkey) throw new Problem('notFound');
  return passkey;
}

export async function removePasskey(ctx: Context, id: string): Promise<void> {
  await inTenant(asSelf(ctx), async (tx) => {
    const [removed] = await tx.read([deletePasskey(id)]);
    if (removed.length === 0) throw new Problem('notFound');
    tx.write(signInRecorded(ctx, 'passkeyRemoved'), ...alertAsked(ctx, 'passkeyRemoved'));
  });
}

export async function beginPasskeySignIn(ctx: Context): Promise<Options> {
  const { options, challenge } = await request(ctx);
  await flush(asPerson(ctx, { email: '' }), [insertChallenge(challengeHash(challenge), 'passkey')]);
  return { options };
}

/** Looks a shown passkey up within the scope of one person; its challenge is used up, whatever comes of it. */
async function checked(ctx: Context, person: Context, shown: PasskeyShown) {
  const challenge = challengeIn(shown.response.clientDataJSON);
  const [taken, keys] = await flush(person, [takeChallenge(challengeHash(challenge), 'passkey'), selectKeys()]);
  const key = keys.find(({ credentialId }) => credentialId === shown.id);
  if (taken.length === 0 || !key) throw refused();
  return { keyId: key.id, ...(await checkShown(ctx, shown, challenge, key)) };
}

/**
 * Signs in whoever the passkey belongs to. It is two factors in one (the device and what unlocks it), so no code is asked for.
 * @throws Problem unprocessable, the same for an unknown passkey, a used challenge and a wrong signature
 */
export async function signInByPasskey(
  ctx: Context,
  shown: PasskeyShown,
  heldHash: Uint8Array | null,
): Promise<{ who: SignedIn; token: string }> {
  const enter = command('select gate.enter_passkey($1)', [shown.id]);
  const person: Context = { ...ctx, caller: entering('identity', enter) };
  const { keyId, counter, isBackedUp } = await checked(ctx, person, shown);
  const { token, hash } = newToken();
  const who = await inTenant(person, async (tx) => {
    const [used, known] = await tx.read([usePasskey(keyId, counter, isBackedUp), deviceKnown(ctx)]);
    if (used.length === 0) throw refused();
    tx.write(
      deleteFailures(),
      ...(heldHash ? [deleteSession(heldHash)] : []),
      insertSession(hash, ctx.origin, 2),
      signInRecorded(ctx, 'ok'),
      ...(one(known).isKnown ? [] : alertAsked(ctx, 'newDevice')),
    );
    const [rows] = await tx.commit([selectMe()]);
    return signedIn(rows);
  });
  return { who, token };
}

/** Shows by a passkey of the own again who one is; the session goes on under the given token. Throws Problem unprocessable. */
export async function proveByPasskey(ctx: Context, shown: PasskeyShown, tokenHash: Uint8Array): Promise<void> {
  const self = asSelf(ctx);
  const { keyId, counter, isBackedUp } = await checked(ctx, self, shown);
  await inTenant(self, async (tx) => {
    const [used, renewed] = await tx.read([usePasskey(keyId, counter, isBackedUp), renewSession(tokenHash, 2)]);
    if (used.length === 0) throw refused();
    if (renewed.length === 0) throw new Problem('signedOut');
    tx.write(signInRecorded(ctx, 'confirmed'));
  });
}
