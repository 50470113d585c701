// A tenant: the business that sends the invoices, with the settings that an invoice needs.
import * as z from 'zod';
import { addressShape, Currency, Email, Instant, Language, line, Phone, Rate, text, TimeZone } from './fields.ts';
import { InvoiceDesign } from './invoice-designs.ts';
import { isIban } from './iban.ts';
import { route } from './route.ts';
import { isNumberPattern } from './numbering.ts';
import { isTaxNumber } from './tax-number.ts';

/** A Turkish VKN (10 digits) or TCKN (11 digits) with its checksum, or an EU VAT number by format. */
export const TaxNumber = line(20).refine(isTaxNumber, { error: 'field.taxNumber' });

/** IBAN in electronic form (no spaces), checksum and country length checked. */
export const Iban = z
  .string()
  .max(42)
  .transform((iban) => iban.replace(/\s+/g, '').toUpperCase())
  .refine(isIban, { error: 'field.iban' });

/** Letters before the year in a document number, three as the e-Fatura rules want. */
export const Series = z.string().regex(/^[A-Z0-9]{3}$/);

export const LegalForm = z.enum([
  'soleTrader',
  'limited',
  'jointStock',
  'partnership',
  'cooperative',
  'association',
  'other',
]);
export type LegalForm = z.infer<typeof LegalForm>;

/** An account to be paid to. The first of a currency is printed on invoices in it; the first of all where a currency has none. */
export const BankAccount = z.strictObject({
  label: line(60).nullable(),
  bankName: line(100).nullable(),
  iban: Iban,
  currency: Currency,
});
export type BankAccount = z.infer<typeof BankAccount>;

/** Days to pay under a name, such as `end of next month`: offered where a due date is chosen. */
export const PaymentTerm = z.strictObject({ name: line(60), days: z.int().min(0).max(365) });
export type PaymentTerm = z.infer<typeof PaymentTerm>;

const isWithoutRepeats = (codes: string[]) => new Set(codes).size === codes.length;
/** What is offered where one is chosen, the usual one first. */
const offered = <Item extends z.ZodType<string>>(item: Item, max: number) =>
  z.array(item).min(1).max(max).refine(isWithoutRepeats, { error: 'field.listRepeats' });

export const TenantInput = z.strictObject({
  name: line(200),
  legalForm: LegalForm.nullable(),
  taxNumber: TaxNumber.nullable(),
  taxOffice: line(100).nullable(),
  ...addressShape,
  email: Email.nullable(),
  phone: Phone.nullable(),
  website: z.httpUrl().max(200).nullable(),
  bankAccounts: z.array(BankAccount).max(20),
  currency: Currency,
  language: Language,
  timeZone: TimeZone,
  invoiceSeries: Series,
  /** Of return invoices; null when they share the series of invoices. */
  returnSeries: Series.nullable(),
  /** How series, year and count make a number; in Türkiye the e-document rules leave no choice. */
  numberPattern: z.string().refine(isNumberPattern, { error: 'field.numberPattern' }),
  /** UN/ECE codes offered on lines. */
  units: offered(z.string().regex(/^[A-Z0-9]{2,3}$/), 60),
  vatRates: offered(Rate, 20),
  /** Days from issue to due, for new invoices. */
  paymentDays: z.int().min(0).max(365),
  paymentTerms: z.array(PaymentTerm).max(20),
  /** How invoices are drawn that name no design of their own. */
  invoiceDesign: InvoiceDesign,
  /** Printed on new invoices unless the invoice says otherwise. */
  invoiceNotes: text(2000).nullable(),
  /** One accent of the brand, `#rrggbb`, used on portal, PDF and mail. */
  brandColour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable(),
});
export type TenantInput = z.infer<typeof TenantInput>;

export const Tenant = TenantInput.extend({
  id: z.uuid(),
  /** Changes with each upload; null when there is no logo. */
  logoKey: z.string().nullable(),
  version: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type Tenant = z.infer<typeof Tenant>;

/** The account that is printed on a document in a currency; none where the business has none at all. */
export function accountFor(accounts: readonly BankAccount[], currency: Currency): BankAccount | undefined {
  return accounts.find((account) => account.currency === currency) ?? accounts[0];
}

/** What an invoice still lacks from its seller, by field name; empty when it may be issued. */
export function missingSellerFields(
  tenant: Pick<Tenant, 'name' | 'taxNumber' | 'addressLine' | 'city' | 'taxOffice' | 'country'>,
) {
  const needed = tenant.country === 'TR' ? (['taxNumber', 'taxOffice'] as const) : (['taxNumber'] as const);
  return [...needed, 'addressLine' as const, 'city' as const].filter((field) => !tenant[field]);
}

export const tenantRoutes = {
  get: route('GET /tenant', { summary: 'The own business', response: Tenant }),
  update: route('PATCH /tenant', {
    summary: 'Change settings of the own business (If-Match)',
    body: TenantInput.partial(),
    response: Tenant,
  }),
  putLogo: route('PUT /tenant/logo', {
    summary: 'Upload the logo, PNG or JPEG up to 1 MB',
    rawBody: { contentTypes: ['image/png', 'image/jpeg'], maxBytes: 1_048_576 },
    response: Tenant,
  }),
  removeLogo: route('DELETE /tenant/logo', { summary: 'Remove the logo', response: Tenant }),
  logo: route('GET /tenant/logo', { summary: 'The logo, by a short-lived link', answer: 'redirect' }),
};
