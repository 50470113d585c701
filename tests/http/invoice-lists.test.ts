// Invoices over HTTP as many: lists, sums, the story of one, and who may see and do what.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import type { Route } from '../../shared/route.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;

const line = { description: 'Danışmanlık', quantity: '1.50', unit: 'HUR', unitPrice: '1000.00', vatRate: '20' };
const fullLine = { ...line, discountRate: null, discountMinor: null };

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  clientId = await addClient(business);
});
afterAll(() => world.close());

async function addClient(of: Business, body: Record<string, unknown> = {}): Promise<string> {
  const answer = await world.call(clientRoutes.create, {
    as: of.owner,
    body: { kind: 'company', name: 'Kuzey Işığı A.Ş.', taxNumber: '1234567890', city: 'İstanbul', ...body },
  });
  return answer.body.id;
}

const create = (body: Record<string, unknown> = {}) =>
  world.call(invoiceRoutes.create, { as: business.owner, body: { clientId, lines: [fullLine], ...body } });
const on = (id: string, as = business.owner) => ({ as, params: { id } });
const issue = (id: string) => world.call(invoiceRoutes.issue, on(id));

describe('who', () => {
  it('is nobody without a sign-in, and nobody of another business', async () => {
    const { body: draft } = await create();
    const routes: Route[] = [
      invoiceRoutes.get,
      invoiceRoutes.timeline,
      invoiceRoutes.remove,
      invoiceRoutes.issue,
      invoiceRoutes.pdf,
    ];
    for (const route of routes) {
      expect((await world.call(route, { params: { id: draft.id } })).status).toBe(401);
      expect((await world.call(route, on(draft.id, other.owner))).problem).toMatchObject({
        status: 404,
        key: 'notFound',
      });
      expect((await world.call(route, on(newId()))).problem).toMatchObject({ status: 404, key: 'notFound' });
    }
    expect((await world.call(invoiceRoutes.list, {})).status).toBe(401);
    const { body } = await world.call(invoiceRoutes.list, { as: other.owner, query: { limit: '100' } });
    expect(body.items.map(({ id }) => id)).not.toContain(draft.id);
  });

  it('reads, writes, issues and sends by role', async () => {
    const { body: draft } = await create();
    const { viewer, sales, accountant } = business.people;
    expect((await world.call(invoiceRoutes.get, on(draft.id, viewer))).status).toBe(200);
    expect((await world.call(invoiceRoutes.create, { as: viewer, body: { clientId } })).status).toBe(403);
    expect(
      (await world.call(invoiceRoutes.update, { ...on(draft.id, sales), ifMatch: 1, body: { notes: 'x' } })).status,
    ).toBe(200);
    expect((await world.call(invoiceRoutes.issue, on(draft.id, sales))).status).toBe(403);
    expect((await world.call(invoiceRoutes.cancel, { ...on(draft.id, sales), body: { reason: 'x' } })).status).toBe(
      403,
    );
    expect((await world.call(invoiceRoutes.issue, on(draft.id, accountant))).status).toBe(200);
  });
});

