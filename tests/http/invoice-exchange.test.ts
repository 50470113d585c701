// Invoices in a foreign currency: the rate of their day or the one typed, fixed at issue with the sums in the books.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bulkRoutes } from '../../shared/bulk.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { historyRoutes } from '../../shared/history.ts';
import { invoiceRoutes, type InvoiceCreate } from '../../shared/invoices.ts';
import { portalRoutes } from '../../shared/portal.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
});
beforeEach(() => void (world.time.now = new Date('2026-11-25T09:00:00Z')));
afterAll(() => world.close());

const line = {
  ...{ description: 'Danışmanlık', quantity: '3', unit: 'HUR', unitPrice: '33.33', vatRate: '20' },
  ...{ discountRate: null, discountMinor: null },
};

async function draft(changes: Partial<InvoiceCreate> = {}, { owner }: Business = business) {
  const client = await world.call(clientRoutes.create, {
    as: owner,
    body: { kind: 'company', name: 'Nordlicht GmbH' },
  });
  const body = { clientId: client.body.id, currency: 'EUR' as const, lines: [line], ...changes };
  const made = await world.call(invoiceRoutes.create, { as: owner, body });
  expect(made.status).toBe(201);
  return made.body;
}
const issue = (id: string, { owner }: Business = business, ifMatch = 1) =>
  world.call(invoiceRoutes.issue, { as: owner, params: { id }, ifMatch });
const issued = async (changes: Partial<InvoiceCreate> = {}, who: Business = business) => {
  const answer = await issue((await draft(changes, who)).id, who);
  expect(answer.status).toBe(200);
  return answer.body;
};
const none = {
  exchangeRate: null,
  exchangeCurrency: null,
  exchangeRateDate: null,
  exchangeRateSource: null,
  bookTotals: null,
};

describe('at issue', () => {
  test('an invoice takes the bulletin of the working day before, and its sums in lira', async () => {
    // 99.99 + 20.00 VAT
    expect(await issued()).toMatchObject({
      ...{
        exchangeRate: '48.1234',
        exchangeCurrency: 'TRY',
        exchangeRateDate: '2026-11-24',
        exchangeRateSource: 'tcmb',
      },
      bookTotals: { netMinor: 481186, vatMinor: 96247, totalMinor: 577433, payableMinor: 577433 },
    });
  });

  test('one in the currency of the books takes none, whatever was typed before', async () => {
    expect(await issued({ currency: 'TRY', exchangeRate: '40' })).toMatchObject(none);
  });

  test('a rate typed by hand wins, is kept as typed and says so', async () => {
    expect(await issued({ exchangeRate: '50.10' })).toMatchObject({
      ...{ exchangeRate: '50.10', exchangeRateDate: null, exchangeRateSource: 'manual' },
      bookTotals: { netMinor: 500950, vatMinor: 100200 },
    });
  });

  test('a business that keeps its books in euro takes a rate through the lira, and none for euro', async () => {
    const german = await world.business({ country: 'DE', currency: 'EUR', tax_number: 'DE136695976' });
    expect(await issued({ currency: 'USD' }, german)).toMatchObject({
      exchangeRate: '0.863775',
      exchangeCurrency: 'EUR',
    });
    expect(await issued({ currency: 'EUR' }, german)).toMatchObject(none);
  });

  test('nothing changes it afterwards, neither a person nor the database', async () => {
    const { id, version } = await issued();
    const change = await world.call(invoiceRoutes.update, {
      as: business.owner,
      params: { id },
      ifMatch: version,
      body: { exchangeRate: '1' },
    });
    expect(change.status).toBe(409);
    await expect(
      world.database.admin.query('update invoices set exchange_rate = 1 where id = $1', [id]),
    ).rejects.toThrow('the facts of an issued invoice cannot change');
  });

  test('many at once each take theirs', async () => {
    const ids = [(await draft()).id, (await draft({ currency: 'USD', exchangeRate: '42' })).id];
    const { body } = await world.call(bulkRoutes.issueInvoices, { as: business.owner, body: { ids } });
    expect(body.results.map(({ isDone }) => isDone)).toEqual([true, true]);
    const read = (id: string) => world.call(invoiceRoutes.get, { as: business.owner, params: { id } });
    expect((await read(ids[0] ?? '')).body.exchangeRateSource).toBe('tcmb');
    expect((await read(ids[1] ?? '')).body.exchangeRate).toBe('42');
  });

  test('costs two round trips, as an invoice in lira does', async () => {
    const { id } = await draft();
    const before = world.app.database.flights;
    await issue(id);
    expect(world.app.database.flights - before).toBe(2);
  });
});

