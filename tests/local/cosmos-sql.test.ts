// The query language of the Cosmos DB emulator, asked through the official SDK.
import { CosmosClient, type Container, type JSONValue } from '@azure/cosmos';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cosmosEmulatorKey, startCosmos } from '../../infra/local/cosmos/index.ts';

let server: Awaited<ReturnType<typeof startCosmos>>;
let client: CosmosClient;
let container: Container;

const items = [
  { id: 'd0', tenantId: 'A', n: 0, name: 'Ankara', ok: true, tags: ['x', 't0'], sub: { a: 1 }, nothing: null },
  { id: 'd1', tenantId: 'B', n: 1, name: 'Bursa', ok: false, tags: ['x', 't1'], sub: { a: 2 } },
  { id: 'd2', tenantId: 'A', n: 2.5, name: 'İzmir', ok: true, tags: [], sub: { a: 3 } },
  { id: 'd3', tenantId: 'B', n: '3', name: '50%', ok: 1 },
];

beforeAll(async () => {
  server = await startCosmos({ port: 0, file: ':memory:' });
  const connectionPolicy = { enableEndpointDiscovery: false };
  client = new CosmosClient({ endpoint: server.url, key: cosmosEmulatorKey, connectionPolicy });
  const { database } = await client.databases.create({ id: 'sql' });
  const compositeIndexes = [['/tenantId', '/id'].map((path) => ({ path, order: 'ascending' as const }))];
  const partitionKey = { paths: ['/tenantId'] };
  container = (await database.containers.create({ id: 'c', partitionKey, indexingPolicy: { compositeIndexes } }))
    .container;
  for (const item of items) await container.items.create(item);
});

afterAll(async () => {
  client.dispose();
  await server.stop();
});

async function rows(query: string, values: Record<string, JSONValue> = {}): Promise<unknown[]> {
  const parameters = Object.entries(values).map(([name, value]) => ({ name, value }));
  return (await container.items.query<unknown>({ query, parameters }).fetchAll()).resources;
}

const ids = (where: string, values?: Record<string, JSONValue>) =>
  rows(`SELECT VALUE c.id FROM c WHERE ${where}`, values);

test.each<[string, string[]]>([
  ['c.ok = true', ['d0', 'd2']],
  ['c.ok = 1', ['d3']],
  ['NOT (c.ok = true)', ['d1', 'd3']],
  ['c.n > 0', ['d1', 'd2']],
  ['c.n >= 0 AND c.n <= 1', ['d0', 'd1']],
  ['c.nothing = null', ['d0']],
  ['NOT IS_DEFINED(c.nothing)', ['d1', 'd2', 'd3']],
  ['c.missing != 1', []],
  ['NOT (c.missing = 1)', []],
  ['c.missing = 1 OR c.ok = false', ['d1']],
  ["c.id IN ('d1', 'd3', 4)", ['d1', 'd3']],
  ["c.id NOT IN ('d1', 'd3')", ['d0', 'd2']],
  ['c.n BETWEEN 1 AND 3', ['d1', 'd2']],
  ["c.name LIKE '%r_a'", ['d1']],
  ["c.name LIKE 'An%'", ['d0']],
  ["STARTSWITH(c.name, 'an', true)", ['d0']],
  ["STARTSWITH(c.name, 'an')", []],
  ["CONTAINS(c.name, '%')", ['d3']],
  ["ARRAY_CONTAINS(c.tags, 't1')", ['d1']],
  ['c.sub = {"a": 2}', ['d1']],
  ['c["sub"]["a"] + 1 = 2 * 2', ['d2']],
  ["c.tags[1] = 't0'", ['d0']],
  ['ARRAY_LENGTH(c.tags) = 0', ['d2']],
  ['IS_NUMBER(c.n) ? c.n = 0 : true', ['d0', 'd3']],
  ["(c.nothing ?? 'none') = 'none'", ['d1', 'd2', 'd3']],
])('WHERE %s', async (where, expected) => {
  expect(await ids(`(${where})`)).toEqual(expected);
});

