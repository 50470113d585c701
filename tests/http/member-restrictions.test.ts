// Restricting a member: out of this business and of no other, by whom it may be done, what the database refuses, and what is kept of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusalOfMail } from '../../functions/billing/deliveries/store.ts';
import { endpoints as identity } from '../../functions/identity/index.ts';
import { endpoints as insight } from '../../functions/insight/index.ts';
import { flush } from '../../functions/platform/flush.ts';
import { newId } from '../../shared/ids.ts';
import { changeRoutes } from '../../shared/changes.ts';
import { memberRoutes, type Member, type MemberRestriction } from '../../shared/members.ts';
import type { Role } from '../../shared/permissions.ts';
import { tenantRoutes } from '../../shared/tenants.ts';
import { userRoutes, type Me } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type CallOptions, type Mounted } from '../support/mount.ts';
import { jobContextOf, makeSession, makeWorld, testPassword, type World } from '../support/world.ts';
import type { Route } from '../../shared/route.ts';

let database: TestDatabase;
let mounted: Mounted;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints: [...identity, ...insight], poolSize: 12 });
  mounted.app.rates = { consume: async () => undefined, check: async () => undefined };
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

async function call<Body>(route: Route, options: CallOptions) {
  const answer = await mounted.call(route, options);
  type Refusal = { key?: string; detail?: string; type?: string; errors?: { pointer: string }[] };
  return { ...answer, body: answer.body as Body & Refusal, cookie: answer.cookies[0]?.value ?? '' };
}

const reason = 'Kendisi istedi, kayıtlarına itirazı var';
const by = (world: World, role: Role) => ({ session: world.members[role].token });
const of = (world: World, role: Role) => ({ params: { id: world.members[role].userId } });
const restrict = (world: World, whom: Role, who: Role = 'owner', body: object = { reason }) =>
  call<Member>(memberRoutes.restrict, { ...by(world, who), ...of(world, whom), body });
const lift = (world: World, whom: Role, who: Role = 'owner') =>
  call<Member>(memberRoutes.unrestrict, { ...by(world, who), ...of(world, whom) });
const history = async (world: World, whom: Role) =>
  (await call<{ items: MemberRestriction[] }>(memberRoutes.restrictions, { ...by(world, 'owner'), ...of(world, whom) }))
    .body.items;

/** One more owner, who belongs to the business as the others do. */
async function secondOwner(world: World): Promise<{ userId: string; token: string }> {
  const { userId } = world.members.admin;
  await database.admin.query(`update members set role = 'owner' where tenant_id = $1 and user_id = $2`, [
    world.tenantId,
    userId,
  ]);
  return { userId, token: world.members.admin.token };
}

describe('a restricted member', () => {
  it('is out of the business at once, is told why, and keeps the own account and the way to other businesses', async () => {
    const [world, other] = [await makeWorld(database.admin), await makeWorld(database.admin, 'Başka Ltd.')];
    const { userId, email } = world.members.sales;
    await database.admin.query(`insert into members (tenant_id, user_id, role) values ($1, $2, 'viewer')`, [
      other.tenantId,
      userId,
    ]);
    const elsewhere = await makeSession(database.admin, other.tenantId, userId);
    const restricted = await restrict(world, 'sales');
    expect([restricted.status, typeof restricted.body.restrictedAt]).toEqual([200, 'string']);
    for (const route of [tenantRoutes.get, memberRoutes.list, changeRoutes.since]) {
      const refused = await call(route, { ...by(world, 'sales'), language: 'tr', query: {} });
      expect([refused.status, refused.body.type]).toEqual([403, '/problems/restricted']);
      expect(refused.body.detail).toContain('kısıtladı');
    }
    const me = await call<Me>(userRoutes.me, by(world, 'sales'));
    expect(me.body).toMatchObject({ permissions: ['account:own', 'account:keep'], restriction: { reason } });
    expect((await call(tenantRoutes.get, { session: elsewhere })).status).toBe(200);
    const signIn = { body: { email, password: testPassword } };
    expect((await call<Me>(userRoutes.signIn, signIn)).body.tenant.id).toBe(other.tenantId);
    const back = await call<Me>(memberRoutes.enter, { session: elsewhere, body: { tenantId: world.tenantId } });
    expect([back.status, back.body.restriction?.reason]).toEqual([200, reason]);
    expect((await call(tenantRoutes.get, { session: back.cookie })).status).toBe(403);
  });

  it('comes in where there is nothing else, and sees that alone', async () => {
    const world = await makeWorld(database.admin);
    await restrict(world, 'accountant', 'admin');
    const { email } = world.members.accountant;
    const { body, cookie } = await call<Me>(userRoutes.signIn, { body: { email, password: testPassword } });
    expect([body.tenant.id, body.restriction?.reason]).toEqual([world.tenantId, reason]);
    expect((await call(tenantRoutes.get, { session: cookie })).status).toBe(403);
  });

  it('is free again once it is lifted; reason, times and people are kept', async () => {
    const world = await makeWorld(database.admin);
    await restrict(world, 'sales');
    expect((await restrict(world, 'sales', 'admin')).body.key).toBe('member.isRestricted');
    expect((await lift(world, 'sales', 'admin')).body.restrictedAt).toBeNull();
    expect((await lift(world, 'sales')).body.key).toBe('member.notRestricted');
    expect((await call(tenantRoutes.get, by(world, 'sales'))).status).toBe(200);
    await restrict(world, 'sales', 'owner', { reason: 'Bir kez daha' });
    expect(await history(world, 'sales')).toMatchObject([
      { reason: 'Bir kez daha', restrictedByName: 'Test owner', liftedAt: null, liftedByName: null },
      { reason, restrictedByName: 'Test owner', liftedByName: 'Test admin' },
    ]);
    const { rows } = await database.admin.query(
      `select kind, detail from activity where tenant_id = $1 and subject_id = $2 order by id`,
      [world.tenantId, world.members.sales.userId],
    );
    expect(rows.slice(0, 2)).toEqual([
      { kind: 'member.restricted', detail: { name: 'Test sales', reason } },
      { kind: 'member.unrestricted', detail: { name: 'Test sales' } },
    ]);
  });

  it('gets no mail of the business, whomever the mail is about; one that is lifted does', async () => {
    const world = await makeWorld(database.admin);
    const refusal = async () => {
      const recipients = { recipient: 'x@example.com', cc: [world.members.sales.email.toUpperCase()] };
      const [rows] = await flush(jobContextOf(mounted.app, world.tenantId), [
        refusalOfMail({ clientId: newId(), kind: 'invoice', ...recipients }),
      ]);
      return rows[0]?.refusal;
    };
    expect(await refusal()).toBeNull();
    await restrict(world, 'sales');
    expect(await refusal()).toBe('restricted');
    await lift(world, 'sales');
    expect(await refusal()).toBeNull();
  });
});

