// SQL of the own business.
import * as z from 'zod';
import type { Currency, Language } from '../../../shared/fields.ts';
import { Tenant, type TenantInput } from '../../../shared/tenants.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';
import { snake, table } from '../../platform/table.ts';

nameConstraints({
  tenant_bank_accounts_hold: { key: 'field.iban', kind: 'invalid', pointer: '#/bankAccounts' },
  tenant_number_pattern_holds: { key: 'field.numberPattern', kind: 'invalid', pointer: '#/numberPattern' },
  'a Turkish business numbers as the e-document rules say': {
    key: 'tenant.numberPatternTurkish',
    kind: 'invalid',
    pointer: '#/numberPattern',
  },
  tenant_tax_number_holds: { key: 'field.taxNumber', kind: 'invalid', pointer: '#/taxNumber' },
});

const { columns } = table('tenants', Tenant);

/** Of the session's tenant: row security shows no other. */
export function selectTenant(): Statement<Tenant> {
  return query(Tenant, `select ${columns} from tenants where id = app.tenant_id()`);
}

/** Changes what was given when the version is still the one that was read; no row comes back otherwise. */
export function updateTenant(version: number, changes: Partial<TenantInput>): Statement<Tenant> {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const sets = given.map(([field], place) => `${snake(field)} = $${place + 2}, `).join('');
  return query(
    Tenant,
    `update tenants set ${sets}version = version + 1, updated_at = now()
     where id = app.tenant_id() and version = $1 returning ${columns}`,
    [version, ...given.map(([, value]) => (Array.isArray(value) ? json(value) : value))],
  );
}

const LogoChange = Tenant.extend({ oldLogoKey: z.string().nullable() });
export type LogoChange = z.infer<typeof LogoChange>;

/** Answers the key it replaced too, read under the same lock, so that of two uploads at once neither forgets the other's file. */
export function updateLogo(logoKey: string | null): Statement<LogoChange> {
  return query(
    LogoChange,
    `with old as (select id, logo_key from tenants where id = app.tenant_id() for update)
     update tenants t set logo_key = $1, version = t.version + 1, updated_at = now()
     from old where t.id = old.id
     returning ${columns
       .split(', ')
       .map((column) => `t.${column}`)
       .join(', ')}, old.logo_key as old_logo_key`,
    [logoKey],
  );
}

const UseRow = z.strictObject({ isInUse: z.boolean() });

/** Whether a logo is the present one or stands on an issued invoice. */
export function selectLogoUse(key: string): Statement<z.infer<typeof UseRow>> {
  return query(
    UseRow,
    `select app.is_logo_printed($1) or exists (select from tenants where id = app.tenant_id() and logo_key = $1) as is_in_use`,
    [key],
  );
}

export type NewTenant = {
  id: string;
  name: string;
  language: Language;
  country: string;
  currency: Currency;
  timeZone: string;
};

export function insertTenant(tenant: NewTenant): Statement<never> {
  const { id, name, language, country, currency, timeZone } = tenant;
  return command(
    'insert into tenants (id, name, language, country, currency, time_zone) values ($1, $2, $3, $4, $5, $6)',
    [id, name, language, country, currency, timeZone],
  );
}
