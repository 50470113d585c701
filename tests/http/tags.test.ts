// Tags over HTTP: made while typing, put on many and taken back, filtered by, renamed, merged and deleted in one place.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BulkResults } from '../../shared/bulk.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { contactRoutes } from '../../shared/contacts.ts';
import { newId } from '../../shared/ids.ts';
import { Role, rolePermissions } from '../../shared/permissions.ts';
import { productRoutes } from '../../shared/products.ts';
import { tagRoutes } from '../../shared/tags.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
});
afterAll(() => world.close());

let made = 0;
const on = (id: string, as = business.owner) => ({ as, params: { id } });
const tag = async (name = `Etiket ${(made += 1)}`, to = business) =>
  (await world.call(tagRoutes.create, { as: to.owner, body: { name } })).body;
const client = async (to = business) =>
  (await world.call(clientRoutes.create, { as: to.owner, body: { kind: 'company', name: `Çınar ${(made += 1)}` } }))
    .body.id;
const product = async () =>
  (await world.call(productRoutes.create, { as: business.owner, body: { name: `Defter ${(made += 1)}` } })).body.id;
const tagsOf = async (id: string) => (await world.call(clientRoutes.get, on(id))).body.tagIds;
const outcome = ({ results }: BulkResults) => results.map(({ isDone }) => isDone);
const listed = async () => (await world.call(tagRoutes.list, { as: business.owner })).body;

it('is made by name alone, grey, and stands in the list with how often it is used', async () => {
  const vip = await tag('Önemli müşteri');
  expect(vip).toMatchObject({ name: 'Önemli müşteri', colour: 'grey', clientCount: 0, productCount: 0, version: 1 });
  await world.call(tagRoutes.tagClients, { ...on(vip.id), body: { ids: [await client(), await client()] } });
  expect((await listed()).find(({ id }) => id === vip.id)).toMatchObject({ clientCount: 2, productCount: 0 });
  expect((await world.call(tagRoutes.list, { as: other.owner })).body).toEqual([]);
});

it('there is one of each name, however it is typed', async () => {
  await tag('İhracat');
  for (const name of ['İHRACAT', 'ihracat', ' ıhracat ']) {
    const { status, problem } = await world.call(tagRoutes.create, { as: business.owner, body: { name } });
    expect([status, problem.key]).toEqual([409, 'tag.exists']);
  }
  expect((await world.call(tagRoutes.create, { as: other.owner, body: { name: 'İhracat' } })).status).toBe(201);
});

describe('putting a tag on many', () => {
  it('tells of each, and taking it back leaves those alone that had it before', async () => {
    const { id } = await tag();
    const [had, has, foreign] = [await client(), await client(), await client(other)];
    await world.call(tagRoutes.tagClients, { ...on(id), body: { ids: [had] } });
    const put = await world.call(tagRoutes.tagClients, { ...on(id), body: { ids: [had, has, foreign] } });
    expect([put.status, outcome(put.body)]).toEqual([200, [false, true, false]]);
    expect(put.body.results[0]?.reason).toBe('Has this tag already.');
    expect(put.body.results[2]?.reason).toBe('There is no such thing here');
    expect(await tagsOf(has)).toEqual([id]);
    const done = put.body.results.filter(({ isDone }) => isDone).map((result) => result.id);
    const undone = await world.call(tagRoutes.untagClients, { ...on(id), body: { ids: done } });
    expect(outcome(undone.body)).toEqual([true]);
    expect([await tagsOf(had), await tagsOf(has)]).toEqual([[id], []]);
  });

  it('narrows the list and its count, beside the other filters', async () => {
    const { id } = await tag();
    const [one, away] = [await client(), await client()];
    await world.call(tagRoutes.tagClients, { ...on(id), body: { ids: [one, away] } });
    await world.call(clientRoutes.archive, on(away));
    const { body } = await world.call(clientRoutes.list, { as: business.owner, query: { tagId: id } });
    expect(body.items.map((item) => [item.id, item.tagIds])).toEqual([[one, [id]]]);
    const count = async (query: Record<string, string>) =>
      (await world.call(clientRoutes.summary, { as: business.owner, query })).body.count;
    expect([await count({ tagId: id }), await count({ tagId: id, state: 'all' })]).toEqual([1, 2]);
    expect(await count({ tagId: newId() })).toBe(0);
  });

  it('goes for products, too', async () => {
    const { id } = await tag();
    const [one, two] = [await product(), await product()];
    const put = await world.call(tagRoutes.tagProducts, { ...on(id), body: { ids: [one, two] } });
    expect(outcome(put.body)).toEqual([true, true]);
    const taken = await world.call(tagRoutes.untagProducts, { ...on(id), body: { ids: [two] } });
    expect(outcome(taken.body)).toEqual([true]);
    const { body } = await world.call(productRoutes.list, { as: business.owner, query: { tagId: id } });
    expect(body.items.map((item) => [item.id, item.tagIds])).toEqual([[one, [id]]]);
    const sums = await world.call(productRoutes.summary, { as: business.owner, query: { tagId: id } });
    expect(sums.body.count).toBe(1);
  });
});

