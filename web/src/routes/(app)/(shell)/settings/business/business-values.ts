// The business as a form holds it, and back: what is sent, what differs, and how a form follows a record that changed under it.
import { formatIban } from '@crmfex/shared/format.ts';
import type { Tenant, TenantInput } from '@crmfex/shared/tenants.ts';

export type Field = keyof TenantInput;

/** The settings of a tenant as people read them. */
export function businessValues(tenant: Tenant): TenantInput {
  const { id: _id, logoKey: _logo, version: _version, createdAt: _made, updatedAt: _changed, ...settings } = tenant;
  // Copies: what is typed must not change the record that it is compared with.
  const { bankAccounts, paymentTerms, units, vatRates, ...flat } = settings;
  return {
    ...flat,
    bankAccounts: bankAccounts.map((account) => ({ ...account, iban: formatIban(account.iban) })),
    paymentTerms: paymentTerms.map((term) => ({ ...term })),
    units: [...units],
    vatRates: [...vatRates],
  };
}

const required = new Set<string>([
  'name',
  'country',
  'currency',
  'language',
  'timeZone',
  'invoiceSeries',
  'numberPattern',
]);

/** Digits and letters alone, in capitals, as machines keep an IBAN or a tax number. */
export const bare = (text: string | null) => (text ?? '').replace(/\s/g, '').toUpperCase();

/** What is sent: trimmed, null for nothing, the series in capitals. */
export function cleanBusiness(typed: TenantInput): TenantInput {
  const entries = Object.entries(typed).map(([name, value]) => {
    if (typeof value !== 'string') return [name, value];
    const text = name === 'taxNumber' ? bare(value) : value.trim();
    return [name, text === '' && !required.has(name) ? null : text];
  });
  const clean = Object.fromEntries(entries) as TenantInput; // the same names with the same kinds of values
  return {
    ...clean,
    invoiceSeries: clean.invoiceSeries.toUpperCase(),
    returnSeries: clean.returnSeries?.toUpperCase() ?? null,
    bankAccounts: clean.bankAccounts.map(({ label, bankName, iban, currency }) => ({
      label: label?.trim() || null,
      bankName: bankName?.trim() || null,
      iban: bare(iban),
      currency,
    })),
    paymentTerms: clean.paymentTerms.map(({ name, days }) => ({ name: name.trim(), days })),
  };
}

/** Lists are the same when what stands in them is. */
const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const fieldsOf = (values: TenantInput) => Object.keys(values) as Field[]; // a plain object has no other keys

/** What was typed and is not in the record, and only that. */
export function changedFields(base: TenantInput, typed: TenantInput): Partial<TenantInput> {
  const before = cleanBusiness(base);
  const after = cleanBusiness(typed);
  const changed = fieldsOf(after).filter((field) => !isSame(after[field], before[field]));
  return Object.fromEntries(changed.map((field) => [field, after[field]]));
}

/**
 * How a form follows a record that changed elsewhere: untouched fields take the new value, touched ones keep what was typed.
 * @returns the fields to overwrite, and those that both sides changed differently
 */
export function followed(base: TenantInput, theirs: TenantInput, typed: TenantInput) {
  const mine = changedFields(base, typed);
  const news = changedFields(base, theirs);
  const still = changedFields(theirs, typed);
  const take = fieldsOf(theirs).filter((field) => !(field in mine) || !(field in still));
  const clashes = fieldsOf(theirs).filter((field) => field in mine && field in news && field in still);
  return { take: Object.fromEntries(take.map((field) => [field, theirs[field]])) as Partial<TenantInput>, clashes };
}
