// Which partition an item belongs to and a request asks for: both as the same canonical JSON, so that they can be compared.
import { badRequest } from './cosmos-error.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import type { Container } from './resources.ts';

/** The partition an item belongs to, as canonical JSON of its key values. */
export function partitionOf(container: Container, document: JsonObject): string {
  return JSON.stringify(container.partitionPaths.map((path) => keyValue(document, path)));
}

function keyValue(document: JsonObject, path: string): Json {
  let value: Json | undefined = document;
  for (const step of path.slice(1).split('/')) {
    const key = step.replace(/^"(.*)"$/, '$1');
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null)
    throw badRequest('A partition key value must not be an array or object.');
  return value;
}

/** The partition a request names in its header, in the same canonical form; null when it names none. */
export function partitionFromHeader(container: Container, header: string | undefined): string | null {
  if (header === undefined) return null;
  const values: unknown = parseHeader(header);
  if (!Array.isArray(values)) throw badRequest('The partition key header is not valid.');
  if (values.length !== container.partitionPaths.length) {
    throw badRequest("Partition key provided either doesn't correspond to definition in the collection.", 1001);
  }
  return JSON.stringify(values);
}

function parseHeader(header: string): unknown {
  try {
    return JSON.parse(header);
  } catch {
    throw badRequest('The partition key header is not valid JSON.');
  }
}
