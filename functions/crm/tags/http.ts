// HTTP face of tags.
import { tagRoutes } from '../../../shared/tags.ts';
import { endpoint } from '../../platform/http.ts';
import { createTag, deleteTag, listTags, mergeTags, tagMany, untagMany, updateTag } from './tags.ts';

const read = { needs: 'clients:read' } as const;
const write = { needs: 'clients:write' } as const;
const writeInvoices = { needs: 'invoices:write' } as const;
const writeProducts = { needs: 'products:write' } as const;

export const tagEndpoints = [
  endpoint(tagRoutes.list, read, (ctx) => listTags(ctx)),
  endpoint(tagRoutes.create, write, (ctx, { body }) => createTag(ctx, body)),
  endpoint(tagRoutes.update, write, (ctx, { params, ifMatch, body }) => updateTag(ctx, params.id, ifMatch, body)),
  endpoint(tagRoutes.merge, write, (ctx, { params, body }) => mergeTags(ctx, params.id, body.intoId)),
  endpoint(tagRoutes.remove, write, (ctx, { params }) => deleteTag(ctx, params.id)),
  endpoint(tagRoutes.tagClients, write, (ctx, { params, body }) =>
    tagMany(ctx, { kind: 'client', tagId: params.id, ids: body.ids }),
  ),
  endpoint(tagRoutes.untagClients, write, (ctx, { params, body }) =>
    untagMany(ctx, { kind: 'client', tagId: params.id, ids: body.ids }),
  ),
  endpoint(tagRoutes.tagProducts, writeProducts, (ctx, { params, body }) =>
    tagMany(ctx, { kind: 'product', tagId: params.id, ids: body.ids }),
  ),
  endpoint(tagRoutes.untagProducts, writeProducts, (ctx, { params, body }) =>
    untagMany(ctx, { kind: 'product', tagId: params.id, ids: body.ids }),
  ),
  endpoint(tagRoutes.tagInvoices, writeInvoices, (ctx, { params, body }) =>
    tagMany(ctx, { kind: 'invoice', tagId: params.id, ids: body.ids }),
  ),
  endpoint(tagRoutes.untagInvoices, writeInvoices, (ctx, { params, body }) =>
    untagMany(ctx, { kind: 'invoice', tagId: params.id, ids: body.ids }),
  ),
];
