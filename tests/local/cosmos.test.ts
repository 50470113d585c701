// The Cosmos DB emulator, spoken to by the official SDK.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CosmosClient, type Container, type SqlQuerySpec, type FeedOptions } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cosmosEmulatorKey, startCosmos } from '../../infra/local/cosmos/index.ts';

const directory = mkdtempSync(join(tmpdir(), 'crmfex-cosmos-'));
const file = join(directory, 'cosmos.sqlite');
let nowMs = Date.parse('2026-01-01T00:00:00Z');
let server: Awaited<ReturnType<typeof startCosmos>>;
let port: number;
let client: CosmosClient;
let containers = 0;

async function start(): Promise<void> {
  server = await startCosmos({ port: port || 0, file, clock: () => nowMs });
  port = Number(new URL(server.url).port);
}

function connect(key: string): CosmosClient {
  return new CosmosClient({ endpoint: server.url, key, connectionPolicy: { enableEndpointDiscovery: false } });
}

async function newContainer(defaultTtl?: number): Promise<Container> {
  const { database } = await client.databases.createIfNotExists({ id: 'crmfex' });
  const id = `c${++containers}`;
  const { container } = await database.containers.create({
    id,
    partitionKey: { paths: ['/tenantId'] },
    ...(defaultTtl === undefined ? {} : { defaultTtl }),
  });
  return container;
}

async function rows(container: Container, query: string | SqlQuerySpec, options?: FeedOptions): Promise<unknown[]> {
  return (await container.items.query<unknown>(query, options).fetchAll()).resources;
}

async function codeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => 'no error',
    (error: { code?: unknown }) => error.code,
  );
}

beforeAll(async () => {
  await start();
  client = connect(cosmosEmulatorKey);
});

