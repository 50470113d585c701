// The logo of a business: what is accepted, who sees it, and when an old file goes.
import { deflateSync, crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OldLogo } from '../../functions/identity/tenants/messages.ts';
import * as identity from '../../functions/identity/index.ts';
import { newId } from '../../shared/ids.ts';
import { tenantRoutes, type Tenant } from '../../shared/tenants.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import type { Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';
import { mountIdentity } from './identity-support.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let session: string;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mountIdentity(database);
  world = await makeWorld(database.admin);
  session = world.members.owner.token;
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** A grey square; `padding` makes the file larger without changing the picture. */
function png(side = 16, padding = 0): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.alloc(padding, 65)),
    chunk('IDAT', deflateSync(Buffer.alloc(side * (side + 1), 128))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const put = (raw: { bytes: Uint8Array | string; contentType: string }, by: string | undefined = session) =>
  mounted.call(tenantRoutes.putLogo, { session: by, raw });
const picture = { bytes: png(), contentType: 'image/png' };
const keyOf = (answer: { body: unknown }) => (answer.body as Tenant).logoKey ?? '';

describe('PUT /tenant/logo', () => {
  test('keeps the picture under a new name of this business and counts the version', async () => {
    const { body: before } = await mounted.call(tenantRoutes.get, { session });
    const answer = await put(picture);
    expect(answer.status).toBe(200);
    expect(keyOf(answer)).toMatch(new RegExp(`^${world.tenantId}/logo/[0-9a-f-]{36}\\.png$`));
    expect(answer.body).toMatchObject({ version: (before as Tenant).version + 1 });
    expect(mounted.ports.files.get(keyOf(answer))).toEqual({ bytes: picture.bytes, contentType: 'image/png' });
  });

  test('takes a megabyte and not a byte more', async () => {
    const room = 1_048_576 - png().length;
    expect((await put({ bytes: png(16, room), contentType: 'image/png' })).status).toBe(200);
    expect((await put({ bytes: png(16, room + 1), contentType: 'image/png' })).status).toBe(413);
  });

  test.each([
    ['a PNG that says it is a JPEG', { bytes: png(), contentType: 'image/jpeg' }, 415],
    ['an SVG', { bytes: '<svg/>', contentType: 'image/svg+xml' }, 415],
    ['a page that says it is a PNG', { bytes: '<script>alert(1)</script>', contentType: 'image/png' }, 415],
    ['nothing', { bytes: '', contentType: 'image/png' }, 415],
    ['half a picture', { bytes: png().subarray(0, 60), contentType: 'image/png' }, 400],
    ['a picture of too many pixels', { bytes: png(4097), contentType: 'image/png' }, 400],
  ])('refuses %s and stores nothing', async (_, raw, status) => {
    const files = mounted.ports.files.size;
    const { body: before } = await mounted.call(tenantRoutes.get, { session });
    expect((await put(raw)).status).toBe(status);
    expect(mounted.ports.files.size).toBe(files);
    expect((await mounted.call(tenantRoutes.get, { session })).body).toEqual(before);
  });

  test('is for who may change the business: nobody else’s bytes are stored', async () => {
    const files = mounted.ports.files.size;
    for (const role of ['accountant', 'sales', 'viewer'] as const) {
      expect((await put(picture, world.members[role].token)).status).toBe(403);
      expect((await mounted.call(tenantRoutes.removeLogo, { session: world.members[role].token })).status).toBe(403);
    }
    expect((await mounted.call(tenantRoutes.putLogo, { raw: picture })).status).toBe(401);
    expect(
      (await mounted.call(tenantRoutes.putLogo, { session, raw: picture, origin: 'https://evil.example' })).status,
    ).toBe(403);
    expect(mounted.ports.files.size).toBe(files);
  });
});

describe('GET and DELETE /tenant/logo', () => {
  test('leads everybody of the business to the picture, and nobody of another', async () => {
    const key = keyOf(await put(picture));
    const answer = await mounted.call(tenantRoutes.logo, { session: world.members.viewer.token });
    expect(answer).toMatchObject({
      status: 302,
      headers: { location: `https://blobs.example/${key}`, 'cache-control': 'no-store' },
    });
    const other = await makeWorld(database.admin, 'Başka Ltd.');
    expect((await mounted.call(tenantRoutes.logo, { session: other.members.owner.token })).status).toBe(404);
    expect((await mounted.call(tenantRoutes.logo)).status).toBe(401);
  });

  test('is gone after it was removed, and removing nothing is no error', async () => {
    await put(picture);
    expect(await mounted.call(tenantRoutes.removeLogo, { session })).toMatchObject({
      status: 200,
      body: { logoKey: null },
    });
    expect((await mounted.call(tenantRoutes.logo, { session })).status).toBe(404);
    expect(await mounted.call(tenantRoutes.removeLogo, { session })).toMatchObject({
      status: 200,
      body: { logoKey: null },
    });
    expect((await mounted.call(tenantRoutes.removeLogo)).status).toBe(401);
  });
});

describe('the file of a replaced logo', () => {
  test('goes by a job, the present one stays, and a second delivery changes nothing', async () => {
    const old = keyOf(await put(picture));
    await mounted.runJobs();
    const present = keyOf(await put({ bytes: png(20), contentType: 'image/png' }));
    const messages = mounted.ports.sent.filter(({ queue }) => queue === OldLogo.queue);
    expect(messages).toHaveLength(1);
    const job = identity.jobs.find(({ queue }) => queue === OldLogo.queue);
    for (const turn of [1, 2]) {
      await job?.handle(mounted.app, messages[0]?.message, { requestId: newId(), dequeueCount: turn });
      expect(mounted.ports.files.has(old)).toBe(false);
      expect(mounted.ports.files.has(present)).toBe(true);
    }
    const { rows } = await database.admin.query('select from outbox where queue = $1', [OldLogo.queue]);
    expect(rows).toEqual([]);
  });

  test('goes even when three uploads cross: one file is left, the one that the business names', async () => {
    const fresh = await makeWorld(database.admin, 'Çapraz Ltd.');
    const by = fresh.members.owner.token;
    const answers = await Promise.all([put(picture, by), put(picture, by), put(picture, by)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await mounted.runJobs();
    const present = keyOf(await mounted.call(tenantRoutes.get, { session: by }));
    expect([...mounted.ports.files.keys()].filter((key) => key.startsWith(fresh.tenantId))).toEqual([present]);
  });
});
