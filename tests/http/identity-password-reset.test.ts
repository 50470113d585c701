// A forgotten password: nobody learns who has an account, a link works once, and the new password ends every session.
import * as argon2 from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { userRoutes } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Mounted } from '../support/mount.ts';
import {
  comparable,
  count,
  mailsTo,
  makePerson,
  mountIdentity,
  signIn,
  signUpBody,
  tokenIn,
} from './identity-support.ts';

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  return { ...real, hash: vi.fn(real.hash), verify: vi.fn(real.verify) };
});
const argonRuns = () => vi.mocked(argon2.hash).mock.calls.length + vi.mocked(argon2.verify).mock.calls.length;

let database: TestDatabase;
let mounted: Mounted;
const newPassword = 'yepyeni ve uzun sarı defter';

beforeAll(async () => {
  database = await testDatabase();
  mounted = mountIdentity(database);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

async function askForLink(email: string): Promise<string> {
  await mounted.call(userRoutes.forgotPassword, { body: { email } });
  await mounted.runJobs();
  return tokenIn(mounted, email);
}
const reset = (token: string, password = newPassword) =>
  mounted.call(userRoutes.resetPassword, { body: { token, password } });

describe('POST /auth/password/forgot', () => {
  test('says and does the same for a known, a waiting and an unknown address', async () => {
    const known = await makePerson(mounted);
    const waiting = signUpBody();
    await mounted.call(userRoutes.signUp, { body: waiting });
    await mounted.runJobs();
    const strangers = signUpBody().email;
    const seen = [];
    for (const email of [known.email, waiting.email, strangers]) {
      const before = { argon: argonRuns(), flights: mounted.app.database.flights, sent: mounted.ports.sent.length };
      const answer = await mounted.call(userRoutes.forgotPassword, { body: { email } });
      seen.push({
        answer: comparable(answer),
        argon: argonRuns() - before.argon,
        flights: mounted.app.database.flights - before.flights,
        sent: mounted.ports.sent.length - before.sent,
      });
    }
    expect(seen[0]).toMatchObject({ argon: 0, flights: 1, sent: 1, answer: { status: 202, text: '' } });
    for (const one of seen) expect(one).toEqual(seen[0]);
    await mounted.runJobs();
    expect(mailsTo(mounted, strangers)).toEqual([]);
    expect(await count(database.admin, 'mails', 'recipient = $1', [strangers])).toBe(0);
    expect(mailsTo(mounted, waiting.email)).toHaveLength(1);
    expect(mailsTo(mounted, known.email).at(-1)?.text).toMatch(/http:\/\/localhost:24000\/reset#[\w-]{43}\n/);
  });

  test('stops filling a mailbox after five mails of one kind in an hour', async () => {
    const { email } = await makePerson(mounted);
    for (let turn = 0; turn < 8; turn += 1) {
      await mounted.call(userRoutes.forgotPassword, { body: { email } });
      await mounted.runJobs();
    }
    // Five links for a new password and, before them, the mail that confirmed the address.
    expect(mailsTo(mounted, email)).toHaveLength(6);
    expect(await count(database.admin, 'mails', "recipient = $1 and dropped_reason = 'tooMany'", [email])).toBe(3);
  });

  test('brings a link however often somebody else signs up with the address', async () => {
    const { email } = await makePerson(mounted);
    for (let turn = 0; turn < 7; turn += 1) {
      await mounted.call(userRoutes.signUp, { body: signUpBody({ email }) });
      await mounted.runJobs();
    }
    const token = await askForLink(email);
    expect((await reset(token)).status).toBe(204);
  });

  test('refuses what is no address, and other pages', async () => {
    const invalid = await mounted.call(userRoutes.forgotPassword, { body: { email: 'x' } });
    expect(invalid).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/email' }] } });
    const foreign = await mounted.call(userRoutes.forgotPassword, {
      body: { email: 'a@ornek.com.tr' },
      origin: 'https://evil.example',
    });
    expect(foreign.status).toBe(403);
  });
});

describe('POST /auth/password/reset', () => {
  test('changes the password, ends every session, forgets the wait, and writes to tell the owner', async () => {
    const person = await makePerson(mounted);
    await signIn(mounted, person.email, person.password);
    for (let turn = 0; turn < 6; turn += 1) await signIn(mounted, person.email, 'yanlış parola, uzun');
    const token = await askForLink(person.email);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(429);
    expect(await reset(token)).toMatchObject({ status: 204, text: '', cookies: [] });
    expect(await count(database.admin, 'sessions', 'user_id = $1', [person.me.user.id])).toBe(0);
    expect((await mounted.call(userRoutes.me, { session: person.session })).status).toBe(401);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(401);
    expect((await signIn(mounted, person.email, newPassword)).status).toBe(200);
    await mounted.runJobs();
    const mail = mailsTo(mounted, person.email).at(-1);
    expect(mail?.subject).toBe('Parolanız değiştirildi');
    expect(mail?.text).not.toMatch(/#[\w-]{43}/);
  });

  test('leaves no session to a sign-in with the old password that was under way', async () => {
    const person = await makePerson(mounted);
    const token = await askForLink(person.email);
    const before = mounted.app.database.fly;
    let flights = 0;
    // After the old password was read and looked at, before the session begins.
    mounted.app.database.fly = async (client, steps) => {
      flights += 1;
      if (flights === 2) {
        mounted.app.database.fly = before;
        expect((await reset(token)).status).toBe(204);
      }
      return before(client, steps);
    };
    expect(await signIn(mounted, person.email, person.password)).toMatchObject({
      status: 401,
      body: { key: 'auth.wrong' },
      cookies: [],
    });
    expect(await count(database.admin, 'sessions', 'user_id = $1', [person.me.user.id])).toBe(0);
    expect((await signIn(mounted, person.email, newPassword)).status).toBe(200);
  });

  test('works once for each link, and of two at the same moment one', async () => {
    const person = await makePerson(mounted);
    const token = await askForLink(person.email);
    const passwords = ['birinci yeni uzun parola', 'ikinci yeni uzun parola'];
    const answers = await Promise.all(passwords.map((password) => reset(token, password)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([204, 404]);
    const winner = passwords[answers.findIndex((answer) => answer.status === 204)] ?? '';
    expect((await signIn(mounted, person.email, winner)).status).toBe(200);
    expect(await reset(token)).toMatchObject({ status: 404, body: { key: 'auth.linkDead' } });
  });

  test('knows only the link of the newest mail', async () => {
    const { email } = await makePerson(mounted);
    const first = await askForLink(email);
    const second = await askForLink(email);
    expect(second).not.toBe(first);
    expect((await reset(first)).status).toBe(404);
    expect((await reset(second)).status).toBe(204);
  });

  test('still works when a stranger asks again and again, since what sends no mail ends no link', async () => {
    const { email } = await makePerson(mounted);
    let last = '';
    for (let turn = 0; turn < 10; turn += 1) last = await askForLink(email);
    expect(mailsTo(mounted, email)).toHaveLength(6);
    expect((await reset(last)).status).toBe(204);
  });

  test('knows no link after half an hour, none that was never sent, and none of another kind', async () => {
    const { email } = await makePerson(mounted);
    const token = await askForLink(email);
    const { rows } = await database.admin.query(
      'select expires_at - created_at = $2::interval as ok from user_tokens where email = $1',
      [email, '30 minutes'],
    );
    expect(rows).toEqual([{ ok: true }]);
    await database.admin.query("update user_tokens set expires_at = now() - interval '1 second' where email = $1", [
      email,
    ]);
    expect((await reset(token)).status).toBe(404);
    expect((await reset('B'.repeat(43))).status).toBe(404);
    const waiting = signUpBody();
    await mounted.call(userRoutes.signUp, { body: waiting });
    await mounted.runJobs();
    expect((await reset(tokenIn(mounted, waiting.email))).status).toBe(404);
  });

  test('refuses a weak password and lets the link live', async () => {
    const person = await makePerson(mounted, { tenantName: 'Karadeniz Balıkçılık' });
    const token = await askForLink(person.email);
    for (const password of ['kısa', 'passwordpassword', 'karadeniz balıkçılık 1', 'crmfex crmfex crmfex']) {
      const answer = await reset(token, password);
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [expect.objectContaining({ pointer: '#/password' })] },
      });
    }
    expect((await mounted.call(userRoutes.me, { session: person.session })).status).toBe(200);
    expect((await reset(token)).status).toBe(204);
  });

  test('of one person touches no other', async () => {
    const [person, other] = [await makePerson(mounted), await makePerson(mounted)];
    await reset(await askForLink(person.email));
    expect((await mounted.call(userRoutes.me, { session: other.session })).status).toBe(200);
    expect((await signIn(mounted, other.email, other.password)).status).toBe(200);
  });
});
