// The own sessions, the own password, and the fresh proof that dangerous acts ask for.
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as identity from '../../functions/identity/index.ts';
import { flush } from '../../functions/platform/flush.ts';
import { endpoint } from '../../functions/platform/http.ts';
import { query } from '../../functions/platform/statement.ts';
import { accountRoutes, type OwnSession } from '../../shared/accounts.ts';
import { newId } from '../../shared/ids.ts';
import { route } from '../../shared/route.ts';
import { userRoutes } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Mounted } from '../support/mount.ts';
import { makeWorld, testPassword } from '../support/world.ts';
import { count, mailsTo, makePerson, mountIdentity, sessionIn, signIn, type Person } from './identity-support.ts';

const Done = z.strictObject({ done: z.int() });
const dangerous = route('POST /dangerous', { summary: 'x', body: z.strictObject({}), response: Done, status: 200 });
const dangerousEndpoint = endpoint(
  dangerous,
  { needs: 'tenant:write', needsRecentSignIn: true, idempotent: false },
  async (ctx) => {
    const [[row]] = await flush(ctx, [query(Done, 'select 1 as done')]);
    return row ?? { done: 1 };
  },
);

let database: TestDatabase;
let mounted: Mounted;
beforeAll(async () => {
  database = await testDatabase();
  mounted = mountIdentity(database, { endpoints: [...identity.endpoints, dangerousEndpoint] });
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Safari/537.36';
const newer = chrome.replace('153', '154');
const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1';
const onDevice = (person: Person, agent: string) =>
  signIn(mounted, person.email, person.password, { headers: { 'user-agent': agent } });
const sessionsOf = async (session: string) => {
  const answer = await mounted.call(accountRoutes.sessions, { session });
  return (answer.body as { items: OwnSession[] }).items;
};
const isAlive = async (session: string) => (await mounted.call(userRoutes.me, { session })).status === 200;
const makeOld = (userId: string) =>
  database.admin.query("update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1", [
    userId,
  ]);
const subjects = (email: string) => mailsTo(mounted, email).map(({ subject }) => subject);

describe('GET /me/sessions', () => {
  test('names each device and tells which one asks, in one round trip', async () => {
    const person = await makePerson(mounted);
    const phone = sessionIn(await onDevice(person, iphone));
    const before = mounted.app.database.flights;
    const items = await sessionsOf(phone);
    expect(mounted.app.database.flights - before).toBe(1);
    expect(items).toMatchObject([
      { device: 'Safari, iOS', deviceKind: 'phone', ip: '203.0.113.7', isCurrent: true },
      { device: null, deviceKind: 'unknown', isCurrent: false },
    ]);
  });

  test('shows nobody else’s and none that has ended', async () => {
    const [person, other] = [await makePerson(mounted), await makePerson(mounted)];
    await onDevice(person, chrome);
    await database.admin.query(
      "update sessions set last_seen_at = now() - interval '13 hours' where user_id = $1 and user_agent is not null",
      [person.me.user.id],
    );
    expect(await sessionsOf(person.session)).toHaveLength(1);
    expect(await sessionsOf(other.session)).toHaveLength(1);
    expect((await mounted.call(accountRoutes.sessions)).status).toBe(401);
  });
});

describe('ending sessions', () => {
  test('DELETE ends that one alone and writes to tell the person', async () => {
    const person = await makePerson(mounted);
    const phone = sessionIn(await onDevice(person, iphone));
    const target = (await sessionsOf(person.session)).find(({ isCurrent }) => !isCurrent);
    const params = { id: target?.id ?? '' };
    expect((await mounted.call(accountRoutes.endSession, { session: person.session, params })).status).toBe(204);
    expect([await isAlive(phone), await isAlive(person.session)]).toEqual([false, true]);
    expect((await mounted.call(accountRoutes.endSession, { session: person.session, params })).status).toBe(404);
    await mounted.runJobs();
    expect(subjects(person.email)).toContain('Oturumlar kapatıldı');
  });

  test('DELETE finds no session of somebody else, and wants an id and a session', async () => {
    const [person, other] = [await makePerson(mounted), await makePerson(mounted)];
    const [theirs] = await sessionsOf(other.session);
    const call = (id: string, session?: string) => mounted.call(accountRoutes.endSession, { session, params: { id } });
    expect((await call(theirs?.id ?? '', person.session)).status).toBe(404);
    expect((await call(newId(), person.session)).status).toBe(404);
    expect((await call('x', person.session)).status).toBe(404);
    expect((await call(newId())).status).toBe(401);
    expect(await isAlive(other.session)).toBe(true);
  });

  test('POST end-others leaves the one that asks, for every role', async () => {
    const person = await makePerson(mounted);
    const [phone, desk] = [sessionIn(await onDevice(person, iphone)), sessionIn(await onDevice(person, chrome))];
    const answer = await mounted.call(accountRoutes.endOtherSessions, { session: desk, body: {} });
    expect(answer.status).toBe(204);
    expect([await isAlive(desk), await isAlive(phone), await isAlive(person.session)]).toEqual([true, false, false]);
    expect((await mounted.call(accountRoutes.endOtherSessions, { body: {} })).status).toBe(401);
    const world = await makeWorld(database.admin);
    for (const { token } of Object.values(world.members)) {
      expect((await mounted.call(accountRoutes.endOtherSessions, { session: token, body: {} })).status).toBe(204);
    }
  });
});

describe('a new device', () => {
  test('is told of once, and neither an update nor the first device is new', async () => {
    const person = await makePerson(mounted);
    for (const agent of [chrome, newer, chrome]) await onDevice(person, agent);
    await mounted.runJobs();
    const mails = mailsTo(mounted, person.email).filter(({ subject }) => subject.startsWith('Yeni bir cihaz'));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('Cihaz: Chrome, Windows');
    expect(mails[0]?.text).toContain('203.0.113.7');
  });
});

const changed = 'turuncu kedi dört pencere';
const change = (session: string | undefined, currentPassword: string, password = changed) =>
  mounted.call(accountRoutes.changePassword, { session, body: { currentPassword, password } });

describe('POST /me/password', () => {
  test('takes a new password, renews this session, ends the others and every reset link, and writes', async () => {
    const person = await makePerson(mounted);
    const phone = sessionIn(await onDevice(person, iphone));
    await mounted.call(userRoutes.forgotPassword, { body: { email: person.email } });
    await mounted.runJobs();
    const answer = await change(person.session, person.password);
    expect(answer).toMatchObject({ status: 204, text: '' });
    const session = sessionIn(answer);
    expect([await isAlive(session), await isAlive(person.session), await isAlive(phone)]).toEqual([true, false, false]);
    expect(await count(database.admin, 'user_tokens', 'email = $1', [person.email])).toBe(0);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(401);
    expect((await signIn(mounted, person.email, changed)).status).toBe(200);
    await mounted.runJobs();
    expect(subjects(person.email)).toContain('Parolanız değiştirildi');
  });

  test('refuses a wrong present password at its field, and makes a guesser wait', async () => {
    const person = await makePerson(mounted);
    for (let turn = 0; turn < 6; turn += 1) {
      expect(await change(person.session, 'yanlış parola, uzun')).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '#/currentPassword' }] },
      });
    }
    expect((await change(person.session, person.password)).status).toBe(429);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(429);
    expect(await isAlive(person.session)).toBe(true);
  });

  test('refuses weak ones, strangers and other pages', async () => {
    const person = await makePerson(mounted, { tenantName: 'Karadeniz Balıkçılık' });
    for (const weak of ['kısa', 'passwordpassword', 'karadeniz balıkçılık 1']) {
      expect(await change(person.session, person.password, weak)).toMatchObject({
        status: 400,
        body: { errors: [expect.objectContaining({ pointer: '#/password' })] },
      });
    }
    expect((await change(undefined, person.password)).status).toBe(401);
    const foreign = await mounted.call(accountRoutes.changePassword, {
      session: person.session,
      body: { currentPassword: person.password, password: changed },
      origin: 'https://evil.example',
    });
    expect(foreign.status).toBe(403);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(200);
  });
});

