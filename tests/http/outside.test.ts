// Somebody who belongs to no business: in by every way that there is, to the own account and nothing else, and on into a business.
import * as OTPAuth from 'otpauth';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountClosingRoutes } from '../../shared/account-closings.ts';
import { accountRoutes, type OwnSession } from '../../shared/accounts.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { memberRoutes } from '../../shared/members.ts';
import { ownDataRoutes, type OwnData } from '../../shared/own-data.ts';
import { passkeyRoutes } from '../../shared/passkeys.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import { tenantRoutes } from '../../shared/tenants.ts';
import { userRoutes, type Me, type Self } from '../../shared/users.ts';
import { endpoints as billing } from '../../functions/billing/index.ts';
import { endpoints as compliance } from '../../functions/compliance/index.ts';
import { endpoints as identity, jobs as identityJobs } from '../../functions/identity/index.ts';
import { jobs as officeJobs } from '../../functions/office/index.ts';
import { softAuthenticator } from '../support/authenticator.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Answered, type CallOptions, type Mounted } from '../support/mount.ts';
import { makeSession, makeWorld, testPassword as password, type Member, type World } from '../support/world.ts';
import { tokenIn } from './identity-support.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let minutesAhead = 0;
const clock = () => new Date(Date.now() + minutesAhead * 60_000);
beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({
    database,
    endpoints: [...billing, ...compliance, ...identity],
    jobs: [...identityJobs, ...officeJobs],
    clock,
  });
  world = await makeWorld(database.admin);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const cookieOf = (answer: Answered) => answer.cookies.find(({ name }) => name.includes('staff'))?.value ?? '';
const saying = (answer: Answered) => [answer.status, (answer.body as ProblemBody).key];
const signIn = (email: string) => mounted.call(userRoutes.signIn, { body: { email, password } });
const call = (route: Parameters<Mounted['call']>[0], session: string, more: CallOptions = {}) =>
  mounted.call(route, { session, ...more });
const self = async (session: string) => (await call(userRoutes.self, session)).body as Self;
const age = (what: string, userId: string) =>
  database.admin.query(`update outside_sessions set ${what} where user_id = $1`, [userId]);

/** Somebody who was taken out of their only business. */
async function outsider(): Promise<Member> {
  const { members } = await makeWorld(database.admin, 'Eski İş Ltd.');
  const { userId } = members.sales;
  await database.admin.query('delete from members where user_id = $1', [userId]);
  return members.sales;
}

