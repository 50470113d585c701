// Payments over HTTP: recorded, given to invoices, undone; who may do what, what is refused, and that the invoices always say so truly.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes, type Invoice } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import type { Route } from '../../shared/route.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
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
const look = async ({ id }: { id: string }) => (await world.call(invoiceRoutes.get, on(id))).body;
const money = async (invoice: Invoice) => {
  const { settledMinor, openMinor, paymentState } = await look(invoice);
  return [settledMinor, openMinor, paymentState];
};

describe('a payment', () => {
  beforeAll(async () => void (clientId = await addClient()));

  it('settles invoices as named, and the rest stays as credit', async () => {
    const [one, two] = [await invoiced(100), await invoiced(50)];
    const allocations = [to(one, 10_000), to(two, 2_000)];
    const { status, body } = await paid(15_000, { allocations, reference: 'EFT 42', note: 'Ocak' });
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'payment', amountMinor: 15_000, allocatedMinor: 12_000, isVoided: false });
    expect(body).toMatchObject({ reference: 'EFT 42', note: 'Ocak', clientName: 'Kuzey Işığı A.Ş.', voidedAt: null });
    expect(body.allocations.map(({ invoiceNumber, amountMinor }) => [invoiceNumber, amountMinor]).sort()).toEqual(
      [
        [one.number, 10_000],
        [two.number, 2_000],
      ].sort(),
    );
    expect(await money(one)).toEqual([10_000, 0, 'paid']);
    expect(await money(two)).toEqual([2_000, 3_000, 'partlyPaid']);
    const settlements = await world.call(paymentRoutes.ofInvoice, on(two.id));
    expect(settlements.body).toMatchObject([{ paymentId: body.id, amountMinor: 2_000, isTakenBack: false }]);

    const more = await world.call(paymentRoutes.allocate, { ...on(body.id), body: { oldestFirst: true } });
    expect(more.body.allocatedMinor).toBe(15_000);
    expect(await money(two)).toEqual([5_000, 0, 'paid']);
  });

  it('goes to the oldest due first when asked, and only in its own currency', async () => {
    clientId = await addClient();
    const late = await invoiced(30, { dueDate: '2999-01-02' });
    const euro = await invoiced(30, { currency: 'EUR', dueDate: '2998-01-01' });
    const early = await invoiced(30, { dueDate: '2999-01-01' });
    const { body } = await paid(4_000, { oldestFirst: true });
    expect(body.allocatedMinor).toBe(4_000);
    expect(await money(early)).toEqual([3_000, 0, 'paid']);
    expect(await money(late)).toEqual([1_000, 2_000, 'partlyPaid']);
    expect(await money(euro)).toEqual([0, 3_000, 'unpaid']);
  });

  it('overpays only when that was said', async () => {
    const invoice = await invoiced(10);
    const allocations = [to(invoice, 1_500)];
    const refused = await paid(1_500, { allocations });
    expect([refused.status, refused.problem.errors?.[0]]).toMatchObject([
      422,
      { pointer: '#/allocations/0/amountMinor' },
    ]);
    expect((await paid(1_500, { allocations, overpay: true })).status).toBe(201);
    expect(await money(invoice)).toEqual([1_500, 0, 'overpaid']);
    expect((await look(invoice)).overdueDays).toBe(0);
  });

  it('is undone once, with its reason, and its invoices are open again', async () => {
    const invoice = await invoiced(80);
    const { body } = await paid(8_000, { allocations: [to(invoice, 8_000)] });
    const cancelled = await world.call(invoiceRoutes.cancel, { ...on(invoice.id), body: { reason: 'Yanlış' } });
    expect([cancelled.status, cancelled.problem.key]).toEqual([409, 'invoice.hasPayments']);
    const undone = await world.call(paymentRoutes.void, { ...on(body.id), body: { reason: 'Çek karşılıksız' } });
    expect(undone.status).toBe(200);
    expect(undone.body).toMatchObject({ isVoided: true, allocatedMinor: 0, voidReason: 'Çek karşılıksız' });
    expect(undone.body.allocations).toEqual([]);
    expect(await money(invoice)).toEqual([0, 8_000, 'unpaid']);
    expect((await world.call(paymentRoutes.ofInvoice, on(invoice.id))).body).toMatchObject([{ isTakenBack: true }]);

    const again = await world.call(paymentRoutes.void, { ...on(body.id), body: { reason: 'Yine' } });
    expect([again.status, again.problem.key]).toEqual([409, 'payment.voided']);
    const given = await world.call(paymentRoutes.allocate, { ...on(body.id), body: { oldestFirst: true } });
    expect([given.status, given.problem.key]).toEqual([409, 'payment.voided']);
    expect((await world.call(invoiceRoutes.cancel, { ...on(invoice.id), body: { reason: 'Yanlış' } })).status).toBe(
      200,
    );
  });

  it('is recorded once however often it is sent with one key', async () => {
    const invoice = await invoiced(20);
    const call = () =>
      world.call(paymentRoutes.create, {
        as: business.owner,
        idempotencyKey: 'bir-kere',
        body: {
          ...{ clientId, paymentDate: '2026-01-15', currency: 'TRY', amountMinor: 500, method: 'cash' },
          allocations: [to(invoice, 500)],
        },
      });
    const [first, second] = [await call(), await call()];
    expect(second.body).toEqual(first.body);
    expect(await money(invoice)).toEqual([500, 1_500, 'partlyPaid']);
    expect((await paid(100, { id: first.body.id })).status).toBe(409);
  });

  it('refuses what cannot be, with a pointer, and writes nothing', async () => {
    const [mine, draft] = [
      await invoiced(10),
      await world.call(invoiceRoutes.create, { as: business.owner, body: { clientId } }),
    ];
    const [euro, strangers] = [
      await invoiced(10, { currency: 'EUR' }),
      await invoiced(10, { clientId: await addClient() }),
    ];
    const before = (await world.call(paymentRoutes.summary, { as: business.owner })).body;
    const wrongs: [Record<string, unknown>, number, string][] = [
      [{ amountMinor: 0 }, 400, '#/amountMinor'],
      [{ amountMinor: 1.5 }, 400, '#/amountMinor'],
      [{ method: 'gold' }, 400, '#/method'],
      [{ paymentDate: '2999-01-01' }, 400, '#/paymentDate'],
      [{ clientId: newId() }, 400, '#/clientId'],
      [{ clientId: await addClient(other) }, 400, '#/clientId'],
      [{ oldestFirst: true, allocations: [] }, 400, '#/oldestFirst'],
      [{ allocations: [{ invoiceId: newId(), amountMinor: 1 }] }, 422, '#/allocations/0/invoiceId'],
      [{ allocations: [to(mine, 1), to(mine, 1)] }, 422, '#/allocations/1/invoiceId'],
      [{ allocations: [to(draft.body, 1)] }, 422, '#/allocations/0/invoiceId'],
      [{ allocations: [to(euro, 1)] }, 422, '#/allocations/0/invoiceId'],
      [{ allocations: [to(strangers, 1)] }, 422, '#/allocations/0/invoiceId'],
      [{ allocations: [to(mine, 900)] }, 422, '#/allocations'],
      [{ allocations: [to(mine, 0)] }, 400, '#/allocations/0/amountMinor'],
    ];
    for (const [wrong, status, pointer] of wrongs) {
      const answer = await paid(500, wrong);
      expect([answer.status, answer.problem.errors?.[0]?.pointer], JSON.stringify(wrong)).toEqual([status, pointer]);
    }
    expect((await world.call(paymentRoutes.summary, { as: business.owner })).body).toEqual(before);
  });
});

