// A business's own fields over HTTP: defined, ordered, archived with their values; values held to their types by server and database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { customFieldRoutes, type CustomField, type CustomFieldCreate } from '../../shared/custom-fields.ts';
import { newId } from '../../shared/ids.ts';
import { Role, rolePermissions } from '../../shared/permissions.ts';
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

let made = 0;
const on = (id: string, as = business.owner) => ({ as, params: { id } });
const create = (body: Partial<CustomFieldCreate>, as = business.owner) =>
  world.call(customFieldRoutes.create, {
    as,
    body: { subject: 'client', label: `Alan ${(made += 1)}`, type: 'text', ...body },
  });
const field = async (body: Partial<CustomFieldCreate> = {}, as = business.owner) => (await create(body, as)).body;
const addClient = (customFields?: object, as = business.owner) =>
  world.call(clientRoutes.create, { as, body: { kind: 'company', name: 'Çınar', customFields } });
const client = async (customFields?: object) => (await addClient(customFields)).body;
const change = (id: string, ifMatch: number, customFields: object) =>
  world.call(clientRoutes.update, { ...on(id), ifMatch, body: { customFields } });
const listed = async (subject: CustomField['subject'] = 'client', as = business.owner) =>
  (await world.call(customFieldRoutes.list, { as, query: { subject } })).body;

describe('a field', () => {
  it('is added last, put in an order, and belongs to one business', async () => {
    const as = other.owner;
    const [one, two, three] = [
      await field({}, as),
      await field({ type: 'date' }, as),
      await field({ type: 'link' }, as),
    ];
    const ids = async () => (await listed('client', as)).map(({ id }) => id);
    expect(await ids()).toEqual([one.id, two.id, three.id]);
    const order = { subject: 'client' as const, ids: [three.id, one.id] };
    const { body } = await world.call(customFieldRoutes.order, { as, body: order });
    expect(body.map(({ id }) => id)).toEqual([three.id, one.id, two.id]);
    expect((await listed()).map(({ id }) => id)).not.toContain(one.id);
    expect(await listed('product', as)).toEqual([]);
  });

  it('has its name once among those in use, and an archived one gives it free', async () => {
    const one = await field({ label: 'Bölge' });
    expect((await create({ label: 'BÖLGE' })).problem.key).toBe('customField.exists');
    expect((await create({ label: 'Bölge', subject: 'product' })).status).toBe(201);
    expect((await world.call(customFieldRoutes.archive, on(one.id))).body.archivedAt).not.toBeNull();
    expect((await create({ label: 'bölge' })).status).toBe(201);
    expect((await world.call(customFieldRoutes.restore, on(one.id))).status).toBe(409);
  });

  it('of the type choice has choices, and no other', async () => {
    expect((await create({ type: 'choice' })).problem.errors?.[0]?.pointer).toBe('#/choices');
    expect((await create({ type: 'text', choices: ['A'] })).problem.errors?.[0]?.pointer).toBe('#/choices');
    expect((await create({ type: 'choice', choices: ['Altın', 'ALTIN'] })).status).toBe(400);
    const { id } = await field({ type: 'choice', choices: ['Altın', 'Gümüş'] });
    const empty = await world.call(customFieldRoutes.update, { ...on(id), ifMatch: 1, body: { choices: [] } });
    expect(empty.status).toBe(400);
  });

  it('renames a choice in the records, and a choice no longer offered stays where it is', async () => {
    const { id } = await field({ type: 'choice', choices: ['Altın', 'Gümüş'] });
    const [gold, silver] = [await client({ [id]: 'Altın' }), await client({ [id]: 'Gümüş' })];
    const body = { choices: ['Birinci'], renamed: [{ from: 'Altın', to: 'Birinci' }] };
    expect((await world.call(customFieldRoutes.update, { ...on(id), ifMatch: 1, body })).status).toBe(200);
    const now = async (of: { id: string }) => (await world.call(clientRoutes.get, on(of.id))).body;
    expect((await now(gold)).customFields).toEqual({ [id]: 'Birinci' });
    expect((await now(silver)).customFields).toEqual({ [id]: 'Gümüş' });
    expect((await change(silver.id, 1, { [id]: 'Gümüş' })).status).toBe(200);
    expect((await change(gold.id, (await now(gold)).version, { [id]: 'Gümüş' })).status).toBe(400);
    const stray = { renamed: [{ from: 'Birinci', to: 'Üçüncü' }] };
    expect((await world.call(customFieldRoutes.update, { ...on(id), ifMatch: 2, body: stray })).status).toBe(400);
  });

  it('with values is archived, not deleted; its values stay; without any it goes', async () => {
    const { id } = await field();
    const one = await client({ [id]: 'Kalır' });
    expect((await world.call(customFieldRoutes.remove, on(id))).problem.key).toBe('customField.used');
    await world.call(customFieldRoutes.archive, on(id));
    expect((await change(one.id, 1, {})).body.customFields).toEqual({ [id]: 'Kalır' });
    expect((await world.call(customFieldRoutes.restore, on(id))).body.archivedAt).toBeNull();
    await change(one.id, 2, { [id]: null });
    expect((await world.call(customFieldRoutes.remove, on(id))).status).toBe(204);
    expect((await world.call(customFieldRoutes.remove, on(id))).status).toBe(404);
  });

  it('is refused to whoever was not fast enough, may not, or belongs elsewhere', async () => {
    const { id } = await field();
    const update = (as = business.owner, ifMatch = 1) =>
      world.call(customFieldRoutes.update, { ...on(id, as), ifMatch, body: { label: `Yeni ${(made += 1)}` } });
    expect((await update()).body.version).toBe(2);
    expect((await update()).status).toBe(412);
    for (const status of [await update(other.owner), await world.call(customFieldRoutes.archive, on(id, other.owner))])
      expect(status.status).toBe(404);
    expect((await world.call(customFieldRoutes.restore, on(id, other.owner))).status).toBe(404);
    expect((await world.call(customFieldRoutes.list, { query: {} })).status).toBe(401);
    expect((await create({ label: '' })).problem.errors?.[0]?.pointer).toBe('#/label');
    expect(
      (await world.call(customFieldRoutes.order, { as: business.owner, body: { subject: 'client', ids: [] } })).status,
    ).toBe(400);
  });

  it.each(Role.options)('%s may what the role says', async (role) => {
    const as = business.people[role];
    expect((await world.call(customFieldRoutes.list, { as, query: {} })).status).toBe(200);
    expect((await create({}, as)).status).toBe(rolePermissions[role].includes('tenant:write') ? 201 : 403);
  });
});

