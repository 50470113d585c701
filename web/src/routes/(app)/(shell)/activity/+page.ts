// The first page of what happened in the business, narrowed as the address says; read anew when anything in it changes.
import { activityRoutes } from '@crmfex/shared/activity.ts';
import { isDay } from '@crmfex/shared/dates.ts';
import { memberRoutes } from '@crmfex/shared/members.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';
import { kinds } from './activity-words.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What an address says and the log does not know is as if it were not there. */
function filterOf(search: URLSearchParams) {
  const [actor, kind, until] = ['actor', 'kind', 'until'].map((name) => search.get(name) ?? '');
  return {
    actor: actor && uuid.test(actor) ? actor : undefined,
    kind: kind && kinds.includes(kind) ? kind : undefined,
    until: until && isDay(until) ? until : undefined,
  };
}

export const load: PageLoad = async ({ url, depends }) => {
  depends(depend.tenant, depend.clients, depend.invoices);
  const filter = filterOf(url.searchParams);
  const [activity, { members }] = await loaded(
    Promise.all([api(activityRoutes.list, { query: filter }), api(memberRoutes.list)]),
  );
  return { activity, filter, members };
};
