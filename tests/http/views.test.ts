// Saved views over HTTP: kept by people, shared with the business, changed by their owner alone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../functions/insight/index.ts';
import { newId } from '../../shared/ids.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import { viewRoutes, type SavedView } from '../../shared/views.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type Member, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let other: World;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints });
  [world, other] = [await makeWorld(database.admin), await makeWorld(database.admin)];
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const wanted = {
  list: 'invoices' as const,
  name: 'Geciken büyükler',
  query: 'overdue=true&totalFrom=100000',
  isShared: false,
};

async function save(as: Member, body: Record<string, unknown> = {}): Promise<SavedView> {
  const answer = await mounted.call(viewRoutes.create, { session: as.token, body: { ...wanted, ...body } });
  expect(answer.status).toBe(201);
  return answer.body;
}
const seen = async (as: Member, list = 'invoices'): Promise<SavedView[]> => {
  const answer = await mounted.call(viewRoutes.list, { session: as.token, query: { list } });
  expect(answer.status).toBe(200);
  return answer.body;
};
const problemOf = ({ body }: { body: never }): ProblemBody => body;
const ids = (views: SavedView[]) => views.map(({ id }) => id);

describe('a view', () => {
  it('is its owner’s alone until it is shared, and never leaves the business', async () => {
    const { owner, viewer } = world.members;
    const view = await save(owner);
    expect(view).toMatchObject({ ...wanted, isOwn: true, ownerName: 'Test owner' });
    expect(ids(await seen(owner))).toContain(view.id);
    expect(ids(await seen(owner, 'clients'))).not.toContain(view.id);
    expect(ids(await seen(viewer))).not.toContain(view.id);
    const { status } = await mounted.call(viewRoutes.update, {
      session: owner.token,
      params: { id: view.id },
      body: { isShared: true, name: 'Büyükler' },
    });
    expect(status).toBe(200);
    const shared = (await seen(viewer)).find(({ id }) => id === view.id);
    expect(shared).toMatchObject({ name: 'Büyükler', query: wanted.query, isShared: true, isOwn: false });
    expect(ids(await seen(other.members.owner))).not.toContain(view.id);
  });

  it('is deleted, and saved again under the same id when that is undone', async () => {
    const { sales } = world.members;
    const view = await save(sales);
    const gone = await mounted.call(viewRoutes.remove, { session: sales.token, params: { id: view.id } });
    expect(gone.status).toBe(204);
    expect(ids(await seen(sales))).not.toContain(view.id);
    expect((await save(sales, { id: view.id })).id).toBe(view.id);
    const twice = await mounted.call(viewRoutes.create, { session: sales.token, body: { ...wanted, id: view.id } });
    expect(problemOf(twice)).toMatchObject({ status: 409, key: 'view.exists' });
  });
});

describe('nobody else', () => {
  it('changes or deletes it: a colleague may not, a stranger finds nothing, the unknown need to sign in', async () => {
    const own = await save(world.members.owner);
    const shared = await save(world.members.owner, { isShared: true });
    const cases = [
      { as: world.members.admin, id: shared.id, status: 403 },
      { as: world.members.admin, id: own.id, status: 404 },
      { as: other.members.owner, id: shared.id, status: 404 },
      { as: world.members.owner, id: newId(), status: 404 },
    ];
    for (const { as, id, status } of cases) {
      const params = { id };
      const change = await mounted.call(viewRoutes.update, { session: as.token, params, body: { name: 'Benim' } });
      const remove = await mounted.call(viewRoutes.remove, { session: as.token, params });
      expect([change.status, remove.status]).toEqual([status, status]);
    }
    for (const route of [viewRoutes.update, viewRoutes.remove]) {
      const body = route === viewRoutes.update ? { name: 'x' } : undefined;
      expect((await mounted.call(route, { params: { id: own.id }, body })).status).toBe(401);
    }
    expect((await mounted.call(viewRoutes.list, { query: { list: 'invoices' } })).status).toBe(401);
    expect((await mounted.call(viewRoutes.create, { body: wanted })).status).toBe(401);
    expect(ids(await seen(world.members.owner))).toEqual(expect.arrayContaining([own.id, shared.id]));
  });
});

it('names the field that is wrong', async () => {
  const bad = [
    { body: { name: '' }, pointer: '#/name' },
    { body: { name: 'x'.repeat(61) }, pointer: '#/name' },
    { body: { query: 'state=<script>' }, pointer: '#/query' },
    { body: { list: 'secrets' }, pointer: '#/list' },
  ];
  for (const { body, pointer } of bad) {
    const answer = await mounted.call(viewRoutes.create, {
      session: world.members.owner.token,
      body: { ...wanted, ...body },
    });
    expect(problemOf(answer)).toMatchObject({ status: 400, errors: [{ pointer }] });
  }
});

it('fifty of a list are enough', async () => {
  const { accountant } = world.members;
  for (let count = 0; count < 50; count += 1) await save(accountant, { list: 'mails', name: `Görünüm ${count}` });
  const answer = await mounted.call(viewRoutes.create, {
    session: accountant.token,
    body: { ...wanted, list: 'mails' },
  });
  expect(problemOf(answer)).toMatchObject({ status: 409, key: 'view.tooMany' });
  await save(accountant, { list: 'clients' });
});
