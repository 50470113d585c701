// What a new business starts with: where it probably is, and so its currency and its clock. All of it can be changed in the settings.
import type { Currency, Language } from '../../../shared/fields.ts';
import type { Statement } from '../../platform/statement.ts';
import { insertTenant } from './store.ts';

/** Members of the EU and the zone of their capital; those without the euro trade in it abroad. */
const euroCountries: Record<string, string> = {
  AT: 'Europe/Vienna',
  BE: 'Europe/Brussels',
  BG: 'Europe/Sofia',
  CY: 'Asia/Nicosia',
  CZ: 'Europe/Prague',
  DE: 'Europe/Berlin',
  DK: 'Europe/Copenhagen',
  EE: 'Europe/Tallinn',
  ES: 'Europe/Madrid',
  FI: 'Europe/Helsinki',
  FR: 'Europe/Paris',
  GR: 'Europe/Athens',
  HR: 'Europe/Zagreb',
  HU: 'Europe/Budapest',
  IE: 'Europe/Dublin',
  IT: 'Europe/Rome',
  LT: 'Europe/Vilnius',
  LU: 'Europe/Luxembourg',
  LV: 'Europe/Riga',
  MT: 'Europe/Malta',
  NL: 'Europe/Amsterdam',
  PL: 'Europe/Warsaw',
  PT: 'Europe/Lisbon',
  RO: 'Europe/Bucharest',
  SE: 'Europe/Stockholm',
  SI: 'Europe/Ljubljana',
  SK: 'Europe/Bratislava',
};

export type Start = { country: string; currency: Currency; timeZone: string };

/** From the country the request came from, when that is certain and one of those we serve; else Türkiye, where we are at home. */
export function startIn(country: string | null): Start {
  if (country === 'GB') return { country, currency: 'GBP', timeZone: 'Europe/London' };
  const timeZone = country !== null && Object.hasOwn(euroCountries, country) ? euroCountries[country] : undefined;
  if (country !== null && timeZone !== undefined) return { country, currency: 'EUR', timeZone };
  return { country: 'TR', currency: 'TRY', timeZone: 'Europe/Istanbul' };
}

export type Founding = { id: string; name: string; language: Language; country: string | null };

export function tenantFounded(founding: Founding): Statement<never> {
  return insertTenant({ ...founding, ...startIn(founding.country) });
}
