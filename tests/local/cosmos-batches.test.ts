// Batches and pages of the Cosmos DB emulator, asked through the official SDK.
import { CosmosClient, type Container } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cosmosEmulatorKey, startCosmos } from '../../infra/local/cosmos/index.ts';

let server: Awaited<ReturnType<typeof startCosmos>>;
let client: CosmosClient;
let containers = 0;

async function newContainer(): Promise<Container> {
  const { database } = await client.databases.createIfNotExists({ id: 'crmfex' });
  const partitionKey = { paths: ['/tenantId'] };
  return (await database.containers.create({ id: `c${++containers}`, partitionKey })).container;
}

beforeAll(async () => {
  server = await startCosmos({ port: 0, file: ':memory:' });
  const connectionPolicy = { enableEndpointDiscovery: false };
  client = new CosmosClient({ endpoint: server.url, key: cosmosEmulatorKey, connectionPolicy });
});

afterAll(async () => {
  client.dispose();
  await server.stop();
});

describe('batches', () => {
  test('a batch is applied whole', async () => {
    const container = await newContainer();
    const { result, code } = await container.items.batch(
      [
        { operationType: 'Create', resourceBody: { id: 'b1', tenantId: 'A' } },
        { operationType: 'Upsert', resourceBody: { id: 'b2', tenantId: 'A' } },
        { operationType: 'Read', id: 'b1' },
        { operationType: 'Delete', id: 'b2' },
      ],
      'A',
    );
    expect(code).toBe(200);
    expect(result?.map((one) => one.statusCode)).toEqual([201, 201, 200, 204]);
  });

  test('a batch with one failure leaves nothing behind', async () => {
    const container = await newContainer();
    await container.items.create({ id: 'there', tenantId: 'A' });
    const { result, code } = await container.items.batch(
      [
        { operationType: 'Create', resourceBody: { id: 'new', tenantId: 'A' } },
        { operationType: 'Create', resourceBody: { id: 'there', tenantId: 'A' } },
      ],
      'A',
    );
    expect(code).toBe(207);
    expect(result?.map((one) => one.statusCode)).toEqual([424, 409]);
    expect((await container.item('new', 'A').read()).statusCode).toBe(404);
  });
});

describe('pages', () => {
  test('pages neither repeat nor skip a row when rows come in between', async () => {
    const container = await newContainer();
    for (let n = 0; n < 7; n++) await container.items.create({ id: `i${n}`, tenantId: 'A', n: n * 10 });
    const query = 'SELECT VALUE c.n FROM c ORDER BY c.n DESC';
    const pages = container.items.query<number>(query, { partitionKey: 'A', maxItemCount: 3 });
    const seen: number[][] = [(await pages.fetchNext()).resources];
    await container.items.create({ id: 'late', tenantId: 'A', n: 65 });
    while (pages.hasMoreResults() && seen.length < 10) seen.push((await pages.fetchNext()).resources);
    expect(seen).toEqual([[60, 50, 40], [30, 20, 10], [0]]);
  });

  test('a continuation token goes on where another iterator ended', async () => {
    const container = await newContainer();
    for (let n = 0; n < 5; n++) await container.items.create({ id: `i${n}`, tenantId: 'A', same: 1 });
    const query = 'SELECT c.id FROM c ORDER BY c.same';
    const first = await container.items.query(query, { partitionKey: 'A', maxItemCount: 2 }).fetchNext();
    const options = { partitionKey: 'A', maxItemCount: 9, continuationToken: first.continuationToken };
    const second = await container.items.query(query, options).fetchNext();
    expect([...first.resources, ...second.resources].map(({ id }) => id)).toEqual(['i0', 'i1', 'i2', 'i3', 'i4']);
    expect(second.continuationToken).toBeUndefined();
    const bad = { partitionKey: 'A', continuationToken: 'no token' };
    await expect(container.items.query(query, bad).fetchNext()).rejects.toMatchObject({ code: 400 });
  });

  test('TOP and LIMIT hold across pages', async () => {
    const container = await newContainer();
    for (let n = 0; n < 9; n++) await container.items.create({ id: `i${n}`, tenantId: 'A', n });
    const options = { partitionKey: 'A', maxItemCount: 2 };
    const all = async (query: string) => (await container.items.query(query, options).fetchAll()).resources;
    expect(await all('SELECT TOP 5 VALUE c.n FROM c ORDER BY c.n')).toEqual([0, 1, 2, 3, 4]);
    expect(await all('SELECT VALUE c.n FROM c ORDER BY c.n OFFSET 3 LIMIT 4')).toEqual([3, 4, 5, 6]);
  });
});
