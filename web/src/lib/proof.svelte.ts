// Dangerous acts ask again who one is: the call waits while a dialog asks, then goes on by itself, so that nothing typed is lost.

let waiting = $state<((isGiven: boolean) => void)[]>([]);

/** Whether a call waits for a proof. Reactive. */
export function isProofAsked(): boolean {
  return waiting.length > 0;
}

/** Resolves once the person has shown who they are (true) or would rather not (false). Calls at the same time share one dialog. */
export function askForProof(): Promise<boolean> {
  return new Promise((resolve) => waiting.push(resolve));
}

export function proofAnswered(isGiven: boolean): void {
  const calls = waiting;
  waiting = [];
  for (const resolve of calls) resolve(isGiven);
}
