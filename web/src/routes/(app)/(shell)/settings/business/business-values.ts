// The business as a form holds it, and back: empty text is nothing, the IBAN loses its spaces.
import type { Tenant, TenantInput } from '@crmfex/shared/tenants.ts';
import { formatIban } from '@crmfex/shared/format.ts';

/** The settings of a tenant as people read them. */
export function businessValues(tenant: Tenant): TenantInput {
  const { id: _id, logoKey: _logo, version: _version, createdAt: _made, updatedAt: _changed, ...settings } = tenant;
  return { ...settings, iban: tenant.iban === null ? null : formatIban(tenant.iban) };
}

const required = new Set<string>(['name', 'country', 'currency', 'language', 'timeZone', 'invoiceSeries']);

/** What is sent: trimmed, null for nothing, the series in capitals. */
export function cleanBusiness(typed: TenantInput): TenantInput {
  const entries = Object.entries(typed).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value];
    const text = name === 'iban' || name === 'taxNumber' ? value.replace(/\s/g, '').toUpperCase() : value.trim();
    return [name, text === '' && !required.has(name) ? null : text];
  });
  const clean = Object.fromEntries(entries) as TenantInput; // the same names with the same kinds of values
  return { ...clean, invoiceSeries: clean.invoiceSeries.toUpperCase() };
}
