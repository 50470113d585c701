// Contact persons over HTTP, and the name on the client that follows the primary one.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { billingAddress, contactRoutes } from '../../shared/contacts.ts';
import { newId } from '../../shared/ids.ts';
import { rolePermissions, Role } from '../../shared/permissions.ts';
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
  (await world.call(clientRoutes.create, { as: to.owner, body: { kind: 'company', name: 'Çınar', ...body } })).body;
const add = (clientId: string, body: object = {}) =>
  world.call(contactRoutes.create, { ...on(clientId), body: { name: 'Ayşe Yılmaz', ...body } });
const listed = async (clientId: string) => (await world.call(contactRoutes.list, on(clientId))).body;
const nameOn = async (clientId: string) => (await world.call(clientRoutes.get, on(clientId))).body.contactName;

describe('the primary contact', () => {
  it('is the first one, yields to another, and is the name on the client', async () => {
    const { id } = await client();
    const first = (await add(id, { role: 'decision', email: 'a@x.example' })).body;
    expect(first).toMatchObject({ isPrimary: true, role: 'decision', clientId: id, version: 1 });
    expect(await nameOn(id)).toBe('Ayşe Yılmaz');
    const second = (await add(id, { name: 'Zeki Müren' })).body;
    expect(second).toMatchObject({ isPrimary: false, role: 'other' });
    const change = { ...on(second.id), ifMatch: 1, body: { isPrimary: true } };
    expect((await world.call(contactRoutes.update, change)).body).toMatchObject({ isPrimary: true, version: 2 });
    expect((await listed(id)).map(({ name, isPrimary }) => [name, isPrimary])).toEqual([
      ['Zeki Müren', true],
      ['Ayşe Yılmaz', false],
    ]);
    expect(await nameOn(id)).toBe('Zeki Müren');
    expect((await world.call(contactRoutes.remove, on(second.id))).status).toBe(204);
    expect(await nameOn(id)).toBeNull();
  });

  it('follows the name typed on the client, and stays as a contact when that is cleared', async () => {
    const { id } = await client({ contactName: 'Ali Veli' });
    expect(await listed(id)).toMatchObject([{ name: 'Ali Veli', role: 'billing', isPrimary: true }]);
    const change = (ifMatch: number, contactName: string | null) =>
      world.call(clientRoutes.update, { ...on(id), ifMatch, body: { contactName } });
    await change(1, 'Ali Velioğlu');
    expect(await listed(id)).toMatchObject([{ name: 'Ali Velioğlu', isPrimary: true }]);
    await change(2, null);
    expect(await listed(id)).toMatchObject([{ name: 'Ali Velioğlu', isPrimary: false }]);
  });

  it('is one, whoever asks', async () => {
    const { id } = await client({ contactName: 'Bir' });
    const write = world.database.admin.query(
      `insert into client_contacts (tenant_id, client_id, name, role, is_primary) values ($1, $2, 'İki', 'other', true)`,
      [business.tenantId, id],
    );
    await expect(write).rejects.toThrow('a client has one primary contact');
  });
});

it('invoices go to the billing contact, else to the primary one, else to the client', async () => {
  const known = await client({ email: 'genel@x.example' });
  expect(billingAddress(known, await listed(known.id))).toBe('genel@x.example');
  await add(known.id, { role: 'decision', email: 'karar@x.example' });
  expect(billingAddress(known, await listed(known.id))).toBe('karar@x.example');
  await add(known.id, { role: 'billing', email: 'fatura@x.example' });
  expect(billingAddress(known, await listed(known.id))).toBe('fatura@x.example');
});

describe('refused', () => {
  it.each([
    [{ name: '' }, '#/name'],
    [{ role: 'boss' }, '#/role'],
    [{ email: 'nobody' }, '#/email'],
    [{ phone: 'x' }, '#/phone'],
    [{ wings: 1 }, '#/wings'],
  ])('names the wrong field of %o', async (wrong, pointer) => {
    const { status, problem } = await add((await client()).id, wrong);
    expect(status).toBe(400);
    expect(problem.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it('an id that is taken, a version that is old, a blind change', async () => {
    const { id: clientId } = await client();
    const id = newId();
    expect((await add(clientId, { id })).status).toBe(201);
    expect((await add(clientId, { id })).problem).toMatchObject({ status: 409, key: 'contact.exists' });
    const body = { name: 'Yeni' };
    expect((await world.call(contactRoutes.update, { ...on(id), ifMatch: 7, body })).status).toBe(412);
    expect((await world.call(contactRoutes.update, { ...on(id), body })).status).toBe(428);
  });

  it('what is missing or of another business, in the same words', async () => {
    const { id: clientId } = await client();
    const contact = (await add(clientId)).body;
    for (const [as, client, id] of [
      [other.owner, clientId, contact.id],
      [business.owner, newId(), newId()],
    ] as const) {
      const body = { name: 'Benim' };
      const answers = [
        await world.call(contactRoutes.list, on(client, as)),
        await world.call(contactRoutes.create, { ...on(client, as), body }),
        await world.call(contactRoutes.update, { ...on(id, as), ifMatch: 1, body }),
        await world.call(contactRoutes.remove, on(id, as)),
      ];
      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    }
  });

  it('asks for a sign-in first and for the right role then', async () => {
    const { id: clientId } = await client();
    const { id } = (await add(clientId)).body;
    const body = { name: 'Rol' };
    expect((await world.call(contactRoutes.list, { params: { id: clientId } })).status).toBe(401);
    expect((await world.call(contactRoutes.create, { params: { id: clientId }, body })).status).toBe(401);
    for (const role of Role.options) {
      const as = business.people[role];
      const mayWrite = rolePermissions[role].includes('clients:write');
      expect((await world.call(contactRoutes.list, on(clientId, as))).status).toBe(200);
      expect((await world.call(contactRoutes.create, { ...on(clientId, as), body })).status).toBe(mayWrite ? 201 : 403);
      if (mayWrite) continue;
      expect((await world.call(contactRoutes.update, { ...on(id, as), ifMatch: 1, body })).status).toBe(403);
      expect((await world.call(contactRoutes.remove, on(id, as))).status).toBe(403);
    }
  });
});

it('an invoice begins with the discount of its client', async () => {
  const { invoiceRoutes } = await import('../../shared/invoices.ts');
  const { id } = await client({ discountRate: '7.5' });
  const draft = (body: object) =>
    world.call(invoiceRoutes.create, { as: business.owner, body: { clientId: id, ...body } });
  expect((await draft({})).body).toMatchObject({ discountRate: '7.5', discountMinor: null });
  expect((await draft({ discountRate: null })).body).toMatchObject({ discountRate: null, discountMinor: null });
  expect((await draft({ discountMinor: 0 })).body).toMatchObject({ discountRate: null, discountMinor: 0 });
});
