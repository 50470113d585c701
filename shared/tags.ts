// Tags: coloured words of a business's own, put on clients, products and invoices, and kept in order in one place.
import * as z from 'zod';
import { BulkRequest, BulkResults } from './bulk.ts';
import { Instant, line } from './fields.ts';
import { byId, route } from './route.ts';

export const tagColours = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple'] as const;
export type TagColour = (typeof tagColours)[number];

export const TagInput = z.strictObject({ name: line(40), colour: z.enum(tagColours) });
export type TagInput = z.infer<typeof TagInput>;

/** Grey unless said otherwise. */
export const TagCreate = TagInput.partial().required({ name: true }).extend({ id: z.uuid().optional() });
export type TagCreate = z.infer<typeof TagCreate>;

export const Tag = TagInput.extend({
  id: z.uuid(),
  /** On how many records it is, archived ones included. */
  clientCount: z.int(),
  productCount: z.int(),
  invoiceCount: z.int(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Tag = z.infer<typeof Tag>;

const onMany = (line: `POST /${string}`, summary: string) =>
  route(line, { summary, params: byId, body: BulkRequest, response: BulkResults, status: 200 });

export const tagRoutes = {
  list: route('GET /tags', { summary: 'Every tag, by name', response: z.array(Tag) }),
  create: route('POST /tags', { summary: 'Add a tag', body: TagCreate, response: Tag }),
  update: route('PATCH /tags/{id}', {
    summary: 'Rename a tag or give it another colour (If-Match)',
    params: byId,
    body: TagInput.partial(),
    response: Tag,
  }),
  merge: route('POST /tags/{id}/merge', {
    summary: 'Put another tag on everything that has this one, and delete this one',
    params: byId,
    body: z.strictObject({ intoId: z.uuid() }),
    response: Tag,
    status: 200,
  }),
  remove: route('DELETE /tags/{id}', { summary: 'Delete a tag and take it from everything', params: byId }),
  tagClients: onMany('POST /tags/{id}/clients', 'Put a tag on many clients'),
  untagClients: onMany('POST /tags/{id}/clients/remove', 'Take a tag from many clients'),
  tagProducts: onMany('POST /tags/{id}/products', 'Put a tag on many products'),
  untagProducts: onMany('POST /tags/{id}/products/remove', 'Take a tag from many products'),
  tagInvoices: onMany('POST /tags/{id}/invoices', 'Put a tag on many invoices, issued ones too'),
  untagInvoices: onMany('POST /tags/{id}/invoices/remove', 'Take a tag from many invoices'),
};
