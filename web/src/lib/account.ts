// The acts of a person's own account: in, out, and who one is.
import { accountRoutes, type OwnSession, type Proof } from '@crmfex/shared/accounts.ts';
import type { Language } from '@crmfex/shared/fields.ts';
import { type Me, type SignIn, type SignUp, userRoutes } from '@crmfex/shared/users.ts';
import { goto, refreshAll } from '$app/navigation';
import { api } from './api.ts';
import { setLanguage } from './language.svelte.ts';
import { to } from './route.ts';
import { sessionBegan, sessionLeft } from './session.svelte.ts';

function begin(me: Me): Me {
  sessionBegan(me);
  setLanguage(me.user.language);
  return me;
}

export async function signIn(typed: SignIn): Promise<void> {
  begin(await api(userRoutes.signIn, { body: { ...typed, email: typed.email.trim() } }));
}

/** Signs in again over a page whose session ended, and lets that page read anew. */
export async function signInAgain(typed: SignIn): Promise<void> {
  await signIn(typed);
  await refreshAll();
}

export async function signUp(typed: SignUp): Promise<void> {
  await api(userRoutes.signUp, { body: { ...typed, email: typed.email.trim() } });
}

export async function verify(token: string): Promise<void> {
  begin(await api(userRoutes.verify, { body: { token } }));
}

export async function askForReset(email: string): Promise<void> {
  await api(userRoutes.forgotPassword, { body: { email: email.trim() } });
}

export async function resetPassword(token: string, password: string): Promise<void> {
  await api(userRoutes.resetPassword, { body: { token, password } });
}

export async function signOut(): Promise<void> {
  await api(userRoutes.signOut, { body: {} });
  sessionLeft();
  await goto(to.signIn(), { replace: true });
}

/** Saves the own name or language; the screen follows at once. */
export async function saveMe(change: { name?: string; language?: Language }): Promise<void> {
  const me = begin(await api(userRoutes.updateMe, { body: change }));
  if (change.language) setLanguage(me.user.language);
}

/** Shows again who one is; dangerous acts are open for ten minutes then. */
export async function stepUp(proof: Proof): Promise<void> {
  await api(accountRoutes.stepUp, { body: proof });
}

export async function changePassword(currentPassword: string, password: string): Promise<void> {
  await api(accountRoutes.changePassword, { body: { currentPassword, password } });
}

export async function endSession({ id }: OwnSession): Promise<void> {
  await api(accountRoutes.endSession, { params: { id } });
}

export async function endOtherSessions(): Promise<void> {
  await api(accountRoutes.endOtherSessions, { body: {} });
}
