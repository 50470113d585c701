// Lists of payments, and lists of invoices that follow the money.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes, type Invoice } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let clientId: string;

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
});
afterAll(() => world.close());

const on = (id: string, as = business.owner) => ({ as, params: { id } });

async function addClient(of = business): Promise<string> {
  const body = { kind: 'company', name: 'Kuzey Işığı A.Ş.' };
  return (await world.call(clientRoutes.create, { as: of.owner, body })).body.id;
}

/** An issued invoice without VAT over an amount in whole units. */
async function invoiced(units: number, changes: Record<string, unknown> = {}, of = business): Promise<Invoice> {
  const line = {
    description: 'Hizmet',
    quantity: '1',
    unit: 'C62',
    unitPrice: String(units),
    vatRate: '0',
    exemptionCode: '351',
  };
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  const draft = await world.call(invoiceRoutes.create, { as: of.owner, body: { clientId, lines, ...changes } });
  return (await world.call(invoiceRoutes.issue, on(draft.body.id, of.owner))).body;
}

const paid = (amountMinor: number, changes: Record<string, unknown> = {}, as = business.owner) => {
  const facts = { clientId, paymentDate: '2026-01-15', currency: 'TRY', amountMinor, method: 'bank' };
  return world.call(paymentRoutes.create, { as, body: { ...facts, ...changes } });
};
const to = (invoice: Invoice, amountMinor: number) => ({ invoiceId: invoice.id, amountMinor });
describe('lists', () => {
  it('of payments are narrowed, summed and sorted', async () => {
    const of = await world.business();
    const as = of.owner;
    clientId = await addClient(of);
    const mine = (body: Record<string, unknown>) => paid(1_000, body, as);
    const [first, second, third] = [
      await mine({ paymentDate: '2026-01-01', method: 'cash', reference: 'Makbuz Ğ7' }),
      await mine({ paymentDate: '2026-02-01', currency: 'EUR' }),
      await mine({ paymentDate: '2026-01-20', amountMinor: 2_500 }),
    ];
    await world.call(paymentRoutes.void, { ...on(second.body.id, as), body: { reason: 'Yanlış' } });
    const ids = async (query: Record<string, string>) =>
      (await world.call(paymentRoutes.list, { as, query })).body.items.map(({ id }) => id);
    expect(await ids({})).toEqual([second.body.id, third.body.id, first.body.id]);
    expect(await ids({ sort: 'amountMinor', state: 'valid' })).toEqual([first.body.id, third.body.id]);
    expect(await ids({ state: 'voided' })).toEqual([second.body.id]);
    expect(await ids({ state: 'credit', method: 'cash' })).toEqual([first.body.id]);
    expect(await ids({ from: '2026-01-02', to: '2026-01-31' })).toEqual([third.body.id]);
    expect(await ids({ currency: 'EUR' })).toEqual([second.body.id]);
    expect(await ids({ search: 'makbuz g7' })).toEqual([first.body.id]);
    expect(await ids({ kind: 'writeOff' })).toEqual([]);
    expect(await ids({ clientId: newId() })).toEqual([]);
    const summary = await world.call(paymentRoutes.summary, { as, query: {} });
    expect(summary.body).toEqual({
      count: 3,
      sums: [
        { currency: 'EUR', amountMinor: 0, creditMinor: 0 },
        { currency: 'TRY', amountMinor: 3_500, creditMinor: 3_500 },
      ],
    });
    const page = (await world.call(paymentRoutes.list, { as, query: { limit: 2 } })).body;
    const rest = await world.call(paymentRoutes.list, { as, query: { limit: 2, cursor: page.nextCursor ?? '' } });
    expect(rest.body.items.map(({ id }) => id)).toEqual([first.body.id]);
    expect((await world.call(paymentRoutes.list, { as, query: { from: '2026-02-30' } })).status).toBe(400);
  });

  it('of invoices follow the money in one round trip', async () => {
    const of = await world.business();
    const as = of.owner;
    clientId = await addClient(of);
    const [unpaid, partly, full] = [await invoiced(10, {}, of), await invoiced(20, {}, of), await invoiced(30, {}, of)];
    await paid(5_000, { allocations: [to(partly, 500), to(full, 3_000)] }, as);
    await world.database.admin.query('alter table invoices disable trigger user');
    await world.database.admin.query(
      `update invoices set issue_date = issue_date - 90, due_date = issue_date - 30, year = extract(year from issue_date - 90)::int,
         number = series || extract(year from issue_date - 90)::int || lpad(sequence::text, 9, '0') where tenant_id = $1`,
      [of.tenantId],
    );
    await world.database.admin.query('alter table invoices enable trigger user');
    const ids = async (query: Record<string, string>) => {
      const before = world.app.database.flights;
      const { body } = await world.call(invoiceRoutes.list, { as, query });
      expect(world.app.database.flights - before).toBe(1);
      return body.items.map(({ id }) => id).sort();
    };
    expect(await ids({ paymentState: 'unpaid' })).toEqual([unpaid.id]);
    expect(await ids({ paymentState: 'partlyPaid' })).toEqual([partly.id]);
    expect(await ids({ paymentState: 'paid' })).toEqual([full.id]);
    expect(await ids({ open: 'true' })).toEqual([unpaid.id, partly.id].sort());
    expect(await ids({ overdue: 'true' })).toEqual([unpaid.id, partly.id].sort());
    const { sums } = (await world.call(invoiceRoutes.summary, { as, query: {} })).body;
    expect(sums).toEqual([{ currency: 'TRY', totalMinor: 6_000, openMinor: 2_500, overdueMinor: 2_500 }]);
  });
});
