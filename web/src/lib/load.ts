// What every page's load shares: a visitor without a session is led to the sign-in page and back again, whoever may not in to their way on.
import { Problem } from '@crmfex/shared/problem.ts';
import { error, redirect } from '@sveltejs/kit';
import { problemText } from './problems.ts';
import { to } from './route.ts';
import { isSessionEnded } from './session.svelte.ts';

/** Awaits what a page needs; turns a problem into the error page, or into a visit to the sign-in page. */
export async function loaded<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    if (cause.kind === 'signedOut' && !isSessionEnded()) {
      redirect(307, to.signIn(location.pathname + location.search));
    }
    // Whatever page it was, nothing of the business is open to them.
    if (cause.kind === 'restricted') redirect(307, to.restricted());
    if (cause.kind === 'noBusiness') redirect(307, to.outside());
    if (cause.kind === 'accountClosing') redirect(307, to.leaving());
    error(cause.status, problemText(cause), { requestId: cause.body?.instance, kind: cause.kind });
  }
}

/** Waits for all of them at once and gives each result under the name of its promise. */
export async function together<Parts extends Record<string, Promise<unknown>>>(
  parts: Parts,
): Promise<{ [Name in keyof Parts]: Awaited<Parts[Name]> }> {
  const entries = await Promise.all(Object.entries(parts).map(async ([name, part]) => [name, await part] as const));
  return Object.fromEntries(entries) as { [Name in keyof Parts]: Awaited<Parts[Name]> }; // the same names
}
