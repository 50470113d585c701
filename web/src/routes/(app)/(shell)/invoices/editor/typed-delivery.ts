// Where the goods go, as it is typed: nowhere in particular, to an address of the client, or to a place of this invoice alone.
import type { DeliveryAddress } from '@crmfex/shared/delivery-addresses.ts';
import type { Invoice, InvoiceInput } from '@crmfex/shared/invoices.ts';

export type TypedDelivery = { addressId: string | null; place: DeliveryAddress | null };

export const noDelivery: TypedDelivery = { addressId: null, place: null };

export const blankPlace = (country: string): DeliveryAddress => ({
  ...{ label: null, addressLine: null, district: null, city: null, postalCode: null },
  country,
  phone: null,
});

export const typedDelivery = ({
  deliveryAddressId,
  deliveryAddress,
}: Pick<Invoice, 'deliveryAddressId' | 'deliveryAddress'>): TypedDelivery => ({
  addressId: deliveryAddressId,
  place: deliveryAddressId === null && deliveryAddress ? { ...deliveryAddress } : null,
});

/** A place of which nothing is typed yet is none. */
export function readDelivery({
  addressId,
  place,
}: TypedDelivery): Pick<InvoiceInput, 'deliveryAddressId' | 'deliveryAddress'> {
  if (!place) return { deliveryAddressId: addressId, deliveryAddress: null };
  const said = (text: string | null) => text?.trim() || null;
  const { country } = place;
  const [label, addressLine, district] = [said(place.label), said(place.addressLine), said(place.district)];
  const [city, postalCode, phone] = [said(place.city), said(place.postalCode), said(place.phone)];
  const isSaid = [label, addressLine, district, city, postalCode, phone].some((text) => text !== null);
  const read = { label, addressLine, district, city, postalCode, country, phone };
  return { deliveryAddressId: null, deliveryAddress: isSaid ? read : null };
}
