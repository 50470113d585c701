// The activity log in Cosmos DB: one partition per tenant, entries that expire by themselves after thirty days.
import type { Container, ContainerDefinition, SqlQuerySpec } from '@azure/cosmos';
import { assertSafeAddress, isLoopback } from '../address.ts';
import { azureCredential } from '../azure/sign-in.ts';
import type { CosmosConfig } from '../config.ts';
import { calling, statusOf, unlessMissing, type Call } from '../failures.ts';
import { once } from '../once.ts';
import type { ActivityEntry, ActivityFilter, ActivityLog } from './port.ts';

const timeoutMs = 15_000;
const limitMax = 100;
const secondsKept = 30 * 86_400;

/** The container as the deployment makes it too: change both or neither. */
const activityContainer = {
  id: 'activity',
  partitionKey: { paths: ['/tenantId'], version: 2 },
  defaultTtl: secondsKept,
  indexingPolicy: {
    indexingMode: 'consistent',
    automatic: true,
    includedPaths: [{ path: '/*' }],
    excludedPaths: [{ path: '/detail/*' }, { path: '/userAgent/?' }, { path: '/"_etag"/?' }],
    compositeIndexes: [
      [
        { path: '/at', order: 'descending' },
        { path: '/id', order: 'descending' },
      ],
    ],
  },
} satisfies ContainerDefinition;

/** Connects to the account that `config` names; nothing is loaded or called before the first use. */
export function cosmosActivityLog(config: CosmosConfig, now: () => number = Date.now): ActivityLog {
  assertSafeAddress('Cosmos DB', config.endpoint, config.key);
  const container = once(() => connect(config));
  const call = (what: string): Call => ({ port: 'activity-log', what, isRepeatable: true });

  return {
    async append(entry) {
      if (!entry.tenantId) throw new RangeError('An activity entry belongs to a tenant.');
      await calling(call('append an entry'), async () => {
        try {
          const ttl = secondsLeft(entry, now());
          if (ttl <= 0) return;
          const item = { ...entryOf(entry), ttl };
          await (await container()).items.create(item, { abortSignal: AbortSignal.timeout(timeoutMs) });
        } catch (error) {
          // The entry is there already: a second delivery of the same message.
          if (statusOf(error) !== 409) throw error;
        }
      });
    },

    async list(tenantId, filter) {
      // The SDK takes an empty partition key for none and would answer with every tenant's entries.
      if (!tenantId) throw new RangeError('Activity is listed for one tenant.');
      const query = queryFor(tenantId, filter);
      return calling(call('list entries'), async () => {
        const options = { partitionKey: tenantId, maxItemCount: limitMax, abortSignal: AbortSignal.timeout(timeoutMs) };
        const { resources } = await (await container()).items.query<ActivityEntry>(query, options).fetchAll();
        return resources.map(entryOf);
      });
    },

    async erase(tenantId) {
      if (!tenantId) throw new RangeError('The log is erased for one tenant.');
      return calling(call('erase entries'), async () => eraseAll(await container(), tenantId));
    },

    rewrite: (personId, change) =>
      calling(call('rewrite entries'), async () => rewriteAbout(await container(), { personId, change, now })),

    olderThan: (at) => calling(call('count old entries'), async () => olderThan(await container(), at)),
  };
}

type Rewriting = { personId: string; change: (entry: ActivityEntry) => ActivityEntry; now: () => number };

/** Over all partitions. What expires meanwhile is gone all the same; the rest expires when it would have. */
async function rewriteAbout(container: Container, { personId, change, now }: Rewriting): Promise<number> {
  const query = {
    query: 'SELECT * FROM c WHERE c.actorId = @person OR c.subjectId = @person',
    parameters: [{ name: '@person', value: personId }],
  };
  const pages = container.items.query<ActivityEntry>(query, { abortSignal: AbortSignal.timeout(timeoutMs) });
  let rewritten = 0;
  for await (const { resources } of pages.getAsyncIterator()) {
    for (const found of resources) {
      const { id, tenantId, at } = found;
      const item = { ...entryOf(change(found)), id, tenantId, at, ttl: secondsLeft(found, now()) };
      if (item.ttl <= 0) continue;
      await replaceOne(container, item);
      rewritten += 1;
    }
  }
  return rewritten;
}

async function replaceOne(container: Container, item: ActivityEntry & { ttl: number }): Promise<void> {
  const abortSignal = AbortSignal.timeout(timeoutMs);
  await unlessMissing(() => container.item(item.id, item.tenantId).replace(item, { abortSignal }));
}

