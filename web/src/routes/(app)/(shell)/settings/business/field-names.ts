// What each setting is called on its page, for sentences about it.
import { m } from '#lib/paraglide/messages.js';
import type { Field } from './business-values.ts';

const names: Record<Field, () => string> = {
  name: m.client_company_name,
  taxNumber: m.tax_number_vkn,
  taxOffice: m.tax_office,
  addressLine: m.address,
  district: m.district,
  city: m.city,
  postalCode: m.postal_code,
  country: m.country,
  email: m.email,
  phone: m.client_phone,
  website: m.website,
  iban: () => 'IBAN',
  bankName: m.bank_name,
  currency: m.currency,
  language: m.client_language,
  timeZone: m.time_zone,
  invoiceSeries: m.invoice_series,
  returnSeries: m.payments_return_series,
  paymentDays: m.payment_days,
  invoiceNotes: m.invoice_notes,
  brandColour: m.brand_colour,
};

/** The label of a setting. */
export const fieldName = (field: Field) => names[field]();
