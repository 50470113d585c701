// A client: someone a tenant sells to. Every field is named here once.
import * as z from 'zod';
import { CustomChanges, CustomValues } from './custom-fields.ts';
import { addressShape, Country, Currency, Email, Instant, Language, line, Phone, Rate, text } from './fields.ts';
import { listQuery, page } from './paging.ts';
import { byId, route } from './route.ts';
import { TaxNumber } from './tenants.ts';

export const ClientInput = z.strictObject({
  kind: z.enum(['company', 'person']),
  name: line(200),
  email: Email.nullable(),
  phone: Phone.nullable(),
  contactName: line(120).nullable(),
  taxNumber: TaxNumber.nullable(),
  taxOffice: line(100).nullable(),
  ...addressShape,
  currency: Currency.nullable(),
  language: Language.nullable(),
  paymentDays: z.int().min(0).max(365).nullable(),
  /** Percent that new invoices begin with. */
  discountRate: Rate.nullable(),
  /** New invoices are printed in both languages. */
  isBilingual: z.boolean().nullable(),
  notes: text(5000).nullable(),
  /** Of the business’s own fields, by their ids. */
  customFields: CustomChanges,
});
export type ClientInput = z.infer<typeof ClientInput>;

/** What a new client may leave out; the server stores null. */
export const ClientCreate = ClientInput.partial()
  .required({ kind: true, name: true })
  .extend({ id: z.uuid().optional() });
export type ClientCreate = z.infer<typeof ClientCreate>;

export const Client = ClientInput.extend({
  customFields: CustomValues,
  id: z.uuid(),
  archivedAt: Instant.nullable(),
  /** The client that took this one in; this one is archived then and leads there. */
  mergedInto: z.uuid().nullable(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Client = z.infer<typeof Client>;

/** A client with its tags, as the API shows it. */
export const TaggedClient = Client.extend({
  tagIds: z.array(z.uuid()),
  /** Its data are only kept: no mail, no automation. */
  isRestricted: z.boolean(),
});
export type TaggedClient = z.infer<typeof TaggedClient>;

export const ClientList = listQuery(['name', 'createdAt']).extend({
  state: z.enum(['active', 'archived', 'all']).optional(),
  kind: ClientInput.shape.kind.optional(),
  currency: Currency.optional(),
  country: Country.optional(),
  tagId: z.uuid().optional(),
  restricted: z.literal('true').optional(),
});
export type ClientList = z.output<typeof ClientList>;

/** How many clients a filter finds. */
export const ClientSummary = z.strictObject({ count: z.int() });
export type ClientSummary = z.infer<typeof ClientSummary>;

export const clientRoutes = {
  list: route('GET /clients', { summary: 'Clients, by name', query: ClientList, response: page(TaggedClient) }),
  summary: route('GET /clients/summary', {
    summary: 'How many clients a filter finds',
    query: ClientList.omit({ limit: true, cursor: true, sort: true }),
    response: ClientSummary,
  }),
  get: route('GET /clients/{id}', { summary: 'One client', params: byId, response: TaggedClient }),
  create: route('POST /clients', { summary: 'Add a client', body: ClientCreate, response: TaggedClient }),
  update: route('PATCH /clients/{id}', {
    summary: 'Correct a client (If-Match)',
    params: byId,
    body: ClientInput.partial(),
    response: TaggedClient,
  }),
  archive: route('POST /clients/{id}/archive', {
    summary: 'Put a client out of the way; its documents stay',
    params: byId,
    response: TaggedClient,
    status: 200,
  }),
  restore: route('POST /clients/{id}/restore', {
    summary: 'Bring an archived client back',
    params: byId,
    response: TaggedClient,
    status: 200,
  }),
  remove: route('DELETE /clients/{id}', { summary: 'Delete a client that no document names', params: byId }),
};
