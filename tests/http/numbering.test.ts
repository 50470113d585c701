// The numbers to come: shown as they will be given, counted without gaps, and written as the business wants them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import type { Currency } from '../../shared/fields.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { numberingRoutes } from '../../shared/numbering.ts';
import { Role } from '../../shared/permissions.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  world.time.now = new Date('2026-11-25T09:00:00Z');
});
afterAll(() => world.close());

async function nextOf({ owner }: Business): Promise<string[]> {
  const { body } = await world.call(numberingRoutes.next, { as: owner });
  return body.items.map((item) => item.next);
}

async function issue({ owner }: Business, currency: Currency = 'TRY') {
  const client = await world.call(clientRoutes.create, {
    as: owner,
    body: { kind: 'company', name: 'Alıcı', taxNumber: '1234567890', city: 'İstanbul' },
  });
  const typed = { description: 'Danışmanlık', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
  const line = { ...typed, discountRate: null, discountMinor: null };
  const draft = await world.call(invoiceRoutes.create, {
    as: owner,
    body: { clientId: client.body.id, currency, lines: [line] },
  });
  return world.call(invoiceRoutes.issue, { as: owner, params: { id: draft.body.id }, ifMatch: draft.body.version });
}

describe('GET /numbering', () => {
  test('shows the number that the next document gets, and takes none by looking', async () => {
    const business = await world.business();
    const [first] = await nextOf(business);
    expect(await nextOf(business)).toEqual([first, first]);
    const issued = await issue(business);
    expect(issued.body.number).toBe(first);
    expect(await nextOf(business)).toEqual(['FTR2026000000002', 'FTR2026000000002']);
  });

  test('keeps the series of returns apart', async () => {
    const business = await world.business({ return_series: 'IAD' });
    await issue(business);
    expect(await nextOf(business)).toEqual(['FTR2026000000002', 'IAD2026000000001']);
  });

  test('counts each business for itself', async () => {
    const [one, other] = [await world.business(), await world.business()];
    await issue(one);
    expect((await nextOf(other))[0]).toBe('FTR2026000000001');
  });

  test.each(Role.options)('is open to the role %s', async (role) => {
    const { people } = await world.business();
    expect((await world.call(numberingRoutes.next, { as: people[role] })).status).toBe(200);
  });

  test('asks to sign in first', async () => {
    expect((await world.call(numberingRoutes.next)).status).toBe(401);
  });
});

describe('a pattern of its own', () => {
  const german = { country: 'DE', tax_number: 'DE136695976', number_pattern: '{series}-{yy}/{number:4}' };

  test('writes the numbers of a business outside Türkiye', async () => {
    const business = await world.business(german);
    expect((await nextOf(business))[0]).toBe('FTR-26/0001');
    expect((await issue(business)).body.number).toBe('FTR-26/0001');
    expect((await issue(business)).body.number).toBe('FTR-26/0002');
  });

  test('that changes leaves the numbers that were given', async () => {
    const business = await world.business(german);
    const { body } = await issue(business);
    await world.database.admin.query(`update tenants set number_pattern = '{year}.{series}.{number:2}' where id = $1`, [
      business.tenantId,
    ]);
    const read = await world.call(invoiceRoutes.get, { as: business.owner, params: { id: body.id } });
    expect(read.body.number).toBe('FTR-26/0001');
    expect((await issue(business)).body.number).toBe('2026.FTR.02');
  });
});

test('an invoice is paid to the account of its currency, and to the first where there is none', async () => {
  const account = (iban: string, currency: Currency) => ({ label: null, bankName: currency, iban, currency });
  const accounts = [account('TR330006100519786457841326', 'TRY'), account('DE89370400440532013000', 'EUR')];
  const business = await world.business({ bank_accounts: JSON.stringify(accounts) });
  for (const [currency, iban] of [
    ['EUR', 'DE89370400440532013000'],
    ['TRY', 'TR330006100519786457841326'],
    ['USD', 'TR330006100519786457841326'],
  ] as const) {
    expect((await issue(business, currency)).body.seller, currency).toMatchObject({ iban });
  }
});

test('a counter begins at 1 and nowhere else, whoever writes it', async () => {
  const { tenantId } = await world.business();
  const begin = (at: number) =>
    world.database.admin.query(
      `insert into invoice_counters (tenant_id, series, year, last_sequence, last_issue_date) values ($1, 'ABC', 2026, $2, '2026-01-01')`,
      [tenantId, at],
    );
  await expect(begin(2)).rejects.toMatchObject({ constraint: 'the numbers of a series begin at 1' });
  await expect(begin(0)).rejects.toMatchObject({ code: '23514' });
  await begin(1);
});
