// One act on many records over HTTP: truthful for each, bounded, answered once, and undone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkRoutes, type BulkResults } from '../../shared/bulk.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { jobContextOf } from '../support/world.ts';
import { flyAsJobs } from '../../functions/platform/flush.ts';
import { command } from '../../functions/platform/statement.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;

const line = { description: 'Danışmanlık', quantity: '1', unit: 'HUR', unitPrice: '1000', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  clientId = await addClient({ email: 'muhasebe@kuzey.example' });
});
afterAll(() => world.close());

async function addClient(body: Record<string, unknown> = {}, as = business.owner): Promise<string> {
  const answer = await world.call(clientRoutes.create, { as, body: { kind: 'company', name: 'Kuzey Işığı', ...body } });
  return answer.body.id;
}
async function draft(body: Record<string, unknown> = {}, as = business.owner): Promise<string> {
  const answer = await world.call(invoiceRoutes.create, { as, body: { clientId, lines, ...body } });
  expect(answer.status).toBe(201);
  return answer.body.id;
}
const read = (id: string) => world.call(invoiceRoutes.get, { as: business.owner, params: { id } });
const outcome = ({ results }: BulkResults) => results.map(({ isDone }) => isDone);

describe('issuing many', () => {
  it('gives numbers in the order of the request, and says of each what became of it', async () => {
    const [first, empty, second] = [await draft(), await draft({ lines: [] }), await draft()];
    const ids = [second, empty, newId(), first, second];
    const { status, body } = await world.call(bulkRoutes.issueInvoices, { as: business.owner, body: { ids } });
    expect(status).toBe(200);
    expect(body.results.map(({ id }) => id)).toEqual(ids.slice(0, 4));
    expect(outcome(body)).toEqual([true, false, false, true]);
    expect(body.results[1]?.reason).toBe('Add at least one line.');
    expect(body.results[2]?.reason).toBe('There is no such thing here');
    const [one, two] = [(await read(second)).body, (await read(first)).body];
    expect(Number(two.number?.slice(-9)) - Number(one.number?.slice(-9))).toBe(1);
    expect((await read(empty)).body.state).toBe('draft');
  });

  it('is answered once for one key, and once more says that it is done already', async () => {
    const id = await draft();
    const call = { as: business.owner, body: { ids: [id] }, idempotencyKey: newId() };
    const [first, again] = [
      await world.call(bulkRoutes.issueInvoices, call),
      await world.call(bulkRoutes.issueInvoices, call),
    ];
    expect(again.body).toEqual(first.body);
    expect(outcome(first.body)).toEqual([true]);
    const twice = await world.call(bulkRoutes.issueInvoices, { as: business.owner, body: { ids: [id] } });
    expect(outcome(twice.body)).toEqual([false]);
  });
});

it('mails each invoice to its own client, and names those without an address', async () => {
  const silent = await addClient({ name: 'Sessiz Ltd.' });
  const ids = [await draft(), await draft({ clientId: silent }), await draft()];
  await world.call(bulkRoutes.issueInvoices, { as: business.owner, body: { ids: ids.slice(0, 2) } });
  const { body } = await world.call(bulkRoutes.sendInvoices, { as: business.people.sales, body: { ids } });
  expect(outcome(body)).toEqual([true, false, false]);
  expect(body.results.slice(1).map(({ reason }) => reason)).toEqual([
    'The client has no e-mail address.',
    'Only an issued invoice can be mailed.',
  ]);
  expect((await read(ids[0] ?? '')).body.deliveries).toMatchObject([{ to: 'muhasebe@kuzey.example', state: 'queued' }]);
});

