// Endpoints and jobs in this process over a real database: called as a browser would, without a network in between.
import type * as z from 'zod';
import type { App } from '../../functions/platform/app.ts';
import { systemClock, type Clock } from '../../functions/platform/clock.ts';
import type { Config } from '../../functions/platform/config.ts';
import type { OutgoingCookie } from '../../functions/platform/cookies.ts';
import { connectDatabase } from '../../functions/platform/db.ts';
import type { Endpoint } from '../../functions/platform/http.ts';
import type { Job } from '../../functions/platform/jobs.ts';
import { makeLogger } from '../../functions/platform/log.ts';
import { memoryRates } from '../../functions/platform/rates.ts';
import { readAtMost } from '../../functions/platform/register.ts';
import { serve } from '../../functions/platform/serve.ts';
import { newId } from '../../shared/ids.ts';
import type { Route } from '../../shared/route.ts';
import type { TestDatabase } from './database.ts';
import { memoryPorts, type MemoryPorts } from './ports.ts';

export const testConfig: Config = {
  appOrigin: 'http://localhost:24000',
  portalOrigin: 'http://localhost:24001',
  edgeSecret: undefined,
  logLevel: 'silent',
  databaseApiUrl: '',
  databaseJobsUrl: '',
  databaseMaintenanceUrl: '',
  operatorEmail: 'operator@crmfex.example',
  region: undefined,
  ports: {
    storage: {
      blobEndpoint: 'http://127.0.0.1:1',
      queueEndpoint: 'http://127.0.0.1:1',
      accountName: 'test',
    },
    cosmos: { endpoint: 'http://127.0.0.1:1', database: 'test' },
    sendgrid: {
      endpoint: 'http://127.0.0.1:1',
      apiKey: 'test',
      webhookPublicKey: 'test',
      fromAddress: 'a@example.com',
    },
    smtp: { standIn: null, ownHosts: ['localhost'] },
    tcmb: { endpoint: 'http://127.0.0.1:1' },
    vault: { endpoint: 'http://127.0.0.1:1', keyName: 'data-key' },
    operators: { issuer: 'http://127.0.0.1:1', audience: 'test', keys: 'http://127.0.0.1:1' },
  },
};

/** What a browser sends besides path and body. */
export type CallOptions = {
  params?: Record<string, string>;
  query?: Record<string, string | number> | string;
  body?: unknown;
  /** Exact bytes instead of a JSON body. */
  raw?: { bytes: Uint8Array | string; contentType: string };
  /** A staff session's token. */
  session?: string;
  /** The token of a sign-in that waits for its second step. */
  step?: string;
  /** The value of the portal's cookie. */
  client?: string;
  /** A token of an operator; `operatorToken` is one that memory ports know. */
  operator?: string;
  ifMatch?: number;
  idempotencyKey?: string;
  language?: 'tr' | 'en';
  /** Null sends no Origin; by default the own page's origin is sent with every write, as browsers do. */
  origin?: string | null;
  headers?: Record<string, string>;
};

export type Answered<Value = unknown> = {
  status: number;
  headers: Record<string, string>;
  cookies: OutgoingCookie[];
  /** The parsed body: of the contract's response on success, a problem otherwise. */
  body: Value;
  text: string;
  /** Of a PDF. */
  bytes: Uint8Array | undefined;
};

export type Mounted = {
  app: App;
  ports: MemoryPorts;
  /** Calls a route; a successful JSON answer must fit the contract, or this throws. */
  call(route: Route, options?: CallOptions): Promise<Answered<never>>;
  /** Delivers everything that was queued, and what that queues, to its jobs; returns how many messages. */
  runJobs(): Promise<number>;
  close(): Promise<void>;
};

type MountOptions = {
  database: TestDatabase;
  endpoints?: readonly Endpoint[];
  jobs?: readonly Job[];
  ports?: MemoryPorts;
  clock?: Clock;
  config?: Partial<Config>;
  poolSize?: number;
};