describe('a write-off', () => {
  it('gives up the rest, or a part, of one invoice, and is undone like a payment', async () => {
    clientId = await addClient();
    const invoice = await invoiced(10);
    await paid(990, { allocations: [to(invoice, 990)] });
    const write = (body: object, as = business.owner) =>
      world.call(paymentRoutes.writeOff, { ...on(invoice.id, as), body });
    const tooMuch = await write({ note: 'Kuruş', amountMinor: 11 });
    expect([tooMuch.status, tooMuch.problem.errors?.[0]?.pointer]).toEqual([422, '#/amountMinor']);
    expect((await write({})).problem.errors?.[0]?.pointer).toBe('#/note');
    expect((await write({ note: 'Kuruş', paymentDate: '2999-01-01' })).status).toBe(400);
    const { status, body } = await write({ note: 'Kuruş farkı' });
    expect([status, body.kind, body.amountMinor, body.method]).toEqual([201, 'writeOff', 10, null]);
    expect(await money(invoice)).toEqual([1_000, 0, 'paid']);
    expect((await write({ note: 'Yine' })).problem.key).toBe('payment.nothingOpen');
    await world.call(paymentRoutes.void, { ...on(body.id), body: { reason: 'Ödendi' } });
    expect(await money(invoice)).toEqual([990, 10, 'partlyPaid']);
  });
});

