// Serves a built site and its /api on one origin, as Azure Static Web Apps does.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readSite, type Site, type SiteFile } from './files.ts';
import { createProxy } from './proxy.ts';

export type SiteOptions = { dir: string; port: number; functionsPort: number };
export type RunningSite = { stop(): Promise<void> };

function encoded(file: SiteFile, accepted: string): { body: Buffer; encoding?: string } {
  if (file.brotli && /\bbr\b/.test(accepted)) return { body: file.brotli, encoding: 'br' };
  if (file.gzip && /\bgzip\b/.test(accepted)) return { body: file.gzip, encoding: 'gzip' };
  return { body: file.body };
}

function decodedPath(request: IncomingMessage): string | null {
  try {
    return decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
  } catch {
    return null;
  }
}

function serveFile(site: Site, request: IncomingMessage, response: ServerResponse): void {
  const path = decodedPath(request);
  const found = path === null ? null : site.find(path);
  const headers = site.headersFor(path ?? '/', found?.file.type ?? 'text/plain; charset=utf-8');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return void response.writeHead(405, { allow: 'GET, HEAD' }).end();
  }
  if (found?.status === 404) response.setHeader('cache-control', 'no-cache');
  if (!found)
    return void response.writeHead(path === null ? 400 : 404, { 'cache-control': 'no-cache' }).end('Not found');
  response.setHeader('etag', found.file.etag);
  response.setHeader('vary', 'accept-encoding');
  if (found.status === 200 && request.headers['if-none-match'] === found.file.etag)
    return void response.writeHead(304).end();
  const { body, encoding } = encoded(found.file, String(request.headers['accept-encoding'] ?? ''));
  if (encoding) response.setHeader('content-encoding', encoding);
  response.writeHead(found.status, { 'content-length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** A page of another name that resolves to this machine must not reach it. */
const isOwnHost = (host: string | undefined): boolean => /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host ?? '');

export async function startSite({ dir, port, functionsPort }: SiteOptions): Promise<RunningSite> {
  const site = readSite(dir);
  const proxy = createProxy(functionsPort);
  const server = createServer((request, response) => {
    if (!isOwnHost(request.headers.host)) return void response.writeHead(421).end();
    if (/^\/api(\/|\?|$)/.test(request.url ?? '')) return proxy.pass(request, response);
    serveFile(site, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          proxy.close();
          resolve();
        });
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2_000).unref();
      }),
  };
}
