// Where a new business starts: at home unless the request surely came from elsewhere.
import { describe, expect, it } from 'vitest';
import { TenantInput } from '../../../shared/tenants.ts';
import { startIn } from './founding.ts';

describe('a new business', () => {
  it.each([null, 'TR', 'XX', 'T1', 'US', 'toString'])('starts in Türkiye when the country is %s', (country) => {
    expect(startIn(country)).toEqual({ country: 'TR', currency: 'TRY', timeZone: 'Europe/Istanbul' });
  });

  it.each(['DE', 'PL', 'GB', 'CY'])('starts with what the contract knows when the country is %s', (country) => {
    const start = startIn(country);
    expect(start.country).toBe(country);
    expect(TenantInput.shape.currency.safeParse(start.currency).success).toBe(true);
    expect(TenantInput.shape.timeZone.safeParse(start.timeZone).success).toBe(true);
  });
});
