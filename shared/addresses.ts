// Further addresses of a client: where invoices go, where goods go, branches.
import * as z from 'zod';
import { addressShape, Instant, line, Phone } from './fields.ts';
import { byId, route } from './route.ts';

export const addressKinds = ['billing', 'delivery', 'branch'] as const;
export type AddressKind = (typeof addressKinds)[number];

export const AddressInput = z.strictObject({
  kind: z.enum(addressKinds),
  /** What it is called: “Depo”, “Ankara şubesi”. */
  label: line(80),
  ...addressShape,
  phone: Phone.nullable(),
  /** What new documents begin with; making another one the default takes it from the first. A branch is never one. */
  isDefault: z.boolean(),
});
export type AddressInput = z.infer<typeof AddressInput>;

/** What may be left out is empty; the country is that of the client. */
export const AddressCreate = AddressInput.partial()
  .required({ kind: true, label: true })
  .extend({ id: z.uuid().optional() });
export type AddressCreate = z.infer<typeof AddressCreate>;

export const Address = AddressInput.extend({
  id: z.uuid(),
  clientId: z.uuid(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Address = z.infer<typeof Address>;

export const addressBookRoutes = {
  list: route('GET /clients/{id}/addresses', {
    summary: 'Further addresses of a client, by kind, the default one first',
    params: byId,
    response: z.array(Address),
  }),
  create: route('POST /clients/{id}/addresses', {
    summary: 'Add an address to a client',
    params: byId,
    body: AddressCreate,
    response: Address,
  }),
  update: route('PATCH /addresses/{id}', {
    summary: 'Correct an address (If-Match); issued invoices keep what was printed',
    params: byId,
    body: AddressInput.partial(),
    response: Address,
  }),
  remove: route('DELETE /addresses/{id}', { summary: 'Remove an address', params: byId }),
};
