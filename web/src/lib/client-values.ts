// A client as a form holds it, and back: empty text is nothing.
import type { Client, ClientInput } from '@crmfex/shared/clients.ts';

/** An empty form, or a form with a client in it. */
export function clientValues(client?: Client): ClientInput {
  return {
    kind: client?.kind ?? 'company',
    name: client?.name ?? '',
    email: client?.email ?? null,
    phone: client?.phone ?? null,
    contactName: client?.contactName ?? null,
    taxNumber: client?.taxNumber ?? null,
    taxOffice: client?.taxOffice ?? null,
    addressLine: client?.addressLine ?? null,
    district: client?.district ?? null,
    city: client?.city ?? null,
    postalCode: client?.postalCode ?? null,
    country: client?.country ?? 'TR',
    currency: client?.currency ?? null,
    language: client?.language ?? null,
    paymentDays: client?.paymentDays ?? null,
    discountRate: client?.discountRate ?? null,
    isBilingual: client?.isBilingual ?? null,
    notes: client?.notes ?? null,
    customFields: { ...client?.customFields },
  };
}

/** Trims what was typed; a field left empty becomes null, digits of a tax number lose their spaces. */
export function cleanClient(typed: ClientInput): ClientInput {
  const entries = Object.entries(typed).map(([name, value]) => {
    if (typeof value !== 'string' || name === 'name') return [name, typeof value === 'string' ? value.trim() : value];
    if (name === 'discountRate') return [name, value.replace(/[%\s]/g, '').replace(',', '.') || null];
    const text = name === 'taxNumber' ? value.replace(/\s/g, '') : value.trim();
    return [name, text === '' ? null : text];
  });
  return Object.fromEntries(entries) as ClientInput; // the same names with the same kinds of values
}
