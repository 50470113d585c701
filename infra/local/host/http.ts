// The HTTP side of the host: finds the function for a request, runs it, and writes its answer.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Core, RegisteredFunction } from './core-api.ts';
import type { RpcHttpRequest, RpcHttpResponse, RpcNullable, TypedData } from './core-types.ts';
import { setCookieHeader } from './cookies.ts';
import type { Invoke } from './invoke.ts';
import { compareRoutes, matchRoute, parseRoute, type RouteParams, type RouteTemplate } from './routes.ts';

/** What Azure Functions accepts at most (Consumption and Flex Consumption alike are at or above it). */
export const bodyBytesMax = 100 * 1024 * 1024;

export type HttpRoute = { one: RegisteredFunction; route: RouteTemplate; template: string; methods: string[] };

class HttpRefusal extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  constructor(status: number, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    this.status = status;
    this.headers = headers;
  }
}

/** Every HTTP trigger of the app, the most precise template first. */
export function httpRoutes(functions: Iterable<RegisteredFunction>, routePrefix: string): HttpRoute[] {
  const routes: HttpRoute[] = [];
  for (const one of functions) {
    for (const binding of Object.values(one.metadata.bindings)) {
      if (binding.type !== 'httpTrigger') continue;
      const template = [routePrefix, binding.route ?? one.metadata.name].filter((part) => part !== '').join('/');
      const methods = (binding.methods ?? ['GET', 'POST']).map((method) => method.toUpperCase());
      routes.push({ one, template, route: parseRoute(template), methods });
    }
  }
  return routes.sort((first, second) => compareRoutes(first.route, second.route));
}

function pathSegments(pathname: string): string[] {
  const trimmed = pathname.replace(/^\//, '').replace(/\/$/, '');
  try {
    return trimmed === '' ? [] : trimmed.split('/').map(decodeURIComponent);
  } catch {
    throw new HttpRefusal(400);
  }
}

function findRoute(routes: HttpRoute[], method: string, path: string[]): { found: HttpRoute; params: RouteParams } {
  const allowed = new Set<string>();
  for (const found of routes) {
    const params = matchRoute(found.route, path);
    if (!params) continue;
    if (found.methods.includes(method)) return { found, params };
    for (const other of found.methods) allowed.add(other);
  }
  if (allowed.size === 0) throw new HttpRefusal(404);
  throw new HttpRefusal(405, { allow: [...allowed].join(', ') });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > bodyBytesMax)
    throw new HttpRefusal(413, { connection: 'close' });
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) throw new HttpRefusal(413, { connection: 'close' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function nullable(entries: Iterable<[string, string]>): Record<string, RpcNullable<string>> {
  return Object.fromEntries([...entries].map(([name, value]) => [name, { value }]));
}

function requestUrl(request: IncomingMessage): URL {
  try {
    return new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  } catch {
    throw new HttpRefusal(400);
  }
}

function rpcRequest(request: IncomingMessage, url: URL, params: RouteParams, body: Buffer): RpcHttpRequest {
  const headers = Object.entries(request.headers).map(([name, value]): [string, string] => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    method: request.method ?? 'GET',
    // The query is left to the address: a map would keep one value of a repeated key.
    url: url.href,
    nullableHeaders: nullable(headers),
    nullableParams: nullable(Object.entries(params)),
    ...(body.length > 0 ? { body: { bytes: body } } : {}),
  };
}

function bodyBytes(body: TypedData | null | undefined): Buffer {
  if (!body) return Buffer.alloc(0);
  if (body.bytes) return Buffer.from(body.bytes);
  return Buffer.from(String(body.string ?? body.json ?? body.int ?? body.double ?? ''));
}

function writeAnswer(response: ServerResponse, answer: RpcHttpResponse, isHead: boolean): void {
  const status = Number(answer.statusCode ?? 200);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.cookies && answer.cookies.length > 0)
    response.setHeader('set-cookie', answer.cookies.map(setCookieHeader));
  const body = bodyBytes(answer.body);
  const hasNoBody = status === 204 || status === 304;
  if (!hasNoBody && !isHead) response.setHeader('content-length', body.length);
  response.writeHead(status);
  response.end(hasNoBody || isHead ? undefined : body);
}

async function handle(
  routes: HttpRoute[],
  invoke: Invoke,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = requestUrl(request);
  const method = request.method ?? 'GET';
  const { found, params } = findRoute(routes, method, pathSegments(url.pathname));
  const body = await readBody(request);
  const data: TypedData = { http: rpcRequest(request, url, params, body) };
  const result = await invoke(found.one, { cause: `${method} ${url.pathname}`, data });
  const http = result.returnValue?.http;
  // A function that returns nothing answers 204, as in Azure.
  writeAnswer(response, (http as RpcHttpResponse | undefined) ?? { statusCode: '204' }, method === 'HEAD');
}

export type OperatorHandler = (request: IncomingMessage, response: ServerResponse) => boolean;

export type HttpOptions = { core: Core; invoke: Invoke; routes: HttpRoute[]; operator: OperatorHandler };

/** A server, not yet listening. Keys of functions are not asked for, as Core Tools does not ask for them locally. */
export function createHttpServer({ core, invoke, routes, operator }: HttpOptions): Server {
  const server = createServer((request, response) => {
    if (operator(request, response)) return;
    handle(routes, invoke, request, response).catch((error: unknown) => {
      if (!(error instanceof HttpRefusal))
        core.log('error', 'host', error instanceof Error ? (error.stack ?? '') : String(error));
      if (response.headersSent) return response.destroy();
      const refusal = error instanceof HttpRefusal ? error : new HttpRefusal(500);
      response.writeHead(refusal.status, { ...refusal.headers, 'content-length': 0 }).end();
    });
  });
  // Longer than the site servers keep idle connections, so that they never send into one that just closed.
  server.keepAliveTimeout = 65_000;
  return server;
}