describe('deleting many drafts', () => {
  it('is undone: each comes back as it was typed, in its place, under its id', async () => {
    const ids = [await draft({ notes: 'Aynen böyle', discountRate: '10' }), await draft()];
    const before = (await read(ids[0] ?? '')).body;
    const removed = await world.call(bulkRoutes.removeDrafts, { as: business.people.sales, body: { ids } });
    expect(outcome(removed.body)).toEqual([true, true]);
    expect((await read(ids[0] ?? '')).status).toBe(404);
    const back = await world.call(bulkRoutes.restoreDrafts, { as: business.people.sales, body: { ids } });
    expect(outcome(back.body)).toEqual([true, true]);
    const after = (await read(ids[0] ?? '')).body;
    // Whoever brought it back was the last to touch it.
    expect(after).toEqual({ ...before, updatedAt: after.updatedAt, changedByName: 'Test sales' });
    const twice = await world.call(bulkRoutes.restoreDrafts, { as: business.owner, body: { ids } });
    expect(outcome(twice.body)).toEqual([false, false]);
  });

  it('leaves issued invoices alone, and another business cannot bring back what it never had', async () => {
    const [issued, gone] = [await draft(), await draft()];
    await world.call(bulkRoutes.issueInvoices, { as: business.owner, body: { ids: [issued] } });
    const { body } = await world.call(bulkRoutes.removeDrafts, { as: business.owner, body: { ids: [issued, gone] } });
    expect(outcome(body)).toEqual([false, true]);
    const strange = await world.call(bulkRoutes.restoreDrafts, { as: other.owner, body: { ids: [gone] } });
    expect(outcome(strange.body)).toEqual([false]);
  });

  it('is for good after thirty days, however often the timer runs', async () => {
    const [old, fresh] = [await draft(), await draft()];
    await world.call(bulkRoutes.removeDrafts, { as: business.owner, body: { ids: [old, fresh] } });
    await world.database.admin.query(
      `update removed_drafts set removed_at = now() - interval '31 days' where id = $1`,
      [old],
    );
    const { database } = jobContextOf(world.app, business.tenantId);
    for (let run = 0; run < 2; run += 1) await flyAsJobs(database, command('select gate.forget_removed_drafts()'));
    const back = await world.call(bulkRoutes.restoreDrafts, { as: business.owner, body: { ids: [old, fresh] } });
    expect(outcome(back.body)).toEqual([false, true]);
  });
});

it('archives many clients and brings them back; what stands already is done', async () => {
  const ids = [await addClient(), await addClient()];
  const archive = () => world.call(bulkRoutes.archiveClients, { as: business.people.sales, body: { ids } });
  expect([outcome((await archive()).body), outcome((await archive()).body)]).toEqual([
    [true, true],
    [true, true],
  ]);
  const get = (id: string) => world.call(clientRoutes.get, { as: business.owner, params: { id } });
  expect((await get(ids[0] ?? '')).body.archivedAt).not.toBeNull();
  const back = await world.call(bulkRoutes.restoreClients, { as: business.owner, body: { ids } });
  expect(outcome(back.body)).toEqual([true, true]);
  expect((await get(ids[1] ?? '')).body.archivedAt).toBeNull();
  const strange = await world.call(bulkRoutes.archiveClients, { as: other.owner, body: { ids } });
  expect(outcome(strange.body)).toEqual([false, false]);
});

const all = [
  { route: bulkRoutes.issueInvoices, refused: ['sales', 'viewer'] },
  { route: bulkRoutes.sendInvoices, refused: ['viewer'] },
  { route: bulkRoutes.removeDrafts, refused: ['viewer'] },
  { route: bulkRoutes.restoreDrafts, refused: ['viewer'] },
  { route: bulkRoutes.archiveClients, refused: ['viewer'] },
  { route: bulkRoutes.restoreClients, refused: ['viewer'] },
] as const;
it.each(all)('$route.path asks who it is, what they may, and for 1 to 200 ids', async ({ route, refused }) => {
  expect((await world.call(route, { body: { ids: [newId()] } })).status).toBe(401);
  for (const role of refused) {
    expect((await world.call(route, { as: business.people[role], body: { ids: [newId()] } })).status).toBe(403);
  }
  const tooMany = Array.from({ length: 201 }, () => newId());
  for (const ids of [[], tooMany, ['x']]) {
    const { problem } = await world.call(route, { as: business.owner, body: { ids } });
    expect(problem.status).toBe(400);
    expect(problem.errors?.[0]?.pointer).toMatch(/^#\/ids/);
  }
});
