// The timeline of a client over HTTP: every fact once, in its order, page by page, and nothing of anybody else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { noteRoutes, type ClientEvent } from '../../shared/notes.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { reminderRoutes } from '../../shared/reminders.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { statementMailRoutes } from '../../shared/statement-mails.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;

const email = 'alici@toros.example';
const line = { description: 'İş', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
});
afterAll(() => world.close());

const on = (id: string, as = business.owner) => ({ as, params: { id } });

async function client({ owner } = business): Promise<string> {
  const body = { kind: 'company', name: 'Toros', email };
  return (await world.call(clientRoutes.create, { as: owner, body })).body.id;
}

async function issued(clientId: string, dueDate = '2099-12-31'): Promise<string> {
  const as = business.owner;
  const draft = await world.call(invoiceRoutes.create, { as, body: { clientId, lines, dueDate } });
  expect((await world.call(invoiceRoutes.issue, on(draft.body.id))).status).toBe(200);
  return draft.body.id;
}

const read = async (id: string, query: Record<string, string | number> = {}) =>
  (await world.call(noteRoutes.timeline, { ...on(id, business.people.viewer), query })).body;

/** All of it, by pages so small that each boundary is crossed. */
async function whole(id: string, limit: number): Promise<ClientEvent[]> {
  const items: ClientEvent[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(id, { limit, ...(cursor && { cursor }) });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return items;
}

async function deliver(): Promise<void> {
  for (const queue of ['invoice-pdf', 'invoice-mail']) await world.run.all(queue);
}

async function done(call: Promise<{ status: number; body: { id: string } }>): Promise<string> {
  const { status, body } = await call;
  expect(status).toBeLessThan(300);
  return body.id;
}

/** Everything that can happen with a client, each a minute after the one before. */
async function live(): Promise<{ id: string; invoice: string; back: string }> {
  let minutes = Date.parse('2026-06-02T09:00:00Z') / 60_000;
  const later = (by = 1) => (world.time.now = new Date((minutes += by) * 60_000));
  const on = (id: string, body?: object, as = business.owner) => {
    later();
    return { as, params: { id }, ...(body && { body }) };
  };
  later();
  const id = await client();
  later();
  const invoice = await issued(id, '2026-06-02');
  await done(world.call(invoiceRoutes.send, on(invoice, { to: email })));
  await deliver();
  await done(world.call(noteRoutes.create, on(id, { text: 'Aradım.' }, business.people.sales)));
  later();
  const paid = { clientId: id, currency: 'TRY', amountMinor: 5000, paymentDate: '2026-06-02', method: 'bank' };
  const payment = await done(world.call(paymentRoutes.create, { as: business.owner, body: paid }));
  await done(world.call(paymentRoutes.void, on(payment, { reason: 'Yanlış müşteri' })));
  later(18 * 24 * 60);
  expect((await world.call(reminderRoutes.remindInvoice, on(invoice))).status).toBeLessThan(300);
  await deliver();
  expect((await world.call(statementMailRoutes.send, on(id, {}))).status).toBeLessThan(300);
  await deliver();
  const back = await done(world.call(returnRoutes.create, on(invoice, { reason: 'Bozuk çıktı' })));
  await done(world.call(invoiceRoutes.cancel, on(back, { reason: 'Yanlış iade' })));
  const given = await done(world.call(paymentRoutes.writeOff, on(invoice, { note: 'Kuruş farkı', amountMinor: 7 })));
  await done(world.call(paymentRoutes.void, on(given, { reason: 'Ödeyecekler' })));
  await done(world.call(invoiceRoutes.cancel, on(invoice, { reason: 'Vazgeçildi' })));
  world.time.now = null;
  return { id, invoice, back };
}

describe('a timeline', () => {
  it('tells sales, mails, reminders, payments, write-offs, returns and what was undone, newest first and each once', async () => {
    const { id, invoice, back } = await live();
    const told = await whole(id, 100);
    expect(told.map(({ kind }) => kind)).toEqual([
      ...['invoiceCancelled', 'writeOffVoided', 'writtenOff', 'returnCancelled', 'returnIssued', 'statementSent'],
      ...['reminderSent', 'paymentVoided', 'payment', 'note', 'mailSent', 'invoiceIssued', 'created'],
    ]);
    const of = (kind: ClientEvent['kind']) => told.find((event) => event.kind === kind);
    const number = of('invoiceIssued')?.number;
    expect(of('returnIssued')).toMatchObject({ id: back, invoiceId: back, amountMinor: 12_000, detail: number });
    expect(of('writtenOff')).toMatchObject({ invoiceId: invoice, number, amountMinor: 7, detail: 'Kuruş farkı' });
    expect(of('paymentVoided')).toMatchObject({ amountMinor: 5000, detail: 'Yanlış müşteri', actorName: 'Test owner' });
    expect(of('reminderSent')).toMatchObject({ detail: email, actorName: 'Test owner' });
    expect(of('note')).toMatchObject({ detail: 'Aradım.', actorName: 'Test sales', version: 1 });
    for (const limit of [1, 2, 5]) expect(await whole(id, limit)).toEqual(told);
  });

  it('tells what happened in one instant page by page without losing or repeating any of it', async () => {
    const id = await client();
    world.time.now = new Date('2026-06-03T09:00:00Z');
    for (let count = 0; count < 3; count += 1) await issued(id);
    for (const text of ['bir', 'iki']) await world.call(noteRoutes.create, { ...on(id), body: { text } });
    await world.database.admin.query(`update client_notes set created_at = $2 where client_id = $1`, [
      id,
      world.time.now,
    ]);
    world.time.now = null;
    const told = await whole(id, 100);
    expect(told.map(({ kind }) => kind).sort()).toEqual(['created', ...Array(3).fill('invoiceIssued'), 'note', 'note']);
    for (const limit of [1, 2, 4]) expect(await whole(id, limit)).toEqual(told);
  });

  it('holds nothing of other clients and is not there for another business', async () => {
    const [mine, neighbour] = [await client(), await client()];
    await issued(neighbour);
    const theirs = await client(other);
    expect((await read(mine)).items.map(({ kind }) => kind)).toEqual(['created']);
    expect((await world.call(noteRoutes.timeline, on(theirs))).status).toBe(404);
    const { nextCursor } = await read(neighbour, { limit: 1 });
    const crossed = await world.call(noteRoutes.timeline, {
      ...on(theirs, other.owner),
      query: { cursor: nextCursor ?? '' },
    });
    expect(crossed.status).toBe(200);
    expect(crossed.body.items.filter(({ id }) => id !== theirs)).toEqual([]);
  });

  it('takes no cursor that was never handed out, in one round trip', async () => {
    const id = await client();
    const forged = (place: unknown[]) => Buffer.from(JSON.stringify(place)).toString('base64url');
    const bad = [
      'x',
      forged(['2026-02-31T00:00:00.000000Z', 1, id]),
      forged(['0000-01-01T00:00:00.000000Z', 1, id]),
      forged(['2026-02-01T00:00:00.000000Z', 'x', id]),
      forged(['2026-02-01T00:00:00.000000Z', 1, "' or true"]),
    ];
    for (const cursor of bad) {
      const { status, problem } = await world.call(noteRoutes.timeline, { ...on(id), query: { cursor } });
      expect([status, problem.errors?.[0]?.pointer]).toEqual([400, '?cursor']);
    }
    const before = world.app.database.flights;
    await read(id);
    expect(world.app.database.flights - before).toBe(1);
  });
});
