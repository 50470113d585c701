// Taking back what a payment settles, over HTTP: the invoice is open again, the amount is left, and it happens once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { paymentRoutes, type AllocationInput, type Payment } from '../../shared/payments.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;

const line = {
  description: 'Hizmet',
  quantity: '1',
  unit: 'C62',
  unitPrice: '100',
  vatRate: '0',
  exemptionCode: '351',
};
const lines = [{ ...line, discountRate: null, discountMinor: null }];
/** What every invoice here comes to. */
const worth = 10_000;

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  const made = { as: business.owner, body: { kind: 'company', name: 'Kuzey Işığı A.Ş.' } };
  clientId = (await world.call(clientRoutes.create, made)).body.id;
});
afterAll(() => world.close());

const on = (id: string, as = business.owner) => ({ as, params: { id } });

async function issued(): Promise<string> {
  const as = business.owner;
  const { body } = await world.call(invoiceRoutes.create, { as, body: { clientId, lines } });
  await world.call(invoiceRoutes.issue, on(body.id));
  return body.id;
}

async function paid(amountMinor: number, allocations: AllocationInput[]) {
  const body = { clientId, paymentDate: '2026-01-15', currency: 'TRY', method: 'bank', amountMinor, allocations };
  const answer = await world.call(paymentRoutes.create, { as: business.owner, body });
  expect(answer.status).toBe(201);
  return answer.body;
}

const takeBack = (id: string, allocationId: string, as = business.owner) =>
  world.call(paymentRoutes.takeBack, { as, params: { id, allocationId } });
const money = async (id: string) => {
  const { settledMinor, openMinor, paymentState } = (await world.call(invoiceRoutes.get, on(id))).body;
  return [settledMinor, openMinor, paymentState];
};
const partOf = ({ allocations }: Pick<Payment, 'allocations'>, invoice = allocations[0]?.invoiceId) =>
  allocations.find(({ invoiceId }) => invoiceId === invoice)?.id ?? '';

describe('taking back', () => {
  it('opens that invoice again, leaves the others, and the amount can go elsewhere', async () => {
    const [one, two, three] = [await issued(), await issued(), await issued()];
    const payment = await paid(2 * worth, [
      { invoiceId: one, amountMinor: worth },
      { invoiceId: two, amountMinor: worth },
    ]);
    const { status, body } = await takeBack(payment.id, partOf(payment, one));
    expect([status, body.allocatedMinor]).toEqual([200, worth]);
    expect(body.allocations).toMatchObject([{ invoiceId: two, amountMinor: worth }]);
    expect([await money(one), await money(two)]).toEqual([
      [0, worth, 'unpaid'],
      [worth, 0, 'paid'],
    ]);
    const allocations = [{ invoiceId: three, amountMinor: 4000 }];
    const given = await world.call(paymentRoutes.allocate, { ...on(payment.id), body: { allocations } });
    expect(given.body).toMatchObject({ allocatedMinor: worth + 4000 });
    const { body: story } = await world.call(paymentRoutes.ofInvoice, on(one));
    expect(story).toMatchObject([{ paymentId: payment.id, isTakenBack: true, amountMinor: worth }]);
    const { rows } = await world.database.admin.query(
      `select detail ->> 'amountMinor' as amount from activity where kind = 'payment.takenBack' and subject_id = $1`,
      [payment.id],
    );
    expect(rows).toEqual([{ amount: String(worth) }]);
  });

  it('happens once, also when asked twice at once, and not of what a void took back', async () => {
    const invoice = await issued();
    const payment = await paid(worth, [{ invoiceId: invoice, amountMinor: worth }]);
    const both = await Promise.all([1, 2].map(() => takeBack(payment.id, partOf(payment))));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.problem.key).toBe('payment.takenBack');
    expect(await money(invoice)).toEqual([0, worth, 'unpaid']);
    const voided = await paid(worth, [{ invoiceId: invoice, amountMinor: worth }]);
    await world.call(paymentRoutes.void, { ...on(voided.id), body: { reason: 'Yanlış' } });
    expect((await takeBack(voided.id, partOf(voided))).status).toBe(409);
  });

  it('frees what overpaid, and the worth of a return, but no write-off', async () => {
    const [one, two] = [await issued(), await issued()];
    const body = { clientId, paymentDate: '2026-01-15', currency: 'TRY', method: 'cash', amountMinor: worth + 500 };
    const allocations = [{ invoiceId: one, amountMinor: worth + 500 }];
    const over = await world.call(paymentRoutes.create, {
      as: business.owner,
      body: { ...body, allocations, overpay: true },
    });
    expect((await takeBack(over.body.id, partOf(over.body))).body.allocatedMinor).toBe(0);
    await world.call(returnRoutes.create, { ...on(two), body: { reason: 'Bozuk' } });
    const [credit] = (await world.call(paymentRoutes.ofInvoice, on(two))).body;
    expect((await takeBack(credit?.paymentId ?? '', credit?.id ?? '')).status).toBe(200);
    expect(await money(two)).toEqual([0, worth, 'unpaid']);
    const given = await world.call(paymentRoutes.writeOff, { ...on(one), body: { note: 'Kuruş', amountMinor: 1 } });
    const refused = await takeBack(given.body.id, partOf(given.body));
    expect([refused.status, refused.problem.key]).toEqual([409, 'payment.isWriteOff']);
  });

  it('is for whoever may write payments, of the own business, of that very payment', async () => {
    const invoice = await issued();
    const [payment, another] = [await paid(worth, [{ invoiceId: invoice, amountMinor: worth }]), await paid(100, [])];
    const part = partOf(payment);
    for (const role of ['sales', 'viewer'] as const)
      expect((await takeBack(payment.id, part, business.people[role])).status).toBe(403);
    const signedOut = await world.call(paymentRoutes.takeBack, { params: { id: payment.id, allocationId: part } });
    expect(signedOut.status).toBe(401);
    expect((await takeBack(payment.id, part, other.owner)).status).toBe(404);
    expect((await takeBack(payment.id, newId())).status).toBe(404);
    expect((await takeBack(another.id, part)).status).toBe(404);
    expect((await takeBack(payment.id, 'x')).status).toBe(404);
    expect((await takeBack(payment.id, part, business.people.accountant)).status).toBe(200);
  });
});
