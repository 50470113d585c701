// The wholesaler's year as it is planned: that it is whole, the same each time, and nothing in it that the contract would refuse.
import { describe, expect, it } from 'vitest';
import { ClientCreate } from '../../../../shared/clients.ts';
import { addDays } from '../../../../shared/dates.ts';
import { Iban } from '../../../../shared/tenants.ts';
import { taxOffices } from '../../../../shared/tax-offices.ts';
import { accounts, plannedClients } from './clients.ts';
import { allGoods } from './goods.ts';
import { decimal, plan } from './plan.ts';

const today = '2026-11-25';
const told = () => plan({ clients: plannedClients, goods: allGoods, today }, 846);

describe('the wholesaler of the seed', () => {
  it('has 120 clients of different names and numbers, whom the contract accepts', () => {
    expect(plannedClients).toHaveLength(120);
    const clients = plannedClients.map(({ client }) => ClientCreate.parse(client));
    expect(new Set(clients.map(({ name }) => name)).size).toBe(120);
    const numbers = clients.flatMap(({ taxNumber }) => taxNumber ?? []);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const { iban } of accounts) expect(Iban.parse(iban)).toBe(iban);
  });

  it('names tax offices that exist', () => {
    const known = new Set(Object.values(taxOffices).flat());
    for (const { client } of plannedClients) if (client.taxOffice) expect(known).toContain(client.taxOffice);
  });

  it('has 400 products and more, each with a code of its own and a price', () => {
    expect(allGoods.length).toBeGreaterThanOrEqual(400);
    expect(new Set(allGoods.map(({ code }) => code)).size).toBe(allGoods.length);
    for (const good of allGoods) expect(good.priceMinor, good.name).toBeGreaterThan(0);
    expect(new Set(allGoods.map(({ vatRate }) => vatRate))).toEqual(new Set(['1', '10', '20']));
  });

  it('is told the same each time, over a year that ends today, and never on a Sunday', () => {
    const sales = told();
    expect(told()).toEqual(sales);
    expect(sales).toHaveLength(846);
    const days = sales.map(({ day }) => day);
    expect(days.toSorted()).toEqual(days);
    expect(days.every((day) => day <= today && day > addDays(today, -366))).toBe(true);
    expect(days.some((day) => new Date(`${day}T12:00:00Z`).getUTCDay() === 0)).toBe(false);
    expect(new Set(days.map((day) => day.slice(0, 7))).size).toBeGreaterThanOrEqual(12);
  });

  it('sells in three currencies, in every state, short and long', () => {
    const sales = told();
    expect(new Set(sales.map(({ currency }) => currency))).toEqual(new Set(['TRY', 'EUR', 'USD']));
    expect(new Set(sales.map(({ fate }) => fate))).toEqual(new Set(['draft', 'issued', 'cancelled']));
    expect(new Set(sales.map(({ habit }) => habit)).size).toBe(6);
    const lengths = sales.map(({ lines }) => lines.length);
    expect(Math.min(...lengths)).toBe(1);
    expect(Math.max(...lengths)).toBeGreaterThan(40);
  });

  it('writes minor units as decimals', () => {
    expect([5, 50, 100, 1000, 12_345, 14_500].map(decimal)).toEqual(['0.05', '0.50', '1', '10', '123.45', '145']);
  });
});