describe('who may', () => {
  const reads: Route[] = [paymentRoutes.list, paymentRoutes.summary];

  it('read: everybody of the business, nobody else, and nobody signed out', async () => {
    clientId = await addClient();
    const invoice = await invoiced(10);
    const { body } = await paid(100);
    for (const as of Object.values(business.people)) {
      for (const route of reads) expect((await world.call(route, { as, query: {} })).status).toBe(200);
      expect((await world.call(paymentRoutes.get, on(body.id, as))).status).toBe(200);
      expect((await world.call(paymentRoutes.ofInvoice, on(invoice.id, as))).status).toBe(200);
    }
    for (const route of reads) expect((await world.call(route)).status).toBe(401);
    for (const id of [body.id, newId()]) {
      const stranger = await world.call(paymentRoutes.get, on(id, other.owner));
      expect([stranger.status, stranger.problem.key]).toEqual([404, 'notFound']);
    }
    expect((await world.call(paymentRoutes.ofInvoice, on(invoice.id, other.owner))).status).toBe(404);
    expect((await world.call(paymentRoutes.get, { params: { id: body.id } })).status).toBe(401);
  });

  it('write: owner, admin and accountant; another business finds nothing', async () => {
    const { body } = await paid(10_000);
    const invoice = await invoiced(500);
    const acts: { route: Route; id: string; body: unknown }[] = [
      { route: paymentRoutes.allocate, id: body.id, body: { allocations: [to(invoice, 1)] } },
      { route: paymentRoutes.writeOff, id: invoice.id, body: { note: 'Kuruş', amountMinor: 1 } },
      { route: paymentRoutes.void, id: body.id, body: { reason: 'Yanlış' } },
    ];
    for (const role of ['sales', 'viewer'] as const) {
      const as = business.people[role];
      expect((await paid(100, {}, as)).status).toBe(403);
      for (const act of acts)
        expect((await world.call(act.route, { ...on(act.id, as), body: act.body })).status).toBe(403);
    }
    for (const act of acts) {
      expect((await world.call(act.route, { ...on(act.id, other.owner), body: act.body })).status).toBe(404);
      expect((await world.call(act.route, { ...on(newId()), body: act.body })).status).toBe(404);
      expect((await world.call(act.route, { params: { id: act.id }, body: act.body })).status).toBe(401);
      expect((await world.call(act.route, { ...on(act.id), body: { unknown: 1 } })).status).toBe(400);
    }
    for (const role of ['owner', 'admin', 'accountant'] as const) {
      expect((await paid(100, {}, business.people[role])).status).toBe(201);
    }
    for (const act of acts)
      expect(
        (await world.call(act.route, { ...on(act.id, business.people.accountant), body: act.body })).status,
      ).toBeLessThan(300);
  });
});