describe('in one place', () => {
  it('is renamed and coloured, unless somebody was faster or the name is taken', async () => {
    const [one, two] = [await tag(), await tag()];
    const change = (body: object, ifMatch = 1) => world.call(tagRoutes.update, { ...on(one.id), ifMatch, body });
    expect((await change({ name: 'Bayi', colour: 'teal' })).body).toMatchObject({
      name: 'Bayi',
      colour: 'teal',
      version: 2,
    });
    expect((await change({ name: 'Geç' })).status).toBe(412);
    expect((await change({ name: two.name.toUpperCase() }, 2)).problem.key).toBe('tag.exists');
    expect((await change({ colour: 'gold' }, 2)).problem.errors?.[0]?.pointer).toBe('#/colour');
  });

  it('goes into another one: each record has that one once, and this one is gone', async () => {
    const [from, into] = [await tag(), await tag()];
    const [both, one] = [await client(), await client()];
    const thing = await product();
    await world.call(tagRoutes.tagClients, { ...on(from.id), body: { ids: [both, one] } });
    await world.call(tagRoutes.tagClients, { ...on(into.id), body: { ids: [both] } });
    await world.call(tagRoutes.tagProducts, { ...on(from.id), body: { ids: [thing] } });
    const merged = await world.call(tagRoutes.merge, { ...on(from.id), body: { intoId: into.id } });
    expect([merged.status, merged.body.clientCount, merged.body.productCount]).toEqual([200, 2, 1]);
    expect([await tagsOf(both), await tagsOf(one)]).toEqual([[into.id], [into.id]]);
    expect((await listed()).map(({ id }) => id)).not.toContain(from.id);
    expect((await world.call(tagRoutes.merge, { ...on(into.id), body: { intoId: into.id } })).status).toBe(422);
    expect((await world.call(tagRoutes.merge, { ...on(into.id), body: { intoId: from.id } })).status).toBe(404);
  });

  it('is deleted, and with it goes nothing but the word', async () => {
    const { id } = await tag();
    const one = await client();
    await world.call(tagRoutes.tagClients, { ...on(id), body: { ids: [one] } });
    expect((await world.call(tagRoutes.remove, on(id))).status).toBe(204);
    expect(await tagsOf(one)).toEqual([]);
    expect((await world.call(tagRoutes.remove, on(id))).status).toBe(404);
  });
});

describe('refused', () => {
  it.each([
    [{ name: '' }, '#/name'],
    [{ name: 'x'.repeat(41) }, '#/name'],
    [{ name: 'Bayi', colour: 'pink' }, '#/colour'],
    [{}, '#/name'],
  ])('%o', async (body, pointer) => {
    const { status, problem } = await world.call(tagRoutes.create, { as: business.owner, body });
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('what belongs to another business, and whoever is not signed in', async () => {
    const { id } = await tag();
    const ids = { ids: [await client(other)] };
    const as = other.owner;
    expect((await world.call(tagRoutes.update, { as, params: { id }, ifMatch: 1, body: {} })).status).toBe(404);
    expect((await world.call(tagRoutes.remove, { as, params: { id } })).status).toBe(404);
    for (const route of [
      tagRoutes.tagClients,
      tagRoutes.untagClients,
      tagRoutes.tagProducts,
      tagRoutes.untagProducts,
    ]) {
      expect((await world.call(route, { as, params: { id }, body: ids })).status).toBe(404);
      expect((await world.call(route, { params: { id }, body: ids })).status).toBe(401);
      expect((await world.call(route, { ...on(id), body: { ids: [] } })).status).toBe(400);
    }
  });

  it.each(Role.options)('%s may what the role says', async (role) => {
    const { id } = await tag();
    const as = business.people[role];
    expect((await world.call(tagRoutes.list, { as })).status).toBe(200);
    const mayWrite = rolePermissions[role].includes('clients:write');
    const put = await world.call(tagRoutes.tagClients, { ...on(id, as), body: { ids: [await client()] } });
    expect(put.status).toBe(mayWrite ? 200 : 403);
    const onProducts = await world.call(tagRoutes.tagProducts, { ...on(id, as), body: { ids: [await product()] } });
    expect(onProducts.status).toBe(rolePermissions[role].includes('products:write') ? 200 : 403);
    expect((await world.call(tagRoutes.remove, on(id, as))).status).toBe(mayWrite ? 204 : 403);
  });
});

it('goes with the client that has it, as its contacts do', async () => {
  const { id } = await tag();
  const one = await client();
  await world.call(tagRoutes.tagClients, { ...on(id), body: { ids: [one] } });
  await world.call(contactRoutes.create, { ...on(one), body: { name: 'Ayşe Yılmaz' } });
  expect((await world.call(clientRoutes.remove, on(one))).status).toBe(204);
  expect((await listed()).find((known) => known.id === id)?.clientCount).toBe(0);
});

it('the database keeps links within a business, and one of each', async () => {
  const [mine, theirs] = [await tag(), await tag('Yabancı', other)];
  const id = await client();
  const link = (tagId: string) =>
    world.database.admin.query('insert into client_tags (tenant_id, client_id, tag_id) values ($1, $2, $3)', [
      business.tenantId,
      id,
      tagId,
    ]);
  await expect(link(theirs.id)).rejects.toThrow('a client has a tag that is there');
  await link(mine.id);
  await expect(link(mine.id)).rejects.toThrow('a client has a tag once');
});
