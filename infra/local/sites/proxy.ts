// Passes /api on to the Functions host as Azure's front end would: streaming, and with headers a client cannot forge.
import { Agent, request as send, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

const hopByHop = ['connection', 'keep-alive', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'upgrade'];

/** What only a front end may say. A client that sends these is overruled. */
const isFrontEndHeader = (name: string): boolean =>
  /^(x-forwarded-|x-ms-|x-arr-|x-azure-|x-original-|x-appservice-|x-site-)/.test(name) ||
  [
    'client-ip',
    'forwarded',
    'x-real-ip',
    'x-client-ip',
    'x-client-port',
    'disguised-host',
    'was-default-hostname',
  ].includes(name);

export function forwardedHeaders(headers: IncomingHttpHeaders, address: string, port: number): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !hopByHop.includes(name) && !isFrontEndHeader(name));
  return {
    ...Object.fromEntries(kept),
    'client-ip': `${address}:${port}`,
    'x-forwarded-for': `${address}:${port}`,
    'x-forwarded-proto': 'http',
    'x-forwarded-host': headers.host ?? '',
  };
}

function answerUnavailable(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy();
  const body = JSON.stringify({ type: 'about:blank', title: 'Service Unavailable', status: 503 });
  response.writeHead(503, {
    'content-type': 'application/problem+json',
    'retry-after': '1',
    'cache-control': 'no-store',
  });
  response.end(body);
}

export type Proxy = { pass(request: IncomingMessage, response: ServerResponse): void; close(): void };

export function createProxy(port: number): Proxy {
  const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 330_000 });
  return {
    pass: (request, response) => {
      const { remoteAddress = '127.0.0.1', remotePort = 0 } = request.socket;
      const headers = forwardedHeaders(request.headers, remoteAddress.replace(/^::ffff:/, ''), remotePort);
      const upstream = send({ host: '127.0.0.1', port, agent, method: request.method, path: request.url, headers });
      upstream.on('response', (answer) => {
        const kept = Object.entries(answer.headers).filter(([name]) => !hopByHop.includes(name));
        response.writeHead(answer.statusCode ?? 502, Object.fromEntries(kept));
        answer.pipe(response);
        answer.on('error', () => response.destroy());
      });
      upstream.on('error', () => answerUnavailable(response));
      response.on('close', () => response.writableFinished || upstream.destroy());
      request.pipe(upstream);
    },
    close: () => agent.destroy(),
  };
}
