// What every answer looks like, whatever the feature: headers, cookies, versions, and silence about our own bugs.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';
import { endpoints, things } from './platform-things.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let session: string;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints });
  world = await makeWorld(database.admin);
  session = world.members.owner.token;
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

describe('an answer', () => {
  test('carries the headers that keep it from acting as a page or being kept', async () => {
    const fine = await mounted.call(things.get, { session, params: { id: world.tenantId } });
    const refused = await mounted.call(things.get, { params: { id: world.tenantId } });
    for (const { headers } of [fine, refused]) {
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000; includeSubDomains',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
        'cross-origin-resource-policy': 'same-site',
      });
    }
    expect(fine.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(refused.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  test('of a bug says nothing of it', async () => {
    const answer = await mounted.call(things.broken, { body: {} });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/secret|bug|stack/);
  });

  test('sets cookies that scripts and other hosts cannot reach', async () => {
    const answer = await mounted.call(things.signIn, { body: {}, headers: { 'client-ip': '198.51.100.77' } });
    expect(answer.cookies).toEqual([
      {
        name: '__Host-staff-24000',
        value: 'abc',
        maxAge: 60,
        path: '/',
        httpOnly: true,
        secure: true,
        sameSite: 'Lax',
      },
    ]);
  });

  test('redirects where its verb says', async () => {
    const answer = await mounted.call(things.link, { session, params: { id: newId() } });
    expect([answer.status, answer.headers['location']]).toEqual([302, 'https://blobs.example/x']);
  });

  test('of a record has its version as ETag, which a change must bring back: 428 without, 412 when it is old', async () => {
    expect((await mounted.call(things.get, { session, params: { id: world.tenantId } })).headers['etag']).toBe('"7"');
    const update = (options: object) =>
      mounted.call(things.update, { session, params: { id: newId() }, body: { name: 'x' }, ...options });
    expect((await update({})).status).toBe(428);
    expect((await update({ ifMatch: 2 })).status).toBe(412);
    const changed = await update({ ifMatch: 3 });
    expect([changed.status, changed.headers['etag']]).toEqual([200, '"4"']);
    for (const header of ['*', '3', 'W/"3"', '"3", "4"', '"0"', '"99999999999"']) {
      expect((await update({ headers: { 'if-match': header } })).status, header).toBe(400);
    }
  });
});