describe('the list', () => {
  it('filters, sorts, pages and sums what the filter finds', async () => {
    const listed = await world.business();
    const [one, two] = [await addClient(listed), await addClient(listed, { name: 'Öykü Yayıncılık' })];
    const as = listed.owner;
    const start = Date.parse('2026-01-05T09:00:00Z');
    for (let place = 0; place < 8; place += 1) {
      world.time.now = new Date(start + place * 86_400_000);
      const lines = [{ ...fullLine, unitPrice: `${100 + place}` }];
      const body = { clientId: place % 2 ? one : two, lines, currency: place === 7 ? 'EUR' : 'TRY' };
      const draft = await world.call(invoiceRoutes.create, { as, body });
      if (place < 6) await world.call(invoiceRoutes.issue, on(draft.body.id, as));
      if (place === 5) await world.call(invoiceRoutes.cancel, { ...on(draft.body.id, as), body: { reason: 'x' } });
    }
    world.time.now = new Date('2026-01-21T09:00:00Z');
    const list = (query: Record<string, string>) => world.call(invoiceRoutes.list, { as, query });
    const summary = (query: Record<string, string>) => world.call(invoiceRoutes.summary, { as, query });
    const count = async (query: Record<string, string>) => {
      const [{ body }, sums] = [await list(query), await summary(query)];
      expect(sums.body.count).toBe(body.items.length);
      return body.items.length;
    };
    expect(await count({})).toBe(8);
    expect(await count({ state: 'draft' })).toBe(2);
    expect(await count({ state: 'issued' })).toBe(5);
    expect(await count({ clientId: one })).toBe(4);
    expect(await count({ search: 'OYKU' })).toBe(4);
    expect(await count({ search: 'ftr2026000000003' })).toBe(1);
    expect(await count({ search: 'oyku 2026000000001' })).toBe(1);
    // Due 14 days after issue: only those of 5 and 6 January are past it on the 21st.
    expect(await count({ overdue: 'true' })).toBe(2);
    expect(await count({ currency: 'EUR' })).toBe(1);
    expect(await count({ paymentState: 'unpaid' })).toBe(5);
    expect(await count({ issuedFrom: '2026-01-06', issuedTo: '2026-01-08' })).toBe(3);
    expect(await count({ dueFrom: '2026-01-20', dueTo: '2026-01-20', state: 'issued' })).toBe(1);
    expect(await count({ totalFrom: String(101 * 180), totalTo: String(103 * 180) })).toBe(3);
    for (const bad of [
      { issuedFrom: '2026-02-31' },
      { totalFrom: '-1' },
      { currency: 'SEK' },
      { paymentState: 'late' },
    ]) {
      const { problem } = await list(bad as unknown as Record<string, string>); // each has one name
      expect(problem).toMatchObject({ status: 400, errors: [{ pointer: `?${Object.keys(bad)[0]}` }] });
    }
    const { body: sums } = await summary({});
    expect(sums.sums.map(({ currency }) => currency)).toEqual(['EUR', 'TRY']);
    expect(sums.sums[1]?.overdueMinor).toBe((100 + 101) * 180);
    expect(sums.sums[1]?.openMinor).toBe((100 + 101 + 102 + 103 + 104) * 180);
    const [overdue] = (await list({ overdue: 'true', sort: 'dueDate' })).body.items;
    expect(overdue?.overdueDays).toBe(2);
    for (const sort of ['createdAt', 'issueDate', 'dueDate', 'number', 'totalMinor']) {
      const forwards = await everything(list, sort);
      const backwards = await everything(list, `-${sort}`);
      expect(forwards).toHaveLength(8);
      expect(backwards).toEqual([...forwards].reverse());
    }
    world.time.now = null;
  });

  async function everything(
    list: (query: Record<string, string>) => Promise<{ body: { items: { id: string }[]; nextCursor: string | null } }>,
    sort: string,
  ): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null && pages < 10; pages += 1) {
      const { body } = await list({ sort, limit: '3', ...(cursor ? { cursor } : {}) });
      ids.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    return ids;
  }

  it('costs one round trip, as reading one does', async () => {
    const { body: draft } = await create();
    const before = world.app.database.flights;
    const query = { state: 'issued', currency: 'TRY', dueFrom: '2023-01-01', totalFrom: '1', sort: '-totalMinor' };
    await world.call(invoiceRoutes.list, { as: business.owner, query });
    await world.call(invoiceRoutes.get, on(draft.id));
    await world.call(invoiceRoutes.summary, { as: business.owner });
    await world.call(invoiceRoutes.timeline, on(draft.id));
    expect(world.app.database.flights - before).toBe(4);
  });
});

it('tells the story of an invoice from its facts', async () => {
  const { body: draft } = await create();
  const { body: issued } = await issue(draft.id);
  await world.call(invoiceRoutes.cancel, { ...on(draft.id, business.people.accountant), body: { reason: 'Mükerrer' } });
  const { body } = await world.call(invoiceRoutes.timeline, on(draft.id));
  expect(body).toMatchObject([
    { kind: 'created', actorName: 'Test owner' },
    { kind: 'issued', detail: issued.number },
    { kind: 'cancelled', actorName: 'Test accountant', detail: 'Mükerrer' },
  ]);
});
