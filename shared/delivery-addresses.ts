// Where goods of an invoice go: one of the client's further addresses, or a place that is typed for this invoice alone.
import * as z from 'zod';
import { addressShape, line } from './fields.ts';

export const DeliveryAddress = z.strictObject({
  /** What the place is called, or who is there: “Depo”, “Şantiye şefliği”. */
  label: line(80).nullable(),
  ...addressShape,
  phone: line(30).nullable(),
});
export type DeliveryAddress = z.infer<typeof DeliveryAddress>;

/** What an invoice names of the addresses of its client. */
export const invoiceAddressShape = {
  /** Further address of the client that is printed as the buyer’s; null for the client’s own. */
  billingAddressId: z.uuid().nullable(),
  /** Further address of the client that the goods go to. */
  deliveryAddressId: z.uuid().nullable(),
  /** Of a draft: a place typed for it alone, instead of a further address. Of an issued invoice: the place as printed. */
  deliveryAddress: DeliveryAddress.nullable(),
};

/** A draft is delivered to one place: an address of the client, or one that is typed. */
export const oneDelivery = (value: { deliveryAddressId?: string | null; deliveryAddress?: object | null }) =>
  value.deliveryAddressId == null || value.deliveryAddress == null;
