// Which request means what: the account, databases, containers and items of Cosmos DB's REST protocol.
import type { IncomingHttpHeaders } from 'node:http';
import { runBatch } from './batch.ts';
import { badRequest, CosmosError } from './cosmos-error.ts';
import { removeDocument, removeDocumentsUnder } from './documents.ts';
import {
  conditionOf,
  header,
  listItems,
  partitionOfRequest,
  patchItem,
  putItem,
  queryItems,
  readItem,
  type Answer,
} from './items.ts';
import { isObject } from './json.ts';
import { partitionFromHeader } from './partitions.ts';
import {
  checkedId,
  createResource,
  listResources,
  readResource,
  removeResource,
  replaceResource,
  containerAt,
  type Container,
} from './resources.ts';
import type { Store } from './store.ts';

export type Request = {
  method: string;
  /** The decoded path: `['dbs', 'a', 'colls', 'b', 'docs', 'c']`. */
  segments: string[];
  headers: IncomingHttpHeaders;
  body: unknown;
  url: string;
};

export function answer(store: Store, request: Request): Answer {
  const { segments } = request;
  if (segments.length === 0) return account(request.url);
  const isKnown = ['dbs', 'colls', 'docs'].every((name, index) => [undefined, name].includes(segments[index * 2]));
  if (segments[4] === 'pkranges' && segments.length === 5) return partitionRanges(store, segments);
  if (segments[0] === 'offers') return { status: 200, body: { Offers: [], _count: 0 } };
  if (!isKnown || segments.length > 6)
    throw new CosmosError(501, 'NotImplemented', 'This emulator does not know this.');
  if (segments.length <= 4) return answerResource(store, request);
  const container = containerAt(store.resources, segments.slice(0, 4).join('/'));
  const given = segments.length === 5 ? answerList(store, container, request) : answerItem(store, container, request);
  // One partition range, so one session token: the SDK sends it back with its reads.
  return { ...given, headers: { ...given.headers, 'x-ms-session-token': `0:-1#${store.documents.lastPlace}` } };
}

function account(url: string): Answer {
  const locations = [{ name: 'Local', databaseAccountEndpoint: url }];
  return {
    status: 200,
    body: {
      id: 'local',
      _rid: 'local',
      writableLocations: locations,
      readableLocations: locations,
      enableMultipleWriteLocations: false,
      userConsistencyPolicy: { defaultConsistencyLevel: 'Session' },
      queryEngineConfiguration: '{}',
    },
  };
}

function partitionRanges(store: Store, segments: string[]): Answer {
  const { rid } = containerAt(store.resources, segments.slice(0, 4).join('/'));
  const range = { id: '0', _rid: rid, minInclusive: '', maxExclusive: 'FF', status: 'online', parents: [] };
  return { status: 200, body: { _rid: rid, PartitionKeyRanges: [range], _count: 1 } };
}

function answerResource({ resources, documents }: Store, { method, segments, body, headers }: Request): Answer {
  const path = segments.join('/');
  if (segments.length % 2 === 1) {
    if (method === 'POST' && !isQuery(headers)) {
      if (!isObject(body)) throw badRequest('The body is not a JSON object.');
      return { status: 201, body: createResource(resources, path, body) };
    }
    if (method !== 'GET') throw methodNotAllowed(method);
    const list = listResources(resources, path);
    return { status: 200, body: { [path === 'dbs' ? 'Databases' : 'DocumentCollections']: list, _count: list.length } };
  }
  if (method === 'GET') return { status: 200, body: readResource(resources, path) };
  if (method === 'PUT' && segments.length === 4 && isObject(body)) {
    return { status: 200, body: replaceResource(resources, path, body) };
  }
  if (method !== 'DELETE') throw methodNotAllowed(method);
  removeResource(resources, path);
  removeDocumentsUnder(documents, path);
  return { status: 204 };
}

function answerList(store: Store, container: Container, { method, headers, body }: Request): Answer {
  const { documents, transaction } = store;
  if (headers['a-im']) throw new CosmosError(501, 'NotImplemented', 'This emulator has no change feed.');
  if (method === 'GET') return listItems(documents, container, headers);
  if (method !== 'POST') throw methodNotAllowed(method);
  if (isTrue(headers, 'x-ms-cosmos-is-query-plan-request')) throw badRequest('This emulator has no query plans.');
  if (isQuery(headers)) return queryItems(documents, container, headers, body);
  if (isTrue(headers, 'x-ms-cosmos-is-batch-request')) {
    const partition = partitionFromHeader(container, header(headers, 'x-ms-documentdb-partitionkey'));
    const isAtomic = isTrue(headers, 'x-ms-cosmos-batch-atomic');
    return runBatch({ documents, container, partition, isAtomic, transaction }, body);
  }
  const mode = isTrue(headers, 'x-ms-documentdb-is-upsert') ? 'upsert' : 'create';
  return putItem(documents, container, partitionOfRequest(container, headers), body, mode, conditionOf(headers));
}

function answerItem({ documents }: Store, container: Container, { method, segments, headers, body }: Request): Answer {
  const id = checkedId(segments[5]);
  const partition = partitionOfRequest(container, headers);
  const condition = conditionOf(headers);
  if (method === 'GET') return readItem(documents, container, partition, id, condition);
  if (method === 'PATCH') return patchItem(documents, container, partition, id, body, condition);
  if (method === 'PUT') {
    if (!isObject(body) || body.id !== id) throw badRequest('The id in the body is not the id in the address.');
    return putItem(documents, container, partition, body, 'replace', condition);
  }
  if (method !== 'DELETE') throw methodNotAllowed(method);
  removeDocument(documents, container, partition, id, condition);
  return { status: 204 };
}

function isQuery(headers: IncomingHttpHeaders): boolean {
  return isTrue(headers, 'x-ms-documentdb-isquery') || /query\+json/.test(headers['content-type'] ?? '');
}

function isTrue(headers: IncomingHttpHeaders, name: string): boolean {
  return header(headers, name)?.toLowerCase() === 'true';
}

function methodNotAllowed(method: string): CosmosError {
  return new CosmosError(405, 'MethodNotAllowed', `${method} is not allowed here.`);
}
