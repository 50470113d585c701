// The warning about clients that look the same: what is alike, what is not, and whose clients are looked at.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { rolePermissions, Role } from '../../shared/permissions.ts';
import { similarClientRoutes } from '../../shared/similar-clients.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
let torosId: string;

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  torosId = await add({
    ...{ name: 'Toros Maden Arama ve İşletme A.Ş.', taxNumber: '1234567890', email: 'Muhasebe@toros.example' },
    city: 'Antalya',
  });
  await add({ name: 'Işık Şifa Sağlık Hizmetleri Ltd. Şti.' });
});
afterAll(() => world.close());

async function add(body: object): Promise<string> {
  return (await world.call(clientRoutes.create, { as: business.owner, body: { kind: 'company', ...body } })).body.id;
}
const find = async (query: Partial<Record<'name' | 'email' | 'taxNumber' | 'except', string>>, as = business.owner) =>
  (await world.call(similarClientRoutes.find, { as, query })).body;

it.each([
  [{ taxNumber: '1234 567 890' }, ['taxNumber']],
  [{ email: 'muhasebe@TOROS.example' }, ['email']],
  [{ name: 'TOROS MADEN ARAMA İŞLETME AŞ' }, ['name']],
  [{ name: 'toros maden' }, ['name']],
  [{ name: 'Toros Maden Arama ve İşletme', taxNumber: '1234567890' }, ['taxNumber', 'name']],
])('%o is told as %o', async (typed, reasons) => {
  expect(await find(typed)).toEqual([
    { id: torosId, name: 'Toros Maden Arama ve İşletme A.Ş.', city: 'Antalya', isArchived: false, reasons },
  ]);
});

it('finds a name typed without Turkish letters', async () => {
  expect(await find({ name: 'isik sifa saglik' })).toMatchObject([{ reasons: ['name'] }]);
});

it.each([{}, { name: '' }, { name: 'To' }, { name: 'Anadolu Dokuma' }, { email: 'muha' }, { taxNumber: '123' }])(
  'says nothing about %o',
  async (typed) => {
    expect(await find(typed)).toEqual([]);
  },
);

it('leaves the client under the pen out, and tells archived ones as such', async () => {
  expect(await find({ name: 'Toros Maden Arama', except: torosId })).toEqual([]);
  const id = await add({ name: 'Eski Köşk Emlak' });
  await world.call(clientRoutes.archive, { as: business.owner, params: { id } });
  expect(await find({ name: 'eski kosk emlak' })).toMatchObject([{ id, isArchived: true }]);
});

it('looks at no other business, and answers only those who may write clients', async () => {
  expect(await find({ taxNumber: '1234567890' }, other.owner)).toEqual([]);
  expect((await world.call(similarClientRoutes.find)).status).toBe(401);
  const wrong = await world.call(similarClientRoutes.find, { as: business.owner, query: { except: 'x' } });
  expect(wrong.problem.errors?.[0]?.pointer).toBe('?except');
  for (const role of Role.options) {
    const { status } = await world.call(similarClientRoutes.find, { as: business.people[role] });
    expect(status).toBe(rolePermissions[role].includes('clients:write') ? 200 : 403);
  }
});
