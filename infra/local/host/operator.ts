// The operator's side of the host: a page at / and, under /admin, what the page reads and does.
import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RegisteredFunction } from './core-api.ts';
import type { History } from './history.ts';
import type { HttpRoute, OperatorHandler } from './http.ts';
import { askAsOperator } from './operator-api.ts';
import { operatorPage } from './operator-page.ts';
import type { RunningTrigger } from './trigger.ts';

export type OperatorOptions = {
  functions: RegisteredFunction[];
  routes: HttpRoute[];
  triggers: RunningTrigger[];
  history: History;
};

const shownInvocations = 60;

async function status({ functions, routes, triggers, history }: OperatorOptions): Promise<unknown> {
  const described = await Promise.all(
    triggers.map(async (trigger) => ({
      name: trigger.functionName,
      ...history.totals(trigger.functionName),
      ...(await trigger.describe()),
    })),
  );
  return {
    functionCount: functions.length,
    triggers: described,
    http: routes.map(({ one, template, methods }) => ({
      name: one.metadata.name,
      route: `/${template}`,
      methods,
      ...history.totals(one.metadata.name),
    })),
    failures: history.failures(),
    invocations: history.records().slice(0, shownInvocations),
    memoryBytes: process.memoryUsage.rss(),
    upSeconds: Math.round(process.uptime()),
  };
}

/** Loopback names only, and no page of another origin: a web site must not be able to press these buttons. */
function isLocalRequest({ headers }: IncomingMessage): boolean {
  const host = headers.host ?? '';
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)) return false;
  const site = headers['sec-fetch-site'];
  return headers.origin === undefined
    ? site === undefined || site !== 'cross-site'
    : headers.origin === `http://${host}`;
}

function sendJson(response: ServerResponse, code: number, body: unknown): void {
  const text = JSON.stringify(body);
  response
    .writeHead(code, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(text);
}

function sendPage(response: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'`;
  response.setHeader(
    'content-security-policy',
    `${policy}; base-uri 'none'; frame-ancestors 'none'; form-action 'none'`,
  );
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(operatorPage(nonce));
}

async function answer(options: OperatorOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, , what = '', name = '', action = ''] = url.pathname.split('/').map(decodeURIComponent);
  const trigger = options.triggers.find((one) => one.functionName === name);
  if (request.method === 'GET' && what === 'status') return sendJson(response, 200, await status(options));
  if (request.method === 'GET' && what === 'functions' && action === 'peek' && trigger?.peek) {
    const which = url.searchParams.get('which') === 'poison' ? 'poison' : 'active';
    return sendJson(response, 200, await trigger.peek(which));
  }
  if (what === 'operator') return askAsOperator(request, response);
  // The address and the 202 are those of Azure's own admin API for running a function by hand.
  if (request.method === 'POST' && what === 'functions' && action === '' && trigger?.runNow) {
    void trigger.runNow();
    return sendJson(response, 202, {});
  }
  return sendJson(response, 404, {});
}

/** Handles / and /admin/*; answers false for everything else. */
export function createOperator(options: OperatorOptions): OperatorHandler {
  return (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path !== '/' && !path.startsWith('/admin/')) return false;
    if (!isLocalRequest(request)) sendJson(response, 403, {});
    else if (path === '/') sendPage(response);
    else answer(options, request, response).catch(() => sendJson(response, 500, {}));
    return true;
  };
}
