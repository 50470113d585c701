// Files over HTTP and on arrival: who may, what is refused, what bytes truly are, and what another business never sees.
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints as crmEndpoints } from '../../functions/crm/index.ts';
import { blobJobs, endpoints, jobs } from '../../functions/office/index.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { fileRoutes, type StoredFile, type Upload } from '../../shared/files.ts';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { jobContextOf, makeWorld, type World } from '../support/world.ts';
import { sweepFiles } from '../../functions/office/files/arrivals.ts';
import { enqueue } from '../../functions/platform/outbox.ts';
import { flush } from '../../functions/platform/flush.ts';
import { FileSweep } from '../../functions/office/files/messages.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let stranger: World;
let clientId: string;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints: [...crmEndpoints, ...endpoints], jobs });
  mounted.app.rates = { consume: async () => undefined, check: async () => undefined };
  [world, stranger] = [await makeWorld(database.admin), await makeWorld(database.admin)];
  const body = { kind: 'company', name: 'Çınar Gıda' };
  clientId = (await call<{ id: string }>(clientRoutes.create, { body })).body.id;
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

type Options = Parameters<Mounted['call']>[1];
const owner = () => world.members.owner.token;

async function call<Body>(route: Parameters<Mounted['call']>[0], options: Options = {}) {
  const answer = await mounted.call(route, { session: owner(), ...options });
  return { ...answer, body: answer.body as Body & { errors?: { pointer: string }[]; key?: string } };
}

const announce = (name: string, options: Options = {}, sizeBytes = 10) =>
  call<Upload>(fileRoutes.create, { body: { name, sizeBytes, clientId }, ...options });

/** As the host does when a blob arrives. */
async function arrive(fileId: string, bytes: Uint8Array | string, tenantId = world.tenantId): Promise<void> {
  mounted.ports.arrivals.set(`${tenantId}/${fileId}`, Buffer.from(bytes));
  await blobJobs[0]?.handle(mounted.app, { tenantId, id: fileId }, newId());
}

const listed = async (id: string) =>
  (await call<StoredFile[]>(fileRoutes.list, { query: { clientId } })).body.find((file) => file.id === id);

async function upload(name: string, bytes: Uint8Array | string): Promise<StoredFile | undefined> {
  const { body } = await announce(name);
  await arrive(body.fileId, bytes);
  return listed(body.fileId);
}

const pixels = (format: 'png' | 'jpeg') =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: '#7a3' } })
    .withExif({ IFD0: { Copyright: 'somebody', Artist: 'at home' } })
    .toFormat(format)
    .toBuffer();

