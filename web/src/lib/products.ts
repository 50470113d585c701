// What can be done with products: call, say so, and let the pages read anew.
import { type Product, type ProductCreate, type ProductInput, productRoutes } from '@crmfex/shared/products.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { goto, invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';
import { etag } from './etag.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';
import { to } from './route.ts';

export async function createProduct(typed: ProductCreate, key: string): Promise<Product> {
  const product = await api(productRoutes.create, { body: typed, idempotencyKey: key });
  await invalidate(depend.products);
  return product;
}

export async function saveProduct(product: Product, typed: Partial<ProductInput>): Promise<void> {
  await api(productRoutes.update, { params: { id: product.id }, body: typed, ifMatch: etag(product) });
  await invalidate(depend.products);
  toast(m.saved());
}

/** Out of the way at once, with a way back instead of a question before. */
export async function archiveProduct(product: Product): Promise<void> {
  await act(async () => {
    await api(productRoutes.archive, { params: { id: product.id } });
    await invalidate(depend.products);
    toast(m.products_archived_toast({ name: product.name }), {
      action: { label: m.undo(), run: () => void restoreProduct(product) },
    });
  });
}

export async function restoreProduct(product: Product): Promise<void> {
  await act(async () => {
    await api(productRoutes.restore, { params: { id: product.id } });
    await invalidate(depend.products);
    toast(m.products_restored_toast({ name: product.name }));
  });
}

export async function removeProduct(product: Product): Promise<void> {
  await act(async () => {
    await api(productRoutes.remove, { params: { id: product.id } });
    await goto(to.products());
    toast(m.products_removed_toast({ name: product.name }));
  });
}

async function act(work: () => Promise<void>) {
  try {
    await work();
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
}
