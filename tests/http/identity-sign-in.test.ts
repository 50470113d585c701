// Coming in with a password: what is told to whom, how guessing is slowed, and how a session begins and ends.
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
  sessionIn,
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

beforeAll(async () => {
  database = await testDatabase();
  mounted = mountIdentity(database);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const failuresOf = async (email: string) => {
  const { rows } = await database.admin.query('select failures from sign_in_failures where email_hash = sha256($1)', [
    Buffer.from(email),
  ]);
  return rows[0]?.failures as number | undefined;
};
const outcomesOf = async (userId: string) => {
  const { rows } = await database.admin.query('select outcome from sign_ins where user_id = $1 order by at, id', [
    userId,
  ]);
  return rows.map((row: { outcome: string }) => row.outcome);
};

describe('POST /auth/sign-in', () => {
  test('signs in whatever the case of the address, with a new token each time and only its hash stored', async () => {
    const person = await makePerson(mounted);
    const first = await signIn(mounted, person.email.toUpperCase(), person.password);
    const second = await signIn(mounted, person.email, person.password);
    expect(first).toMatchObject({ status: 200, body: person.me });
    const tokens = new Set([person.session, sessionIn(first), sessionIn(second)]);
    expect(tokens.size).toBe(3);
    const { rows } = await database.admin.query('select s::text as all from sessions s where user_id = $1', [
      person.me.user.id,
    ]);
    expect(rows).toHaveLength(3);
    for (const token of tokens) expect(JSON.stringify(rows)).not.toContain(token);
    expect(first.cookies).toEqual([
      expect.objectContaining({ name: '__Host-staff-24000', path: '/', httpOnly: true, secure: true, sameSite: 'Lax' }),
    ]);
  });

  test('ends the session that the same browser still held', async () => {
    const person = await makePerson(mounted);
    const again = await signIn(mounted, person.email, person.password, { session: person.session });
    expect(await mounted.call(userRoutes.me, { session: person.session })).toMatchObject({ status: 401 });
    expect(await mounted.call(userRoutes.me, { session: sessionIn(again) })).toMatchObject({ status: 200 });
  });

  test('does not end the session of somebody else whose cookie was in the browser', async () => {
    const [one, other] = [await makePerson(mounted), await makePerson(mounted)];
    await signIn(mounted, one.email, one.password, { session: other.session });
    expect(await mounted.call(userRoutes.me, { session: other.session })).toMatchObject({ status: 200 });
  });

  test('says the same, byte for byte and after the same work, for a wrong password and an unknown or waiting address', async () => {
    const person = await makePerson(mounted);
    const waiting = signUpBody();
    await mounted.call(userRoutes.signUp, { body: waiting });
    const seen = [];
    for (const email of [person.email, signUpBody().email, waiting.email]) {
      const before = { argon: argonRuns(), flights: mounted.app.database.flights };
      const answer = await signIn(mounted, email, 'yanlış ama uzun bir parola');
      const argon = argonRuns() - before.argon;
      seen.push({ answer: comparable(answer), argon, flights: mounted.app.database.flights - before.flights });
    }
    expect(seen[0]).toMatchObject({ argon: 1, flights: 2, answer: { status: 401, cookies: [] } });
    for (const one of seen) expect(one).toEqual(seen[0]);
    expect(await outcomesOf(person.me.user.id)).toEqual(['verified', 'wrongPassword']);
  });

  test('tells that the address waits for its confirmation only to who knows the password, and sends a new mail', async () => {
    const body = signUpBody();
    await mounted.call(userRoutes.signUp, { body });
    await mounted.runJobs();
    const wrong = await signIn(mounted, body.email, 'yanlış ama uzun bir parola');
    expect(wrong).toMatchObject({ status: 401, body: { key: 'auth.wrong' } });
    await mounted.runJobs();
    expect(mailsTo(mounted, body.email)).toHaveLength(1);
    const right = await signIn(mounted, body.email, body.password);
    expect(right).toMatchObject({ status: 403, body: { key: 'auth.unverified' }, cookies: [] });
    await mounted.runJobs();
    expect(mailsTo(mounted, body.email)).toHaveLength(2);
    const verified = await mounted.call(userRoutes.verify, { body: { token: tokenIn(mounted, body.email) } });
    expect(verified.status).toBe(200);
    const log = await mounted.call(userRoutes.signIns, { session: sessionIn(verified) });
    expect(log.body).toMatchObject({
      items: [{ outcome: 'verified' }, { outcome: 'unverified' }, { outcome: 'wrongPassword' }],
    });
  });

  test('makes a guesser wait after five mistakes, the owner too, and counts on for addresses nobody has', async () => {
    const person = await makePerson(mounted);
    for (const email of [person.email, signUpBody().email]) {
      for (let turn = 0; turn < 6; turn += 1)
        expect((await signIn(mounted, email, 'yanlış parola, uzun')).status).toBe(401);
      const runs = argonRuns();
      const locked = await signIn(mounted, email, person.password);
      expect(locked).toMatchObject({ status: 429, body: { key: 'auth.lockedSeconds' }, cookies: [] });
      expect(Number(locked.headers['retry-after'])).toBeGreaterThanOrEqual(1);
      expect(argonRuns()).toBe(runs);
    }
  });

  test('doubles the wait with each further mistake, up to fifteen minutes, and forgets all of it after the right password', async () => {
    const { email, password } = await makePerson(mounted);
    const waits: number[] = [];
    await signIn(mounted, email, 'yanlış parola, uzun');
    for (const failures of [5, 6, 9, 20, 300]) {
      const values = [failures, Buffer.from(email)];
      await database.admin.query(
        'update sign_in_failures set failures = $1, next_at = now() where email_hash = sha256($2)',
        values,
      );
      await signIn(mounted, email, 'yanlış parola, uzun');
      const { rows } = await database.admin.query(
        'select round(extract(epoch from next_at - now()))::int as wait from sign_in_failures where email_hash = sha256($1)',
        [Buffer.from(email)],
      );
      waits.push(rows[0].wait);
    }
    expect(waits).toEqual([1, 2, 16, 900, 900]);
    await database.admin.query('update sign_in_failures set next_at = now() where email_hash = sha256($1)', [
      Buffer.from(email),
    ]);
    expect((await signIn(mounted, email, password)).status).toBe(200);
    expect(await failuresOf(email)).toBeUndefined();
  });

  test('looks at six guesses of thirty that arrive at once', async () => {
    const { email } = await makePerson(mounted);
    const runs = argonRuns();
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, turn) => signIn(mounted, email, `yanlış parola ${turn} uzun`)),
    );
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(6);
    expect(statuses.filter((status) => status === 429)).toHaveLength(24);
    expect(argonRuns() - runs).toBe(6);
  });

  test('makes the hash anew when the parameters have grown since', async () => {
    const person = await makePerson(mounted);
    const { hash } = await vi.importActual<typeof import('@node-rs/argon2')>('@node-rs/argon2');
    const old = await hash(person.password, { memoryCost: 8192, timeCost: 2, parallelism: 1 });
    await database.admin.query('update users set password_hash = $2 where id = $1', [person.me.user.id, old]);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(200);
    const { rows } = await database.admin.query('select password_hash from users where id = $1', [person.me.user.id]);
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(200);
  });

  test.each([
    ['no password', { email: 'a@ornek.com.tr' }, '#/password'],
    ['an empty password', { email: 'a@ornek.com.tr', password: '' }, '#/password'],
    ['an endless password', { email: 'a@ornek.com.tr', password: 'a'.repeat(257) }, '#/password'],
    ['no address', { email: 'x', password: 'parola' }, '#/email'],
    ['a field nobody knows', { email: 'a@ornek.com.tr', password: 'parola', role: 'owner' }, '#/role'],
  ])('refuses %s', async (_, body, pointer) => {
    const answer = await mounted.call(userRoutes.signIn, { body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [expect.objectContaining({ pointer })] } });
  });

  test('refuses other pages and stores no answer under an idempotency key', async () => {
    const { email, password } = await makePerson(mounted);
    expect(await signIn(mounted, email, password, { origin: 'https://evil.example' })).toMatchObject({
      status: 403,
      cookies: [],
    });
    const keyed = { idempotencyKey: 'one' };
    expect(sessionIn(await signIn(mounted, email, password, keyed))).not.toBe(
      sessionIn(await signIn(mounted, email, password, keyed)),
    );
    expect(await count(database.admin, 'idempotency_keys')).toBe(0);
  });
});

test('one address may try sixty times a minute, whatever account it tries', async () => {
  const limited = mountIdentity(database, { hasRates: true });
  const statuses: number[] = [];
  for (let turn = 0; turn < 62; turn += 1)
    statuses.push((await signIn(limited, 'x', 'no address, so nothing is computed')).status);
  expect(statuses.filter((status) => status === 400)).toHaveLength(60);
  expect(statuses.slice(60)).toEqual([429, 429]);
  await limited.close();
});
