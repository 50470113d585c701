// Asking for an account: who may, what is kept, and that a stranger learns nothing about anybody.
import { hash as digest } from 'node:crypto';
import * as argon2 from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { policies } from '../../shared/policies.ts';
import { userRoutes } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Mounted } from '../support/mount.ts';
import {
  comparable,
  count,
  goodPassword,
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

describe('POST /auth/sign-up', () => {
  test('answers 202 with nothing, and the mail leads to our own origin with the token in the fragment', async () => {
    const body = signUpBody();
    const answer = await mounted.call(userRoutes.signUp, {
      body,
      headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    });
    expect(answer).toMatchObject({ status: 202, text: '', cookies: [] });
    await mounted.runJobs();
    const [mail, ...others] = mailsTo(mounted, body.email);
    expect(others).toEqual([]);
    expect(mail).toMatchObject({ subject: 'E-posta adresinizi onaylayın', trackOpens: false, to: { name: body.name } });
    expect(mail?.text).toMatch(/http:\/\/localhost:24000\/verify#[\w-]{43}\n/);
    expect(mail?.html).toContain('href="http://localhost:24000/verify#');
    expect(`${mail?.html}${mail?.text}`).not.toContain('evil.example');
  });

  test('keeps no token in clear anywhere', async () => {
    const body = signUpBody();
    await mounted.call(userRoutes.signUp, { body });
    const messages = JSON.stringify(mounted.ports.sent);
    await mounted.runJobs();
    const token = tokenIn(mounted, body.email);
    const stored = await database.admin.query(
      `select (select coalesce(string_agg(m::text, ' '), '') from mails m) || (select coalesce(string_agg(t::text, ' '), '') from user_tokens t)
        || (select coalesce(string_agg(s::text, ' '), '') from sign_ups s) || (select coalesce(string_agg(o::text, ' '), '') from outbox o) as everything`,
    );
    expect(messages + JSON.stringify(stored.rows)).not.toContain(token);
    expect(JSON.stringify(stored.rows)).not.toContain(body.password);
  });

  test('does the same work and gives the same bytes for a new, a waiting and a known address', async () => {
    const known = await makePerson(mounted);
    const waiting = signUpBody();
    await mounted.call(userRoutes.signUp, { body: waiting });
    await mounted.runJobs();
    const seen = [];
    for (const email of [signUpBody().email, waiting.email, known.email, known.email.toUpperCase()]) {
      const before = { argon: argonRuns(), flights: mounted.app.database.flights, sent: mounted.ports.sent.length };
      const answer = await mounted.call(userRoutes.signUp, { body: signUpBody({ email }) });
      seen.push({
        answer: comparable(answer),
        argon: argonRuns() - before.argon,
        flights: mounted.app.database.flights - before.flights,
        sent: mounted.ports.sent.length - before.sent,
      });
    }
    expect(seen[0]).toMatchObject({ argon: 1, flights: 2, sent: 1, answer: { status: 202, text: '' } });
    for (const one of seen) expect(one).toEqual(seen[0]);
    await mounted.runJobs();
  });

  test('writes to a known address that the account exists, changes nothing about it and forgets the attempt', async () => {
    const person = await makePerson(mounted);
    await mounted.call(userRoutes.signUp, {
      body: signUpBody({ email: person.email, password: 'bambaşka uzun bir parola 7' }),
    });
    await mounted.runJobs();
    const mail = mailsTo(mounted, person.email).at(-1);
    expect(mail?.subject).toBe('Zaten bir hesabınız var');
    expect(mail?.text).not.toContain('#');
    expect(await count(database.admin, 'sign_ups', 'email = $1', [person.email])).toBe(0);
    expect(await count(database.admin, 'user_tokens', 'email = $1', [person.email])).toBe(0);
    expect(await signIn(mounted, person.email, person.password)).toMatchObject({ status: 200 });
  });

  test.each([
    ['a short password', { password: 'on dört harf..' }, '#/password'],
    ['a password of 257 characters', { password: 'a'.repeat(257) }, '#/password'],
    ['a password everybody has', { password: 'passwordpassword' }, '#/password'],
    ['the own name as password', { password: 'Ayşe Yılmaz Yıldız' }, '#/password'],
    ['no address', { email: 'ayse at ornek' }, '#/email'],
    ['a day that is none', { birthDate: '2001-02-29' }, '#/birthDate'],
    ['a name of two lines', { name: 'Ayşe\nYılmaz' }, '#/name'],
    ['a language we do not speak', { language: 'de' as never }, '#/language'],
    ['a field nobody knows', { isAdmin: true } as never, '#/isAdmin'],
  ])('refuses %s and names the field', async (_, changes, pointer) => {
    const answer = await mounted.call(userRoutes.signUp, { body: signUpBody(changes) });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: expect.arrayContaining([expect.objectContaining({ pointer })]) });
  });

  test('refuses policies that are no longer in force', async () => {
    const answer = await mounted.call(userRoutes.signUp, { body: signUpBody({ acceptedTermsVersion: '2020-01-01' }) });
    expect(answer).toMatchObject({ status: 409, body: { key: 'signUp.policiesChanged' } });
  });

  test('refuses other pages and forms', async () => {
    const body = signUpBody();
    for (const origin of ['https://evil.example', 'http://localhost:24001', 'null']) {
      expect(await mounted.call(userRoutes.signUp, { body, origin })).toMatchObject({
        status: 403,
        body: { key: 'request.origin' },
      });
    }
    const raw = { bytes: JSON.stringify(body), contentType: 'text/plain' };
    expect(await mounted.call(userRoutes.signUp, { raw })).toMatchObject({ status: 415 });
    expect(
      await mounted.call(userRoutes.signUp, { body, origin: null, headers: { 'sec-fetch-site': 'cross-site' } }),
    ).toMatchObject({ status: 403 });
  });

  test('slows down whoever signs up in series from one address', async () => {
    const patient = mountIdentity(database, { hasRates: true });
    const statuses = new Set<number>();
    let last;
    for (let turn = 0; turn < 41; turn += 1) {
      last = await patient.call(userRoutes.signUp, { body: signUpBody({ acceptedTermsVersion: 'old' }) });
      statuses.add(last.status);
    }
    expect([...statuses]).toEqual([409, 429]);
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0);
    await patient.close();
  });
});

