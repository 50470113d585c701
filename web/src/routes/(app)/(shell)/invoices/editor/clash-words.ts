// What two people wrote differently, in words: which field, and what each of them has there.
import { addressLines, formatDay } from '@crmfex/shared/format.ts';
import type { Language } from '@crmfex/shared/fields.ts';
import { unitName } from '@crmfex/shared/units.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Typed } from './draft.svelte.ts';
import type { Clash } from './merge.ts';

const fieldNames: Record<keyof Typed, () => string> = {
  clientId: m.client_name,
  clientName: m.client_name,
  billingAddressId: m.editor_billing_address,
  delivery: m.editor_delivery_address,
  currency: m.currency,
  language: m.client_language,
  dueDate: m.due_date,
  pricesIncludeVat: m.prices,
  roundingMode: m.editor_field_rounding,
  discount: m.document_discount,
  rate: m.editor_field_rate,
  design: m.editor_field_design,
  isBilingual: m.editor_field_bilingual,
  charges: m.editor_field_charges,
  stopaj: m.editor_field_stopaj,
  orderNumber: m.editor_field_order,
  orderDate: m.editor_field_order,
  despatches: m.editor_field_despatches,
  notes: m.invoice_notes,
  internalNotes: m.editor_field_internal_notes,
  series: m.editor_field_series,
  lines: m.lines,
};

export const fieldName = (field: keyof Typed): string => fieldNames[field]();

/** One side of a clash as a person would read it. @param names of clients and of the client's addresses, by id */
export function clashText(
  clash: Clash,
  side: 'mine' | 'theirs',
  names: Map<unknown, string>,
  language: Language,
): string {
  const { field, [side]: value } = clash;
  if (field === 'clientId') return names.get(value) ?? '–';
  if (field === 'billingAddressId') return value === null ? m.editor_billing_own() : (names.get(value) ?? '–');
  if (field === 'delivery') return deliveryText(value as Typed['delivery'], names, language); // the field's own type
  if (field === 'pricesIncludeVat') return value === true ? m.prices_gross() : m.prices_net();
  if (field === 'language') return value === 'tr' ? m.language_tr() : m.language_en();
  if ((field === 'dueDate' || field === 'orderDate') && typeof value === 'string') return formatDay(value, language);
  if (typeof value === 'boolean') return value ? m.editor_yes() : m.editor_no();
  if (Array.isArray(value))
    return value.map((row: Record<string, unknown>) => rowText(row, language)).join('\n') || m.editor_removed();
  if (typeof value === 'object' && value !== null) return rowText({ ...value }, language) || '–';
  return typeof value === 'string' && value.trim() !== '' ? value : '–';
}

function deliveryText(
  { addressId, place }: Typed['delivery'],
  names: Map<unknown, string>,
  language: Language,
): string {
  if (place) return [place.label, ...addressLines(place, language), place.phone].filter(Boolean).join(', ');
  return addressId === null ? m.editor_delivery_none() : (names.get(addressId) ?? '–');
}

/** A line or charge in one line: what it is, then its figures. */
function rowText(row: Record<string, unknown>, language: Language): string {
  const said = (field: string) => (typeof row[field] === 'string' ? row[field].trim() : '');
  const amount = [said('quantity'), said('unit') && unitName(said('unit'), language)].filter(Boolean).join(' ');
  const price = [amount, said('unitPrice')].filter(Boolean).join(' × ');
  const figures = [price, said('discount'), said('amount'), said('text'), said('vatRate') && `%${said('vatRate')}`];
  return [said('description') || said('reason') || said('number'), ...figures].filter(Boolean).join(' · ');
}
