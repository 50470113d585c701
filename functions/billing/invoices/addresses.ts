// Which of a client's addresses an invoice is billed and delivered to.
import type { Address, AddressKind } from '../../../shared/addresses.ts';
import type { DeliveryAddress } from '../../../shared/delivery-addresses.ts';
import type { InvoiceInput } from '../../../shared/invoices.ts';
import { Problem } from '../../../shared/problem.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';

export type ChosenAddresses = Pick<InvoiceInput, 'billingAddressId' | 'deliveryAddressId' | 'deliveryAddress'>;

nameConstraints({
  'a draft is billed to an address of its client': { key: 'invoice.addressGone', pointer: '#/billingAddressId' },
  'a draft is delivered to an address of its client': { key: 'invoice.addressGone', pointer: '#/deliveryAddressId' },
  'a draft is delivered to one place': { key: 'invoice.oneDelivery', pointer: '#/deliveryAddress' },
});

const withId = (addresses: readonly Address[], id: string | null) => addresses.find((address) => address.id === id);

/** What a draft for a client begins with. */
export function defaultAddresses(addresses: readonly Address[]): ChosenAddresses {
  const of = (kind: AddressKind) => addresses.find((one) => one.kind === kind && one.isDefault)?.id ?? null;
  return { billingAddressId: of('billing'), deliveryAddressId: of('delivery'), deliveryAddress: null };
}

/** Nothing of another client's. */
export const noAddresses: ChosenAddresses = { billingAddressId: null, deliveryAddressId: null, deliveryAddress: null };

/**
 * The choice of before as far as the addresses are still there; where the goods went stays as it was printed.
 * @param addresses of the client as it stands now
 */
export function keptAddresses(chosen: ChosenAddresses, addresses: readonly Address[]): ChosenAddresses {
  const billing = withId(addresses, chosen.billingAddressId);
  const delivery = withId(addresses, chosen.deliveryAddressId);
  return {
    billingAddressId: billing?.id ?? null,
    deliveryAddressId: delivery?.id ?? null,
    deliveryAddress: delivery ? null : chosen.deliveryAddress,
  };
}

/** Of a return: the buyer stays where it was billed, and goods that come back are delivered to nobody. */
export const returnAddresses = (chosen: ChosenAddresses, addresses: readonly Address[]): ChosenAddresses => ({
  ...noAddresses,
  billingAddressId: keptAddresses(chosen, addresses).billingAddressId,
});

/** @param at pointer of the draft @throws Problem `invalid` for an address that the client does not have */
export function checkAddresses(chosen: ChosenAddresses, addresses: readonly Address[], at = '#'): void {
  const unknown = (['billingAddressId', 'deliveryAddressId'] as const).filter(
    (field) => chosen[field] !== null && !withId(addresses, chosen[field]),
  );
  const problems = unknown.map((field) => ({ pointer: `${at}/${field}`, key: 'invoice.unknownAddress' }));
  if (problems.length > 0) throw new Problem('invalid', 'invoice.unknownAddress', {}, problems);
}

/** The address that is printed as the buyer's; undefined for the client's own. */
export const billedTo = ({ billingAddressId }: ChosenAddresses, addresses: readonly Address[]) =>
  withId(addresses, billingAddressId);

/** Where the goods go, as printed. */
export function deliveredTo(chosen: ChosenAddresses, addresses: readonly Address[]): DeliveryAddress | null {
  const address = withId(addresses, chosen.deliveryAddressId);
  if (!address) return chosen.deliveryAddress;
  const { label, addressLine, district, city, postalCode, country, phone } = address;
  return { label, addressLine, district, city, postalCode, country, phone };
}