describe('a value', () => {
  const cases = [
    ['text', 'Kadıköy', ['', 'x'.repeat(501), true, 'iki\nsatır']],
    ['number', '1250.5', ['12,5', 'bin', '1e3', true]],
    ['date', '2026-02-28', ['2026-02-30', '28.02.2026', true]],
    ['yesNo', false, ['true', 'evet']],
    ['link', 'https://cinar.example/a?b=c', ['cinar.example', 'javascript:alert(1)', 'https://a b']],
    ['choice', 'B', ['C', 'b', true]],
  ] as const;
  it.each(cases)('of %s is kept as %o and refused otherwise', async (type, good, wrong) => {
    const { id } = await field({ type, choices: type === 'choice' ? ['A', 'B'] : [] });
    const one = await client({ [id]: good });
    expect(one.customFields).toEqual({ [id]: good });
    for (const value of wrong.filter((text) => text !== '')) {
      const { status, problem } = await addClient({ [id]: value });
      expect([status, problem.errors?.[0]?.pointer], String(value)).toEqual([400, `#/customFields/${id}`]);
    }
    expect((await change(one.id, 1, { [id]: '' })).body.customFields).toEqual({});
  });

  it('that is not named stays, and a field of another kind or business is unknown', async () => {
    const [one, two] = [await field(), await field({ type: 'number' })];
    const strangers = [await field({ subject: 'product' }), await field({}, other.owner), { id: newId() }];
    const { id } = await client({ [one.id]: 'Kalır', [two.id]: '1' });
    expect((await change(id, 1, { [two.id]: '2' })).body.customFields).toEqual({ [one.id]: 'Kalır', [two.id]: '2' });
    for (const stranger of strangers) expect((await change(id, 2, { [stranger.id]: 'x' })).status).toBe(400);
    expect((await addClient({ bogus: 'x' })).status).toBe(400);
  });

  it('is asked for wherever the fields are sent, and not of a client added by name alone', async () => {
    const as = (await world.business()).owner;
    const { id } = await field({ isRequired: true }, as);
    const { status, problem } = await addClient({}, as);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, `#/customFields/${id}`]);
    expect((await addClient(undefined, as)).status).toBe(201);
    expect((await addClient({ [id]: 'Var' }, as)).status).toBe(201);
    await world.call(customFieldRoutes.archive, on(id, as));
    expect((await addClient({}, as)).status).toBe(201);
  });

  it('is found by the search of the list', async () => {
    const { id } = await field();
    const one = await client({ [id]: 'Gümüşhane Şubesi' });
    const { body } = await world.call(clientRoutes.list, { as: business.owner, query: { search: 'gumushane' } });
    expect(body.items.map((item) => item.id)).toEqual([one.id]);
  });

  it('goes for products, too', async () => {
    const { id } = await field({ subject: 'product', type: 'number' });
    const body = { name: 'Defter', customFields: { [id]: '12' } };
    const one = (await world.call(productRoutes.create, { as: business.owner, body })).body;
    expect(one.customFields).toEqual({ [id]: '12' });
    const update = (value: unknown) =>
      world.call(productRoutes.update, { ...on(one.id), ifMatch: 1, body: { customFields: { [id]: value } } });
    expect((await update('on iki')).status).toBe(400);
    expect((await update(null)).body.customFields).toEqual({});
  });

  it('that does not fit is refused by the database itself', async () => {
    const [text, date, foreign] = [await field(), await field({ type: 'date' }), await field({}, other.owner)];
    const { id } = await client();
    const write = (values: object) =>
      world.database.admin.query('update clients set custom_fields = $3 where tenant_id = $1 and id = $2', [
        business.tenantId,
        id,
        JSON.stringify(values),
      ]);
    for (const values of [{ [text.id]: true }, { [date.id]: '2026-02-30' }, { [foreign.id]: 'x' }, { nothing: 'x' }])
      await expect(write(values)).rejects.toThrow('a custom value fits its field');
    await write({ [text.id]: 'x', [date.id]: '2026-02-28' });
    const remove = world.database.admin.query('delete from custom_fields where id = $1', [text.id]);
    await expect(remove).rejects.toThrow('archived, not deleted');
  });
});
