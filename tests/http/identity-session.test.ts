// A session: how it ends, whom it shows, and the log that the person alone can read.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userRoutes } from '../../shared/users.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Mounted } from '../support/mount.ts';
import { makeSession } from '../support/world.ts';
import { makePerson, mountIdentity, sessionIn, signIn } from './identity-support.ts';

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

describe('POST /auth/sign-out', () => {
  test('ends this session and no other, and takes the cookie away', async () => {
    const person = await makePerson(mounted);
    const other = sessionIn(await signIn(mounted, person.email, person.password));
    const answer = await mounted.call(userRoutes.signOut, { session: person.session, body: {} });
    expect(answer).toMatchObject({ status: 204, cookies: [{ name: '__Host-staff-24000', value: '', maxAge: 0 }] });
    expect((await mounted.call(userRoutes.me, { session: person.session })).status).toBe(401);
    expect((await mounted.call(userRoutes.me, { session: other })).status).toBe(200);
    expect((await mounted.call(userRoutes.signOut, { session: person.session, body: {} })).status).toBe(401);
    const again = sessionIn(await signIn(mounted, person.email, person.password));
    const log = await mounted.call(userRoutes.signIns, { session: again });
    expect(log.body).toMatchObject({
      items: [{ outcome: 'ok' }, { outcome: 'signedOut' }, { outcome: 'ok' }, { outcome: 'verified' }],
    });
  });

  test('cannot be done to somebody by another page', async () => {
    const { session } = await makePerson(mounted);
    for (const origin of ['https://evil.example', 'http://localhost:24001', null]) {
      const answer = await mounted.call(userRoutes.signOut, { session, body: {}, origin });
      expect(answer).toMatchObject({ status: 403, body: { key: 'request.origin' } });
    }
    expect((await mounted.call(userRoutes.me, { session })).status).toBe(200);
  });
});

describe('a session', () => {
  test('ends after twelve hours without use and thirty days in all', async () => {
    const { session, me } = await makePerson(mounted);
    const age = (change: string) =>
      database.admin.query(`update sessions set ${change} where user_id = $1`, [me.user.id]);
    await age("last_seen_at = now() - interval '11 hours 59 minutes'");
    expect((await mounted.call(userRoutes.me, { session })).status).toBe(200);
    await age("last_seen_at = now() - interval '12 hours 1 minute'");
    expect((await mounted.call(userRoutes.me, { session })).status).toBe(401);
    await age("last_seen_at = now(), expires_at = now() - interval '1 second'");
    expect((await mounted.call(userRoutes.me, { session })).status).toBe(401);
  });
});

describe('GET and PATCH /me', () => {
  test('costs one round trip', async () => {
    const { session } = await makePerson(mounted);
    const before = mounted.app.database.flights;
    await mounted.call(userRoutes.me, { session });
    expect(mounted.app.database.flights - before).toBe(1);
  });

  test('corrects the own name and language and nobody else’s', async () => {
    const [person, other] = [await makePerson(mounted), await makePerson(mounted)];
    const answer = await mounted.call(userRoutes.updateMe, {
      session: person.session,
      body: { name: ' Ayşe Kaya ', language: 'en' },
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { user: { name: 'Ayşe Kaya', language: 'en', email: person.email } },
    });
    const only = await mounted.call(userRoutes.updateMe, { session: person.session, body: { name: 'Ayşe K.' } });
    expect(only.body).toMatchObject({ user: { name: 'Ayşe K.', language: 'en' } });
    expect((await mounted.call(userRoutes.me, { session: other.session })).body).toEqual(other.me);
  });

  test.each([
    [{ name: '' }, '#/name'],
    [{ name: 'a'.repeat(121) }, '#/name'],
    [{ language: 'fr' }, '#/language'],
    [{ email: 'new@ornek.com.tr' }, '#/email'],
    [{ role: 'owner' }, '#/role'],
  ])('refuses %j', async (body, pointer) => {
    const { session } = await makePerson(mounted);
    const answer = await mounted.call(userRoutes.updateMe, { session, body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [expect.objectContaining({ pointer })] } });
  });

  test('asks to sign in first', async () => {
    for (const session of [undefined, 'x', 'A'.repeat(43)]) {
      expect((await mounted.call(userRoutes.me, { session })).status).toBe(401);
      expect((await mounted.call(userRoutes.updateMe, { session, body: { name: 'Ayşe' } })).status).toBe(401);
      expect((await mounted.call(userRoutes.signIns, { session })).status).toBe(401);
    }
  });
});

describe('GET /me/sign-ins', () => {
  test('shows the own log alone, newest first, page by page', async () => {
    const [person, other] = [await makePerson(mounted), await makePerson(mounted)];
    for (let turn = 0; turn < 51; turn += 1) {
      await database.admin.query(
        "insert into sign_ins (id, user_id, at, outcome) values (gen_random_uuid(), $1, now() - $2 * interval '1 minute', 'ok')",
        [person.me.user.id, turn + 1],
      );
    }
    const first = await mounted.call(userRoutes.signIns, { session: person.session });
    const { items, nextCursor } = first.body as { items: { at: string; outcome: string }[]; nextCursor: string };
    expect(items).toHaveLength(50);
    expect(items[0]).toMatchObject({ outcome: 'verified' });
    expect(items.map((item) => item.at)).toEqual(
      items
        .map((item) => item.at)
        .sort()
        .reverse(),
    );
    const second = await mounted.call(userRoutes.signIns, { session: person.session, query: { cursor: nextCursor } });
    expect(second.body).toMatchObject({ items: [{ outcome: 'ok' }, { outcome: 'ok' }], nextCursor: null });
    expect((await mounted.call(userRoutes.signIns, { session: other.session })).body).toMatchObject({
      items: [{ outcome: 'verified' }],
    });
  });

  test('refuses a forged cursor', async () => {
    const { session } = await makePerson(mounted);
    for (const cursor of ['x', Buffer.from('["-at","2026","not-a-uuid"]').toString('base64url')]) {
      const answer = await mounted.call(userRoutes.signIns, { session, query: { cursor } });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '?cursor' }] } });
    }
  });

  test('believes address and country of the edge only beside its secret', async () => {
    const secret = 'the-secret-of-our-own-edge';
    const edge = mountIdentity(database, { config: { edgeSecret: secret } });
    const { email, password } = await makePerson(edge);
    const told = { 'cf-connecting-ip': '198.51.100.4', 'cf-ipcountry': 'DE', 'user-agent': 'Test Browser' };
    await signIn(edge, email, password, { headers: told });
    const session = sessionIn(await signIn(edge, email, password, { headers: { ...told, 'x-edge-secret': secret } }));
    const log = await edge.call(userRoutes.signIns, { session });
    expect(log.body).toMatchObject({
      items: [
        { outcome: 'ok', ip: '198.51.100.4', country: 'DE', userAgent: 'Test Browser' },
        { outcome: 'ok', ip: '203.0.113.7', country: null, userAgent: 'Test Browser' },
        { outcome: 'verified' },
      ],
    });
    await edge.close();
  });
});

test('a session made for another person never shows this one', async () => {
  const [person, other] = [await makePerson(mounted), await makePerson(mounted)];
  const session = await makeSession(database.admin, other.me.tenant.id, other.me.user.id);
  expect((await mounted.call(userRoutes.me, { session })).body).toMatchObject({ user: { email: other.email } });
  expect(person.email).not.toBe(other.email);
});
