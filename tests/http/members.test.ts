// Members, invitations and further businesses over HTTP: who may decide what, what nobody may, and how somebody comes in.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../functions/identity/index.ts';
import { jobs } from '../../functions/office/index.ts';
import { newId } from '../../shared/ids.ts';
import { memberRoutes, type Invitation, type InvitationView, type Member } from '../../shared/members.ts';
import { policies } from '../../shared/policies.ts';
import { userRoutes, type Me } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeSession, makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let stranger: World;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints, jobs, poolSize: 12 });
  mounted.app.rates = { consume: async () => undefined, check: async () => undefined };
  [world, stranger] = [await makeWorld(database.admin), await makeWorld(database.admin, 'Başka Ltd.')];
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

type Options = Parameters<Mounted['call']>[1];

async function call<Body>(route: Parameters<Mounted['call']>[0], options: Options = {}) {
  const answer = await mounted.call(route, { session: world.members.owner.token, ...options });
  type Problem = { key?: string; errors?: { pointer: string }[] };
  return { ...answer, body: answer.body as Body & Problem, cookie: answer.cookies[0]?.value ?? '' };
}

const freshEmail = () => `kisi-${newId()}@example.com`;
const invite = (email = freshEmail(), role = 'sales', options: Options = {}) =>
  call<Invitation>(memberRoutes.invite, { body: { email, role }, ...options });
const list = async (of = world) =>
  (await call<{ members: Member[]; invitations: Invitation[] }>(memberRoutes.list, { session: of.members.owner.token }))
    .body;

/** Invites, lets the mail leave, and reads the token out of its link. */
async function invited(email = freshEmail(), role = 'sales'): Promise<{ token: string; id: string; email: string }> {
  const { body } = await invite(email, role);
  await mounted.runJobs();
  const mail = mounted.ports.mails.findLast(({ to }) => to.address === email);
  const token = /invitation#([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
  return { token, id: body.id, email };
}

const person = {
  name: 'Ayşe Yılmaz',
  password: 'turuncu bisiklet yağmurda',
  birthDate: '1990-05-05',
  language: 'tr',
  acceptedTermsVersion: policies.terms.version,
  acceptedPrivacyVersion: policies.privacy.version,
};
const accept = (token: string, options: Options = {}, changes: object = {}) =>
  call<Me>(memberRoutes.accept, { session: undefined, body: { token, person: { ...person, ...changes } }, ...options });

