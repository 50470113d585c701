// Clients over HTTP: who may do what, what is refused, and what another business never sees.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { newId } from '../../shared/ids.ts';
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
  world.call(clientRoutes.create, { as: to.owner, body: { kind: 'company', name: 'Çınar Gıda', ...body } });

describe('creating', () => {
  it('keeps what was typed, and takes the country of the business when none was typed', async () => {
    const { status, body, headers } = await add({ email: 'a@cinar.example', taxNumber: '1234567890' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      name: 'Çınar Gıda',
      country: 'TR',
      email: 'a@cinar.example',
      version: 1,
      archivedAt: null,
    });
    expect(headers['etag']).toBe('"1"');
  });

  it('refuses an id that is taken, and answers a repeated key with the first answer', async () => {
    const id = newId();
    expect((await add({ id })).status).toBe(201);
    expect((await add({ id })).status).toBe(409);
    const repeated = {
      as: business.owner,
      body: { kind: 'person', name: 'Ayla' },
      headers: { 'idempotency-key': newId() },
    };
    const first = await world.call(clientRoutes.create, repeated);
    const second = await world.call(clientRoutes.create, repeated);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).toBe(first.body.id);
  });

  it.each([
    [{ name: '' }, '#/name'],
    [{ name: 'a\u0000b' }, '#/name'],
    [{ taxNumber: '1234567891' }, '#/taxNumber'],
    [{ email: 'nobody' }, '#/email'],
    [{ kind: 'robot' }, '#/kind'],
    [{ paymentDays: 400 }, '#/paymentDays'],
    [{ wings: 2 }, '#/wings'],
  ])('names the wrong field of %o', async (wrong, pointer) => {
    const { status, problem } = await add(wrong);
    expect(status).toBe(400);
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it('lets another business use the same id without either learning of it', async () => {
    const id = newId();
    expect((await add({ id })).status).toBe(201);
    expect((await add({ id }, other)).status).toBe(201);
  });
});

describe('reading and changing', () => {
  it('changes only what was sent, only from the version that was read', async () => {
    const { body: client } = await add({ phone: '+90 212 555 00 00' });
    const change = (ifMatch: number, body: object) =>
      world.call(clientRoutes.update, { as: business.owner, params: { id: client.id }, ifMatch, body });
    const updated = await change(1, { name: 'Çınar Gıda A.Ş.' });
    expect(updated.body).toMatchObject({ name: 'Çınar Gıda A.Ş.', phone: '+90 212 555 00 00', version: 2 });
    expect((await change(1, { name: 'Too late' })).status).toBe(412);
    expect((await change(2, { version: 9 })).status).toBe(400);
    const blind = { as: business.owner, params: { id: client.id }, body: { name: 'Blind' } };
    expect((await world.call(clientRoutes.update, blind)).status).toBe(428);
  });

  it('answers the same for a client that is missing and one of another business', async () => {
    const { body: client } = await add();
    for (const [as, id] of [
      [other.owner, client.id],
      [business.owner, newId()],
      [business.owner, 'x'],
    ] as const) {
      const params = { id };
      expect((await world.call(clientRoutes.get, { as, params })).problem).toMatchObject({
        status: 404,
        key: 'notFound',
      });
      expect((await world.call(clientRoutes.archive, { as, params })).status).toBe(404);
      expect((await world.call(clientRoutes.remove, { as, params })).status).toBe(404);
      expect((await world.call(clientRoutes.update, { as, params, ifMatch: 1, body: { name: 'Mine' } })).status).toBe(
        404,
      );
    }
  });

  it('asks for a sign-in first and for the right role then', async () => {
    const { body: client } = await add();
    expect((await world.call(clientRoutes.list)).status).toBe(401);
    expect((await world.call(clientRoutes.get, { params: { id: client.id } })).status).toBe(401);
    const as = business.people.viewer;
    expect((await world.call(clientRoutes.get, { as, params: { id: client.id } })).status).toBe(200);
    expect((await world.call(clientRoutes.create, { as, body: { kind: 'person', name: 'No' } })).status).toBe(403);
    expect((await world.call(clientRoutes.archive, { as, params: { id: client.id } })).status).toBe(403);
    expect((await world.call(clientRoutes.remove, { as, params: { id: client.id } })).status).toBe(403);
  });

  it('archives and restores, twice as once', async () => {
    const { body: client } = await add();
    const on = { as: business.owner, params: { id: client.id } };
    const archived = await world.call(clientRoutes.archive, on);
    expect(archived.body.archivedAt).not.toBeNull();
    expect((await world.call(clientRoutes.archive, on)).body).toEqual(archived.body);
    expect((await world.call(clientRoutes.restore, on)).body.archivedAt).toBeNull();
  });

  it('deletes a client that no document names, and says why not otherwise', async () => {
    const { body: client } = await add();
    const on = { as: business.owner, params: { id: client.id } };
    const draft = await world.call(invoiceRoutes.create, { as: business.owner, body: { clientId: client.id } });
    expect(draft.status).toBe(201);
    const refused = await world.call(clientRoutes.remove, on);
    expect(refused.problem).toMatchObject({ status: 409, key: 'client.named' });
    await world.call(invoiceRoutes.remove, { as: business.owner, params: { id: draft.body.id } });
    expect((await world.call(clientRoutes.remove, on)).status).toBe(204);
    expect((await world.call(clientRoutes.get, on)).status).toBe(404);
  });
});

describe('the list', () => {
  let listed: Business;
  const names = ['Ilgaz', 'ırmak', 'İstanbul', 'izmir', 'Cem', 'Çınar', 'Dağ', 'Şule', 'Sevgi', 'Zeytin'];

  beforeAll(async () => {
    listed = await world.business();
    for (const name of names) await add({ name }, listed);
  });

  const list = (query: Record<string, string> = {}) => world.call(clientRoutes.list, { as: listed.owner, query });

  it('sorts as Turkish is sorted', async () => {
    const { body } = await list();
    const inOrder = [...names].sort(new Intl.Collator('tr').compare);
    expect(body.items.map((client) => client.name)).toEqual(inOrder);
  });

  it('pages through everything once, forwards and backwards', async () => {
    for (const sort of ['name', '-name', 'createdAt', '-createdAt']) {
      const seen: string[] = [];
      let cursor: string | null = '';
      for (let pages = 0; cursor !== null && pages < 20; pages += 1) {
        const { body }: Awaited<ReturnType<typeof list>> = await list({
          sort,
          limit: '3',
          ...(cursor ? { cursor } : {}),
        });
        seen.push(...body.items.map((client) => client.name));
        cursor = body.nextCursor;
      }
      expect([...seen].sort()).toEqual([...names].sort());
    }
  });

  it.each([
    ['IRMAK', ['ırmak']],
    ['istanbul', ['İstanbul']],
    ['sule', ['Şule']],
    ['CINAR', ['Çınar']],
    ['%', []],
    ['_', []],
  ])('finds %s without caring about case and marks', async (search, found) => {
    expect((await list({ search })).body.items.map((client) => client.name)).toEqual(found);
  });

  it('leaves archived clients out unless asked', async () => {
    const { body: client } = await add({ name: 'Eski' }, listed);
    await world.call(clientRoutes.archive, { as: listed.owner, params: { id: client.id } });
    const named = async (state: string) => (await list({ state })).body.items.map(({ name }) => name);
    expect(await named('active')).not.toContain('Eski');
    expect(await named('archived')).toEqual(['Eski']);
    expect(await named('all')).toContain('Eski');
  });

  it('refuses a cursor of another sort, a limit beyond 100 and unknown words', async () => {
    const { body } = await list({ limit: '2' });
    const cursor = body.nextCursor ?? '';
    expect((await list({ limit: '2', sort: '-name', cursor })).status).toBe(400);
    expect((await list({ cursor: 'nonsense' })).problem.errors?.[0]?.pointer).toBe('?cursor');
    expect((await list({ limit: '101' })).problem.errors?.[0]?.pointer).toBe('?limit');
    expect((await list({ page: '2' })).status).toBe(400);
  });

  it('shows nothing of another business', async () => {
    const empty = await world.business();
    expect((await world.call(clientRoutes.list, { as: empty.owner })).body.items).toEqual([]);
  });
});

describe('counting', () => {
  it('counts what the list finds, of the own business only, in one round trip', async () => {
    const counted = await world.business();
    await add({ name: 'Göl Turizm', currency: 'EUR' }, counted);
    await add({ name: 'Gökçe Yıldız', kind: 'person', country: 'DE' }, counted);
    const gone = await add({ name: 'Eski Müşteri' }, counted);
    await world.call(clientRoutes.archive, { as: counted.owner, params: { id: gone.body.id } });
    const count = async (query: Record<string, string>) => {
      const { body } = await world.call(clientRoutes.list, { as: counted.owner, query });
      const before = world.app.database.flights;
      const summary = await world.call(clientRoutes.summary, { as: counted.owner, query });
      expect(world.app.database.flights - before).toBe(1);
      expect(summary.body.count).toBe(body.items.length);
      return summary.body.count;
    };
    expect(await count({})).toBe(2);
    expect(await count({ state: 'all' })).toBe(3);
    expect(await count({ kind: 'person' })).toBe(1);
    expect(await count({ currency: 'EUR', country: 'TR' })).toBe(1);
    expect(await count({ search: 'gok' })).toBe(1);
    expect((await world.call(clientRoutes.summary, {})).status).toBe(401);
    const wrong = await world.call(clientRoutes.summary, { as: counted.owner, query: { kind: 'robot' } });
    expect(wrong.problem).toMatchObject({ status: 400, errors: [{ pointer: '?kind' }] });
    expect((await world.call(clientRoutes.summary, { as: counted.people.viewer })).status).toBe(200);
  });
});

describe('deleting', () => {
  it('takes a client with its contact persons', async () => {
    const { body } = await add({ name: 'Gider', contactName: 'Ayşe' });
    expect((await world.call(clientRoutes.remove, { as: business.owner, params: { id: body.id } })).status).toBe(204);
  });
});
