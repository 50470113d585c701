// Series of numbers over HTTP: added, chosen for an invoice, retired; never deleted once they have numbered.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { Role } from '../../shared/permissions.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { seriesRoutes, type NumberSeries } from '../../shared/series.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
  world.time.now = new Date('2026-11-25T09:00:00Z');
});
afterAll(() => world.close());

const listed = async ({ owner }: Business): Promise<NumberSeries[]> =>
  (await world.call(seriesRoutes.list, { as: owner })).body;

async function add({ owner }: Business, code = 'IHR', name: string | null = 'İhracat'): Promise<NumberSeries> {
  const { status, body } = await world.call(seriesRoutes.create, { as: owner, body: { code, kind: 'sale', name } });
  expect(status).toBe(201);
  return body;
}

async function draft({ owner }: Business, chosenSeries: string | null = null) {
  const client = await world.call(clientRoutes.create, {
    as: owner,
    body: { kind: 'company', name: 'Alıcı', taxNumber: '1234567890', city: 'İstanbul' },
  });
  const typed = { description: 'Danışmanlık', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
  const lines = [{ ...typed, discountRate: null, discountMinor: null }];
  return world.call(invoiceRoutes.create, { as: owner, body: { clientId: client.body.id, lines, chosenSeries } });
}

async function issue(business: Business, chosenSeries: string | null = null) {
  const { body } = await draft(business, chosenSeries);
  return world.call(invoiceRoutes.issue, { as: business.owner, params: { id: body.id }, ifMatch: body.version });
}

const change = ({ owner }: Business, { id }: { id: string }, body: { isRetired?: boolean; name?: string | null }) =>
  world.call(seriesRoutes.update, { as: owner, params: { id }, body });
const remove = ({ owner }: Business, { id }: { id: string }) =>
  world.call(seriesRoutes.remove, { as: owner, params: { id } });

describe('series', () => {
  test('begin with the usual one of the business, which stays in use', async () => {
    const business = await world.business();
    const [usual, ...others] = await listed(business);
    expect(others).toEqual([]);
    expect(usual).toMatchObject({ code: 'FTR', kind: 'sale', isUsual: true, isUsed: false, next: 'FTR2026000000001' });
    const id = usual?.id ?? '';
    expect((await change(business, { id }, { isRetired: true })).problem).toMatchObject({
      status: 409,
      key: 'series.usual',
    });
    expect((await remove(business, { id })).problem).toMatchObject({ status: 409, key: 'series.usual' });
  });

  test('number what was written for them, each counting for itself', async () => {
    const business = await world.business();
    await add(business);
    const [one, other, third] = [await issue(business, 'IHR'), await issue(business), await issue(business, 'IHR')];
    expect([one, other, third].map(({ body }) => body.number)).toEqual([
      'IHR2026000000001',
      'FTR2026000000001',
      'IHR2026000000002',
    ]);
    const found = (await listed(business)).find(({ code }) => code === 'IHR');
    expect(found).toMatchObject({ name: 'İhracat', isUsual: false, isUsed: true, next: 'IHR2026000000003' });
  });

  test('are deleted while they are unused, and come back under the same id', async () => {
    const business = await world.business();
    const { id, code, kind, name } = await add(business);
    expect((await remove(business, { id })).status).toBe(204);
    expect((await listed(business)).map((one) => one.code)).toEqual(['FTR']);
    const again = await world.call(seriesRoutes.create, { as: business.owner, body: { id, code, kind, name } });
    expect(again.body.id).toBe(id);
    expect((await remove(business, { id: newId() })).status).toBe(404);
  });

  test('that numbered, or that a draft names, are retired instead', async () => {
    const business = await world.business();
    const series = await add(business);
    const waiting = (await draft(business, 'IHR')).body;
    expect((await remove(business, series)).problem).toMatchObject({ status: 409, key: 'series.named' });
    await issue(business, 'IHR');
    expect((await remove(business, series)).status).toBe(409);
    expect((await change(business, series, { isRetired: true })).body).toMatchObject({ isRetired: true });
    const late = { as: business.owner, params: { id: waiting.id }, ifMatch: waiting.version };
    const refused = await world.call(invoiceRoutes.issue, late);
    expect(refused.problem).toMatchObject({ key: 'series.retired' });
    expect(refused.problem.errors?.[0]?.pointer).toBe('#/chosenSeries');
    await change(business, series, { isRetired: false });
    expect((await world.call(invoiceRoutes.issue, late)).body.number).toBe('IHR2026000000002');
  });

  test('that were usual and never used are gone when another becomes usual', async () => {
    const business = await world.business();
    await world.database.admin.query(`update tenants set invoice_series = 'YNI' where id = $1`, [business.tenantId]);
    expect((await listed(business)).map(({ code }) => code)).toEqual(['YNI']);
  });

  test('once numbered stay, even when no document names them', async () => {
    const business = await world.business({ invoice_series: 'ABC' });
    await issue(business);
    const before = (await listed(business)).find(({ code }) => code === 'ABC');
    await world.database.admin.query(`update tenants set invoice_series = 'YNI' where id = $1`, [business.tenantId]);
    expect((await listed(business)).find(({ isUsual }) => isUsual)?.code).toBe('YNI');
    expect((await remove(business, before ?? { id: '' })).problem).toMatchObject({ status: 409, key: 'series.used' });
  });

  test('of returns number no sale, and a return does not keep the series of its original', async () => {
    const business = await world.business({ return_series: 'IAD' });
    await add(business);
    expect((await listed(business)).find(({ code }) => code === 'IAD')).toMatchObject({
      kind: 'return',
      isUsual: true,
    });
    expect((await issue(business, 'IAD')).problem).toMatchObject({ key: 'series.retired' });
    const sale = await issue(business, 'IHR');
    const taken = await world.call(returnRoutes.create, {
      as: business.owner,
      params: { id: sale.body.id },
      body: { reason: 'Vazgeçildi' },
    });
    expect(taken.body).toMatchObject({ number: 'IAD2026000000001', chosenSeries: null });
  });
});

describe('refusals', () => {
  test('letters that are taken, are none, or belong to nobody', async () => {
    const business = await world.business();
    await add(business);
    const create = (body: object) =>
      world.call(seriesRoutes.create, { as: business.owner, body: { code: 'IHR', kind: 'sale', ...body } });
    expect((await create({})).problem).toMatchObject({ status: 409, key: 'series.taken' });
    const wrong = await create({ code: 'ihr1' });
    expect(wrong.status).toBe(400);
    expect(wrong.problem.errors?.[0]?.pointer).toBe('#/code');
    expect((await draft(business, 'YOK')).problem).toMatchObject({ key: 'series.named' });
  });

  test.each(Role.options)('the role %s sees them; owners and administrators change them', async (role) => {
    const business = await world.business();
    const as = business.people[role];
    expect((await world.call(seriesRoutes.list, { as })).status).toBe(200);
    const { status } = await world.call(seriesRoutes.create, { as, body: { code: 'IHR', kind: 'sale' } });
    expect(status).toBe(['owner', 'admin'].includes(role) ? 201 : 403);
  });

  test('another business finds nothing, and nobody who is not signed in', async () => {
    const [business, stranger] = [await world.business(), await world.business()];
    const series = await add(business);
    expect((await change(stranger, series, { name: 'Başka' })).status).toBe(404);
    expect((await remove(stranger, series)).status).toBe(404);
    expect((await listed(stranger)).map(({ code }) => code)).toEqual(['FTR']);
    expect((await draft(stranger, 'IHR')).problem).toMatchObject({ key: 'series.named' });
    expect((await world.call(seriesRoutes.list)).status).toBe(401);
    expect((await world.call(seriesRoutes.create, { body: { code: 'IHR', kind: 'sale' } })).status).toBe(401);
    const known = { params: { id: series.id } };
    expect((await world.call(seriesRoutes.update, { ...known, body: { isRetired: true } })).status).toBe(401);
    expect((await world.call(seriesRoutes.remove, known)).status).toBe(401);
  });
});
