// Where two clients differ, in words, so that a person can choose which value stays.
import type { MergeableField } from '@crmfex/shared/client-merges.ts';
import type { Client } from '@crmfex/shared/clients.ts';
import type { CustomField, CustomValue } from '@crmfex/shared/custom-fields.ts';
import { countryName, formatNumber } from '@crmfex/shared/format.ts';
import { day } from '#lib/format.ts';
import { language } from '#lib/language.svelte.ts';
import { m } from '#lib/paraglide/messages.js';

/** One row: what the one says, and what the other says. */
export type Difference = { key: string; label: string; ours: string; theirs: string };

const labels: Partial<Record<MergeableField, () => string>> = {
  name: m.client_name,
  kind: m.client_kind,
  email: m.email,
  phone: m.client_phone,
  taxNumber: m.tax_number,
  taxOffice: m.tax_office,
  addressLine: m.address,
  district: m.district,
  city: m.city,
  postalCode: m.postal_code,
  country: m.country,
  currency: m.currency,
  language: m.client_language,
  paymentDays: m.payment_days,
  discountRate: m.clients_discount,
  notes: m.client_notes,
};

function words(name: string, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (name === 'kind') return value === 'company' ? m.client_kind_company() : m.client_kind_person();
  if (name === 'country') return countryName(String(value), language());
  if (name === 'language') return value === 'tr' ? m.language_tr() : m.language_en();
  return String(value);
}

function customWords(field: CustomField, value: CustomValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? m.fields_yes() : m.fields_no();
  if (field.type === 'number') return formatNumber(value, language());
  return field.type === 'date' ? day(value) : value;
}

/** Fields of the contract first, then those of the business's own. */
export function differencesOf(ours: Client, theirs: Client, fields: CustomField[]): Difference[] {
  const named = Object.entries(labels).map(([key, label]) => {
    const name = key as keyof typeof labels; // the record's own keys
    return { key, label: label(), ours: words(key, ours[name]), theirs: words(key, theirs[name]) };
  });
  const custom = fields.map((field) => ({
    key: `custom/${field.id}`,
    label: field.label,
    ours: customWords(field, ours.customFields[field.id]),
    theirs: customWords(field, theirs.customFields[field.id]),
  }));
  return [...named, ...custom].filter((row) => row.ours !== row.theirs);
}
