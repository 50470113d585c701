// Reads path, query, headers and body of a request by the route's schemas; everything that arrives is hostile until then.
import * as z from 'zod';
import type { Language } from '../../shared/fields.ts';
import { Problem, type FieldProblem } from '../../shared/problem.ts';
import type { Route } from '../../shared/route.ts';
import type { Input, RawBody, RequestFacts } from './http.ts';
import { hostileParts, isStorableText } from './hostile.ts';
import type { Incoming } from './request.ts';
import { bodyPointer, fieldErrors, InvalidInput, parseInput, queryPointer } from './validation.ts';

// An invoice of five hundred lines with long descriptions is up to 700 KB.
const jsonMaxBytes = 768 * 1024;
const noBytes = new Uint8Array();

export type ReadInput = Input<z.ZodType, z.ZodType, z.ZodType> & { bodyBytes: Uint8Array };

const refused = (fields: FieldProblem[], language: Language) => new InvalidInput(fieldErrors(fields, language));

async function readParams(route: Route, incoming: Incoming, language: Language): Promise<unknown> {
  if (!route.path.includes('{')) return undefined;
  try {
    return await parseInput(route.params, incoming.params, language, bodyPointer);
  } catch (error) {
    // A path that no record can have names nothing.
    if (error instanceof InvalidInput) throw new Problem('notFound');
    throw error;
  }
}

async function readQuery(route: Route, { url }: Incoming, language: Language): Promise<unknown> {
  const values: Record<string, string> = Object.create(null);
  const wrong: FieldProblem[] = [];
  for (const [name, value] of url.searchParams) {
    const pointer = `?${name.replaceAll('\0', '')}`;
    if (name in values) wrong.push({ pointer, key: 'field.repeated' });
    else if (name === '__proto__') wrong.push({ pointer, key: 'field.unknown' });
    else if (!isStorableText(name) || !isStorableText(value)) wrong.push({ pointer, key: 'field.characters' });
    values[name] = value;
  }
  if (wrong.length > 0) throw refused(wrong, language);
  if (route.query instanceof z.ZodUndefined) {
    const unknown = Object.keys(values).map((name) => ({ pointer: `?${name}`, key: 'field.unknown' }));
    if (unknown.length > 0) throw refused(unknown, language);
    return undefined;
  }
  return parseInput(route.query, { ...values }, language, queryPointer);
}

const mediaType = (header: string | null) => (header ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

function parseJson(bytes: Uint8Array, language: Language): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refused([{ pointer: '#', key: 'request.json' }], language);
  }
  const hostile = hostileParts(value);
  if (hostile.length > 0) throw refused(hostile, language);
  return value;
}

async function readJson(route: Route, incoming: Incoming, bytes: Uint8Array, language: Language): Promise<unknown> {
  const type = mediaType(incoming.headers.get('content-type'));
  if (type !== 'application/json' && (type !== '' || bytes.length > 0)) {
    throw new Problem('wrongType', 'request.wrongType', { types: 'application/json' });
  }
  if (route.body instanceof z.ZodUndefined) {
    if (bytes.length > 0) throw refused([{ pointer: '#', key: 'request.bodyUnexpected' }], language);
    return undefined;
  }
  if (bytes.length === 0) throw refused([{ pointer: '#', key: 'request.bodyMissing' }], language);
  return parseInput(route.body, parseJson(bytes, language), language, bodyPointer);
}

function readRaw({ rawBody }: Route, incoming: Incoming, bytes: Uint8Array): RawBody {
  const contentType = mediaType(incoming.headers.get('content-type'));
  if (!rawBody?.contentTypes.includes(contentType)) {
    throw new Problem('wrongType', 'request.wrongType', { types: rawBody?.contentTypes.join(', ') ?? '' });
  }
  return { bytes, contentType };
}

/** Whether the record of the answer has a version, which is what If-Match speaks of. */
export function isVersioned({ response }: Route): boolean {
  return response instanceof z.ZodObject && 'version' in response.shape;
}

function readIfMatch(route: Route, incoming: Incoming, language: Language): number {
  const header = incoming.headers.get('if-match');
  if (header === null) {
    if (route.method === 'PATCH' && isVersioned(route)) throw new Problem('preconditionRequired', 'request.ifMatch');
    return 0;
  }
  const version = /^"([1-9]\d{0,8})"$/.exec(header.trim())?.[1];
  if (version === undefined) throw refused([{ pointer: 'If-Match', key: 'request.ifMatch' }], language);
  return Number(version);
}

/**
 * @throws Problem notFound for an impossible path, invalid with pointers (`#/name`, `?limit`), wrongType, tooLarge or
 *   preconditionRequired
 */
export async function readInput(
  route: Route,
  incoming: Incoming,
  facts: RequestFacts,
  language: Language,
): Promise<ReadInput> {
  const params = await readParams(route, incoming, language);
  const query = await readQuery(route, incoming, language);
  const ifMatch = readIfMatch(route, incoming, language);
  const none = { params, query, ifMatch, request: facts, body: undefined, raw: { bytes: noBytes, contentType: '' } };
  if (route.method === 'GET') return { ...none, bodyBytes: noBytes };
  const bodyBytes = await incoming.readBody(route.rawBody?.maxBytes ?? jsonMaxBytes);
  if (route.rawBody) return { ...none, raw: readRaw(route, incoming, bodyBytes), bodyBytes };
  return { ...none, body: await readJson(route, incoming, bodyBytes, language), bodyBytes };
}
