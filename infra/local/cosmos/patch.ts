// The partial updates of Cosmos DB: add, set, replace, remove, incr and move on a copy of a document.
import { badRequest } from './cosmos-error.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

const operationsMax = 10;

/** The document with all operations applied, the given one untouched. Throws 400 when one of them does not fit. */
export function patched(document: JsonObject, operations: unknown): JsonObject {
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > operationsMax) {
    throw badRequest(`A patch holds 1 to ${operationsMax} operations.`);
  }
  const result = structuredClone(document);
  for (const operation of operations) apply(result, operation);
  return result;
}

function apply(document: JsonObject, operation: unknown): void {
  if (!isObject(operation) || typeof operation.op !== 'string' || typeof operation.path !== 'string') {
    throw badRequest('A patch operation needs op and path.');
  }
  const { op, path, value, from } = operation;
  if (op === 'move') {
    const moved = remove(document, String(from));
    put(document, path, moved, 'add');
  } else if (op === 'remove') remove(document, path);
  else if (op === 'incr') increment(document, path, value);
  else if (op === 'add' || op === 'set' || op === 'replace') {
    if (value === undefined) throw badRequest(`The patch operation '${op}' needs a value.`);
    put(document, path, value, op);
  } else throw badRequest(`The patch operation '${op}' is not known.`);
}

type Place = { parent: JsonObject | Json[]; key: string };

function placeOf(document: JsonObject, path: string): Place {
  if (!path.startsWith('/') || path === '/') throw badRequest(`The patch path '${path}' is not valid.`);
  const keys = path.slice(1).split('/').map(unescaped);
  const key = keys.pop() ?? '';
  let parent: Json = document;
  for (const step of keys) {
    const next: Json | undefined = Array.isArray(parent) ? parent[Number(step)] : own(parent, step);
    if (!isObject(next) && !Array.isArray(next)) throw badRequest(`The patch path '${path}' does not exist.`);
    parent = next;
  }
  if (!isObject(parent) && !Array.isArray(parent)) throw badRequest(`The patch path '${path}' does not exist.`);
  if (key === '__proto__') throw badRequest(`The patch path '${path}' is not valid.`);
  return { parent, key };
}

function own(parent: Json, key: string): Json | undefined {
  return isObject(parent) && Object.hasOwn(parent, key) ? parent[key] : undefined;
}

/** JSON pointer's escapes, RFC 6901. */
function unescaped(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

function put(document: JsonObject, path: string, value: Json, op: 'add' | 'set' | 'replace'): void {
  const { parent, key } = placeOf(document, path);
  if (!Array.isArray(parent)) {
    if (op === 'replace' && !Object.hasOwn(parent, key)) throw badRequest(`The patch path '${path}' does not exist.`);
    parent[key] = value;
    return;
  }
  const index = key === '-' ? parent.length : Number(key);
  const isInside =
    Number.isInteger(index) && index >= 0 && (op === 'add' ? index <= parent.length : index < parent.length);
  if (!isInside) throw badRequest(`The patch path '${path}' is outside the array.`);
  parent.splice(index, op === 'add' ? 0 : 1, value);
}

function remove(document: JsonObject, path: string): Json {
  const { parent, key } = placeOf(document, path);
  const value = Array.isArray(parent) ? parent[Number(key)] : own(parent, key);
  if (value === undefined) throw badRequest(`The patch path '${path}' does not exist.`);
  if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  return value;
}

function increment(document: JsonObject, path: string, by: Json | undefined): void {
  const { parent, key } = placeOf(document, path);
  const old = Array.isArray(parent) ? parent[Number(key)] : (own(parent, key) ?? 0);
  if (typeof old !== 'number' || typeof by !== 'number') throw badRequest(`The patch path '${path}' is not a number.`);
  if (Array.isArray(parent)) parent[Number(key)] = old + by;
  else parent[key] = old + by;
}
