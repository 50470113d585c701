// The one typed client of this site, and addresses that the browser follows itself.
import { address, apiClient, type Api } from '@crmfex/shared/api.ts';
import { Problem } from '@crmfex/shared/problem.ts';
import type { Route } from '@crmfex/shared/route.ts';
import { language } from './language.svelte.ts';
import { askForProof } from './proof.svelte.ts';
import { sessionEnded } from './session.svelte.ts';

const base = '/api';
const client = apiClient({ base, language });

/**
 * Calls a route of the API; throws `Problem` with the server's own words. A session that ended asks for sign-in over the page; a
 * dangerous act asks who one is and then goes on.
 */
export const api = ((...call: Parameters<Api>) =>
  client(...call).catch(async (error: unknown) => {
    if (error instanceof Problem && error.kind === 'signedOut') sessionEnded();
    if (error instanceof Problem && error.kind === 'stepUp' && (await askForProof())) return client(...call);
    throw error;
  })) as Api; // the same parameters, handed through

/** Address of a document or picture behind the API, for links, frames and images. */
export function apiAddress(route: Route, params?: unknown): string {
  return address(base, route, params);
}
