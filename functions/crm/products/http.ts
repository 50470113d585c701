// HTTP face of products.
import { bulkRoutes } from '../../../shared/bulk.ts';
import { productRoutes } from '../../../shared/products.ts';
import { endpoint } from '../../platform/http.ts';
import {
  archiveProduct,
  archiveProducts,
  createProduct,
  deleteProduct,
  getProduct,
  getProductUse,
  listProducts,
  restoreProduct,
  restoreProducts,
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
  endpoint(bulkRoutes.archiveProducts, write, (ctx, { body }) => archiveProducts(ctx, body.ids)),
  endpoint(bulkRoutes.restoreProducts, write, (ctx, { body }) => restoreProducts(ctx, body.ids)),
  endpoint(productRoutes.remove, write, (ctx, { params }) => deleteProduct(ctx, params.id)),
];