describe('comes in', () => {
  test('by password, and is told that no business is theirs; whoever does not know the password learns nothing of it', async () => {
    const { email, userId, name, token } = await outsider();
    expect((await call(userRoutes.me, token)).status).toBe(401);
    const wrong = await mounted.call(userRoutes.signIn, { body: { email, password: 'yanlış ama yeterince uzun' } });
    expect(saying(wrong)).toEqual([401, 'auth.wrong']);
    const answer = await signIn(email);
    expect([answer.status, answer.body]).toEqual([200, { awaits: 'business' }]);
    expect(await self(cookieOf(answer))).toMatchObject({ user: { id: userId, name, email }, businesses: [] });
    const { rows } = await database.admin.query('select outcome from sign_ins where user_id = $1 order by at, id', [
      userId,
    ]);
    expect(rows.map(({ outcome }) => outcome)).toEqual(['wrongPassword', 'ok']);
  });

  test('by password and code', async () => {
    const { email, userId } = await outsider();
    const { tenantId } = world;
    await database.admin.query(`insert into members (tenant_id, user_id, role) values ($1, $2, 'viewer')`, [
      tenantId,
      userId,
    ]);
    const session = await makeSession(database.admin, tenantId, userId);
    const { secret } = (await call(accountRoutes.beginSecondFactor, session, { body: {} })).body as { secret: string };
    const code = () =>
      new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(secret) }).generate({ timestamp: clock().getTime() });
    expect((await call(accountRoutes.confirmSecondFactor, session, { body: { code: code() } })).status).toBe(200);
    await database.admin.query('delete from members where user_id = $1', [userId]);
    minutesAhead = 1;
    const begun = await signIn(email);
    expect(begun.body).toEqual({ awaits: 'code' });
    const step = begun.cookies.find(({ name }) => name.includes('step'))?.value;
    const finished = await mounted.call(accountRoutes.finishSignIn, { step, body: { code: code() } });
    expect([finished.status, finished.body]).toEqual([200, { awaits: 'business' }]);
    expect((await self(cookieOf(finished))).user.id).toBe(userId);
  });

  test('by passkey', async () => {
    const { members } = await makeWorld(database.admin);
    const { token, userId } = members.viewer;
    const device = softAuthenticator('http://localhost:24000');
    const optionsOf = ({ body }: Answered) => (body as { options: { challenge: string } }).options;
    const made = device.make(optionsOf(await call(passkeyRoutes.begin, token, { body: {} })));
    expect((await call(passkeyRoutes.add, token, { body: { name: 'Telefon', made } })).status).toBe(201);
    await database.admin.query('delete from members where user_id = $1', [userId]);
    const shown = device.show(optionsOf(await mounted.call(passkeyRoutes.beginSignIn, { body: {} })));
    const answer = await mounted.call(passkeyRoutes.signIn, { body: { shown } });
    expect([answer.status, answer.body]).toEqual([200, { awaits: 'business' }]);
    expect((await self(cookieOf(answer))).user.id).toBe(userId);
  });

  test('with a new password by mail, which ends the session there was', async () => {
    const { email } = await outsider();
    const before = cookieOf(await signIn(email));
    await mounted.call(userRoutes.forgotPassword, { body: { email } });
    await mounted.runJobs();
    const fresh = 'yepyeni ve uzun bir parola 7';
    const reset = await mounted.call(userRoutes.resetPassword, {
      body: { token: tokenIn(mounted, email), password: fresh },
    });
    expect(reset.status).toBe(204);
    expect((await call(userRoutes.self, before)).status).toBe(401);
    const answer = await mounted.call(userRoutes.signIn, { body: { email, password: fresh } });
    expect(answer.body).toEqual({ awaits: 'business' });
  });
});

