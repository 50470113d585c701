// One import, and the fields that the business made itself, which its columns may mean.
import { customFieldRoutes } from '@crmfex/shared/custom-fields.ts';
import { importRoutes } from '@crmfex/shared/imports.ts';
import { importColumns } from '@crmfex/shared/tables/index.ts';
import { ownColumns, ownSubjects } from '@crmfex/shared/tables/own.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { PageLoad } from './$types.js';

export const load: PageLoad = async ({ params, depends }) => {
  depends(depend.imports);
  const brought = await loaded(api(importRoutes.get, { params: { id: params.id } }));
  const { subject } = brought;
  const isOwn = subject === 'clients' || subject === 'products';
  const fields = isOwn ? await loaded(api(customFieldRoutes.list, { query: { subject: ownSubjects[subject] } })) : [];
  return { brought, columns: [...importColumns(subject), ...(isOwn ? ownColumns(fields) : [])] };
};
