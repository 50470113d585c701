// What was brought before, and which kind of table the person comes with.
import { importRoutes } from '@crmfex/shared/imports.ts';
import { importSubjects } from '@crmfex/shared/tables/index.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ url, depends }) => {
  depends(depend.imports);
  const asked = url.searchParams.get('subject');
  const subject = importSubjects.find((one) => one === asked) ?? 'clients';
  return { subject, imports: await loaded(api(importRoutes.list)) };
};
