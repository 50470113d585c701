// Lets the operator's page call the endpoints for staff of the house: with a token of the local issuer, by the very code that Azure runs.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { localToken } from '../../operator/access.ts';

const bodyBytesMax = 16 * 1024;
/** Tokens live an hour. */
const tokenKeptMs = 30 * 60_000;

let held: { token: Promise<string>; until: number } | undefined;

function token(): Promise<string> {
  if (held && held.until > Date.now()) return held.token;
  const issuer = process.env['OPERATOR_TOKEN_ISSUER'] ?? '';
  const asked = localToken(issuer, process.env['LOCAL_OPERATOR_KEY'] ?? '');
  held = { token: asked, until: Date.now() + tokenKeptMs };
  asked.catch(() => (held = undefined));
  return asked;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = Buffer.from(part);
    size += bytes.length;
    if (size > bodyBytesMax) throw new RangeError('The body is too large.');
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

/** Passes `/admin/operator/…` on to `/api/operator/…` of this very host. */
export async function askAsOperator(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const address = `http://127.0.0.1:${request.socket.localPort}/api${pathname.replace(/^\/admin/, '')}${search}`;
  const body = await bodyOf(request);
  const headers: Record<string, string> = { authorization: `Bearer ${await token()}`, 'accept-language': 'en' };
  if (body.length > 0) headers['content-type'] = 'application/json';
  const answer = await fetch(address, {
    method: request.method,
    headers,
    body: body.length > 0 ? new Uint8Array(body) : undefined,
    signal: AbortSignal.timeout(30_000),
  });
  const type = answer.headers.get('content-type');
  response.writeHead(answer.status, { 'cache-control': 'no-store', ...(type ? { 'content-type': type } : {}) });
  response.end(Buffer.from(await answer.arrayBuffer()));
}
