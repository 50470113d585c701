// HTTP face of products.
import { productRoutes } from '../../../shared/products.ts';
import { endpoint } from '../../platform/http.ts';
import {
  archiveProduct,
  createProduct,
  deleteProduct,
  getProduct,
  getProductUse,
  listProducts,
  restoreProduct,
  summarizeProducts,
  updateProduct,
} from './products.ts';

const read = { needs: 'products:read' } as const;
const write = { needs: 'products:write' } as const;

export const productEndpoints = [
  endpoint(productRoutes.list, read, (ctx, { query }) => listProducts(ctx, query)),
  endpoint(productRoutes.summary, read, (ctx, { query }) => summarizeProducts(ctx, query)),
  endpoint(productRoutes.get, read, (ctx, { params }) => getProduct(ctx, params.id)),
  endpoint(productRoutes.use, { needs: 'invoices:read' }, (ctx, { params }) => getProductUse(ctx, params.id)),
  endpoint(productRoutes.create, write, (ctx, { body }) => createProduct(ctx, body)),
  endpoint(productRoutes.update, write, (ctx, { params, ifMatch, body }) =>
    updateProduct(ctx, params.id, ifMatch, body),
  ),
  endpoint(productRoutes.archive, write, (ctx, { params }) => archiveProduct(ctx, params.id)),
  endpoint(productRoutes.restore, write, (ctx, { params }) => restoreProduct(ctx, params.id)),
  endpoint(productRoutes.remove, write, (ctx, { params }) => deleteProduct(ctx, params.id)),
];