describe('restricting', () => {
  it('is for owners and administrators, never for oneself, and of owners for owners', async () => {
    const world = await makeWorld(database.admin);
    for (const role of ['accountant', 'sales', 'viewer'] as const)
      expect((await restrict(world, 'admin', role)).status).toBe(403);
    expect((await restrict(world, 'owner', 'admin')).status).toBe(403);
    expect((await restrict(world, 'admin', 'admin')).body.key).toBe('member.restrictsSelf');
    expect((await restrict(world, 'owner')).status).toBe(409);
    expect((await restrict(world, 'viewer', 'admin')).status).toBe(200);
    await secondOwner(world);
    expect((await restrict(world, 'owner', 'admin')).status).toBe(200);
    expect((await lift(world, 'owner', 'owner')).body.type).toBe('/problems/restricted');
    expect((await lift(world, 'owner', 'admin')).status).toBe(200);
  });

  it('asks who one is, wants a reason, and knows members of this business only', async () => {
    const [world, stranger] = [await makeWorld(database.admin), await makeWorld(database.admin)];
    const refused = await restrict(world, 'sales', 'owner', { reason: ' ' });
    expect([refused.status, refused.body.errors?.[0]?.pointer]).toEqual([400, '#/reason']);
    const options = { params: { id: world.members.sales.userId } };
    const { restrictions, restrict: begin, unrestrict } = memberRoutes;
    for (const [route, body] of [[restrictions], [begin, { reason }], [unrestrict]] as const) {
      expect((await call(route, { ...options, body })).status).toBe(401);
      expect((await call(route, { ...options, body, ...by(stranger, 'owner') })).status).toBe(404);
      expect((await call(route, { params: { id: newId() }, body, ...by(world, 'owner') })).status).toBe(404);
      expect((await call(route, { ...options, body, ...by(world, 'viewer') })).status).toBe(403);
    }
    await database.admin.query(`update sessions set authenticated_at = now() - interval '1 hour' where user_id = $1`, [
      world.members.owner.userId,
    ]);
    expect((await restrict(world, 'sales')).body.type).toBe('/problems/stepUp');
  });

  it('leaves the business an owner who can act, also when two restrict each other at once', async () => {
    const world = await makeWorld(database.admin);
    const other = await secondOwner(world);
    const each = await Promise.all([restrict(world, 'admin', 'owner'), restrict(world, 'owner', 'admin')]);
    expect(each.map(({ status }) => status).sort()).toEqual([200, 403]);
    const free = each[0]?.status === 200 ? 'owner' : 'admin';
    const bound = free === 'owner' ? 'admin' : 'owner';
    const update = { ...of(world, free), ...by(world, free), body: { role: 'viewer' } };
    expect((await call(memberRoutes.update, update)).body.key).toBe('member.lastOwner');
    expect((await call(memberRoutes.leave, { ...by(world, free), body: {} })).body.key).toBe('member.lastOwner');
    expect((await call(memberRoutes.remove, { ...of(world, bound), ...by(world, free) })).status).toBe(204);
    expect(other.token).toBeTruthy();
  });

  it('two at once make one restriction', async () => {
    const world = await makeWorld(database.admin);
    const both = await Promise.all([restrict(world, 'sales', 'owner'), restrict(world, 'sales', 'admin')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await history(world, 'sales')).toHaveLength(1);
  });

  it('outlasts the membership: whoever leaves and comes back is still restricted', async () => {
    const world = await makeWorld(database.admin);
    await restrict(world, 'sales');
    expect((await call(memberRoutes.leave, { ...by(world, 'sales'), body: {} })).status).toBe(204);
    const { userId } = world.members.sales;
    await database.admin.query(`insert into members (tenant_id, user_id, role) values ($1, $2, 'viewer')`, [
      world.tenantId,
      userId,
    ]);
    const session = await makeSession(database.admin, world.tenantId, userId);
    expect((await call(tenantRoutes.get, { session })).body.type).toBe('/problems/restricted');
  });
});
