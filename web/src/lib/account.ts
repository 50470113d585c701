// The acts of a person's own account: in, out, and who one is.
import {
  accountRoutes,
  type NewSecondFactor,
  type OwnSession,
  type Proof,
  type Security,
} from '@crmfex/shared/accounts.ts';
import type { Language } from '@crmfex/shared/fields.ts';
import { type SignedIn, type SignIn, type SignUp, userRoutes } from '@crmfex/shared/users.ts';
import { goto, refreshAll } from '$app/navigation';
import { api } from './api.ts';
import { setLanguage } from './language.svelte.ts';
import { to } from './route.ts';
import { sessionBegan, sessionLeft } from './session.svelte.ts';

/** What the screen does with whoever has just come in; one who belongs to no business is led on by the first page they open. */
export function begin(who: SignedIn): void {
  if ('awaits' in who) return sessionLeft();
  sessionBegan(who);
  setLanguage(who.user.language);
}

/** Signs in. Answers `code` when one is awaited as well; `finishSignIn` goes on then. */
export async function signIn(typed: SignIn): Promise<'done' | 'code'> {
  const answer = await api(userRoutes.signIn, { body: { ...typed, email: typed.email.trim() } });
  if ('awaits' in answer && answer.awaits === 'code') return 'code';
  begin(answer);
  return 'done';
}

export async function finishSignIn(code: string): Promise<void> {
  begin(await api(accountRoutes.finishSignIn, { body: { code } }));
}

/** Lets the page under the dialog read anew, once somebody has signed in again over it. */
export async function signedInAgain(): Promise<void> {
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
  begin(await api(userRoutes.updateMe, { body: change }));
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

export const readSecurity = (): Promise<Security> => api(accountRoutes.security);

export const beginSecondFactor = (): Promise<NewSecondFactor> => api(accountRoutes.beginSecondFactor, { body: {} });

/** Turns the second factor on. Answers the recovery codes, which are never shown again. */
export async function confirmSecondFactor(code: string): Promise<string[]> {
  return (await api(accountRoutes.confirmSecondFactor, { body: { code } })).codes;
}

export async function removeSecondFactor(): Promise<void> {
  await api(accountRoutes.removeSecondFactor);
}

export async function renewRecoveryCodes(): Promise<string[]> {
  return (await api(accountRoutes.renewRecoveryCodes, { body: {} })).codes;
}

export async function askForEmail(email: string): Promise<void> {
  await api(accountRoutes.askForEmail, { body: { email: email.trim() } });
}

export async function confirmEmail(token: string): Promise<void> {
  await api(accountRoutes.confirmEmail, { body: { token } });
}

export async function undoEmail(token: string): Promise<void> {
  await api(accountRoutes.undoEmail, { body: { token } });
}