function headersOf(route: Route, options: CallOptions, config: Config): Headers {
  const isPortal = options.client !== undefined || route.path.startsWith('/portal');
  const own = isPortal ? config.portalOrigin : config.appOrigin;
  const headers = new Headers({ 'accept-language': options.language ?? 'en', 'client-ip': '203.0.113.7' });
  if (options.origin !== null && route.method !== 'GET') headers.set('origin', options.origin ?? own);
  if (options.body !== undefined) headers.set('content-type', 'application/json');
  if (options.raw) headers.set('content-type', options.raw.contentType);
  if (options.ifMatch !== undefined) headers.set('if-match', `"${options.ifMatch}"`);
  if (options.idempotencyKey) headers.set('idempotency-key', options.idempotencyKey);
  const cookies: string[] = [];
  if (options.session) cookies.push(`__Host-staff-24000=${options.session}`);
  if (options.step) cookies.push(`__Host-step-24000=${options.step}`);
  if (options.client) cookies.push(`__Host-client-24001=${options.client}`);
  if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
  if (options.operator) headers.set('authorization', `Bearer ${options.operator}`);
  for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
  return headers;
}

async function* chunksOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

async function callRoute(app: App, endpoint: Endpoint, options: CallOptions): Promise<Answered> {
  const { route } = endpoint;
  const params = options.params ?? {};
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const search =
    typeof options.query === 'string' ? options.query : new URLSearchParams(options.query as never).toString();
  const content = options.raw?.bytes ?? (options.body === undefined ? '' : JSON.stringify(options.body));
  const answer = await serve(app, endpoint, {
    method: route.method,
    url: new URL(`http://localhost/api${path}${search ? `?${search}` : ''}`),
    params,
    headers: headersOf(route, options, app.config),
    readBody: (maxBytes) => readAtMost(chunksOf(Buffer.from(content)), maxBytes),
    requestId: newId(),
  });
  const text = typeof answer.body === 'string' ? answer.body : '';
  const bytes = answer.body instanceof Uint8Array ? answer.body : undefined;
  const isJson = answer.headers['content-type']?.includes('json') ?? false;
  const body: unknown = isJson ? JSON.parse(text) : undefined;
  if (isJson && answer.status < 300) (route.response as z.ZodType).parse(body);
  return { status: answer.status, headers: answer.headers, cookies: answer.cookies, body, text, bytes };
}

/** Mounts endpoints and jobs; `close` ends the connections. */
export function mount(options: MountOptions): Mounted {
  const { database, endpoints = [], jobs = [] } = options;
  const ports = options.ports ?? memoryPorts();
  const app: App = {
    config: { ...testConfig, databaseMaintenanceUrl: database.urlOf('crmfex_maintenance'), ...options.config },
    database: connectDatabase({
      apiUrl: database.urlOf('crmfex_api'),
      jobsUrl: database.urlOf('crmfex_jobs'),
      poolSize: options.poolSize ?? 4,
    }),
    ports,
    clock: options.clock ?? systemClock,
    log: makeLogger(process.env['TEST_LOG'] ?? 'silent'),
    rates: memoryRates(),
  };

  async function runJobs(): Promise<number> {
    let delivered = 0;
    for (let next = ports.sent.shift(); next && delivered < 1000; next = ports.sent.shift()) {
      const { queue, message } = next;
      const job = jobs.find((candidate) => candidate.queue === queue);
      if (job) await job.handle(app, message, { requestId: newId(), dequeueCount: 1 });
      delivered += 1;
    }
    return delivered;
  }

  return {
    app,
    ports,
    call: async (route, callOptions = {}) => {
      const endpoint = endpoints.find((candidate) => candidate.route === route);
      if (!endpoint) throw new Error(`${route.method} ${route.path} is not mounted.`);
      return (await callRoute(app, endpoint, callOptions)) as Answered<never>; // callers name the type they expect
    },
    runJobs,
    close: () => app.database.end(),
  };
}
