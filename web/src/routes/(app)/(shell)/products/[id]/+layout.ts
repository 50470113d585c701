// One product and where it was sold.
import { productRoutes } from '@crmfex/shared/products.ts';
import { api } from '#lib/api.ts';
import { depend } from '#lib/changes.svelte.ts';
import { loaded } from '#lib/load.ts';
import type { LayoutLoad } from './$types.js';

export const load: LayoutLoad = async ({ params, depends }) => {
  depends(depend.products, depend.invoices);
  const asked = { params: { id: params.id } };
  const [product, use] = await loaded(Promise.all([api(productRoutes.get, asked), api(productRoutes.use, asked)]));
  return { product, use };
};
