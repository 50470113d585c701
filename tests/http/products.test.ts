// Products over HTTP: who may do what, what is refused, and what another business never sees.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { rolePermissions, Role } from '../../shared/permissions.ts';
import { bulkRoutes } from '../../shared/bulk.ts';
import { productRoutes } from '../../shared/products.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
});
afterAll(() => world.close());

const add = async (body: Record<string, unknown> = {}, to = business) =>
  world.call(productRoutes.create, { as: to.owner, body: { name: 'Danışmanlık saati', ...body } });
const on = (id: string, as = business.owner) => ({ as, params: { id } });

async function invoiceWith(productId: string, to = business) {
  const client = await world.call(clientRoutes.create, { as: to.owner, body: { kind: 'company', name: 'Alıcı' } });
  const line = { description: 'Satır', quantity: '2.5', unit: 'HUR', unitPrice: '100', vatRate: '20', productId };
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  return world.call(invoiceRoutes.create, { as: to.owner, body: { clientId: client.body.id, lines } });
}

describe('creating', () => {
  it('keeps what was typed, with one price in each currency', async () => {
    const typed = {
      kind: 'service',
      code: 'DAN-1',
      unit: 'HUR',
      prices: [
        { currency: 'TRY', unitPrice: '1499.90' },
        { currency: 'EUR', unitPrice: '45' },
      ],
      pricesIncludeVat: true,
      vatRate: '10',
      exemptionCode: '351',
    };
    const { status, body } = await add(typed);
    expect(status).toBe(201);
    expect(body).toMatchObject({ ...typed, name: 'Danışmanlık saati', withholdingCode: null, version: 1 });
  });

  it('needs a name alone', async () => {
    expect((await add()).body).toMatchObject({ kind: 'product', unit: 'C62', prices: [], vatRate: '20', code: null });
  });

  it('refuses a code that is taken, whatever its case, and lets another business use it', async () => {
    expect((await add({ code: 'kablo-3' })).status).toBe(201);
    const refused = await add({ code: 'KABLO-3' });
    expect(refused.problem).toMatchObject({ status: 409, key: 'product.code' });
    expect(refused.problem.errors?.[0]?.pointer).toBe('#/code');
    expect((await add({ code: 'kablo-3' }, other)).status).toBe(201);
  });

  it('refuses an id that is taken, and answers a repeated key with the first answer', async () => {
    const id = newId();
    expect((await add({ id })).status).toBe(201);
    expect((await add({ id })).problem.key).toBe('product.exists');
    const repeated = { as: business.owner, body: { name: 'Bir kez' }, headers: { 'idempotency-key': newId() } };
    const first = await world.call(productRoutes.create, repeated);
    const second = await world.call(productRoutes.create, repeated);
    expect(second.body.id).toBe(first.body.id);
  });

  it.each([
    [{ name: '' }, '#/name'],
    [{ unit: 'adet' }, '#/unit'],
    [{ withholdingCode: '628' }, '#/withholdingCode'],
    [{ withholdingCode: 'toString' }, '#/withholdingCode'],
    [{ exemptionCode: '308' }, '#/exemptionCode'],
    [{ vatRate: '101' }, '#/vatRate'],
    [{ prices: [{ currency: 'TRY', unitPrice: '-1' }] }, '#/prices/0/unitPrice'],
    [{ prices: ['1', '2'].map((unitPrice) => ({ currency: 'TRY', unitPrice })) }, '#/prices'],
    [{ prices: [{ currency: 'XYZ', unitPrice: '1' }] }, '#/prices/0/currency'],
    [{ wings: 2 }, '#/wings'],
  ])('names the wrong field of %o', async (wrong, pointer) => {
    const { status, problem } = await add(wrong);
    expect(status).toBe(400);
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
  });
});

