// A draft from what was typed: what is left out comes from client and tenant, and the sums from nowhere but shared/totals.
import type { Client } from '../../../shared/clients.ts';
import { addDays } from '../../../shared/dates.ts';
import type { InvoiceCreate, InvoiceInput, InvoicePatch, Party, Seller } from '../../../shared/invoices.ts';
import { Problem } from '../../../shared/problem.ts';
import { accountFor, type Tenant } from '../../../shared/tenants.ts';
import type { Currency } from '../../../shared/fields.ts';
import { checkTotals, computeTotals } from '../../../shared/totals.ts';

/** Client and tenant as they stand: what a new draft takes its defaults from. */
export type Parties = { client: Client; tenant: Tenant };

/** @param today the day in the tenant's zone, from which the days to pay are counted */
export function newDraft(typed: Omit<InvoiceCreate, 'id'>, { client, tenant }: Parties, today: string): InvoiceInput {
  return {
    clientId: client.id,
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

/** The draft with the patch laid over it; lines are replaced as a whole. */
export function patchedDraft(draft: InvoiceInput, patch: InvoicePatch): InvoiceInput {
  return { ...draft, ...patch };
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

/** The buyer as printed from now on. */
export function buyerOf(client: Client): Party {
  const { name, taxNumber, taxOffice, addressLine, district, city, postalCode, country, email, phone } = client;
  return { name, taxNumber, taxOffice, addressLine, district, city, postalCode, country, email, phone };
}
