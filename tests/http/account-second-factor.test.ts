// The second factor: enrolled by a code, asked for at every sign-in by password, each code good once, recovery codes for a bad day.
import * as OTPAuth from 'otpauth';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accountRoutes } from '../../shared/accounts.ts';
import { userRoutes } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Answered, Mounted } from '../support/mount.ts';
import {
  count,
  mailsTo,
  makePerson,
  mountIdentity,
  sessionIn,
  signIn,
  tokenIn,
  type Person,
} from './identity-support.ts';

let database: TestDatabase;
let mounted: Mounted;
let now = new Date('2026-11-25T09:00:00Z');
beforeAll(async () => {
  database = await testDatabase();
  mounted = mountIdentity(database, { clock: () => now });
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});
beforeEach(() => pass(120));

const pass = (seconds: number) => void (now = new Date(now.getTime() + seconds * 1000));
const codeOf = (secret: string, at = now) =>
  new OTPAuth.TOTP({ secret: OTPAuth.Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
const stepIn = (answer: Answered) => answer.cookies.find(({ name }) => name.startsWith('__Host-step'))?.value ?? '';
const isAlive = async (session: string) => (await mounted.call(userRoutes.me, { session })).status === 200;
const begin = (session?: string) => mounted.call(accountRoutes.beginSecondFactor, { session, body: {} });
const confirm = (session: string | undefined, code: string) =>
  mounted.call(accountRoutes.confirmSecondFactor, { session, body: { code } });
const finish = (step: string | undefined, code: string) =>
  mounted.call(accountRoutes.finishSignIn, { step, body: { code } });
const security = async (session: string) => (await mounted.call(accountRoutes.security, { session })).body as unknown;
const makeOld = (person: Person) =>
  database.admin.query("update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1", [
    person.me.user.id,
  ]);

type Enrolled = Person & { secret: string; codes: string[] };

async function enrol(): Promise<Enrolled> {
  const person = await makePerson(mounted);
  const { secret } = (await begin(person.session)).body as { secret: string };
  const answer = await confirm(person.session, codeOf(secret));
  pass(60);
  return { ...person, secret, session: sessionIn(answer), codes: (answer.body as { codes: string[] }).codes };
}
const passwordStep = async (person: Person) => stepIn(await signIn(mounted, person.email, person.password));

describe('enrolling', () => {
  test('needs a code of the app, ends other sessions, shows ten codes once, keeps seed and codes unreadable, and writes', async () => {
    const person = await makePerson(mounted);
    const other = sessionIn(await signIn(mounted, person.email, person.password));
    const begun = await begin(person.session);
    expect(begun).toMatchObject({ status: 201, body: { uri: expect.stringContaining('otpauth://totp/crmFEX:') } });
    const { secret } = begun.body as { secret: string };
    expect(await security(person.session)).toMatchObject({ secondFactor: null });
    expect((await signIn(mounted, person.email, person.password)).cookies[0]?.name).toContain('staff');
    expect(await confirm(person.session, '000000')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '#/code' }] },
    });
    const answer = await confirm(person.session, codeOf(secret));
    const { codes } = answer.body as { codes: string[] };
    expect(codes).toHaveLength(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/);
    const session = sessionIn(answer);
    expect([await isAlive(session), await isAlive(person.session), await isAlive(other)]).toEqual([true, false, false]);
    expect(await security(session)).toMatchObject({ secondFactor: { recoveryCodesLeft: 10 } });
    const { rows } = await database.admin.query(
      'select a::text as seed, (select string_agg(c::text, $2) from recovery_codes c) as codes from authenticators a where user_id = $1',
      [person.me.user.id, ' '],
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    for (const code of codes) expect(JSON.stringify(rows)).not.toContain(code);
    await mounted.runJobs();
    expect(mailsTo(mounted, person.email).at(-1)?.subject).toBe('İki adımlı giriş açıldı');
    expect(await begin(session)).toMatchObject({ status: 409, body: { key: 'account.secondFactorOn' } });
    expect((await confirm(session, codeOf(secret))).status).toBe(409);
  });

  test('can be begun again, and only the newest seed counts', async () => {
    const { session } = await makePerson(mounted);
    const first = (await begin(session)).body as { secret: string };
    const second = (await begin(session)).body as { secret: string };
    expect((await confirm(session, codeOf(first.secret))).status).toBe(400);
    expect((await confirm(session, codeOf(second.secret))).status).toBe(200);
  });

  test('wants a session and a fresh proof, and something begun', async () => {
    const person = await makePerson(mounted);
    expect((await begin()).status).toBe(401);
    expect((await confirm(undefined, '123456')).status).toBe(401);
    expect((await mounted.call(accountRoutes.security)).status).toBe(401);
    expect((await confirm(person.session, '123456')).status).toBe(404);
    await makeOld(person);
    expect(await begin(person.session)).toMatchObject({ status: 403, body: { key: 'stepUp' } });
    expect(await confirm(person.session, '123456')).toMatchObject({ status: 403, body: { key: 'stepUp' } });
  });
});