describe('inviting', () => {
  it('mails a link that tells who asks, into what and as what; an unknown address becomes a person and is in', async () => {
    const { token, email } = await invited();
    const look = await call<InvitationView>(memberRoutes.look, { session: undefined, body: { token } });
    expect(look.body).toEqual({
      tenantName: 'Deneme Ticaret A.Ş.',
      inviterName: 'Test owner',
      email,
      role: 'sales',
      isKnown: false,
      isSignedIn: false,
    });
    const accepted = await accept(token);
    expect(accepted.status).toBe(200);
    expect(accepted.body).toMatchObject({
      role: 'sales',
      tenant: { id: world.tenantId },
      user: { name: 'Ayşe Yılmaz', email },
    });
    expect((await call<Me>(userRoutes.me, { session: accepted.cookie })).body.user.email).toBe(email);
    const signIn = await call<Me>(userRoutes.signIn, {
      session: undefined,
      body: { email, password: person.password },
    });
    expect(signIn.status).toBe(200);
    const { rows } = await database.admin.query('select purpose, method from consents where user_id = $1 order by 1', [
      accepted.body.user.id,
    ]);
    expect(rows).toEqual(['age', 'privacy', 'terms'].map((purpose) => ({ purpose, method: 'invitation' })));
    expect((await accept(token)).status).toBe(404);
  });

  it('lets nobody in who is under sixteen, saw old policies or chose a weak password, and keeps the invitation', async () => {
    const { token } = await invited();
    const young = `${new Date().getUTCFullYear() - 15}-01-01`;
    expect((await accept(token, {}, { birthDate: young })).body.key).toBe('signUp.tooYoung');
    expect((await accept(token, {}, { acceptedTermsVersion: 'old' })).status).toBe(409);
    expect((await accept(token, {}, { password: 'password password' })).status).toBe(400);
    expect((await call(memberRoutes.accept, { session: undefined, body: { token } })).status).toBe(400);
    expect((await accept(token)).status).toBe(200);
  });

  it('asks somebody with an account to sign in first, and takes them over with the session that is theirs', async () => {
    const other = stranger.members.accountant;
    const { token } = await invited(other.email, 'accountant');
    expect((await accept(token)).body.key).toBe('invitation.signIn');
    expect((await accept(token, { session: world.members.sales.token })).body.key).toBe('invitation.signIn');
    const session = await makeSession(database.admin, stranger.tenantId, other.userId);
    const look = await call<InvitationView>(memberRoutes.look, { session, body: { token } });
    expect(look.body).toMatchObject({ isKnown: true, isSignedIn: true });
    const accepted = await accept(token, { session });
    expect(accepted.body).toMatchObject({ role: 'accountant', tenant: { id: world.tenantId } });
    expect(accepted.body.businesses.map(({ id }) => id).sort()).toEqual([world.tenantId, stranger.tenantId].sort());
    expect((await call(userRoutes.me, { session })).status).toBe(401);
    expect((await call(userRoutes.me, { session: accepted.cookie })).status).toBe(200);
  });

  it('two at once make one member', async () => {
    const { token, email } = await invited();
    const answers = await Promise.all([accept(token), accept(token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect((await list()).members.filter((member) => member.email === email)).toHaveLength(1);
  });

  it('can be mailed again, and taken back, whereupon its links are dead', async () => {
    const { token, id, email } = await invited();
    expect((await call(memberRoutes.resend, { params: { id } })).status).toBe(200);
    await mounted.runJobs();
    expect(mounted.ports.mails.filter(({ to }) => to.address === email)).toHaveLength(2);
    expect((await call(memberRoutes.look, { session: undefined, body: { token } })).status).toBe(200);
    expect((await call(memberRoutes.revoke, { params: { id } })).status).toBe(204);
    expect((await call(memberRoutes.look, { session: undefined, body: { token } })).status).toBe(404);
    for (const route of [memberRoutes.revoke, memberRoutes.resend]) {
      expect((await call(route, { params: { id } })).status).toBe(404);
    }
    const again = await invite(email);
    expect(again.status).toBe(201);
    await call(memberRoutes.revoke, { params: { id: again.body.id } });
    expect(await mounted.runJobs()).toBeGreaterThan(0);
    expect(mounted.ports.mails.filter(({ to }) => to.address === email)).toHaveLength(2);
  });

  it('expires after seven days, and then makes room for a new one', async () => {
    const { token, id, email } = await invited();
    await database.admin.query(`update invitations set expires_at = now() - interval '1 second' where id = $1`, [id]);
    expect((await call(memberRoutes.look, { session: undefined, body: { token } })).status).toBe(404);
    expect((await accept(token)).status).toBe(404);
    expect((await invite(email)).status).toBe(201);
  });

  it('refuses members, addresses that wait already, ids that are taken, and what is no address or role', async () => {
    const member = await invite(world.members.sales.email.toUpperCase());
    expect([member.status, member.body.key]).toEqual([409, 'invitation.isMember']);
    const email = freshEmail();
    const first = await invite(email);
    const second = await invite(email);
    expect([second.status, second.body.key]).toEqual([409, 'invitation.exists']);
    const taken = await call(memberRoutes.invite, { body: { id: first.body.id, email: freshEmail(), role: 'viewer' } });
    expect(taken.status).toBe(409);
    expect((await invite('nobody')).body.errors?.[0]?.pointer).toBe('#/email');
    expect((await invite(freshEmail(), 'king')).body.errors?.[0]?.pointer).toBe('#/role');
    expect((await invite(stranger.members.viewer.email, 'viewer')).status).toBe(201);
  });

  it('of an owner is for owners alone', async () => {
    const admin = { session: world.members.admin.token };
    expect((await invite(freshEmail(), 'owner', admin)).status).toBe(403);
    expect((await invite(freshEmail(), 'admin', admin)).status).toBe(201);
    expect((await invite(freshEmail(), 'owner')).status).toBe(201);
  });
});

describe('roles', () => {
  const change = (userId: string, role: string, options: Options = {}) =>
    call<Member>(memberRoutes.update, { params: { id: userId }, body: { role }, ...options });

  it('are changed by those who may, and work at once', async () => {
    const own = await makeWorld(database.admin);
    const session = own.members.owner.token;
    const { userId, token } = own.members.viewer;
    expect((await change(userId, 'sales', { session })).body).toMatchObject({ id: userId, role: 'sales' });
    expect((await call<Me>(userRoutes.me, { session: token })).body.role).toBe('sales');
    expect((await change(userId, 'sales', { session })).status).toBe(200);
  });

  it('are decided only by somebody who has just shown who they are', async () => {
    const own = await makeWorld(database.admin);
    const session = own.members.owner.token;
    await database.admin.query(
      `update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1`,
      [own.members.owner.userId],
    );
    const { userId } = own.members.sales;
    expect((await change(userId, 'admin', { session })).body.key).toBe('stepUp');
    expect((await call(memberRoutes.remove, { session, params: { id: userId } })).body.key).toBe('stepUp');
    expect((await list(own)).members.find(({ id }) => id === userId)?.role).toBe('sales');
  });

  it('of owners are decided by owners alone, and nobody raises themselves', async () => {
    const session = world.members.admin.token;
    expect((await change(world.members.owner.userId, 'viewer', { session })).status).toBe(403);
    expect((await change(world.members.admin.userId, 'owner', { session })).status).toBe(403);
    expect((await call(memberRoutes.remove, { session, params: { id: world.members.owner.userId } })).status).toBe(403);
  });

  it('leave a business its last owner, also when two step down at once', async () => {
    const own = await makeWorld(database.admin);
    const [first, second] = [own.members.owner, own.members.admin];
    const alone = await change(first.userId, 'admin', { session: first.token });
    expect([alone.status, alone.body.key]).toEqual([409, 'member.lastOwner']);
    expect((await call(memberRoutes.leave, { session: first.token, body: {} })).status).toBe(409);
    expect((await change(second.userId, 'owner', { session: first.token })).status).toBe(200);
    const both = await Promise.all([
      change(first.userId, 'viewer', { session: first.token }),
      change(second.userId, 'viewer', { session: second.token }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const owners = await database.admin.query(`select from members where tenant_id = $1 and role = 'owner'`, [
      own.tenantId,
    ]);
    expect(owners.rowCount).toBe(1);
  });

  it('removing and leaving end the sessions here and nowhere else', async () => {
    const own = await makeWorld(database.admin);
    const session = own.members.owner.token;
    const { userId, token } = own.members.sales;
    expect((await call(memberRoutes.remove, { session, params: { id: userId } })).status).toBe(204);
    expect((await call(userRoutes.me, { session: token })).status).toBe(401);
    const left = await call(memberRoutes.leave, { session: own.members.viewer.token, body: {} });
    expect([left.status, left.cookies[0]?.maxAge]).toEqual([204, 0]);
    expect((await call(userRoutes.me, { session: own.members.viewer.token })).status).toBe(401);
    expect((await list(own)).members.map(({ role }) => role)).toEqual(['owner', 'admin', 'accountant']);
  });

  it('are hidden from and closed to those who may not, and to other businesses', async () => {
    for (const role of ['accountant', 'sales', 'viewer'] as const) {
      const session = world.members[role].token;
      expect((await call(memberRoutes.list, { session })).status).toBe(200);
      expect((await invite(freshEmail(), 'viewer', { session })).status).toBe(403);
      expect((await change(world.members.sales.userId, 'admin', { session })).status).toBe(403);
      expect((await call(memberRoutes.remove, { session, params: { id: world.members.sales.userId } })).status).toBe(
        403,
      );
      for (const route of [memberRoutes.resend, memberRoutes.revoke]) {
        expect((await call(route, { session, params: { id: newId() } })).status).toBe(403);
      }
    }
    const session = stranger.members.owner.token;
    const { body } = await invite();
    const params = { id: world.members.sales.userId };
    expect((await change(params.id, 'viewer', { session })).status).toBe(404);
    expect((await call(memberRoutes.remove, { session, params })).status).toBe(404);
    for (const route of [memberRoutes.resend, memberRoutes.revoke]) {
      expect((await call(route, { session, params: { id: body.id } })).status).toBe(404);
    }
    expect((await list(stranger)).invitations).toEqual([]);
    for (const route of [
      memberRoutes.list,
      memberRoutes.invite,
      memberRoutes.leave,
      memberRoutes.enter,
      memberRoutes.found,
    ]) {
      expect((await call(route, { session: undefined, ...(route.method === 'POST' ? { body: {} } : {}) })).status).toBe(
        401,
      );
    }
  });
});