describe('reading and changing', () => {
  it('changes only what was sent, only from the version that was read', async () => {
    const { body: product } = await add({ prices: [{ currency: 'USD', unitPrice: '9.99' }] });
    const change = (ifMatch: number, body: object) =>
      world.call(productRoutes.update, { ...on(product.id), ifMatch, body });
    expect((await change(1, { vatRate: '1' })).body).toMatchObject({
      ...product,
      vatRate: '1',
      version: 2,
      updatedAt: expect.any(String),
    });
    expect((await change(1, { name: 'Geç' })).status).toBe(412);
    const blind = { ...on(product.id), body: { name: 'Kör' } };
    expect((await world.call(productRoutes.update, blind)).status).toBe(428);
    await add({ code: 'DOLU' });
    expect((await change(2, { code: 'dolu' })).problem.key).toBe('product.code');
  });

  it('answers the same for a product that is missing and one of another business', async () => {
    const { body: product } = await add();
    for (const [as, id] of [
      [other.owner, product.id],
      [business.owner, newId()],
      [business.owner, 'x'],
    ] as const) {
      const one = on(id, as);
      const answers = [
        await world.call(productRoutes.get, one),
        await world.call(productRoutes.use, one),
        await world.call(productRoutes.archive, one),
        await world.call(productRoutes.restore, one),
        await world.call(productRoutes.remove, one),
        await world.call(productRoutes.update, { ...one, ifMatch: 1, body: { name: 'Benim' } }),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    }
  });

  it('asks for a sign-in first and for the right role then', async () => {
    const { body: product } = await add();
    const params = { id: product.id };
    expect((await world.call(productRoutes.list)).status).toBe(401);
    expect((await world.call(productRoutes.summary)).status).toBe(401);
    expect((await world.call(productRoutes.use, { params })).status).toBe(401);
    expect((await world.call(productRoutes.create, { body: { name: 'x' } })).status).toBe(401);
    for (const role of Role.options) {
      const as = business.people[role];
      const mayWrite = rolePermissions[role].includes('products:write');
      expect((await world.call(productRoutes.get, { as, params })).status).toBe(200);
      expect((await world.call(productRoutes.use, { as, params })).status).toBe(200);
      const writes = [
        await world.call(productRoutes.create, { as, body: { name: `Ürün ${role}` } }),
        await world.call(productRoutes.archive, { as, params }),
        await world.call(productRoutes.restore, { as, params }),
      ];
      expect(writes.map(({ status }) => status)).toEqual(mayWrite ? [201, 200, 200] : [403, 403, 403]);
      if (mayWrite) continue;
      expect((await world.call(productRoutes.remove, { as, params })).status).toBe(403);
      expect((await world.call(productRoutes.update, { as, params, ifMatch: 1, body: {} })).status).toBe(403);
    }
  });

  it('archives and restores, twice as once', async () => {
    const { body: product } = await add();
    const archived = await world.call(productRoutes.archive, on(product.id));
    expect(archived.body.archivedAt).not.toBeNull();
    expect((await world.call(productRoutes.archive, on(product.id))).body).toEqual(archived.body);
    expect((await world.call(productRoutes.restore, on(product.id))).body.archivedAt).toBeNull();
  });
});

describe('on invoices', () => {
  it('a product is told where it was sold, and deleted only while no line names it', async () => {
    const { body: product } = await add();
    const draft = await invoiceWith(product.id);
    expect(draft.body.lines[0]).toMatchObject({ productId: product.id, description: 'Satır' });
    expect((await world.call(productRoutes.use, on(product.id))).body).toMatchObject({
      invoiceCount: 0,
      sums: [],
      latest: [{ invoiceId: draft.body.id, state: 'draft', clientName: 'Alıcı', quantity: '2.5', netMinor: 25000 }],
    });
    expect((await world.call(productRoutes.remove, on(product.id))).problem).toMatchObject({
      status: 409,
      key: 'product.named',
    });
    await world.call(invoiceRoutes.issue, on(draft.body.id));
    expect((await world.call(productRoutes.use, on(product.id))).body).toMatchObject({
      invoiceCount: 1,
      sums: [{ currency: 'TRY', quantity: '2.5', netMinor: 25000 }],
    });
    const { body: unused } = await add();
    expect((await world.call(productRoutes.remove, on(unused.id))).status).toBe(204);
    expect((await world.call(productRoutes.get, on(unused.id))).status).toBe(404);
  });

  it('a line names no product of another business and none that is missing', async () => {
    const { body: foreign } = await add({}, other);
    for (const id of [foreign.id, newId()]) {
      expect((await invoiceWith(id)).problem).toMatchObject({ status: 409, key: 'product.unknown' });
    }
  });
});

describe('the list', () => {
  it('sorts as Turkish is sorted, finds by folded words of name and code, and pages through all', async () => {
    const listed = await world.business();
    const names = ['Çivi', 'Cıvata', 'Dübel', 'Şerit', 'Sünger'];
    for (const [place, name] of names.entries()) await add({ name, code: place > 2 ? null : `K${9 - place}` }, listed);
    const list = (query: Record<string, string>) => world.call(productRoutes.list, { as: listed.owner, query });
    const found = async (query: Record<string, string>) => (await list(query)).body.items.map(({ name }) => name);
    expect(await found({})).toEqual([...names].sort(new Intl.Collator('tr').compare));
    expect(await found({ search: 'SERIT' })).toEqual(['Şerit']);
    expect(await found({ search: 'k8' })).toEqual(['Cıvata']);
    expect((await found({ sort: 'code' })).slice(0, 3)).toEqual(['Dübel', 'Cıvata', 'Çivi']);
    for (const sort of ['name', '-name', 'code', '-code', 'createdAt', '-createdAt']) {
      const first = (await list({ sort, limit: '3' })).body;
      const second = (await list({ sort, limit: '3', cursor: first.nextCursor ?? '' })).body;
      expect([...first.items, ...second.items].map(({ name }) => name).sort()).toEqual([...names].sort());
      expect(second.nextCursor).toBeNull();
    }
    const summary = await world.call(productRoutes.summary, { as: listed.owner, query: { search: 'c' } });
    expect(summary.body).toEqual({ count: 2 });
    expect(await found({ kind: 'service' })).toEqual([]);
    expect((await list({ page: '2' })).status).toBe(400);
    expect((await world.call(productRoutes.list, { as: other.owner, query: { search: 'Dübel' } })).body.items).toEqual(
      [],
    );
  });

  it('leaves archived products out unless asked', async () => {
    const own = await world.business();
    const { body: product } = await add({ name: 'Eski' }, own);
    await world.call(productRoutes.archive, { as: own.owner, params: { id: product.id } });
    const count = async (state: string) =>
      (await world.call(productRoutes.list, { as: own.owner, query: { state } })).body.items.length;
    expect([await count('active'), await count('archived'), await count('all')]).toEqual([0, 1, 1]);
  });
});

it.each([
  `prices = '[{"currency": "TRY", "unitPrice": "1"}, {"currency": "TRY", "unitPrice": "2"}]'`,
  `prices = '[{"currency": "TRY", "unitPrice": 1}]'`,
  `prices = '{}'`,
])('the database itself refuses %s', async (set) => {
  const { body: product } = await add();
  await expect(world.database.admin.query(`update products set ${set} where id = $1`, [product.id])).rejects.toThrow(
    'a product has one price in a currency',
  );
});

describe('many at once', () => {
  it('are archived and brought back, each with its own answer', async () => {
    const make = async () =>
      (await world.call(productRoutes.create, { as: business.owner, body: { name: 'Toplu' } })).body.id;
    const ids = [await make(), newId(), await make()];
    const act = (route: typeof bulkRoutes.archiveProducts, as = business.owner) =>
      world.call(route, { as, body: { ids } });
    const { status, body } = await act(bulkRoutes.archiveProducts);
    expect([status, body.results.map(({ isDone }) => isDone)]).toEqual([200, [true, false, true]]);
    const get = async () =>
      (await world.call(productRoutes.get, { as: business.owner, params: { id: ids[0] ?? '' } })).body;
    expect((await get()).archivedAt).not.toBeNull();
    expect((await act(bulkRoutes.restoreProducts)).body.results.map(({ isDone }) => isDone)).toEqual([
      true,
      false,
      true,
    ]);
    expect((await get()).archivedAt).toBeNull();
    expect((await act(bulkRoutes.archiveProducts, business.people.viewer)).status).toBe(403);
    expect((await act(bulkRoutes.archiveProducts, other.owner)).body.results.some(({ isDone }) => isDone)).toBe(false);
    expect((await world.call(bulkRoutes.archiveProducts, { body: { ids } })).status).toBe(401);
    expect((await world.call(bulkRoutes.restoreProducts, { as: business.owner, body: { ids: [] } })).status).toBe(400);
  });
});
