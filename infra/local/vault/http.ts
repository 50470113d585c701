// The HTTP face of the Key Vault stand-in: challenges whoever shows no token, as the service does, and answers JSON.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Identity } from './identity.ts';
import type { Issuer } from './operators.ts';
import { refuse, type Reply } from './replies.ts';
import { secretsOf } from './secrets.ts';
import type { Store } from './store.ts';

const bodyBytesMax = 64 * 1024;
const resource = 'https://vault.azure.net';
const tenant = 'https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000';

const challenge = refuse(401, 'Unauthorized', 'AKV10000: Request is missing a Bearer or PoP token.', {
  'www-authenticate': `Bearer authorization="${tenant}", resource="${resource}"`,
});

export function vaultServer(store: Store, identity: Identity, issuer: Issuer): Server {
  return createServer((request, response) => {
    answer(store, identity, issuer, request)
      .catch((error: unknown) => {
        console.error('Key Vault stand-in:', error);
        return refuse(500, 'InternalServerError', 'The stand-in failed; its log says why.');
      })
      .then((reply) => send(response, reply))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
}

async function answer(store: Store, identity: Identity, issuer: Issuer, request: IncomingMessage): Promise<Reply> {
  const host = request.headers.host ?? '';
  // Another site whose name was made to point here must not reach the secrets.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)) return refuse(403, 'Forbidden', 'This host is not known.');
  const url = new URL(request.url ?? '/', `http://${host}`);
  const method = request.method ?? 'GET';
  if (url.pathname === '/msi/token') return identity.token(url, request.headers);
  if (method === 'GET' && url.pathname === '/operators/keys') return issuer.keys();
  if (method === 'POST' && url.pathname === '/operators/token') return issuer.token(url, request.headers);
  // The SDK sends its first request without a body and without a token, to be told where tokens come from.
  if (!identity.isKnown(request.headers.authorization, resource)) return challenge;
  if (!url.searchParams.has('api-version')) return refuse(400, 'BadParameter', 'api-version must be specified.');
  const text = await bodyOf(request);
  if (text === null) return refuse(413, 'RequestEntityTooLarge', 'The request is too large.');
  const path = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  return secretsOf(store, { method, path, body: parsed(text), base: url.origin });
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bodyBytesMax) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}

/** What is not JSON is undefined, which no schema accepts. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, headers = {}, body }: Reply): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
