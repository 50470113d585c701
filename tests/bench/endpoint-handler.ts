// Our own endpoints on bare node:http, without the Functions host: what the platform itself costs.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { invoiceEndpoints } from '../../functions/billing/invoices/http.ts';
import { makeApp, type App } from '../../functions/platform/app.ts';
import type { Endpoint } from '../../functions/platform/http.ts';
import type { Incoming } from '../../functions/platform/request.ts';
import { serve } from '../../functions/platform/serve.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';

export function endpointOf(route: Endpoint['route']): Endpoint {
  const found = invoiceEndpoints.find((one) => one.route === route);
  if (!found) throw new Error(`No endpoint serves ${route.method} ${route.path}.`);
  return found;
}

/** A request as the platform takes it, from node's own. */
export function incomingOf(
  request: Pick<IncomingMessage, 'headers' | 'method'>,
  url: URL,
  params: Record<string, string>,
): Incoming {
  return {
    method: request.method ?? 'GET',
    url,
    params,
    headers: {
      get: (name) => {
        const value = request.headers[name];
        return value === undefined ? null : String(value);
      },
    },
    readBody: async () => new Uint8Array(),
    requestId: randomUUID(),
  };
}

export function endpointHandler(app: App = makeApp(process.env)): RequestListener {
  const get = endpointOf(invoiceRoutes.get);
  const list = endpointOf(invoiceRoutes.list);
  return (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const id = url.pathname.split('/')[3];
    const incoming = incomingOf(request, url, id === undefined ? {} : { id });
    void serve(app, id === undefined ? list : get, incoming).then(({ status, headers, body }) => {
      response.writeHead(status, headers);
      response.end(body);
    });
  };
}
