// Documents from before over HTTP: old numbers that our counters never give, and opening balances on either side.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balanceRoutes } from '../../shared/balances.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { historyRoutes } from '../../shared/history.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;

beforeAll(async () => {
  world = await makeWorld();
  world.time.now = new Date('2026-06-01T09:00:00Z');
  [business, other] = [await world.business(), await world.business()];
  clientId = await addClient();
});
afterAll(() => world.close());

const on = (id: string, as = business.owner) => ({ as, params: { id } });
async function addClient(): Promise<string> {
  const body = { kind: 'company', name: 'Kuzey Işığı A.Ş.' };
  return (await world.call(clientRoutes.create, { as: business.owner, body })).body.id;
}
async function draft(changes: Record<string, unknown> = {}): Promise<string> {
  const line = { description: 'Hizmet', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  const body = { clientId, lines, dueDate: null, ...changes };
  return (await world.call(invoiceRoutes.create, { as: business.owner, body })).body.id;
}
const record = (id: string, number: string, issueDate = '2026-02-03', as = business.owner) =>
  world.call(historyRoutes.record, { ...on(id, as), body: { number, issueDate } });
const issued = async () => (await world.call(invoiceRoutes.issue, on(await draft()))).body.number;

describe('an invoice from before', () => {
  it('keeps its old number and date, owes like any other, and mails nothing', async () => {
    const before = world.ports.sent.length;
    const { status, body } = await record(await draft({ dueDate: '2026-03-01' }), 'A-000123');
    expect(status).toBe(200);
    expect(body).toMatchObject({ number: 'A-000123', issueDate: '2026-02-03', state: 'issued', isHistorical: true });
    expect(body).toMatchObject({ kind: 'sale', openMinor: 12_000, overdueDays: 92, deliveryState: 'none' });
    expect(world.ports.sent.slice(before).map(({ queue }) => queue)).not.toContain('invoice-mail');
    const again = await record(await draft(), 'A-000123');
    expect([again.status, again.problem.key]).toEqual([409, 'history.numberTaken']);
    expect((await record(body.id, 'A-000124')).problem.key).toBe('invoice.cannotIssue');
  });

  it('moves the beginning of our own counter beyond it, and takes no number that the counter will give', async () => {
    expect((await record(await draft(), 'FTR2026000000041')).status).toBe(200);
    expect((await record(await draft(), 'FTR2026000000007')).status).toBe(200);
    expect(await issued()).toBe('FTR2026000000042');
    const toCome = await record(await draft(), 'FTR2026000000043');
    expect([toCome.status, toCome.problem.key, toCome.problem.errors?.[0]?.pointer]).toEqual([
      ...[422, 'history.numberToCome', '#/number'],
    ]);
    expect((await record(await draft(), 'FTR2026000000042')).status).toBe(409);
    expect((await record(await draft(), 'FTR2026000000012')).status).toBe(200);
    expect(await issued()).toBe('FTR2026000000043');
  });

  it('refuses what cannot be', async () => {
    const pointers = async (number: string, day: string, changes = {}) => {
      const { status, problem } = await record(await draft(changes), number, day);
      return [status, problem.errors?.[0]?.pointer];
    };
    expect(await pointers('B-1', '2026-06-02')).toEqual([422, '#/issueDate']);
    expect(await pointers('B-1', '2026-02-30')).toEqual([400, '#/issueDate']);
    expect(await pointers('', '2026-02-03')).toEqual([400, '#/number']);
    expect(await pointers('ABC2025000000001', '2026-02-03')).toEqual([422, '#/number']);
    expect(await pointers('B-1', '2026-02-03', { dueDate: '2026-02-02' })).toEqual([422, '#/dueDate']);
    expect(await pointers('B-1', '2026-02-03', { lines: [] })).toEqual([422, '#/lines']);
    const stale = await world.call(historyRoutes.record, {
      ...on(await draft()),
      ifMatch: 7,
      body: { number: 'B-1', issueDate: '2026-02-03' },
    });
    expect(stale.status).toBe(412);
    expect((await record(newId(), 'B-1')).status).toBe(404);
  });

  it('is entered by owner, admin and accountant of the very business', async () => {
    const id = await draft();
    expect((await record(id, 'C-1', '2026-02-03', other.owner)).status).toBe(404);
    for (const role of ['sales', 'viewer'] as const)
      expect((await record(id, 'C-1', '2026-02-03', business.people[role])).status).toBe(403);
    const body = { number: 'C-1', issueDate: '2026-02-03' };
    expect((await world.call(historyRoutes.record, { params: { id }, body })).status).toBe(401);
    expect((await record(id, 'C-1', '2026-02-03', business.people.accountant)).status).toBe(200);
  });
});

describe('an opening balance', () => {
  const open = (id: string, body: Record<string, unknown>, as = business.owner) =>
    world.call(historyRoutes.open, {
      ...on(id, as),
      body: { side: 'debit', currency: 'TRY', amountMinor: 12_345, openingDate: '2026-01-01', ...body },
    });

  it('of a debit is owed, ages, is settled by payments and undone like an invoice', async () => {
    const client = await addClient();
    const { status, body } = await open(client, { dueDate: '2026-01-01', note: 'Devir' });
    expect([status, body.side]).toEqual([201, 'debit']);
    const invoice = (await world.call(invoiceRoutes.get, on(body.id))).body;
    expect(invoice).toMatchObject({
      kind: 'opening',
      number: null,
      state: 'issued',
      openMinor: 12_345,
      pdfState: 'none',
    });
    expect((await world.call(invoiceRoutes.createLink, on(body.id))).problem.key).toBe('link.notIssued');
    const mail = { to: 'a@example.com', subject: 'Devir', message: 'Merhaba' };
    expect((await world.call(invoiceRoutes.send, { ...on(body.id), body: mail })).problem.key).toBe(
      'delivery.notIssued',
    );
    const { balances } = (await world.call(balanceRoutes.get, on(client))).body;
    expect(balances).toMatchObject([{ balanceMinor: 12_345, olderMinor: 12_345 }]);
    const facts = { clientId: client, paymentDate: '2026-02-01', currency: 'TRY', method: 'cash' };
    const payment = await world.call(paymentRoutes.create, {
      as: business.owner,
      body: { ...facts, amountMinor: 12_345, oldestFirst: true },
    });
    expect(payment.body.allocations).toMatchObject([{ invoiceId: body.id, invoiceNumber: null }]);
    const { body: statement } = await world.call(balanceRoutes.statement, on(client));
    expect(statement.parts[0]?.entries.map(({ kind, balanceMinor }) => [kind, balanceMinor])).toEqual([
      ['openingDebit', 12_345],
      ['payment', 0],
    ]);
    await world.call(paymentRoutes.void, { ...on(payment.body.id), body: { reason: 'x' } });
    const cancelled = await world.call(invoiceRoutes.cancel, { ...on(body.id), body: { reason: 'Yanlış devir' } });
    expect(cancelled.status).toBe(200);
    expect((await world.call(balanceRoutes.get, on(client))).body.balances).toEqual([]);
  });

  it('of a credit can settle invoices', async () => {
    const client = await addClient();
    const { body } = await open(client, { side: 'credit', currency: 'EUR' });
    const { balances } = (await world.call(balanceRoutes.get, on(client))).body;
    expect(balances).toMatchObject([{ currency: 'EUR', balanceMinor: -12_345, creditMinor: 12_345 }]);
    expect((await world.call(paymentRoutes.get, on(body.id))).body).toMatchObject({ kind: 'opening', method: null });
    expect((await world.call(paymentRoutes.void, { ...on(body.id), body: { reason: 'x' } })).status).toBe(200);
  });

  it('refuses what cannot be, and whoever may not', async () => {
    expect((await open(clientId, { openingDate: '2026-06-02' })).problem.errors?.[0]?.pointer).toBe('#/openingDate');
    expect((await open(clientId, { dueDate: '2025-12-31' })).problem.errors?.[0]?.pointer).toBe('#/dueDate');
    expect((await open(clientId, { amountMinor: 0 })).status).toBe(400);
    expect((await open(clientId, { side: 'left' })).status).toBe(400);
    expect((await open(newId(), {})).status).toBe(404);
    expect((await open(clientId, {}, other.owner)).status).toBe(404);
    for (const role of ['sales', 'viewer'] as const)
      expect((await open(clientId, {}, business.people[role])).status).toBe(403);
    const id = newId();
    expect([(await open(clientId, { id })).status, (await open(clientId, { id })).status]).toEqual([201, 409]);
    const body = { side: 'debit', currency: 'TRY', amountMinor: 1, openingDate: '2026-01-01' };
    expect((await world.call(historyRoutes.open, { params: { id: clientId }, body })).status).toBe(401);
  });
});