describe('signing in', () => {
  test('gives no session for the password alone, and one for the code', async () => {
    const person = await enrol();
    const first = await signIn(mounted, person.email, person.password);
    expect(first).toMatchObject({ status: 200, body: { awaits: 'code' } });
    expect(first.cookies).toEqual([
      expect.objectContaining({ name: '__Host-step-24000', httpOnly: true, maxAge: 600 }),
    ]);
    const step = stepIn(first);
    expect(await isAlive(step)).toBe(false);
    const done = await finish(step, codeOf(person.secret));
    expect(done).toMatchObject({ status: 200, body: { user: { email: person.email } } });
    expect(await isAlive(sessionIn(done))).toBe(true);
    const { rows } = await database.admin.query('select level from sessions where user_id = $1 order by created_at', [
      person.me.user.id,
    ]);
    expect(rows.at(-1)).toEqual({ level: 2 });
    pass(60);
    expect(await finish(step, codeOf(person.secret)), 'the wait works once').toMatchObject({ status: 404 });
  });

  test('takes each code once, and none older than the last', async () => {
    const person = await enrol();
    const code = codeOf(person.secret);
    const [one, two] = [await passwordStep(person), await passwordStep(person)];
    expect((await finish(one, code)).status).toBe(200);
    expect((await finish(two, code)).status).toBe(400);
    expect((await finish(two, codeOf(person.secret, new Date(now.getTime() - 30_000)))).status).toBe(400);
    pass(30);
    expect((await finish(two, codeOf(person.secret))).status).toBe(200);
  });

  test('of two at the same moment with one code one comes in', async () => {
    const person = await enrol();
    const steps = [await passwordStep(person), await passwordStep(person)];
    const code = codeOf(person.secret);
    const answers = await Promise.all(steps.map((step) => finish(step, code)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
  });

  test('makes a guesser wait, and no right password shortens it', async () => {
    const person = await enrol();
    const step = await passwordStep(person);
    const statuses = [];
    for (let turn = 0; turn < 6; turn += 1) statuses.push((await finish(step, '000000')).status);
    expect(statuses).toContain(429);
    expect((await signIn(mounted, person.email, person.password)).status).toBe(429);
  });

  test('takes a recovery code once, however it is typed, and writes about it', async () => {
    const person = await enrol();
    const [code = ''] = person.codes;
    const answer = await finish(await passwordStep(person), ` ${code.replaceAll('-', ' ').toLowerCase()} `);
    expect(answer.status).toBe(200);
    expect(await security(sessionIn(answer))).toMatchObject({ secondFactor: { recoveryCodesLeft: 9 } });
    expect((await finish(await passwordStep(person), code)).status).toBe(400);
    await mounted.runJobs();
    const subjects = mailsTo(mounted, person.email).map(({ subject }) => subject);
    expect(subjects).toContain('Bir kurtarma kodu kullanıldı');
  });

  test('refuses six digits of other scripts, dead waits, other people’s codes and other pages', async () => {
    const [person, other] = [await enrol(), await enrol()];
    const step = await passwordStep(person);
    expect((await finish(step, '１２３４５６')).status).toBe(400);
    expect((await finish(step, codeOf(other.secret))).status).toBe(400);
    expect((await finish(step, other.codes[0] ?? '')).status).toBe(400);
    expect((await finish(undefined, codeOf(person.secret))).status).toBe(404);
    expect((await finish('A'.repeat(43), codeOf(person.secret))).status).toBe(404);
    const foreign = await mounted.call(accountRoutes.finishSignIn, {
      step,
      body: { code: codeOf(person.secret) },
      origin: 'https://evil.example',
    });
    expect(foreign.status).toBe(403);
    await database.admin.query("update sign_in_steps set expires_at = now() - interval '1 second'");
    expect((await finish(step, codeOf(person.secret))).status).toBe(404);
    await mounted.app.database.jobs.query('select gate.forget_steps()');
    expect(await count(database.admin, 'sign_in_steps')).toBe(0);
  });

  test('is asked for after a new password too, and ends a wait that the old one had opened', async () => {
    const person = await enrol();
    const step = await passwordStep(person);
    await mounted.call(userRoutes.forgotPassword, { body: { email: person.email } });
    await mounted.runJobs();
    const password = 'yepyeni ve uzun sarı defter';
    await mounted.call(userRoutes.resetPassword, { body: { token: tokenIn(mounted, person.email), password } });
    expect((await finish(step, codeOf(person.secret))).status).toBe(404);
    expect((await signIn(mounted, person.email, password)).body).toEqual({ awaits: 'code' });
  });
});

describe('a fresh proof', () => {
  const stepUp = (session: string, body: object) => mounted.call(accountRoutes.stepUp, { session, body });

  test('is a code as well, each once', async () => {
    const person = await enrol();
    await makeOld(person);
    const code = codeOf(person.secret);
    const answer = await stepUp(person.session, { code });
    expect(answer.status).toBe(204);
    expect((await stepUp(sessionIn(answer), { code })).status).toBe(400);
    const without = await makePerson(mounted);
    expect((await stepUp(without.session, { code: '123456' })).status).toBe(400);
  });

  test('is one thing, not two and not none', async () => {
    const person = await enrol();
    for (const body of [{}, { code: '123456', password: 'x' }]) {
      expect((await stepUp(person.session, body)).status).toBe(400);
    }
  });
});

describe('turning it off and renewing codes', () => {
  const remove = (session?: string) => mounted.call(accountRoutes.removeSecondFactor, { session });
  const renew = (session?: string) => mounted.call(accountRoutes.renewRecoveryCodes, { session, body: {} });

  test('DELETE leaves the password alone, ends other sessions, and forgets the codes', async () => {
    const person = await enrol();
    const other = sessionIn(await finish(await passwordStep(person), codeOf(person.secret)));
    const answer = await remove(person.session);
    expect(answer.status).toBe(204);
    expect([await isAlive(sessionIn(answer)), await isAlive(other)]).toEqual([true, false]);
    expect(await count(database.admin, 'recovery_codes', 'user_id = $1', [person.me.user.id])).toBe(0);
    expect((await signIn(mounted, person.email, person.password)).body).toMatchObject({ user: {} });
    expect((await remove(sessionIn(answer))).status).toBe(404);
  });

  test('POST recovery-codes kills the former ones', async () => {
    const person = await enrol();
    const answer = await renew(person.session);
    const { codes } = answer.body as { codes: string[] };
    expect(answer.status).toBe(201);
    expect((await finish(await passwordStep(person), person.codes[0] ?? '')).status).toBe(400);
    expect((await finish(await passwordStep(person), codes[0] ?? '')).status).toBe(200);
  });

  test('want a session, a fresh proof and a second factor', async () => {
    const person = await makePerson(mounted);
    expect([(await remove()).status, (await renew()).status]).toEqual([401, 401]);
    expect([(await remove(person.session)).status, (await renew(person.session)).status]).toEqual([404, 404]);
    await makeOld(person);
    expect([(await remove(person.session)).status, (await renew(person.session)).status]).toEqual([403, 403]);
  });
});
