// The portal's one way to the API.
import { apiClient, type Api } from '@crmfex/shared/api.ts';
import { language } from './language.svelte.ts';

export const apiBase = '/api';

/** @param fetcher SvelteKit's own, inside a load function */
export function portalApi(fetcher?: typeof fetch): Api {
  return apiClient({ base: apiBase, language: () => language.current, fetcher });
}
