// The business's own fields, and its tags.
import { customFieldRoutes } from '@crmfex/shared/custom-fields.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import { readTags } from '#lib/tags/tags.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ depends }) => {
  depends(depend.tags, depend.customFields);
  const [fields, tags] = await loaded(Promise.all([api(customFieldRoutes.list, { query: {} }), readTags()]));
  return { fields, tags };
};
