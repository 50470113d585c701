// Whether somebody is signed in on this screen, and whether their session ended while they were typing.
import type { Me } from '@crmfex/shared/users.ts';

let me = $state<Me | undefined>();
let isEnded = $state(false);

/** Who is signed in; undefined before and after. Reactive. */
export function signedIn(): Me | undefined {
  return me;
}

/** True when the session died under an open page: a dialog then asks for the password, and nothing typed is lost. Reactive. */
export function isSessionEnded(): boolean {
  return isEnded;
}

export function sessionEnded(): void {
  if (me) isEnded = true;
}

export function sessionBegan(who: Me): void {
  me = who;
  isEnded = false;
}

export function sessionLeft(): void {
  me = undefined;
  isEnded = false;
}
