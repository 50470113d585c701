// Tags and own fields of invoices: for the business's own order, so they change after issue; found, filtered and taken along.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bulkRoutes, type BulkResults } from '../../shared/bulk.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { customFieldRoutes, type CustomFieldCreate } from '../../shared/custom-fields.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { Role, rolePermissions } from '../../shared/permissions.ts';
import { tagRoutes } from '../../shared/tags.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;
let made = 0;

const line = { description: 'Hizmet', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];
const on = (id: string, as = business.owner) => ({ as, params: { id } });
const addClient = async (as = business.owner) =>
  (await world.call(clientRoutes.create, { as, body: { kind: 'company', name: 'Çağlayan Ltd.' } })).body.id;

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  clientId = await addClient();
});
afterAll(() => world.close());

async function draft(as = business.owner): Promise<string> {
  const body = { clientId: as === business.owner ? clientId : await addClient(as), lines };
  return (await world.call(invoiceRoutes.create, { as, body })).body.id;
}
async function issued(): Promise<string> {
  const id = await draft();
  expect((await world.call(invoiceRoutes.issue, on(id))).status).toBe(200);
  return id;
}
const get = async (id: string) => (await world.call(invoiceRoutes.get, on(id))).body;
const tag = async () =>
  (await world.call(tagRoutes.create, { as: business.owner, body: { name: `Proje ${(made += 1)}` } })).body.id;
const put = (id: string, ids: string[], as = business.owner) =>
  world.call(tagRoutes.tagInvoices, { ...on(id, as), body: { ids } });
const take = (id: string, ids: string[], as = business.owner) =>
  world.call(tagRoutes.untagInvoices, { ...on(id, as), body: { ids } });
const outcome = ({ results }: BulkResults) => results.map(({ isDone }) => isDone);
const field = async (body: Partial<CustomFieldCreate> = {}) => {
  const typed = { subject: 'invoice' as const, label: `Alan ${(made += 1)}`, type: 'text' as const, ...body };
  return (await world.call(customFieldRoutes.create, { as: business.owner, body: typed })).body;
};
const set = (id: string, customFields: object, as = business.owner) =>
  world.call(invoiceRoutes.setFields, { ...on(id, as), body: { customFields } });

describe('tags', () => {
  it('go on drafts and issued invoices, tell of each, and taking them back leaves alone what had them', async () => {
    const id = await tag();
    const [had, drafted, sent] = [await issued(), await draft(), await issued()];
    const before = await get(sent);
    await put(id, [had]);
    const answer = await put(id, [had, drafted, sent, newId(), await draft(other.owner)]);
    expect([answer.status, outcome(answer.body)]).toEqual([200, [false, true, true, false, false]]);
    expect(await get(sent)).toEqual({ ...before, tagIds: [id] });
    const done = answer.body.results.filter(({ isDone }) => isDone).map((result) => result.id);
    expect(outcome((await take(id, done)).body)).toEqual([true, true]);
    expect([(await get(had)).tagIds, (await get(sent)).tagIds]).toEqual([[id], []]);
    const known = (await world.call(tagRoutes.list, { as: business.owner })).body.find((one) => one.id === id);
    expect(known).toMatchObject({ invoiceCount: 1, clientCount: 0, productCount: 0 });
  });

  it('narrow the list and its sums, beside other filters', async () => {
    const id = await tag();
    const [drafted, sent] = [await draft(), await issued()];
    await put(id, [drafted, sent]);
    const list = async (query: object) =>
      (await world.call(invoiceRoutes.list, { as: business.owner, query: { tagId: id, ...query } })).body.items;
    expect((await list({})).map((item) => item.id)).toEqual([sent, drafted]);
    expect((await list({ state: 'draft', sort: 'totalMinor' })).map((item) => [item.id, item.tagIds])).toEqual([
      [drafted, [id]],
    ]);
    const summary = await world.call(invoiceRoutes.summary, { as: business.owner, query: { tagId: id } });
    expect(summary.body).toMatchObject({ count: 2, sums: [{ totalMinor: 24_000 }] });
    expect((await world.call(invoiceRoutes.list, { as: business.owner, query: { tagId: 'x' } })).status).toBe(400);
  });

  it('merge and go like those of clients', async () => {
    const [from, into, one] = [await tag(), await tag(), await issued()];
    await put(from, [one]);
    const merged = await world.call(tagRoutes.merge, { ...on(from), body: { intoId: into } });
    expect([merged.body.invoiceCount, (await get(one)).tagIds]).toEqual([1, [into]]);
    expect((await world.call(tagRoutes.remove, on(into))).status).toBe(204);
    expect((await get(one)).tagIds).toEqual([]);
  });

  it.each(Role.options)('%s may what the role says', async (role) => {
    const mayWrite = rolePermissions[role].includes('invoices:write');
    const [id, one] = [await tag(), await draft()];
    expect((await put(id, [one], business.people[role])).status).toBe(mayWrite ? 200 : 403);
    expect((await take(id, [one], business.people[role])).status).toBe(mayWrite ? 200 : 403);
  });

  it('are refused without a session, to another business, and without invoices', async () => {
    const [id, one] = [await tag(), await draft()];
    for (const route of [tagRoutes.tagInvoices, tagRoutes.untagInvoices]) {
      expect((await world.call(route, { params: { id }, body: { ids: [one] } })).status).toBe(401);
      expect((await world.call(route, { ...on(id, other.owner), body: { ids: [one] } })).status).toBe(404);
      expect((await world.call(route, { ...on(id), body: { ids: [] } })).status).toBe(400);
    }
  });
});