/** Page by page until nothing is left. An entry that expired meanwhile is gone all the same. */
async function eraseAll(container: Container, tenantId: string): Promise<number> {
  const query = queryFor(tenantId, { limit: limitMax });
  let erased = 0;
  for (;;) {
    const options = { partitionKey: tenantId, maxItemCount: limitMax, abortSignal: AbortSignal.timeout(timeoutMs) };
    const { resources } = await container.items.query<ActivityEntry>(query, options).fetchAll();
    if (resources.length === 0) return erased;
    await Promise.all(resources.map(({ id }) => eraseOne(container, tenantId, id)));
    erased += resources.length;
  }
}

async function eraseOne(container: Container, tenantId: string, id: string): Promise<void> {
  const abortSignal = AbortSignal.timeout(timeoutMs);
  await unlessMissing(() => container.item(id, tenantId).delete({ abortSignal }));
}

async function connect(config: CosmosConfig): Promise<Container> {
  const { CosmosClient } = await import('@azure/cosmos');
  const isLocal = isLoopback(config.endpoint);
  const client = new CosmosClient({
    endpoint: config.endpoint,
    ...(config.key ? { key: config.key } : { aadCredentials: await azureCredential() }),
    connectionPolicy: {
      requestTimeout: timeoutMs,
      enableEndpointDiscovery: !isLocal,
      retryOptions: { maxRetryAttemptCount: 3, fixedRetryIntervalInMilliseconds: 0, maxWaitTimeInSeconds: 10 },
    },
  });
  if (!isLocal) return client.database(config.database).container(activityContainer.id);
  // In Azure the deployment makes both; the emulator has nobody who would.
  const { database } = await client.databases.createIfNotExists({ id: config.database });
  return (await database.containers.createIfNotExists(activityContainer)).container;
}

function queryFor(tenantId: string, { before, beforeId, limit, kind, actor }: ActivityFilter): SqlQuerySpec {
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= limitMax))
    throw new RangeError(`A page has 1 to ${limitMax} entries.`);
  const conditions = ['c.tenantId = @tenantId'];
  const parameters: { name: string; value: string | number }[] = [
    { name: '@tenantId', value: tenantId },
    { name: '@limit', value: limit },
  ];
  const given = (name: string, value: string | undefined, condition: string): void => {
    if (value === undefined) return;
    conditions.push(condition);
    parameters.push({ name, value });
  };
  const isTie = before !== undefined && beforeId !== undefined;
  given('@before', before, isTie ? '(c.at < @before OR (c.at = @before AND c.id < @beforeId))' : 'c.at < @before');
  if (isTie) parameters.push({ name: '@beforeId', value: beforeId });
  given('@kind', kind, 'c.kind = @kind');
  given('@actor', actor, 'c.actorId = @actor');
  const query = `SELECT TOP @limit * FROM c WHERE ${conditions.join(' AND ')} ORDER BY c.at DESC, c.id DESC`;
  return { query, parameters };
}

/** Thirty days count from when it happened, not from when the entry came here, which may be days later. */
const secondsLeft = ({ at }: ActivityEntry, nowMs: number): number =>
  Math.min(secondsKept, Math.floor(Date.parse(at) / 1000) + secondsKept - Math.floor(nowMs / 1000));

/** Over all partitions, page by page; in the usual case there is nothing to read. */
async function olderThan(container: Container, at: string): Promise<{ count: number; oldest: string | null }> {
  const older = { query: 'SELECT VALUE COUNT(1) FROM c WHERE c.at < @at', parameters: [{ name: '@at', value: at }] };
  const [count, oldest] = await Promise.all([
    only<number>(container, older),
    only<string>(container, { query: 'SELECT VALUE MIN(c.at) FROM c' }),
  ]);
  return { count: count ?? 0, oldest: oldest ?? null };
}

/** The one value of an aggregate over all partitions; nothing where there is nothing to add up. */
async function only<Value>(container: Container, query: SqlQuerySpec): Promise<Value | undefined> {
  const options = { abortSignal: AbortSignal.timeout(timeoutMs) };
  const { resources } = await container.items.query<Value>(query, options).fetchAll();
  return resources[0];
}

/** Field by field, so that nothing of the caller's (`ttl` least of all) slips into the store. */
function entryOf(entry: ActivityEntry): ActivityEntry {
  const { id, tenantId, at, actorKind, actorId, actorName, kind, subjectKind, subjectId } = entry;
  const { detail, ip, userAgent, country } = entry;
  return {
    id,
    tenantId,
    at,
    actorKind,
    actorId,
    actorName,
    kind,
    subjectKind,
    subjectId,
    detail,
    ip,
    userAgent,
    country,
  };
}