describe('outside', () => {
  test('every place of a business says so, in words', async () => {
    const session = cookieOf(await signIn((await outsider()).email));
    for (const route of [userRoutes.me, tenantRoutes.get, memberRoutes.list, invoiceRoutes.list])
      expect([route.path, ...saying(await call(route, session))]).toEqual([route.path, 403, 'noBusiness']);
    const other = { body: { tenantId: world.tenantId } };
    expect((await call(memberRoutes.enter, session, other)).status).toBe(404);
  });

  test('the session ends by itself after twelve hours, by signing out, and by signing in anew', async () => {
    const { email, userId } = await outsider();
    const first = cookieOf(await signIn(email));
    await age(`expires_at = now()`, userId);
    expect((await call(userRoutes.self, first)).status).toBe(401);
    const second = cookieOf(await signIn(email));
    const third = cookieOf(await mounted.call(userRoutes.signIn, { body: { email, password }, session: second }));
    expect((await call(userRoutes.self, second)).status).toBe(401);
    expect((await call(userRoutes.signOut, third, { body: {} })).status).toBe(204);
    expect((await call(userRoutes.self, third)).status).toBe(401);
  });

  test('the session stands in the list of sessions and is ended there, also from inside a business', async () => {
    const { email, userId } = await outsider();
    const [first, second] = [cookieOf(await signIn(email)), cookieOf(await signIn(email))];
    const inside = cookieOf(await call(memberRoutes.found, first, { body: { name: 'İçeride' } }));
    const listed = async () =>
      ((await call(accountRoutes.sessions, inside)).body as { items: OwnSession[] }).items.filter(
        ({ isCurrent }) => !isCurrent,
      );
    const [other] = await listed();
    const end = (session: string) => call(accountRoutes.endSession, session, { params: { id: other?.id ?? '' } });
    expect((await end(world.members.owner.token)).status).toBe(404);
    expect((await call(userRoutes.self, second)).status).toBe(200);
    expect((await end(inside)).status).toBe(204);
    expect((await call(userRoutes.self, second)).status).toBe(401);
    expect(await listed()).toEqual([]);
    await signIn(email);
    const { rowCount } = await database.admin.query('select from outside_sessions where user_id = $1', [userId]);
    expect(rowCount).toBe(0);
  });

  test('the own data are there to take along, with the session that asks', async () => {
    const { email } = await outsider();
    const data = (await call(ownDataRoutes.read, cookieOf(await signIn(email)))).body as OwnData;
    expect(data.profile.email).toBe(email);
    expect(data.businesses).toEqual([]);
    expect(data.sessions).toMatchObject([{ tenantId: null, lastSeenAt: null }]);
  });

  test('the account can be deleted after showing again who one is, and kept after all', async () => {
    const { email, userId } = await outsider();
    let session = cookieOf(await signIn(email));
    await age(`authenticated_at = now() - interval '11 minutes'`, userId);
    const ask = () => call(accountClosingRoutes.ask, session, { body: { email } });
    expect(saying(await ask())).toEqual([403, 'stepUp']);
    session = cookieOf(await call(accountRoutes.stepUp, session, { body: { password } }));
    expect((await ask()).status).toBe(201);
    expect(saying(await call(memberRoutes.found, session, { body: { name: 'Yeni' } }))).toEqual([
      403,
      'accountClosing',
    ]);
    const again = cookieOf(await signIn(email));
    expect((await call(accountClosingRoutes.look, again)).body).toMatchObject({ email, businesses: [] });
    expect((await call(accountClosingRoutes.takeBack, again)).status).toBe(204);
    expect((await call(memberRoutes.found, again, { body: { name: 'Yeni' } })).status).toBe(201);
  });
});

describe('goes on', () => {
  test('into a business that they found, with their session under a new token and nothing left outside', async () => {
    const { email, userId } = await outsider();
    const session = cookieOf(await signIn(email));
    const founded = await call(memberRoutes.found, session, { body: { name: 'Çınar Danışmanlık' } });
    expect(founded.body as Me).toMatchObject({ role: 'owner', tenant: { name: 'Çınar Danışmanlık' } });
    expect((await call(userRoutes.self, session)).status).toBe(401);
    expect(saying(await call(userRoutes.me, cookieOf(founded)))[0]).toBe(200);
    const { rowCount } = await database.admin.query('select from outside_sessions where user_id = $1', [userId]);
    expect(rowCount).toBe(0);
    expect((await signIn(email)).body).toMatchObject({ tenant: { name: 'Çınar Danışmanlık' } });
  });

  test('into a business that invited them, signed in as they are', async () => {
    const { email } = await outsider();
    const session = cookieOf(await signIn(email));
    await call(memberRoutes.invite, world.members.owner.token, { body: { email, role: 'accountant' } });
    await mounted.runJobs();
    const token = tokenIn(mounted, email);
    expect((await call(memberRoutes.look, session, { body: { token } })).body).toMatchObject({ isSignedIn: true });
    const joined = await call(memberRoutes.accept, session, { body: { token } });
    expect(joined.body as Me).toMatchObject({ role: 'accountant', tenant: { id: world.tenantId } });
    expect((await call(userRoutes.me, cookieOf(joined))).status).toBe(200);
  });

  test('into a business that took them in meanwhile', async () => {
    const { email, userId } = await outsider();
    const session = cookieOf(await signIn(email));
    const { tenantId } = world;
    await database.admin.query(`insert into members (tenant_id, user_id, role) values ($1, $2, 'viewer')`, [
      tenantId,
      userId,
    ]);
    expect((await self(session)).businesses).toMatchObject([{ id: tenantId, role: 'viewer' }]);
    const entered = await call(memberRoutes.enter, session, { body: { tenantId } });
    expect((entered.body as Me).tenant.id).toBe(tenantId);
  });
});
