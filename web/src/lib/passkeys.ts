// Passkeys in this browser: made, shown, and what the API does with them. Loaded only where somebody uses one.
import { type Passkey, passkeyRoutes, type PasskeyMade, type PasskeyShown } from '@crmfex/shared/passkeys.ts';
import { Problem } from '@crmfex/shared/problem.ts';
import { startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { begin } from './account.ts';
import { api } from './api.ts';
import { m } from './paraglide/messages.js';

/** The browser's own refusal (dismissed, timed out, not supported) in our words. */
async function withBrowser<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    const detail = m.accounts_passkey_refused();
    throw new Problem('unprocessable', 'passkeyRefused', {}, [], {
      type: 'about:blank',
      title: detail,
      detail,
      status: 422,
      instance: '',
      key: 'passkeyRefused',
    });
  }
}

export async function readPasskeys(): Promise<Passkey[]> {
  return (await api(passkeyRoutes.list)).items;
}

/** Asks the browser for a new passkey and adds it. @throws Problem */
export async function addPasskey(name: string): Promise<void> {
  const { options } = await api(passkeyRoutes.begin, { body: {} });
  const optionsJSON = options as unknown as Parameters<typeof startRegistration>[0]['optionsJSON']; // WebAuthn's own JSON, handed through
  const made = await withBrowser(() => startRegistration({ optionsJSON }));
  await api(passkeyRoutes.add, { body: { name, made: made as unknown as PasskeyMade } }); // WebAuthn's own JSON, handed through
}

/** Asks the browser for any passkey of this site. @throws Problem */
export async function showPasskey(): Promise<PasskeyShown> {
  const { options } = await api(passkeyRoutes.beginSignIn, { body: {} });
  const optionsJSON = options as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON']; // WebAuthn's own JSON, handed through
  return (await withBrowser(() => startAuthentication({ optionsJSON }))) as unknown as PasskeyShown; // WebAuthn's own JSON, handed through
}

export async function signInByPasskey(): Promise<void> {
  begin(await api(passkeyRoutes.signIn, { body: { shown: await showPasskey() } }));
}

export async function renamePasskey({ id }: Passkey, name: string): Promise<void> {
  await api(passkeyRoutes.rename, { params: { id }, body: { name } });
}

export async function removePasskey({ id }: Passkey): Promise<void> {
  await api(passkeyRoutes.remove, { params: { id } });
}
