// What a merge of clients, and undoing it, is refused for: lateness, ties between the two, strangers, and roles.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bulkRoutes } from '../../shared/bulk.ts';
import { clientMergeRoutes, type MergeInput } from '../../shared/client-merges.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { contactRoutes } from '../../shared/contacts.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes, type Invoice } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { Role, rolePermissions } from '../../shared/permissions.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
});
afterAll(() => world.close());
afterEach(() => void (world.time.now = null));

const on = (id: string, as = business.owner) => ({ as, params: { id } });
const addClient = async (body: object = {}, to = business) =>
  (
    await world.call(clientRoutes.create, {
      as: to.owner,
      body: { kind: 'company', name: 'Kuzey Işığı A.Ş.', ...body },
    })
  ).body.id;
const see = async (id: string) => (await world.call(clientRoutes.get, on(id))).body;
const line = {
  description: 'Hizmet',
  quantity: '1',
  unit: 'C62',
  vatRate: '20',
  discountRate: null,
  discountMinor: null,
};

async function draft(clientId: string, units: number): Promise<Invoice> {
  const body = { clientId, pricesIncludeVat: true, lines: [{ ...line, unitPrice: String(units) }] };
  return (await world.call(invoiceRoutes.create, { as: business.owner, body })).body;
}
const invoiced = async (clientId: string, units: number): Promise<Invoice> =>
  (await world.call(invoiceRoutes.issue, on((await draft(clientId, units)).id))).body;
async function paid(clientId: string, amountMinor: number, to?: Invoice) {
  const allocations = to ? [{ invoiceId: to.id, amountMinor }] : [];
  const body = { clientId, paymentDate: '2026-01-15', currency: 'TRY', amountMinor, method: 'bank', allocations };
  const answer = await world.call(paymentRoutes.create, { as: business.owner, body });
  expect(answer.status).toBe(201);
  return answer.body;
}
const merge = (id: string, otherId: string, input: Partial<MergeInput> = {}, as = business.owner) =>
  world.call(clientMergeRoutes.merge, { ...on(id, as), body: { otherId, take: [], takeCustom: [], ...input } });
const undo = (id: string, as = business.owner) => world.call(clientMergeRoutes.undo, on(id, as));

describe('refused', () => {
  it('undoing, when documents of both became each other’s: until those are taken back', async () => {
    const [survivor, merged] = [await addClient(), await addClient()];
    const invoice = await invoiced(merged, 100);
    const { body } = await merge(survivor, merged);
    const payment = await paid(survivor, 10_000, invoice);
    expect((await undo(body.id)).problem.key).toBe('merge.tied');
    await world.call(paymentRoutes.void, { ...on(payment.id), body: { reason: 'Yanlış' } });
    expect((await undo(body.id)).status).toBe(200);
  });

  it('undoing, when an invoice that moved was taken back since', async () => {
    const [survivor, merged] = [await addClient(), await addClient()];
    const invoice = await invoiced(merged, 100);
    const { body } = await merge(survivor, merged);
    expect((await world.call(returnRoutes.create, { ...on(invoice.id), body: { reason: 'İade' } })).status).toBe(201);
    expect((await undo(body.id)).problem.key).toBe('merge.tied');
  });

  it('undoing after thirty days, and not a moment before', async () => {
    const [survivor, merged] = [await addClient(), await addClient()];
    const { body } = await merge(survivor, merged);
    const day = 86_400_000;
    world.time.now = new Date(Date.parse(body.mergedAt) + 30 * day);
    expect((await undo(body.id)).problem.key).toBe('merge.tooLate');
    world.time.now = new Date(Date.parse(body.mergedAt) + 30 * day - 1);
    expect((await undo(body.id)).status).toBe(200);
  });

  it('undoing, while the survivor itself was merged away', async () => {
    const [one, two, three] = [await addClient(), await addClient(), await addClient()];
    const first = (await merge(two, one)).body;
    const second = (await merge(three, two)).body;
    expect((await undo(first.id)).problem.key).toBe('merge.survivorMerged');
    expect((await undo(second.id)).status).toBe(200);
    expect((await undo(first.id)).status).toBe(200);
  });

  it('a merged client takes nothing new, is not changed, restored or deleted; who took it in is not deleted', async () => {
    const [survivor, merged] = [await addClient(), await addClient()];
    await merge(survivor, merged);
    const body = { clientId: merged, lines: [] };
    expect((await world.call(invoiceRoutes.create, { as: business.owner, body })).problem.key).toBe(
      'invoice.clientArchived',
    );
    const contact = await world.call(contactRoutes.create, { ...on(merged), body: { name: 'Ayşe' } });
    expect(contact.problem.key).toBe('merge.takesNothing');
    const { version } = await see(merged);
    const change = { ...on(merged), ifMatch: version, body: { city: 'Aydın' } };
    expect((await world.call(clientRoutes.update, change)).problem.key).toBe('merge.stays');
    expect((await world.call(clientRoutes.restore, on(merged))).problem.key).toBe('merge.stays');
    expect((await world.call(clientRoutes.remove, on(merged))).status).toBe(409);
    expect((await world.call(clientRoutes.remove, on(survivor))).status).toBe(409);
    const many = await world.call(bulkRoutes.restoreClients, { as: business.owner, body: { ids: [merged] } });
    expect(many.body.results[0]?.isDone).toBe(false);
  });

  it('with itself, with what is merged already, with nothing, and of another business', async () => {
    const [one, two, three, foreign] = [
      await addClient(),
      await addClient(),
      await addClient(),
      await addClient({}, other),
    ];
    expect((await merge(one, one)).status).toBe(422);
    expect((await merge(one, newId())).status).toBe(404);
    expect((await merge(one, foreign)).status).toBe(404);
    expect((await merge(one, two, {}, other.owner)).status).toBe(404);
    const merged = (await merge(one, two)).body;
    expect((await merge(three, two)).problem.key).toBe('merge.already');
    expect((await merge(two, three)).problem.key).toBe('merge.already');
    expect((await undo(merged.id, other.owner)).status).toBe(404);
    expect((await undo(newId())).status).toBe(404);
    expect((await world.call(clientMergeRoutes.list, on(one, other.owner))).status).toBe(404);
    expect((await world.call(clientMergeRoutes.list, { params: { id: one } })).status).toBe(401);
    const wrong = await world.call(clientMergeRoutes.merge, {
      ...on(one),
      body: { otherId: three, take: ['id'], takeCustom: [] },
    });
    expect([wrong.status, wrong.problem.errors?.[0]?.pointer]).toEqual([400, '#/take/0']);
  });

  it.each(Role.options)('%s may what the role says', async (role) => {
    const as = business.people[role];
    const [one, two] = [await addClient(), await addClient()];
    const mayWrite = rolePermissions[role].includes('clients:write');
    const { status, body } = await merge(one, two, {}, as);
    expect(status).toBe(mayWrite ? 201 : 403);
    expect((await world.call(clientMergeRoutes.list, on(one, as))).status).toBe(200);
    expect((await undo(mayWrite ? body.id : newId(), as)).status).toBe(mayWrite ? 200 : 403);
  });
});