describe('needsRecentSignIn and POST /me/step-up', () => {
  const act = (session?: string) => mounted.call(dangerous, { session, body: {} });
  const stepUp = (session: string | undefined, password: string) =>
    mounted.call(accountRoutes.stepUp, { session, body: { password } });

  test('ask again after ten minutes, in the flight of the work itself, and open under a new token', async () => {
    const { members } = await makeWorld(database.admin);
    const { owner } = members;
    const before = mounted.app.database.flights;
    expect((await act(owner.token)).status).toBe(200);
    expect(mounted.app.database.flights - before).toBe(1);
    await makeOld(owner.userId);
    expect(await act(owner.token)).toMatchObject({ status: 403, body: { type: '/problems/stepUp', key: 'stepUp' } });
    const answer = await stepUp(owner.token, testPassword);
    expect(answer.status).toBe(204);
    expect((await act(sessionIn(answer))).status).toBe(200);
    expect(await isAlive(owner.token)).toBe(false);
  });

  test('tell a stranger and a lacking role first', async () => {
    const { members } = await makeWorld(database.admin);
    await makeOld(members.viewer.userId);
    expect((await act()).status).toBe(401);
    expect((await act('A'.repeat(43))).status).toBe(401);
    expect(await act(members.viewer.token)).toMatchObject({ status: 403, body: { key: 'notAllowed' } });
  });

  test('refuse a wrong password and leave the session as it was', async () => {
    const { members } = await makeWorld(database.admin);
    await makeOld(members.owner.userId);
    expect(await stepUp(members.owner.token, 'yanlış')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/password' }] },
    });
    expect((await act(members.owner.token)).status).toBe(403);
    expect((await stepUp(undefined, testPassword)).status).toBe(401);
    for (let turn = 0; turn < 5; turn += 1) await stepUp(members.owner.token, 'yanlış');
    expect((await stepUp(members.owner.token, testPassword)).status).toBe(429);
  });
});
