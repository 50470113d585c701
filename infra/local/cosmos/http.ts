// The emulator's HTTP face: reads a request, checks its signature, answers JSON.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { checkSignature } from './auth.ts';
import { badRequest, CosmosError } from './cosmos-error.ts';
import type { Answer } from './items.ts';
import { isObject } from './json.ts';
import { answer } from './routes.ts';
import type { Store } from './store.ts';

const bodyBytesMax = 4 * 1024 * 1024;

export function cosmosServer(store: Store, key: string): Server {
  return createServer((request, response) => {
    serve(store, key, request)
      .catch(failure)
      .then((given) => send(response, given))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
}

async function serve(store: Store, key: string, request: IncomingMessage): Promise<Answer> {
  const text = await bodyOf(request);
  const host = `http://${request.headers.host ?? '127.0.0.1'}/`;
  const method = request.method ?? 'GET';
  const segments = segmentsOf(request.url ?? '/');
  checkSignature(key, method, segments, request.headers);
  return answer(store, { method, segments, headers: request.headers, body: parsed(text), url: host });
}

function segmentsOf(url: string): string[] {
  try {
    return new URL(url, 'http://localhost').pathname.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    throw badRequest('The address is not valid.');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bodyBytesMax) throw new CosmosError(413, 'RequestEntityTooLarge', 'The request is larger than 4 MB.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('The body is not valid JSON.');
  }
}

function failure(error: unknown): Answer {
  if (error instanceof CosmosError) {
    const headers: Record<string, string> = error.substatus ? { 'x-ms-substatus': String(error.substatus) } : {};
    return { status: error.status, body: { code: error.code, message: error.message }, headers };
  }
  console.error('Cosmos DB emulator:', error);
  return { status: 500, body: { code: 'InternalServerError', message: 'The emulator failed; its log says why.' } };
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  const etag = isObject(body) && typeof body._etag === 'string' ? { etag: body._etag } : {};
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-ms-request-charge': '1',
    'x-ms-activity-id': randomUUID(),
    ...etag,
    ...headers,
  });
  response.end(body === undefined || status === 204 || status === 304 ? undefined : JSON.stringify(body));
}