describe('attaching', () => {
  it('tells where the bytes go, and the file is ready once they have been examined', async () => {
    const { status, body } = await announce('Teklif Şubat.pdf');
    expect(status).toBe(201);
    expect(body.uploadUrl).toBe(`https://uploads.example/${world.tenantId}/${body.fileId}`);
    expect(await listed(body.fileId)).toMatchObject({ state: 'uploading', name: 'Teklif Şubat.pdf', clientId });
    await arrive(body.fileId, '%PDF-1.7\n…');
    expect(await listed(body.fileId)).toMatchObject({ state: 'ready', contentType: 'application/pdf', sizeBytes: 12 });
    expect(mounted.ports.arrivals.size).toBe(0);
    const content = await call(fileRoutes.content, { params: { id: body.fileId } });
    expect([content.status, content.headers['location']]).toEqual([
      302,
      `https://blobs.example/${world.tenantId}/files/${body.fileId}`,
    ]);
  });

  it('arriving twice is arriving once', async () => {
    const { body } = await announce('a.csv');
    await arrive(body.fileId, 'a;b');
    await arrive(body.fileId, 'changed afterwards');
    expect(await listed(body.fileId)).toMatchObject({ state: 'ready', sizeBytes: 3 });
    expect(mounted.ports.arrivals.size).toBe(0);
  });

  it('draws images anew, without what the camera wrote', async () => {
    const file = await upload('photo.jpg', await pixels('jpeg'));
    expect(file).toMatchObject({ state: 'ready', contentType: 'image/jpeg' });
    const kept = mounted.ports.files.get(`${world.tenantId}/files/${file?.id}`)?.bytes ?? Buffer.alloc(0);
    expect(await sharp(kept).metadata()).toMatchObject({ format: 'jpeg', width: 40, height: 30 });
    expect((await sharp(kept).metadata()).exif).toBeUndefined();
  });

  it.each([
    ['faked.pdf', '<html><script>alert(1)</script>', 'not what its name says'],
    ['program.csv', Buffer.from([0x4d, 0x5a, 0, 0]), 'not what its name says'],
    ['picture.jpg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'not what its name says'],
    ['table.xlsx', 'PK\u0003\u0004 no archive', 'not what its name says'],
  ])('refuses %s by what is in it', async (name, bytes, reason) => {
    const file = await upload(name, bytes);
    expect(file).toMatchObject({ state: 'refused', refusal: expect.stringContaining(reason) });
    expect(mounted.ports.files.has(`${world.tenantId}/files/${file?.id}`)).toBe(false);
    expect((await call(fileRoutes.content, { params: { id: file?.id ?? '' } })).status).toBe(404);
  });

  it('refuses an image that is cut off', async () => {
    const whole = await pixels('png');
    const file = await upload('cut.png', whole.subarray(0, whole.length - 20));
    expect(file).toMatchObject({ state: 'refused', refusal: expect.stringContaining('damaged') });
  });

  it('refuses more bytes than a file may have, whatever was announced', async () => {
    const file = await upload('large.csv', Buffer.alloc(25 * 1024 * 1024 + 1, 65));
    expect(file).toMatchObject({ state: 'refused', refusal: expect.stringContaining('25 MB') });
  });

  it.each([
    [{ name: 'x.exe', sizeBytes: 1 }, '#/name'],
    [{ name: 'x.svg', sizeBytes: 1 }, '#/name'],
    [{ name: 'x.pdf', sizeBytes: 0 }, '#/sizeBytes'],
    [{ name: 'x.pdf', sizeBytes: 26_214_401 }, '#/sizeBytes'],
    [{ name: 'x.pdf', sizeBytes: 1, invoiceId: newId() }, '#/clientId'],
    [{ name: 'x.pdf', sizeBytes: 1, path: '/etc' }, '#/path'],
  ])('names the wrong field of %o', async (wrong, pointer) => {
    const answer = await call(fileRoutes.create, { body: { clientId, ...wrong } });
    expect(answer.status).toBe(400);
    expect(answer.body.errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it('refuses a record that is not there and an id that is taken', async () => {
    const missing = await call(fileRoutes.create, { body: { name: 'a.pdf', sizeBytes: 1, clientId: newId() } });
    expect(missing.status).toBe(404);
    const { body } = await announce('a.pdf');
    const again = await call(fileRoutes.create, { body: { id: body.fileId, name: 'a.pdf', sizeBytes: 1, clientId } });
    expect(again.status).toBe(409);
  });
});

describe('deleting', () => {
  it('takes a file away, and brings it back', async () => {
    const file = await upload('gone.csv', 'a');
    const params = { id: file?.id ?? '' };
    expect((await call(fileRoutes.remove, { params })).status).toBe(204);
    expect(await listed(params.id)).toBeUndefined();
    expect((await call(fileRoutes.content, { params })).status).toBe(404);
    expect((await call(fileRoutes.restore, { params })).status).toBe(200);
    expect(await listed(params.id)).toMatchObject({ state: 'ready', deletedAt: null });
  });
});

describe('who may', () => {
  it('lets viewers look and nobody without the right write', async () => {
    const file = await upload('seen.csv', 'a');
    const params = { id: file?.id ?? '' };
    const session = world.members.viewer.token;
    expect((await call(fileRoutes.list, { session, query: { clientId } })).status).toBe(200);
    expect((await call(fileRoutes.content, { session, params })).status).toBe(302);
    expect((await announce('x.pdf', { session })).status).toBe(403);
    expect((await call(fileRoutes.remove, { session, params })).status).toBe(403);
    expect((await call(fileRoutes.restore, { session, params })).status).toBe(403);
    for (const route of [fileRoutes.content, fileRoutes.remove, fileRoutes.restore]) {
      expect((await call(route, { session: undefined, params })).status).toBe(401);
    }
    expect((await call(fileRoutes.list, { session: undefined, query: { clientId } })).status).toBe(401);
    expect((await announce('x.pdf', { session: undefined })).status).toBe(401);
  });

  it('shows another business nothing, and a name of the wrong business sets nothing off', async () => {
    const file = await upload('ours.csv', 'a');
    const params = { id: file?.id ?? '' };
    const session = stranger.members.owner.token;
    expect((await call(fileRoutes.list, { session, query: { clientId } })).body).toEqual([]);
    for (const route of [fileRoutes.content, fileRoutes.remove, fileRoutes.restore]) {
      expect((await call(route, { session, params })).status).toBe(404);
    }
    expect((await announce('x.pdf', { session })).status).toBe(404);
    const { body } = await announce('waiting.csv');
    await arrive(body.fileId, 'a', stranger.tenantId);
    expect(await listed(body.fileId)).toMatchObject({ state: 'uploading' });
  });
});

describe('pictures', () => {
  const announcePicture = (session = owner()) =>
    call<Upload>(fileRoutes.createPicture, { session, body: { contentType: 'image/png', sizeBytes: 100 } });
  const pictureOf = (userId: string, session = owner()) =>
    call(fileRoutes.picture, { session, params: { id: userId } });

  it('become a small square, replace the one before, and can be removed', async () => {
    const { userId } = world.members.owner;
    expect((await pictureOf(userId)).status).toBe(404);
    const first = (await announcePicture()).body.fileId;
    await arrive(first, await pixels('png'));
    const { bytes } = mounted.ports.files.get(`${userId}/picture/${first}.webp`) ?? { bytes: Buffer.alloc(0) };
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 });
    expect((await pictureOf(userId, world.members.viewer.token)).headers['location']).toContain(`${first}.webp`);
    const second = (await announcePicture()).body.fileId;
    await arrive(second, await pixels('jpeg'));
    expect(mounted.ports.files.has(`${userId}/picture/${first}.webp`)).toBe(false);
    expect((await call(fileRoutes.removePicture)).status).toBe(204);
    expect((await pictureOf(userId)).status).toBe(404);
    expect(mounted.ports.files.has(`${userId}/picture/${second}.webp`)).toBe(false);
    expect((await call(fileRoutes.removePicture)).status).toBe(204);
  });

  it('are not changed by what is no picture, and are hidden from strangers', async () => {
    const { userId } = world.members.sales;
    const session = world.members.sales.token;
    await arrive((await announcePicture(session)).body.fileId, await pixels('png'));
    await arrive((await announcePicture(session)).body.fileId, 'no picture at all');
    await arrive((await announcePicture(session)).body.fileId, '');
    expect((await pictureOf(userId, session)).status).toBe(302);
    expect((await pictureOf(userId, stranger.members.owner.token)).status).toBe(404);
    expect((await call(fileRoutes.picture, { session: undefined, params: { id: userId } })).status).toBe(401);
    expect((await call(fileRoutes.createPicture, { session: undefined, body: {} })).status).toBe(401);
    expect((await call(fileRoutes.removePicture, { session: undefined })).status).toBe(401);
    const wrong = await call(fileRoutes.createPicture, { body: { contentType: 'image/svg+xml', sizeBytes: 1 } });
    expect(wrong.status).toBe(400);
  });
});

describe('the sweep', () => {
  async function sweep(): Promise<void> {
    const timer = jobContextOf(mounted.app, world.tenantId);
    await flush(timer, [enqueue(timer, FileSweep, {})]);
    await mounted.runJobs();
  }

  it('takes up what arrived unnoticed, and clears away what is over, bytes and all', async () => {
    const { admin } = database;
    const unnoticed = (await announce('unnoticed.csv')).body.fileId;
    mounted.ports.arrivals.set(`${world.tenantId}/${unnoticed}`, Buffer.from('a'));
    const never = (await announce('never.csv')).body.fileId;
    const deleted = (await upload('deleted.csv', 'a'))?.id ?? '';
    await call(fileRoutes.remove, { params: { id: deleted } });
    await admin.query(`update files set created_at = now() - interval '10 minutes' where id = $1`, [unnoticed]);
    await admin.query(`update files set created_at = now() - interval '25 hours' where id = $1`, [never]);
    await admin.query(`update files set deleted_at = now() - interval '31 days' where id = $1`, [deleted]);
    const due = await admin.query('select tenant_id from gate.tenants_with_unfinished_files()');
    expect(due.rows.map((row) => row.tenant_id)).toContain(world.tenantId);
    await sweep();
    await sweep();
    expect(await listed(unnoticed)).toMatchObject({ state: 'ready' });
    const left = await admin.query('select id from files where id = any($1)', [[never, deleted]]);
    expect(left.rowCount).toBe(0);
    expect(mounted.ports.files.has(`${world.tenantId}/files/${deleted}`)).toBe(false);
    const outside = jobContextOf(mounted.app, world.tenantId);
    await expect(sweepFiles(outside)).rejects.toThrow(/Only a job has a message/);
  });
});

describe('the database', () => {
  it('refuses a file without examination, with two owners, and changes by people to what was found', async () => {
    const { admin } = database;
    const file = (await upload('guarded.csv', 'a'))?.id ?? '';
    const change = (set: string) => admin.query(`update files set ${set} where id = $1`, [file]);
    await expect(change('sha256 = null')).rejects.toThrow('a ready file was examined');
    await expect(change(`state = 'refused'`)).rejects.toThrow('a refused file says why');
    await expect(change('size_bytes = 26214401')).rejects.toThrow('25 MB');
    const columns = await admin.query(
      `select column_name from information_schema.column_privileges where table_name = 'files' and grantee = 'app_staff' and privilege_type = 'UPDATE'`,
    );
    // The client moves with a merge alone, which a trigger holds.
    expect(columns.rows.map((row) => row.column_name).sort()).toEqual(['client_id', 'deleted_at', 'is_shared']);
  });
});
