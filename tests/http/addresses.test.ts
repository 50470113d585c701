// Further addresses over HTTP: one default of billing and of delivery each, and none of a branch.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressBookRoutes } from '../../shared/addresses.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { Role, rolePermissions } from '../../shared/permissions.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
});
afterAll(() => world.close());

const on = (id: string, as = business.owner) => ({ as, params: { id } });
const client = async (body: object = {}, to = business) =>
  (await world.call(clientRoutes.create, { as: to.owner, body: { kind: 'company', name: 'Çınar', ...body } })).body.id;
const add = (clientId: string, body: object = {}, as = business.owner) =>
  world.call(addressBookRoutes.create, { ...on(clientId, as), body: { kind: 'delivery', label: 'Depo', ...body } });
const listed = async (id: string) => (await world.call(addressBookRoutes.list, on(id))).body;

describe('the default', () => {
  it('is the first of its kind, yields to another, and there is one for billing and one for delivery', async () => {
    const id = await client({ country: 'DE' });
    const first = (await add(id, { city: 'Manisa', district: 'Yunusemre', addressLine: 'OSB 3. Cadde 5' })).body;
    expect(first).toMatchObject({ isDefault: true, country: 'DE', clientId: id, version: 1, postalCode: null });
    const billing = (await add(id, { kind: 'billing', label: 'Genel müdürlük', country: 'TR' })).body;
    expect(billing).toMatchObject({ isDefault: true, country: 'TR' });
    const second = (await add(id, { label: 'Yeni depo' })).body;
    expect(second.isDefault).toBe(false);
    const change = { ...on(second.id), ifMatch: 1, body: { isDefault: true } };
    expect((await world.call(addressBookRoutes.update, change)).body).toMatchObject({ isDefault: true, version: 2 });
    expect((await listed(id)).map(({ label, isDefault }) => [label, isDefault])).toEqual([
      ['Genel müdürlük', true],
      ['Yeni depo', true],
      ['Depo', false],
    ]);
    expect((await world.call(addressBookRoutes.remove, on(second.id))).status).toBe(204);
    expect(await listed(id)).toHaveLength(2);
  });

  it('is never a branch', async () => {
    const id = await client();
    const branch = (await add(id, { kind: 'branch', label: 'Ankara şubesi' })).body;
    expect(branch.isDefault).toBe(false);
    expect((await add(id, { kind: 'branch', isDefault: true })).problem.errors?.[0]?.pointer).toBe('#/isDefault');
    const { body: depot } = await add(id);
    const change = { ...on(depot.id), ifMatch: 1, body: { kind: 'branch' } };
    expect((await world.call(addressBookRoutes.update, change)).status).toBe(400);
    const moved = await world.call(addressBookRoutes.update, { ...change, body: { kind: 'branch', isDefault: false } });
    expect(moved.body).toMatchObject({ kind: 'branch', isDefault: false });
  });

  it('is one, whoever asks', async () => {
    const id = await client();
    await add(id);
    const write = (kind: string) =>
      world.database.admin.query(
        `insert into client_addresses (tenant_id, id, client_id, kind, label, country, is_default)
         values ($1, gen_random_uuid(), $2, $3, 'Depo', 'TR', true)`,
        [business.tenantId, id, kind],
      );
    await expect(write('delivery')).rejects.toThrow('a client has one default address of a kind');
    await expect(write('branch')).rejects.toThrow('only billing and delivery have a default');
  });
});

describe('refused', () => {
  it.each([
    [{ label: '' }, '#/label'],
    [{ kind: 'home' }, '#/kind'],
    [{ country: 'Türkiye' }, '#/country'],
    [{ phone: 'yok' }, '#/phone'],
  ])('%o', async (body, pointer) => {
    const { status, problem } = await add(await client(), body);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('what is gone, of another business, changed meanwhile, or of a stranger', async () => {
    const id = await client();
    const address = (await add(id)).body;
    const update = (of: string, as = business.owner, ifMatch = 1) =>
      world.call(addressBookRoutes.update, { ...on(of, as), ifMatch, body: { city: 'Aydın' } });
    expect((await update(address.id, other.owner)).status).toBe(404);
    expect((await update(newId())).status).toBe(404);
    expect((await update(address.id)).body.city).toBe('Aydın');
    expect((await update(address.id)).status).toBe(412);
    expect((await add(id, {}, other.owner)).status).toBe(404);
    expect((await world.call(addressBookRoutes.list, on(id, other.owner))).status).toBe(404);
    expect((await world.call(addressBookRoutes.remove, on(address.id, other.owner))).status).toBe(404);
    expect((await add(id, { id: address.id })).status).toBe(409);
    expect((await world.call(addressBookRoutes.list, { params: { id } })).status).toBe(401);
  });

  it.each(Role.options)('%s may what the role says', async (role) => {
    const as = business.people[role];
    const id = await client();
    expect((await world.call(addressBookRoutes.list, on(id, as))).status).toBe(200);
    expect((await add(id, {}, as)).status).toBe(rolePermissions[role].includes('clients:write') ? 201 : 403);
  });
});

it('goes with its client', async () => {
  const id = await client();
  await add(id);
  expect((await world.call(clientRoutes.remove, on(id))).status).toBe(204);
});
