// Invoices in a foreign currency that are paid in lira: what came, its rate, and what of the invoice it settles.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let clientId: string;

const line = { description: 'Danışmanlık', quantity: '1', unit: 'C62', unitPrice: '1000', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];
const on = (id: string, as = business.owner) => ({ as, params: { id } });
const paymentDate = '2026-01-05';

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
  const body = { kind: 'company', name: 'Ağa Han Dış Ticaret' };
  clientId = (await world.call(clientRoutes.create, { as: business.owner, body })).body.id;
});
afterAll(() => world.close());

/** 1,200.00 EUR. */
async function issued(): Promise<string> {
  const body = { clientId, currency: 'EUR', exchangeRate: '48.5', lines };
  const { id } = (await world.call(invoiceRoutes.create, { as: business.owner, body })).body;
  expect((await world.call(invoiceRoutes.issue, on(id))).status).toBe(200);
  return id;
}
const lira = (amountMinor: number, rate: string) => ({ currency: 'TRY', amountMinor, rate });
const pay = (invoiceId: string, amountMinor: number, received: unknown, changes: object = {}) =>
  world.call(paymentRoutes.create, {
    as: business.owner,
    body: {
      ...{ clientId, currency: 'EUR', amountMinor, paymentDate, method: 'bank', received },
      allocations: [{ invoiceId, amountMinor }],
      ...changes,
    },
  });

describe('money that came in lira', () => {
  it('settles the invoice by what it is worth, and is told where the payment is', async () => {
    const id = await issued();
    const received = lira(2_406_170, '48.1234');
    const first = await pay(id, 50_000, received);
    expect([first.status, first.body.received]).toEqual([201, received]);
    const { body } = await world.call(invoiceRoutes.get, on(id));
    expect([body.paymentState, body.openMinor]).toEqual(['partlyPaid', 70_000]);
    const [settlement] = (await world.call(paymentRoutes.ofInvoice, on(id))).body;
    expect(settlement).toMatchObject({ amountMinor: 50_000, received });
    const rest = await pay(id, 70_000, lira(3_500_000, '50'));
    expect(rest.status).toBe(201);
    expect((await world.call(invoiceRoutes.get, on(id))).body.paymentState).toBe('paid');
    const { items } = (await world.call(paymentRoutes.list, { as: business.owner, query: { clientId } })).body;
    expect(items.map((item) => item.received?.amountMinor).sort()).toEqual([2_406_170, 3_500_000]);
  });

  it('may be none, as before', async () => {
    const { status, body } = await pay(await issued(), 120_000, undefined);
    expect([status, body.received]).toEqual([201, null]);
  });

  it.each([
    ['does not come to the amount', lira(2_406_170, '48.5'), '#/received/amountMinor'],
    ['is of the same currency', { currency: 'EUR', amountMinor: 50_000, rate: '1' }, '#/received/amountMinor'],
    ['has no rate', { currency: 'TRY', amountMinor: 2_406_170 }, '#/received/rate'],
    ['has a rate of nothing', lira(2_406_170, '0'), '#/received/rate'],
    ['is nothing', lira(0, '48.1234'), '#/received/amountMinor'],
  ])('is refused when it %s', async (_, received, pointer) => {
    const { status, problem } = await pay(await issued(), 50_000, received);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('is held to its rate by the database, too', async () => {
    const write = (amountMinor: number) =>
      world.database.admin.query(
        `insert into payments (tenant_id, id, kind, client_id, payment_date, currency, amount_minor, method, received_currency, received_minor, received_rate)
         values ($1, $2, 'payment', $3, $4, 'EUR', $5, 'bank', 'TRY', 2406170, 48.1234)`,
        [business.tenantId, newId(), clientId, paymentDate, amountMinor],
      );
    await expect(write(50_001)).rejects.toThrow('a payment is what came at its rate');
    await write(50_000);
  });

  it('is recorded by nobody who may not take money, and by nobody who is not signed in', async () => {
    const id = await issued();
    const body = { clientId, currency: 'EUR', amountMinor: 50_000, paymentDate, method: 'bank' };
    const received = lira(2_406_170, '48.1234');
    const refused = { body: { ...body, received, allocations: [{ invoiceId: id, amountMinor: 50_000 }] } };
    expect((await world.call(paymentRoutes.create, { ...refused, as: business.people.viewer })).status).toBe(403);
    expect((await world.call(paymentRoutes.create, refused)).status).toBe(401);
    const stranger = (await world.business()).owner;
    expect((await world.call(paymentRoutes.create, { ...refused, as: stranger })).status).toBe(400);
  });
});
