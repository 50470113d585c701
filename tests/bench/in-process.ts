// Calls endpoints in this process as a browser of a seeded business would, for measures that count round trips.
import { randomUUID } from 'node:crypto';
import { endpoints as billing } from '../../functions/billing/index.ts';
import { endpoints as crm } from '../../functions/crm/index.ts';
import { endpoints as identity } from '../../functions/identity/index.ts';
import { endpoints as insight } from '../../functions/insight/index.ts';
import type { App } from '../../functions/platform/app.ts';
import type { Endpoint } from '../../functions/platform/http.ts';
import { serve } from '../../functions/platform/serve.ts';
import type { Route } from '../../shared/route.ts';

export const endpoints: readonly Endpoint[] = [...identity, ...crm, ...billing, ...insight];

export function endpointOf(route: Route): Endpoint {
  const found = endpoints.find((one) => one.route === route);
  if (!found) throw new Error(`No endpoint serves ${route.method} ${route.path}.`);
  return found;
}

export type Call = { params?: Record<string, string>; body?: unknown; headers?: Record<string, string> };

/** @returns the parsed answer @throws when the answer is no success, for a measure of failures means nothing */
export async function call(
  app: App,
  route: Route,
  cookie: string,
  { params = {}, body, headers = {} }: Call = {},
): Promise<unknown> {
  const bytes = body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(body));
  const sent: Record<string, string> = { cookie, origin: app.config.appOrigin, ...headers };
  if (body !== undefined) sent['content-type'] = 'application/json';
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  const answer = await serve(app, endpointOf(route), {
    method: route.method,
    url: new URL(`/api${path}`, app.config.appOrigin),
    params,
    headers: { get: (name) => sent[name.toLowerCase()] ?? null },
    readBody: async () => bytes,
    requestId: randomUUID(),
  });
  if (answer.status >= 400) throw new Error(`${route.method} ${path} answered ${answer.status}: ${answer.body}`);
  return typeof answer.body === 'string' ? JSON.parse(answer.body) : undefined;
}
