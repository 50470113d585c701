// One product and where it was sold.
import { customFieldRoutes } from '@crmfex/shared/custom-fields.ts';
import { productRoutes } from '@crmfex/shared/products.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import { readTags } from '#lib/tags/tags.ts';
import type { LayoutLoad } from './$types.js';

export const load: LayoutLoad = async ({ params, depends }) => {
  depends(depend.products, depend.invoices, depend.tags, depend.customFields);
  const asked = { params: { id: params.id } };
  const [product, use, tags, fields] = await loaded(
    Promise.all([
      api(productRoutes.get, asked),
      api(productRoutes.use, asked),
      readTags(),
      api(customFieldRoutes.list, { query: { subject: 'product' } }),
    ]),
  );
  return { product, use, tags, fields };
};
