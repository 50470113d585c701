// What one container answers: items by id, lists, queries, patches and batches.
import type { IncomingHttpHeaders } from 'node:http';
import { checkOrder } from './composite-indexes.ts';
import { badRequest, CosmosError, preconditionFailed } from './cosmos-error.ts';
import {
  listDocuments,
  putDocument,
  readDocument,
  type Condition,
  type Documents,
  type WriteMode,
} from './documents.ts';
import { partitionFromHeader } from './partitions.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { patched } from './patch.ts';
import type { Container } from './resources.ts';
import { parse } from './sql/parser.ts';
import { run, type Continuation, type Page } from './sql/query.ts';

const pageSizeDefault = 100;
const pageSizeMax = 1000;

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

export function conditionOf(headers: IncomingHttpHeaders): Condition {
  return { ifMatch: headers['if-match'], ifNoneMatch: headers['if-none-match'] };
}

/** The partition of a request about one item, which must name one. */
export function partitionOfRequest(container: Container, headers: IncomingHttpHeaders): string {
  const partition = partitionFromHeader(container, header(headers, 'x-ms-documentdb-partitionkey'));
  if (partition === null) throw badRequest('PartitionKey value must be supplied for this operation.');
  return partition;
}

export function header(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}

export function putItem(
  documents: Documents,
  container: Container,
  partition: string,
  body: unknown,
  mode: WriteMode,
  condition: Condition,
): Answer {
  if (!isObject(body)) throw badRequest('An item is a JSON object.');
  const { isNew, document } = putDocument(documents, container, partition, body, mode, condition);
  return { status: isNew ? 201 : 200, body: document };
}

export function readItem(
  documents: Documents,
  container: Container,
  partition: string,
  id: string,
  condition: Condition,
): Answer {
  const document = readDocument(documents, container, partition, id);
  return condition.ifNoneMatch === document._etag ? { status: 304 } : { status: 200, body: document };
}

export function patchItem(
  documents: Documents,
  container: Container,
  partition: string,
  id: string,
  body: unknown,
  condition: Condition,
): Answer {
  const document = readDocument(documents, container, partition, id);
  const [operations, filter]: [unknown, Json | undefined] = isObject(body)
    ? [body.operations, body.condition]
    : [body, undefined];
  if (typeof filter === 'string' && !matches(document, filter)) throw preconditionFailed();
  const changed = patched(document, operations);
  if (changed.id !== document.id) throw badRequest('A patch must not change the id.');
  return putItem(documents, container, partition, changed, 'replace', condition);
}

function matches(document: JsonObject, filter: string): boolean {
  const query = parse(`select * ${filter}`, new Map());
  return run(query, [{ place: 0, document }], 1, null).results.length === 1;
}

/** Answers a query over one partition, or over all when the request names none. */
export function queryItems(
  documents: Documents,
  container: Container,
  headers: IncomingHttpHeaders,
  body: unknown,
): Answer {
  const { text, parameters } = querySpec(body);
  const partition = partitionFromHeader(container, header(headers, 'x-ms-documentdb-partitionkey'));
  const query = parse(text, parameters);
  checkOrder(container, query);
  const page = run(query, listDocuments(documents, container, partition), pageSize(headers), continuation(headers));
  return pageAnswer(container, page);
}

export function listItems(documents: Documents, container: Container, headers: IncomingHttpHeaders): Answer {
  return queryItems(documents, container, headers, { query: 'select * from c' });
}

function querySpec(body: unknown): { text: string; parameters: Map<string, Json> } {
  const text = typeof body === 'string' ? body : isObject(body) ? body.query : undefined;
  if (typeof text !== 'string') throw badRequest('The query is missing.');
  const parameters = new Map<string, Json>();
  const given = isObject(body) && Array.isArray(body.parameters) ? body.parameters : [];
  for (const parameter of given) {
    if (!isObject(parameter) || typeof parameter.name !== 'string') throw badRequest('A query parameter needs a name.');
    if (parameter.value !== undefined) parameters.set(parameter.name, parameter.value);
  }
  return { text, parameters };
}

function pageAnswer(container: Container, { results, next }: Page): Answer {
  const token = next && Buffer.from(JSON.stringify(next)).toString('base64url');
  return {
    status: 200,
    body: { _rid: container.rid, Documents: results, _count: results.length },
    headers: { 'x-ms-item-count': String(results.length), ...(token ? { 'x-ms-continuation': token } : {}) },
  };
}

function pageSize(headers: IncomingHttpHeaders): number {
  const wanted = Number(header(headers, 'x-ms-max-item-count') ?? pageSizeDefault);
  return wanted >= 1 ? Math.min(Math.floor(wanted), pageSizeMax) : pageSizeDefault;
}

function continuation(headers: IncomingHttpHeaders): Continuation | null {
  const token = header(headers, 'x-ms-continuation');
  if (!token) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    if (isObject(value) && typeof value.taken === 'number') {
      return { taken: value.taken, key: Array.isArray(value.key) ? value.key : null };
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CosmosError(400, 'BadRequest', 'The continuation token is not valid.');
}
