// What every page's load shares: a visitor without a session is led to the sign-in page and back again.
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
    error(cause.status, problemText(cause), { requestId: cause.body?.instance, kind: cause.kind });
  }
}