describe('refused is', () => {
  test('an issue without a known rate, with a sentence at the field where one can be typed; then it goes', async () => {
    world.time.now = new Date('2028-02-02T09:00:00Z');
    const later = await world.business();
    const { id, version } = await draft({}, later);
    const { status, problem } = await issue(id, later);
    expect([status, problem.errors]).toEqual([
      422,
      [
        {
          pointer: '#/exchangeRate',
          detail:
            'The Central Bank’s EUR rate for 2 Feb 2028 is not known yet. Enter the rate by hand, or try again later.',
        },
      ],
    ]);
    await world.call(invoiceRoutes.update, {
      ...{ as: later.owner, params: { id }, ifMatch: version },
      body: { exchangeRate: '61.5' },
    });
    expect((await issue(id, later, version + 1)).body).toMatchObject({ exchangeRateSource: 'manual', state: 'issued' });
  });

  test('a rate so large that the sums in the books would be none', async () => {
    const { id } = await draft({
      exchangeRate: '9999999999',
      lines: [{ ...line, unitPrice: '9999999999', quantity: '1' }],
    });
    const { status, problem } = await issue(id);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([422, '#/exchangeRate']);
    expect(problem.errors?.[0]?.detail).toContain('TRY');
  });

  test.each(['0', '-1', '48,1', '1.1234567', ''])('the rate "%s"', async (exchangeRate) => {
    const { status, problem } = await world.call(invoiceRoutes.create, {
      as: business.owner,
      body: { clientId: (await draft()).clientId, exchangeRate },
    });
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, '#/exchangeRate']);
  });

  test('by the database: a rate of issue on a draft, a half one, and one to the same currency', async () => {
    const { id } = await draft();
    const set = (sets: string) => world.database.admin.query(`update invoices set ${sets} where id = $1`, [id]);
    await expect(set(`exchange_rate_source = 'manual'`)).rejects.toThrow('an exchange rate is fixed at issue');
    await expect(set('exchange_rate = 0')).rejects.toThrow('exchange_rate');
    await expect(set(`exchange_currency = 'EUR'`)).rejects.toThrow();
    await expect(set(`exchange_rate_source = 'guess'`)).rejects.toThrow('exchange rate');
  });
});

describe('what follows an invoice', () => {
  test('a return has the rate of what it takes back, though the day has another', async () => {
    const original = await issued({ exchangeRate: '50' });
    const back = await world.call(returnRoutes.create, {
      ...{ as: business.owner, params: { id: original.id } },
      body: { reason: 'Hatalı', lines: [{ position: 1, quantity: '1' }] },
    });
    expect(back.body).toMatchObject({
      ...{ exchangeRate: '50', exchangeRateSource: 'manual', exchangeCurrency: 'TRY' },
      bookTotals: { netMinor: 166650, totalMinor: 200000 },
    });
  });

  test('a return of an invoice from the bank’s rate names the same bulletin', async () => {
    const other = await world.business();
    const original = await issued({}, other);
    world.time.now = new Date('2026-12-15T09:00:00Z');
    const who = { as: other.owner, params: { id: original.id } };
    const { body } = await world.call(returnRoutes.create, { ...who, body: { reason: 'İade' } });
    expect(body).toMatchObject({
      exchangeRate: '48.1234',
      exchangeRateDate: '2026-11-24',
      bookTotals: original.bookTotals,
    });
  });

  test('a copy forgets the rate: it has a day of its own', async () => {
    const original = await issued({ exchangeRate: '50' });
    const { body } = await world.call(invoiceRoutes.duplicate, { as: business.owner, params: { id: original.id } });
    expect(body).toMatchObject(none);
  });

  test('an invoice from before takes the rate of its own date, or the one typed', async () => {
    const record = (id: string, issueDate: string, number: string) =>
      world.call(historyRoutes.record, { as: business.owner, params: { id }, ifMatch: 1, body: { number, issueDate } });
    const old = await record((await draft({ dueDate: null })).id, '2025-03-17', 'ESK-1');
    expect(old.body).toMatchObject({ exchangeRate: '48.1234', exchangeRateDate: '2025-03-14' });
    const typed = await record((await draft({ dueDate: null, exchangeRate: '20.5' })).id, '2019-03-17', 'ESK-2');
    expect(typed.body).toMatchObject({ exchangeRate: '20.5', exchangeRateSource: 'manual' });
    const unknown = await record((await draft({ dueDate: null })).id, '2019-03-17', 'ESK-3');
    expect([unknown.status, unknown.problem.errors?.[0]?.pointer]).toEqual([422, '#/exchangeRate']);
  });

  test('the client sees rate and sums in the portal', async () => {
    const { id } = await issued();
    // The database ends a client's session by its own clock.
    world.time.now = new Date();
    const made = await world.call(invoiceRoutes.createLink, { as: business.owner, params: { id }, body: undefined });
    const token = made.body.url.split('#')[1] ?? '';
    const opened = await world.call(portalRoutes.open, { body: { token }, client: '' });
    const client = opened.cookies[0]?.value ?? '';
    const { body } = await world.call(portalRoutes.invoice, { params: { id: opened.body.linkId }, client });
    expect(body).toMatchObject({
      exchangeRate: '48.1234',
      exchangeRateSource: 'tcmb',
      bookTotals: { totalMinor: 577433 },
    });
  });
});
