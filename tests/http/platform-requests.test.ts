// Who may ask, whatever the feature: sessions, roles, origins, types of content, rates, and records that are not one's own.
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Answered, type Mounted } from '../support/mount.ts';
import { makeWorld, newToken, type World } from '../support/world.ts';
import { endpoints, made, things } from './platform-things.ts';

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;
let session: string;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database, endpoints });
  world = await makeWorld(admin);
  session = world.members.owner.token;
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const problemOf = (answer: Answered) => answer.body as ProblemBody;
const create = (options: Parameters<Mounted['call']>[1] = {}) =>
  mounted.call(things.create, { session, body: { name: 'new' }, ...options });

describe('who may ask', () => {
  test('without a cookie, with a forged one and with a dead one the answer is 401 and nothing has run', async () => {
    const before = made.runs;
    for (const token of [undefined, 'x', newToken(), `${newToken()}'`, 'é'.repeat(43)]) {
      expect((await create({ session: token })).status).toBe(401);
    }
    await admin.query('update sessions set revoked_at = now() where user_id = $1', [world.members.sales.userId]);
    expect(
      (await mounted.call(things.get, { session: world.members.sales.token, params: { id: newId() } })).status,
    ).toBe(401);
    expect(made.runs - before).toBeLessThanOrEqual(1);
  });

  test('a session ends after twelve hours without use and after thirty days in any case', async () => {
    const { token, userId } = world.members.accountant;
    const get = () => mounted.call(things.get, { session: token, params: { id: world.tenantId } });
    await admin.query(`update sessions set last_seen_at = now() - interval '11 hours 59 minutes' where user_id = $1`, [
      userId,
    ]);
    expect((await get()).status).toBe(200);
    const { rows } = await admin.query<{ fresh: boolean }>(
      `select last_seen_at > now() - interval '1 minute' as fresh from sessions where user_id = $1`,
      [userId],
    );
    expect(rows[0]?.fresh).toBe(true);
    await admin.query(`update sessions set last_seen_at = now() - interval '12 hours 1 minute' where user_id = $1`, [
      userId,
    ]);
    expect((await get()).status).toBe(401);
    await admin.query(
      `update sessions set last_seen_at = now(), expires_at = now() - interval '1 second' where user_id = $1`,
      [userId],
    );
    expect((await get()).status).toBe(401);
  });

  test('a role without the permission gets 403, and whoever leaves the business is out at once', async () => {
    const viewer = world.members.viewer;
    expect((await create({ session: viewer.token })).status).toBe(403);
    await admin.query('delete from members where user_id = $1', [viewer.userId]);
    expect((await mounted.call(things.get, { session: viewer.token, params: { id: world.tenantId } })).status).toBe(
      401,
    );
  });

  test('another tenant’s record, a missing one and an impossible id are the same 404 to the byte', async () => {
    const other = await makeWorld(admin);
    const answers = await Promise.all(
      [other.tenantId, newId(), 'no-id', '../tenants', '%00'].map((id) =>
        mounted.call(things.get, { session, params: { id } }),
      ),
    );
    const [first, ...others] = answers.map(({ status, headers, text, body }) => {
      const { instance } = body as ProblemBody;
      const { 'x-request-id': requestId, ...rest } = headers;
      expect(instance).toBe(requestId);
      return { status, headers: rest, text: text.replace(instance, 'id') };
    });
    expect(first?.status).toBe(404);
    for (const other of others) expect(other).toEqual(first);
  });

  test('only the own pages may write: any other origin, none, or null is refused, whatever the cookie', async () => {
    const before = made.runs;
    for (const origin of [
      'http://localhost:24001',
      'https://evil.example',
      'null',
      'http://localhost:24000.evil.example',
      '',
    ]) {
      const answer = await create({ origin });
      expect([answer.status, problemOf(answer).key]).toEqual([403, 'request.origin']);
    }
    expect((await create({ origin: null })).status).toBe(403);
    expect((await create({ origin: null, headers: { 'sec-fetch-site': 'same-site' } })).status).toBe(403);
    expect(made.runs).toBe(before);
    expect((await create({ origin: null, headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(201);
    expect((await mounted.call(things.signIn, { body: {}, origin: 'https://evil.example' })).status).toBe(403);
  });

  test('a vendor’s webhook needs no origin, since its signature is checked', async () => {
    const raw = { bytes: '{}', contentType: 'application/json' };
    expect((await mounted.call(things.hook, { raw, origin: null })).status).toBe(204);
  });

  test('a form or plain text cannot be posted: 415', async () => {
    for (const contentType of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      '',
    ]) {
      const answer = await mounted.call(things.create, { session, raw: { bytes: '{"name":"x"}', contentType } });
      expect(answer.status, contentType).toBe(415);
    }
    expect(
      (await mounted.call(things.file, { session, raw: { bytes: 'x', contentType: 'image/svg+xml' } })).status,
    ).toBe(415);
  });

  test('whoever asks too often hears when to come back', async () => {
    const headers = { 'client-ip': '198.51.100.9' };
    for (let time = 0; time < 3; time += 1)
      expect((await mounted.call(things.signIn, { body: {}, headers })).status).toBe(201);
    const answer = await mounted.call(things.signIn, { body: {}, headers });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(problemOf(answer).retryAfterSeconds).toBe(Number(answer.headers['retry-after']));
    expect((await mounted.call(things.signIn, { body: {}, headers: { 'client-ip': '198.51.100.10' } })).status).toBe(
      201,
    );
  });

  test('whoever tries one token after the other is stopped by address, and others are not', async () => {
    const headers = { 'client-ip': '198.51.100.200' };
    const attempt = () => mounted.call(things.get, { session: newToken(), params: { id: newId() }, headers });
    const statuses = new Set<number>();
    for (let time = 0; time < 125; time += 1) statuses.add((await attempt()).status);
    expect([...statuses]).toEqual([401, 429]);
    const before = mounted.app.database.flights;
    expect((await attempt()).status).toBe(429);
    expect(mounted.app.database.flights).toBe(before);
    expect((await mounted.call(things.get, { session, params: { id: world.tenantId } })).status).toBe(200);
  });
});