describe('the age gate', () => {
  // In Istanbul 25 November begins at 21:00 UTC on the 24th; the server's own zone must not matter.
  test.each([
    ['2010-11-25', '2026-11-24T20:59:59.999Z', 403],
    ['2010-11-25', '2026-11-24T21:00:00.000Z', 202],
    ['2010-11-26', '2026-11-25T20:59:59.999Z', 403],
    ['2084-02-29', '2100-02-28T20:59:59.999Z', 403],
    ['2084-02-29', '2100-02-28T21:00:00.000Z', 202],
    ['2008-02-29', '2024-02-28T21:00:00.000Z', 202],
    ['2008-02-29', '2024-02-28T20:59:59.999Z', 403],
    ['2030-01-01', '2026-11-25T09:00:00.000Z', 403],
  ])('born %s, asking at %s: %i', async (birthDate, now, status) => {
    const gate = mountIdentity(database, { clock: () => new Date(now) });
    const answer = await gate.call(userRoutes.signUp, { body: signUpBody({ birthDate }) });
    expect(answer.status).toBe(status);
    await gate.close();
  });

  test('keeps nothing of somebody who is too young, and says so without counting years', async () => {
    const tables = ['sign_ups', 'mails', 'outbox', 'users', 'tenants', 'consents', 'sign_ins', 'sign_in_failures'];
    const counts = () => Promise.all(tables.map((table) => count(database.admin, table)));
    const before = await counts();
    const runs = argonRuns();
    const body = signUpBody({ birthDate: '2015-05-05' });
    const answer = await mounted.call(userRoutes.signUp, { body, language: 'en' });
    expect(answer).toMatchObject({ status: 403, cookies: [], body: { key: 'signUp.tooYoung' } });
    expect(answer.text).not.toContain('2015');
    expect(await counts()).toEqual(before);
    expect(argonRuns()).toBe(runs);
  });
});

