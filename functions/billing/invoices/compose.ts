// A draft from what was typed: what is left out comes from client and tenant, and the sums from nowhere but shared/totals.
import type { Address } from '../../../shared/addresses.ts';
import type { Client } from '../../../shared/clients.ts';
import { addDays } from '../../../shared/dates.ts';
import type { InvoiceCreate, InvoiceInput, InvoicePatch, Party, Seller } from '../../../shared/invoices.ts';
import { Problem } from '../../../shared/problem.ts';
import { accountFor, type Tenant } from '../../../shared/tenants.ts';
import type { Currency } from '../../../shared/fields.ts';
import { checkTotals, computeTotals } from '../../../shared/totals.ts';
import { checkAddresses, defaultAddresses, noAddresses } from './addresses.ts';

/** Client and tenant as they stand: what a new draft takes its defaults from. Without its further addresses, the client's own counts. */
export type Parties = { client: Client; tenant: Tenant; addresses?: readonly Address[] };

/**
 * @param today the day in the tenant's zone, from which the days to pay are counted
 * @throws Problem `invalid` for an address that the client does not have
 */
export function newDraft(
  typed: Omit<InvoiceCreate, 'id'>,
  { client, tenant, addresses = [] }: Parties,
  today: string,
): InvoiceInput {
  return {
    clientId: client.id,
    ...newAddresses(typed, addresses),
    currency: typed.currency ?? client.currency ?? tenant.currency,
    language: typed.language ?? client.language ?? tenant.language,
    dueDate: typed.dueDate === undefined ? addDays(today, client.paymentDays ?? tenant.paymentDays) : typed.dueDate,
    pricesIncludeVat: typed.pricesIncludeVat ?? false,
    roundingMode: typed.roundingMode ?? 'category',
    discountRate:
      typed.discountRate === undefined && typed.discountMinor == null
        ? client.discountRate
        : (typed.discountRate ?? null),
    discountMinor: typed.discountMinor ?? null,
    exchangeRate: typed.exchangeRate ?? null,
    design: typed.design ?? null,
    isBilingual: typed.isBilingual ?? client.isBilingual ?? false,
    charges: typed.charges ?? [],
    stopajRate: typed.stopajRate ?? null,
    orderNumber: typed.orderNumber ?? null,
    orderDate: typed.orderDate ?? null,
    despatches: typed.despatches ?? [],
    notes: typed.notes === undefined ? tenant.invoiceNotes : typed.notes,
    chosenSeries: typed.chosenSeries ?? null,
    internalNotes: typed.internalNotes ?? null,
    lines: typed.lines ?? [],
  };
}

/** Naming one place of delivery, or none, is an answer; only who says nothing gets what the client's documents begin with. */
function newAddresses(typed: Omit<InvoiceCreate, 'id'>, addresses: readonly Address[]) {
  const { billingAddressId, deliveryAddressId } = defaultAddresses(addresses);
  const isPlaced = typed.deliveryAddressId !== undefined || typed.deliveryAddress !== undefined;
  const chosen = {
    billingAddressId: typed.billingAddressId === undefined ? billingAddressId : typed.billingAddressId,
    deliveryAddressId: isPlaced ? (typed.deliveryAddressId ?? null) : deliveryAddressId,
    deliveryAddress: typed.deliveryAddress ?? null,
  };
  checkAddresses(chosen, addresses);
  return chosen;
}

/** The draft with the patch laid over it; lines are replaced as a whole, and another client brings none of the addresses along. */
export function patchedDraft(draft: InvoiceInput, patch: InvoicePatch): InvoiceInput {
  const isOther = patch.clientId !== undefined && patch.clientId !== draft.clientId;
  const place = {
    ...(patch.deliveryAddressId ? { deliveryAddress: null } : {}),
    ...(patch.deliveryAddress ? { deliveryAddressId: null } : {}),
  };
  return { ...draft, ...(isOther ? noAddresses : {}), ...place, ...patch };
}

/**
 * The sums of a draft and of its lines.
 * @throws Problem `invalid` with a pointer per field that cannot be summed
 */
export function sumsOf(draft: InvoiceInput): ReturnType<typeof computeTotals> {
  const problems = checkTotals(draft);
  if (problems.length > 0) throw new Problem('invalid', 'invalid', {}, problems);
  return computeTotals(draft);
}

/** The seller as printed from now on, whatever the settings say later, with the account for the document's currency. */
export function sellerOf(tenant: Tenant, currency: Currency): Seller {
  const { name, taxNumber, taxOffice, addressLine, district, city, postalCode, country, email, phone } = tenant;
  const { website, brandColour, logoKey } = tenant;
  const { iban = null, bankName = null } = accountFor(tenant.bankAccounts, currency) ?? {};
  return {
    ...{ name, taxNumber, taxOffice, addressLine, district, city, postalCode, country, email, phone },
    ...{ website, iban, bankName, brandColour, logoKey },
  };
}

/** The buyer as printed from now on. @param billed further address that is printed instead of the client's own */
export function buyerOf(client: Client, billed?: Address): Party {
  const { name, taxNumber, taxOffice, email } = client;
  const { addressLine, district, city, postalCode, country } = billed ?? client;
  const phone = billed?.phone ?? client.phone;
  return { name, taxNumber, taxOffice, addressLine, district, city, postalCode, country, email, phone };
}