afterAll(async () => {
  client.dispose();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('the account key', () => {
  test('a wrong key is refused with 401', async () => {
    const stranger = connect(Buffer.from('another key').toString('base64'));
    expect(await codeOf(stranger.databases.createIfNotExists({ id: 'crmfex' }))).toBe(401);
    stranger.dispose();
  });

  test('a request without a signature is refused with 401', async () => {
    for (const authorization of ['', 'type=master', '%E0%A4%A', 'type%3Dmaster%26ver%3D1.0%26sig%3DAAAA']) {
      expect((await fetch(`${server.url}/dbs`, { headers: { authorization } })).status).toBe(401);
    }
  });
});

describe('items', () => {
  test('an item is created once, read, replaced, upserted and deleted', async () => {
    const container = await newContainer();
    const item = container.item('e1', 'A');
    expect((await container.items.create({ id: 'e1', tenantId: 'A', name: 'İğne' })).statusCode).toBe(201);
    expect(await codeOf(container.items.create({ id: 'e1', tenantId: 'A' }))).toBe(409);
    expect((await item.read()).resource).toMatchObject({ id: 'e1', tenantId: 'A', name: 'İğne' });
    expect((await item.replace({ id: 'e1', tenantId: 'A', name: 'Iğdır' })).resource?.name).toBe('Iğdır');
    expect((await container.items.upsert({ id: 'e1', tenantId: 'A', name: 'Işık' })).statusCode).toBe(200);
    expect((await container.items.upsert({ id: 'e2', tenantId: 'A' })).statusCode).toBe(201);
    expect((await item.delete()).statusCode).toBe(204);
    expect((await item.read()).statusCode).toBe(404);
    expect(await codeOf(item.replace({ id: 'e1', tenantId: 'A' }))).toBe(404);
    expect(await codeOf(item.delete())).toBe(404);
  });

  test('ids and tenants of any letters are signed and found again', async () => {
    const container = await newContainer();
    const id = 'şube %41+é 1';
    await container.items.create({ id, tenantId: 'Ayşe & Oğlu', n: 1 });
    expect((await container.item(id, 'Ayşe & Oğlu').read()).resource?.n).toBe(1);
    expect(await rows(container, 'SELECT VALUE c.n FROM c', { partitionKey: 'Ayşe & Oğlu' })).toEqual([1]);
  });

  test('an item without an id, with a slash in it, or larger than 2 MB is refused', async () => {
    const container = await newContainer();
    const raw = { tenantId: 'A', id: 'a/b' };
    expect(await codeOf(container.items.create(raw))).not.toBe('no error');
    const large = { id: 'big', tenantId: 'A', text: 'x'.repeat(2 * 1024 * 1024) };
    expect(await codeOf(container.items.create(large))).toBe(413);
  });

  test('a patch changes some properties, a condition guards it, and a path that is not there is refused', async () => {
    const container = await newContainer();
    await container.items.create({ id: 'p', tenantId: 'A', n: 1, tags: ['a'], gone: true, inner: { x: 1 } });
    const item = container.item('p', 'A');
    const { resource } = await item.patch([
      { op: 'incr', path: '/n', value: 5 },
      { op: 'add', path: '/tags/-', value: 'b' },
      { op: 'set', path: '/inner/y', value: null },
      { op: 'remove', path: '/gone' },
      { op: 'replace', path: '/inner/x', value: 2 },
    ]);
    expect(resource).toMatchObject({ n: 6, tags: ['a', 'b'], inner: { x: 2, y: null } });
    expect(resource).not.toHaveProperty('gone');
    const operations = [{ op: 'incr' as const, path: '/n', value: 1 }];
    expect(await codeOf(item.patch({ condition: 'from c where c.n = 1', operations }))).toBe(412);
    expect((await item.patch({ condition: 'from c where c.n = 6', operations })).resource?.n).toBe(7);
    expect(await codeOf(item.patch([{ op: 'replace', path: '/nowhere', value: 1 }]))).toBe(400);
    expect(await codeOf(item.patch([{ op: 'set', path: '/tenantId', value: 'B' }]))).toBe(400);
  });
});

describe('ETags', () => {
  test('a write whose ETag is stale is refused with 412 and changes nothing', async () => {
    const container = await newContainer();
    const item = container.item('e', 'A');
    const first = (await container.items.create({ id: 'e', tenantId: 'A', v: 1 })).etag;
    const stale = { accessCondition: { type: 'IfMatch', condition: first } };
    await item.replace({ id: 'e', tenantId: 'A', v: 2 }, stale);
    expect(await codeOf(item.replace({ id: 'e', tenantId: 'A', v: 3 }, stale))).toBe(412);
    expect(await codeOf(container.items.upsert({ id: 'e', tenantId: 'A', v: 3 }, stale))).toBe(412);
    expect(await codeOf(item.patch([{ op: 'set', path: '/v', value: 3 }], stale))).toBe(412);
    expect(await codeOf(item.delete(stale))).toBe(412);
    expect((await item.read()).resource?.v).toBe(2);
  });

  test('an unchanged item answers 304 to its own ETag', async () => {
    const container = await newContainer();
    const { etag } = await container.items.create({ id: 'e', tenantId: 'A' });
    const answer = await container.item('e', 'A').read({ accessCondition: { type: 'IfNoneMatch', condition: etag } });
    expect(answer.statusCode).toBe(304);
  });
});

describe('partitions', () => {
  test('nothing of another partition is read, listed, queried, counted, changed or deleted', async () => {
    const container = await newContainer();
    await container.items.create({ id: 'same', tenantId: 'A', n: 1 });
    await container.items.create({ id: 'same', tenantId: 'B', n: 2 });
    await container.items.create({ id: 'only-b', tenantId: 'B', n: 3 });
    const scope = { partitionKey: 'A' };
    expect((await container.item('same', 'A').read()).resource?.n).toBe(1);
    expect((await container.item('only-b', 'A').read()).statusCode).toBe(404);
    expect(await codeOf(container.item('only-b', 'A').delete())).toBe(404);
    expect(await codeOf(container.item('only-b', 'A').patch([{ op: 'set', path: '/n', value: 0 }]))).toBe(404);
    expect(await rows(container, "SELECT VALUE c.n FROM c WHERE c.tenantId = 'B' OR true", scope)).toEqual([1]);
    expect(await rows(container, 'SELECT VALUE COUNT(1) FROM c', scope)).toEqual([1]);
    expect((await container.items.readAll({ partitionKey: 'A' }).fetchAll()).resources).toHaveLength(1);
    expect(await rows(container, 'SELECT VALUE COUNT(1) FROM c')).toEqual([3]);
  });

  test('an item whose key differs from the partition of the request is refused', async () => {
    const container = await newContainer();
    await container.items.create({ id: 'x', tenantId: 'A' });
    expect(await codeOf(container.item('x', 'A').replace({ id: 'x', tenantId: 'B' }))).toBe(400);
    const { code } = await container.items.batch(
      [{ operationType: 'Create', resourceBody: { id: 'y', tenantId: 'B' } }],
      'A',
    );
    expect(code).toBe(207);
    expect((await container.item('y', 'B').read()).statusCode).toBe(404);
  });
});

describe('time to live', () => {
  const daysMs = 86_400_000;

  test('an item is gone the second its time is over, to reads, queries and writes alike', async () => {
    const container = await newContainer(30 * 86_400);
    await container.items.create({ id: 'old', tenantId: 'A' });
    nowMs += 30 * daysMs - 1000;
    expect((await container.item('old', 'A').read()).statusCode).toBe(200);
    nowMs += 1000;
    expect((await container.item('old', 'A').read()).statusCode).toBe(404);
    expect(await rows(container, 'SELECT * FROM c')).toEqual([]);
    expect(await rows(container, 'SELECT VALUE COUNT(1) FROM c', { partitionKey: 'A' })).toEqual([0]);
    expect(await codeOf(container.item('old', 'A').delete())).toBe(404);
    expect((await container.items.create({ id: 'old', tenantId: 'A' })).statusCode).toBe(201);
  });

  test("an item's own ttl overrides the container's, -1 keeps it, and writing again starts anew", async () => {
    const container = await newContainer(100);
    await container.items.create({ id: 'short', tenantId: 'A', ttl: 10 });
    await container.items.create({ id: 'kept', tenantId: 'A', ttl: -1 });
    await container.items.create({ id: 'touched', tenantId: 'A' });
    nowMs += 60_000;
    await container.items.upsert({ id: 'touched', tenantId: 'A' });
    nowMs += 60_000;
    expect(await rows(container, 'SELECT VALUE c.id FROM c ORDER BY c.id')).toEqual(['kept', 'touched']);
  });

  test('without a ttl on the container nothing expires, and a ttl that is no number of seconds is refused', async () => {
    const container = await newContainer();
    await container.items.create({ id: 'forever', tenantId: 'A', ttl: 1 });
    nowMs += 365 * daysMs;
    expect((await container.item('forever', 'A').read()).statusCode).toBe(200);
    for (const ttl of [0, -2, 1.5]) {
      expect(await codeOf(container.items.create({ id: 'bad', tenantId: 'A', ttl }))).toBe(400);
    }
  });

  test('what has expired is erased from the file at the next start', async () => {
    const container = await newContainer(10);
    await container.items.create({ id: 'secret', tenantId: 'A', text: 'expires-from-disk' });
    nowMs += 11_000;
    await server.stop();
    await start();
    const db = new DatabaseSync(file, { readOnly: true });
    const left = db.prepare("select count(*) as n from documents where body like '%expires-from-disk%'").get();
    db.close();
    expect(left?.n).toBe(0);
  });
});

test('a restart keeps databases, containers, items and their ETags', async () => {
  const container = await newContainer(1000);
  const { etag } = await container.items.create({ id: 'kept', tenantId: 'A', n: 1 });
  await server.stop();
  await start();
  const { resource, etag: after } = await container.item('kept', 'A').read();
  expect([resource?.n, after]).toEqual([1, etag]);
  expect((await container.read()).resource?.defaultTtl).toBe(1000);
  expect((await client.databases.readAll().fetchAll()).resources.map(({ id }) => id)).toEqual(['crmfex']);
});