describe('POST /auth/verify', () => {
  test('makes person, business, owner, consents and a session of it, once', async () => {
    const body = signUpBody({ email: 'Buyuk.HARF@Ornek.com.tr', language: 'en' });
    await mounted.call(userRoutes.signUp, { body });
    await mounted.runJobs();
    const token = tokenIn(mounted, 'buyuk.harf@ornek.com.tr');
    const answer = await mounted.call(userRoutes.verify, { body: { token } });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        user: { name: body.name, email: 'buyuk.harf@ornek.com.tr', language: 'en' },
        tenant: { name: body.tenantName, currency: 'TRY', timeZone: 'Europe/Istanbul' },
        role: 'owner',
      },
    });
    const session = sessionIn(answer);
    expect(await mounted.call(userRoutes.me, { session })).toMatchObject({ status: 200, body: answer.body });
    expect(await mounted.call(userRoutes.verify, { body: { token } })).toMatchObject({
      status: 404,
      body: { key: 'auth.linkDead' },
    });
  });

  test('sets a cookie that scripts, other hosts and other sites cannot reach', async () => {
    const body = signUpBody();
    await mounted.call(userRoutes.signUp, { body });
    await mounted.runJobs();
    const answer = await mounted.call(userRoutes.verify, { body: { token: tokenIn(mounted, body.email) } });
    expect(answer.cookies).toEqual([
      {
        name: '__Host-staff-24000',
        value: expect.stringMatching(/^[\w-]{43}$/),
        maxAge: 30 * 24 * 3600,
        path: '/',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
      },
    ]);
  });

  test('records what was accepted, when, in which language and from where', async () => {
    const { email, me } = await makePerson(mounted);
    const { rows } = await database.admin.query(
      `select purpose, version, language, method, ip, is_given, encode(text_hash, 'hex') as text, at <= now() as past from consents where user_id = $1 order by purpose`,
      [me.user.id],
    );
    const same = { language: 'tr', method: 'signUp', ip: '203.0.113.0', is_given: true, past: true };
    expect(rows).toEqual([
      { purpose: 'age', version: '16+', text: digest('sha256', '{"ageMinimumYears":16}'), ...same },
      { purpose: 'privacy', version: policies.privacy.version, text: policies.privacy.sha256.tr, ...same },
      { purpose: 'terms', version: policies.terms.version, text: policies.terms.sha256.tr, ...same },
    ]);
    expect(email).toBe(me.user.email);
  });

  test('tells the thirty-day log that a business was founded', async () => {
    const { me } = await makePerson(mounted);
    expect(
      await count(database.admin, 'activity', "tenant_id = $1 and kind = 'tenant.founded' and actor_id = $2", [
        me.tenant.id,
        me.user.id,
      ]),
    ).toBe(1);
  });

  test('knows no token that was never sent, that is malformed, or that is older than a day', async () => {
    const body = signUpBody();
    await mounted.call(userRoutes.signUp, { body });
    await mounted.runJobs();
    const token = tokenIn(mounted, body.email);
    await database.admin.query("update user_tokens set expires_at = now() - interval '1 second' where email = $1", [
      body.email,
    ]);
    expect(await mounted.call(userRoutes.verify, { body: { token } })).toMatchObject({ status: 404 });
    expect(await mounted.call(userRoutes.verify, { body: { token: 'A'.repeat(43) } })).toMatchObject({ status: 404 });
    const malformed = await mounted.call(userRoutes.verify, { body: { token: 'short' } });
    expect(malformed).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/token' }] } });
    expect(await count(database.admin, 'users', 'email = $1', [body.email])).toBe(0);
  });

  test('gives the account the password of the very attempt that was confirmed, and ends all others', async () => {
    const email = signUpBody().email;
    await mounted.call(userRoutes.signUp, { body: signUpBody({ email, password: 'parolası saldırganın olsun 1' }) });
    await mounted.runJobs();
    const attackers = tokenIn(mounted, email);
    await mounted.call(userRoutes.signUp, { body: signUpBody({ email, password: goodPassword }) });
    await mounted.runJobs();
    const owners = tokenIn(mounted, email);
    expect(await mounted.call(userRoutes.verify, { body: { token: owners } })).toMatchObject({ status: 200 });
    expect(await mounted.call(userRoutes.verify, { body: { token: attackers } })).toMatchObject({ status: 404 });
    expect(await signIn(mounted, email, 'parolası saldırganın olsun 1')).toMatchObject({ status: 401 });
    expect(await signIn(mounted, email, goodPassword)).toMatchObject({ status: 200 });
  });

  test('makes one account when both links of an address are followed at the same moment', async () => {
    const email = signUpBody().email;
    const tokens: string[] = [];
    for (const tenantName of ['Birinci', 'İkinci']) {
      await mounted.call(userRoutes.signUp, { body: signUpBody({ email, tenantName }) });
      await mounted.runJobs();
      tokens.push(tokenIn(mounted, email));
    }
    const answers = await Promise.all(tokens.map((token) => mounted.call(userRoutes.verify, { body: { token } })));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404]);
    expect(await count(database.admin, 'users', 'email = $1', [email])).toBe(1);
    expect(await count(database.admin, 'members m join users u on u.id = m.user_id', 'u.email = $1', [email])).toBe(1);
  });

  test('changes nothing by GET, since mail scanners follow links', () => {
    expect(userRoutes.verify.method).toBe('POST');
  });
});
