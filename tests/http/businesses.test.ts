// One person in several businesses: founded, gone between, and closed to whoever does not belong.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../functions/identity/index.ts';
import { newId } from '../../shared/ids.ts';
import { memberRoutes } from '../../shared/members.ts';
import { userRoutes, type Me } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, newToken, testPassword as password, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let stranger: World;
beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints });
  [world, stranger] = [await makeWorld(database.admin), await makeWorld(database.admin, 'Başka Ltd.')];
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

async function call<Body>(route: Parameters<Mounted['call']>[0], options: Parameters<Mounted['call']>[1] = {}) {
  const answer = await mounted.call(route, options);
  return { ...answer, body: answer.body as Body, cookie: answer.cookies[0]?.value ?? '' };
}

describe('several businesses', () => {
  it('are founded, gone between with a new token each time, and the last one is entered again', async () => {
    const own = await makeWorld(database.admin, 'Birinci Ltd.');
    const { token, email } = own.members.sales;
    const founded = await call<Me>(memberRoutes.found, { session: token, body: { name: 'İkinci Ltd.' } });
    expect(founded.body).toMatchObject({ role: 'owner', tenant: { name: 'İkinci Ltd.' } });
    expect(founded.body.businesses.map(({ name }) => name)).toEqual(['Birinci Ltd.', 'İkinci Ltd.']);
    expect((await call(userRoutes.me, { session: token })).status).toBe(401);
    const back = await call<Me>(memberRoutes.enter, { session: founded.cookie, body: { tenantId: own.tenantId } });
    expect(back.body).toMatchObject({ role: 'sales', tenant: { id: own.tenantId } });
    expect((await call(userRoutes.me, { session: founded.cookie })).status).toBe(401);
    const signIn = () => call<Me>(userRoutes.signIn, { session: undefined, body: { email, password } });
    expect((await signIn()).body.tenant.id).toBe(own.tenantId);
    await call(memberRoutes.enter, { session: back.cookie, body: { tenantId: founded.body.tenant.id } });
    expect((await signIn()).body.tenant.name).toBe('İkinci Ltd.');
  });

  it('of others cannot be entered, whatever id is sent, and nothing changes by trying', async () => {
    const session = world.members.viewer.token;
    for (const tenantId of [stranger.tenantId, newId()]) {
      expect((await call(memberRoutes.enter, { session, body: { tenantId } })).status).toBe(404);
    }
    expect((await call(userRoutes.me, { session })).status).toBe(200);
    expect((await call(memberRoutes.enter, { session, body: { tenantId: 'x' } })).status).toBe(400);
    expect((await call(memberRoutes.found, { session, body: { name: '' } })).status).toBe(400);
    expect((await call(memberRoutes.enter, { session: newToken(), body: { tenantId: newId() } })).status).toBe(401);
  });
});
