// A new draft from an invoice: what it keeps, what is reckoned anew, and who may begin it from what.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { historyRoutes } from '../../shared/history.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;

const line = { description: 'Bakım', quantity: '2.50', unit: 'HUR', unitPrice: '1000.00', vatRate: '20' };
const lines = [
  { ...line, discountRate: '10', discountMinor: null },
  { ...line, description: 'Yol', discountRate: null, discountMinor: 5000 },
];

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
});
afterAll(() => world.close());

const on = (id: string, as = business.owner) => ({ as, params: { id } });
const duplicate = (id: string, as = business.owner) => world.call(invoiceRoutes.duplicate, on(id, as));

async function addClient(body: Record<string, unknown> = {}): Promise<string> {
  const made = { as: business.owner, body: { kind: 'company', name: 'Ege Tekstil', ...body } };
  return (await world.call(clientRoutes.create, made)).body.id;
}

async function invoice(body: Record<string, unknown> = {}) {
  const typed = { clientId: await addClient({ paymentDays: 10 }), lines, ...body };
  return (await world.call(invoiceRoutes.create, { as: business.owner, body: typed })).body;
}

describe('duplicating', () => {
  it('keeps what was typed, and counts the days to pay anew in the zone of the business', async () => {
    const typed = {
      currency: 'EUR',
      language: 'en',
      pricesIncludeVat: true,
      roundingMode: 'line',
      notes: 'Teşekkürler',
    };
    world.time.now = new Date('2026-01-05T09:00:00Z');
    const original = await invoice({ ...typed, discountRate: '5', dueDate: '2026-01-06' });
    await world.call(invoiceRoutes.issue, on(original.id));
    // 22:30 UTC is the next day in Istanbul already.
    world.time.now = new Date('2026-03-01T22:30:00Z');
    const { status, body } = await duplicate(original.id);
    world.time.now = null;
    expect(status).toBe(201);
    expect(body.id).not.toBe(original.id);
    expect(body).toMatchObject({ ...typed, discountRate: '5', dueDate: '2026-03-12', clientId: original.clientId });
    expect(body).toMatchObject({ state: 'draft', kind: 'sale', number: null, version: 1, deliveries: [], links: [] });
    expect(body.lines).toEqual(original.lines);
    expect(body.totals).toEqual(original.totals);
    const { body: kept } = await world.call(invoiceRoutes.get, on(original.id));
    expect(kept).toMatchObject({ state: 'issued', version: 2 });
  });

  it('does not bring back a discount or a note that was taken away', async () => {
    const clientId = await addClient({ discountRate: '15' });
    const original = await invoice({ clientId, discountRate: null, notes: null });
    expect((await duplicate(original.id)).body).toMatchObject({ discountRate: null, notes: null });
  });

  it('works from a draft, a cancelled invoice, and one without lines', async () => {
    const draft = await invoice({ lines: [] });
    expect((await duplicate(draft.id)).body).toMatchObject({ state: 'draft', lines: [] });
    const cancelled = await invoice();
    await world.call(invoiceRoutes.issue, on(cancelled.id));
    await world.call(invoiceRoutes.cancel, { ...on(cancelled.id), body: { reason: 'Yanlış müşteri' } });
    expect((await duplicate(cancelled.id)).body).toMatchObject({ state: 'draft', cancelReason: null });
  });

  it('begins one draft, however often the same request arrives', async () => {
    const original = await invoice();
    const again = { ...on(original.id), idempotencyKey: newId() };
    const one = await world.call(invoiceRoutes.duplicate, again);
    const other = await world.call(invoiceRoutes.duplicate, again);
    expect([one.status, other.body.id]).toEqual([201, one.body.id]);
  });

  it('is refused for a return, an opening balance and an archived client', async () => {
    const sold = await invoice();
    await world.call(invoiceRoutes.issue, on(sold.id));
    const back = { lines: [{ position: 1, quantity: '1' }], reason: 'Hasarlı' };
    const returned = await world.call(returnRoutes.create, { ...on(sold.id), body: back });
    expect(returned.status).toBe(201);
    expect((await duplicate(returned.body.id)).problem).toMatchObject({ status: 409, key: 'invoice.cannotDuplicate' });
    const owed = { side: 'debit', currency: 'TRY', amountMinor: 100, openingDate: '2025-12-31' };
    const opening = await world.call(historyRoutes.open, { ...on(sold.clientId), body: owed });
    expect((await duplicate(opening.body.id)).problem.key).toBe('invoice.cannotDuplicate');
    await world.call(clientRoutes.archive, on(sold.clientId));
    expect((await duplicate(sold.id)).problem).toMatchObject({ status: 409, key: 'invoice.clientArchived' });
  });

  it('is for those who write invoices, and for no stranger', async () => {
    const { id } = await invoice();
    expect((await duplicate(id, business.people.viewer)).status).toBe(403);
    expect((await duplicate(id, business.people.sales)).status).toBe(201);
    expect((await world.call(invoiceRoutes.duplicate, { params: { id } })).status).toBe(401);
    expect((await duplicate(id, (await world.business()).owner)).status).toBe(404);
    expect((await duplicate(newId())).status).toBe(404);
    expect((await duplicate('not-an-id')).status).toBe(404);
  });
});