describe('own fields', () => {
  it('change on a draft and after issue, one by one, and nothing else of the invoice does', async () => {
    const [text, day] = [await field(), await field({ type: 'date' })];
    const id = await draft();
    expect((await set(id, { [text.id]: ' Köprü işi ', [day.id]: '2026-03-01' })).body.customFields).toEqual({
      [text.id]: 'Köprü işi',
      [day.id]: '2026-03-01',
    });
    await world.call(invoiceRoutes.issue, on(id));
    const before = await get(id);
    expect((await set(id, { [day.id]: null })).status).toBe(200);
    expect(await get(id)).toEqual({
      ...before,
      customFields: { [text.id]: 'Köprü işi' },
      updatedAt: expect.anything(),
    });
  });

  it('are held to their types, and to fields of invoices', async () => {
    const [number, ofClients] = [await field({ type: 'number' }), await field({ subject: 'client' })];
    const id = await draft();
    for (const [wrong, key] of [
      [{ [number.id]: 'çok' }, number.id],
      [{ [ofClients.id]: 'x' }, ofClients.id],
    ] as const) {
      const { status, problem } = await set(id, wrong);
      expect([status, problem.errors?.[0]?.pointer]).toEqual([400, `#/customFields/${key}`]);
    }
    const write = world.database.admin.query('update invoices set custom_fields = $2 where id = $1', [
      id,
      JSON.stringify({ [ofClients.id]: 'x' }),
    ]);
    await expect(write).rejects.toThrow('a custom value fits its field');
  });

  it('that are asked for are missed at issue and not before, and a field with values stays', async () => {
    const asked = await field({ label: 'Proje kodu', isRequired: true });
    const id = await draft();
    const { status, problem } = await world.call(invoiceRoutes.issue, on(id));
    expect([status, problem.errors]).toEqual([
      422,
      [{ pointer: `#/customFields/${asked.id}`, detail: 'Fill in the field “Proje kodu”.' }],
    ]);
    await set(id, { [asked.id]: 'K-7' });
    expect((await world.call(invoiceRoutes.issue, on(id))).status).toBe(200);
    expect((await world.call(customFieldRoutes.remove, on(asked.id))).problem.key).toBe('customField.used');
    await world.call(customFieldRoutes.archive, on(asked.id));
  });

  it('of a choice are renamed in the invoices, issued ones too', async () => {
    const choice = await field({ type: 'choice', choices: ['Kuzey', 'Güney'] });
    const id = await issued();
    await set(id, { [choice.id]: 'Kuzey' });
    const body = { choices: ['Kuzeybatı', 'Güney'], renamed: [{ from: 'Kuzey', to: 'Kuzeybatı' }] };
    expect((await world.call(customFieldRoutes.update, { ...on(choice.id), ifMatch: 1, body })).status).toBe(200);
    expect((await get(id)).customFields).toEqual({ [choice.id]: 'Kuzeybatı' });
  });

  it('are found by the list', async () => {
    const text = await field();
    const id = await issued();
    await set(id, { [text.id]: 'İğneada rıhtımı' });
    const { body } = await world.call(invoiceRoutes.list, { as: business.owner, query: { search: 'igneada RIHTIM' } });
    expect(body.items.map((item) => item.id)).toEqual([id]);
  });

  it.each(Role.options)('%s may what the role says', async (role) => {
    const mayWrite = rolePermissions[role].includes('invoices:write');
    expect((await set(await draft(), {}, business.people[role])).status).toBe(mayWrite ? 200 : 403);
  });

  it('are refused without a session, to another business, and of no invoice', async () => {
    const id = await draft();
    const body = { customFields: {} };
    expect((await world.call(invoiceRoutes.setFields, { params: { id }, body })).status).toBe(401);
    expect((await set(id, {}, other.owner)).status).toBe(404);
    expect((await set(newId(), {})).status).toBe(404);
    expect((await world.call(invoiceRoutes.setFields, { ...on(id), body: {} })).status).toBe(400);
  });
});

it('a copy and a draft that comes back have tags and fields, as far as these are still there', async () => {
  const [id, tagId, goneId] = [await draft(), await tag(), await tag()];
  const [text, choice] = [await field(), await field({ type: 'choice', choices: ['A', 'B'] })];
  await put(tagId, [id]);
  await put(goneId, [id]);
  await set(id, { [text.id]: 'Ek iş', [choice.id]: 'A' });
  const copy = (await world.call(invoiceRoutes.duplicate, on(id))).body;
  expect(copy.tagIds.toSorted()).toEqual([tagId, goneId].toSorted());
  expect(copy.customFields).toEqual({ [text.id]: 'Ek iş', [choice.id]: 'A' });
  const many = { as: business.owner, body: { ids: [id] } };
  await world.call(bulkRoutes.removeDrafts, many);
  await world.call(tagRoutes.remove, on(goneId));
  const choices = { choices: ['B'] };
  await world.call(customFieldRoutes.update, { ...on(choice.id), ifMatch: 1, body: choices });
  expect(outcome((await world.call(bulkRoutes.restoreDrafts, many)).body)).toEqual([true]);
  expect(await get(id)).toMatchObject({ tagIds: [tagId], customFields: { [text.id]: 'Ek iş' } });
});
