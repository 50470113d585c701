// What each setting is called on its page, for sentences about it.
import { m } from '#lib/paraglide/messages.js';
import type { Field } from './business-values.ts';

const names: Record<Field, () => string> = {
  name: m.client_company_name,
  legalForm: m.settings_field_legal_form,
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
  bankAccounts: m.settings_field_accounts,
  currency: m.currency,
  language: m.client_language,
  timeZone: m.time_zone,
  invoiceSeries: m.invoice_series,
  returnSeries: m.payments_return_series,
  numberPattern: m.settings_field_number_pattern,
  units: m.settings_field_units,
  vatRates: m.settings_field_vat_rates,
  paymentDays: m.payment_days,
  paymentTerms: m.settings_field_terms,
  invoiceDesign: m.designs_title,
  invoiceNotes: m.invoice_notes,
  brandColour: m.brand_colour,
};

/** The label of a setting. */
export const fieldName = (field: Field) => names[field]();