test('a parameter is a value of any type and never becomes syntax', async () => {
  expect(await ids('c.tenantId = @t', { '@t': "A' OR 1=1 --" })).toEqual([]);
  expect(await ids('c.ok = @v', { '@v': true })).toEqual(['d0', 'd2']);
  expect(await ids('c.nothing = @v', { '@v': null })).toEqual(['d0']);
  expect(await ids('c.sub = @v', { '@v': { a: 3 } })).toEqual(['d2']);
  expect(await ids('ARRAY_CONTAINS(@v, c.id)', { '@v': ['d1', 'd9'] })).toEqual(['d1']);
});

test('SELECT names, nests and leaves out what is missing', async () => {
  expect(await rows("SELECT c.id, c.sub.a AS deep, c.missing, {x: c.n} AS o FROM c WHERE c.id = 'd1'")).toEqual([
    { id: 'd1', deep: 2, o: { x: 1 } },
  ]);
  expect(await rows('SELECT VALUE c.missing FROM c')).toEqual([]);
  expect(await rows('SELECT TOP @n * FROM c', { '@n': 1 })).toMatchObject([{ id: 'd0' }]);
  expect(await rows('SELECT DISTINCT VALUE c.tenantId FROM c')).toEqual(['A', 'B']);
  expect(await rows("SELECT VALUE t FROM c JOIN t IN c.tags WHERE c.id = 'd1'")).toEqual(['x', 't1']);
});

test('ORDER BY sorts numbers before strings, by several keys, and leaves out rows without the property', async () => {
  expect(await rows('SELECT VALUE c.n FROM c ORDER BY c.n')).toEqual([0, 1, 2.5, '3']);
  expect(await rows('SELECT VALUE c.id FROM c ORDER BY c.tenantId DESC, c.id DESC')).toEqual(['d3', 'd1', 'd2', 'd0']);
  expect(await rows('SELECT VALUE c.id FROM c ORDER BY c.sub.a DESC')).toEqual(['d2', 'd1', 'd0']);
});

test('ORDER BY several properties is refused where the service would have no composite index for it', async () => {
  for (const order of ['c.id, c.tenantId', 'c.tenantId, c.id DESC', 'c.tenantId, c.n', 'c.tenantId, c.id, c.n']) {
    await expect(rows(`SELECT * FROM c ORDER BY ${order}`)).rejects.toMatchObject({ code: 400 });
  }
});

test('aggregates count, sum and group, also over nothing', async () => {
  expect(await rows('SELECT VALUE COUNT(1) FROM c')).toEqual([4]);
  expect(await rows('SELECT VALUE COUNT(c.sub) FROM c')).toEqual([3]);
  expect(await rows("SELECT VALUE COUNT(1) FROM c WHERE c.id = 'no'")).toEqual([0]);
  expect(await rows('SELECT VALUE SUM(c.sub.a) FROM c')).toEqual([6]);
  expect(
    await rows('SELECT COUNT(1) AS k, MIN(c.sub.a) AS low, MAX(c.sub.a) AS high, AVG(c.sub.a) AS mean FROM c'),
  ).toEqual([{ k: 4, low: 1, high: 3, mean: 2 }]);
  expect(await rows('SELECT c.tenantId, COUNT(1) AS k FROM c GROUP BY c.tenantId')).toEqual([
    { tenantId: 'A', k: 2 },
    { tenantId: 'B', k: 2 },
  ]);
});

test.each([
  'SELEC x',
  'SELECT * FROM',
  'SELECT * FROM c WHERE',
  'SELECT * FROM c WHERE c.n = @missing',
  'SELECT * FROM c WHERE NO_SUCH(c.n)',
  'SELECT VALUE constructor(1) FROM c',
  'SELECT * FROM c WHERE x.n = 1',
  'SELECT * FROM c WHERE COUNT(1) > 0',
  'SELECT * FROM c; DROP TABLE documents',
  `SELECT * FROM c WHERE ${'('.repeat(500)}true${')'.repeat(500)}`,
])('a query that is not understood is refused with 400: %s', async (query) => {
  await expect(rows(query)).rejects.toMatchObject({ code: 400 });
});
