// A business with people of each role, on a database of the test's own, reached through the same door as every request.
import { createHash, randomBytes } from 'node:crypto';
import type * as z from 'zod';
import { endpoints as billingEndpoints, jobs as billingJobs } from '../../functions/billing/index.ts';
import { endpoints as crmEndpoints } from '../../functions/crm/index.ts';
import { PortError } from '../../functions/integrations/port-error.ts';
import type { MailEvent, OutgoingMail } from '../../functions/integrations/mail/port.ts';
import type { App } from '../../functions/platform/app.ts';
import { readConfig } from '../../functions/platform/config.ts';
import { connectDatabase } from '../../functions/platform/db.ts';
import { makeLogger } from '../../functions/platform/log.ts';
import { memoryRates } from '../../functions/platform/rates.ts';
import type { Incoming } from '../../functions/platform/request.ts';
import { serve } from '../../functions/platform/serve.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import { newId } from '../../shared/ids.ts';
import type { Role } from '../../shared/permissions.ts';
import type { Route } from '../../shared/route.ts';
import { testDatabase, type TestDatabase } from './database.ts';

export const appOrigin = 'http://localhost:25600';
export const portalOrigin = 'http://localhost:25601';

type Sent = { queue: string; message: { id: string; tenantId: string; requestId: string; body: unknown } };

/** Ports that remember instead of reaching out; a test decides how the mail service answers. */
export type FakePorts = {
  blobs: Map<string, Uint8Array>;
  queued: Sent[];
  mails: OutgoingMail[];
  events: MailEvent[] | 'forged';
  /** Thrown by the next mails instead of taking them. */
  mailFailure: Error | null;
};

function portsOf(fake: FakePorts): App['ports'] {
  return {
    blobs: {
      put: async (key, bytes) => void fake.blobs.set(key, bytes),
      get: async (key) => fake.blobs.get(key) ?? null,
      remove: async (key) => void fake.blobs.delete(key),
      link: async (key, { fileName }) => `https://blobs.example/${key}?name=${fileName}`,
    },
    queues: { send: async (queue, message) => void fake.queued.push({ queue, message: message as Sent['message'] }) }, // as enqueued
    mail: {
      send: async (mail) => {
        if (fake.mailFailure) throw fake.mailFailure;
        fake.mails.push(mail);
        return { providerMessageId: `provider-${fake.mails.length}` };
      },
      parseMailEvents: async () => {
        if (fake.events !== 'forged') return fake.events;
        throw new PortError('mail: forged', { port: 'mail', kind: 'forged', retryable: false, outcome: 'failed' });
      },
    },
    activityLog: { append: async () => undefined, list: async () => [] },
  };
}

function settings(database: TestDatabase): Record<string, string> {
  const local = 'http://127.0.0.1:1/devstoreaccount1';
  return {
    DATABASE_URL_API: database.urlOf('crmfex_api'),
    DATABASE_URL_JOBS: database.urlOf('crmfex_jobs'),
    COSMOS_ENDPOINT: 'http://127.0.0.1:1',
    COSMOS_DATABASE: 'crmfex',
    BLOB_ENDPOINT: local,
    QUEUE_ENDPOINT: local,
    SENDGRID_ENDPOINT: 'http://127.0.0.1:1',
    SENDGRID_API_KEY: 'none',
    SENDGRID_WEBHOOK_PUBLIC_KEY: 'none',
    MAIL_FROM: 'invoices@crmfex.example',
    APP_ORIGIN: appOrigin,
    PORTAL_ORIGIN: portalOrigin,
    LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
  };
}

export type Answer<Value> = {
  status: number;
  headers: Record<string, string>;
  cookies: { name: string; value: string; maxAge: number }[];
  /** The value on success; what it is otherwise is asked with `problem`. */
  body: Value;
  problem: ProblemBody;
};

export type CallInput = {
  params?: unknown;
  query?: Record<string, string>;
  body?: unknown;
  as?: Person | null;
  cookie?: string;
  headers?: Record<string, string>;
  ifMatch?: number;
};

export type Person = { tenantId: string; userId: string; cookie: string };
export type Business = { tenantId: string; owner: Person; people: Record<Role, Person> };

const allEndpoints = [...crmEndpoints, ...billingEndpoints];

function incomingOf(route: Route, input: CallInput): Incoming {
  const params = (input.params ?? {}) as Record<string, string>; // path parameters are texts
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
  const origin = route.path.startsWith('/portal') ? portalOrigin : appOrigin;
  const headers = new Headers({ 'accept-language': 'en', 'client-ip': '127.0.0.1', ...input.headers });
  if (route.method !== 'GET' && !headers.has('origin')) headers.set('origin', origin);
  if (input.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
  if (input.ifMatch !== undefined) headers.set('if-match', `"${input.ifMatch}"`);
  const cookie = input.cookie ?? input.as?.cookie;
  if (cookie) headers.set('cookie', cookie);
  const bytes = input.body === undefined ? new Uint8Array() : new TextEncoder().encode(JSON.stringify(input.body));
  const url = new URL(`http://localhost/api${path}`);
  for (const [name, value] of Object.entries(input.query ?? {})) url.searchParams.set(name, value);
  return { method: route.method, url, params, headers, readBody: async () => bytes, requestId: newId() };
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** Makes the world of one test file; `close` it in `afterAll`. */
export async function makeWorld() {
  const database = await testDatabase();
  const fake: FakePorts = { blobs: new Map(), queued: [], mails: [], events: [], mailFailure: null };
  const time = { now: null as Date | null };
  const config = readConfig(settings(database));
  const app: App = {
    config,
    database: connectDatabase({ apiUrl: config.databaseApiUrl, jobsUrl: config.databaseJobsUrl, poolSize: 24 }),
    ports: portsOf(fake),
    clock: () => time.now ?? new Date(),
    log: makeLogger(config.logLevel),
    rates: { ...memoryRates(), consume: async () => undefined },
  };
  const close = async () => {
    await app.database.end();
    await database.drop();
  };
  return { database, app, fake, time, close, call: caller(app), run: runner(app, fake), business: founder(database) };
}

/** Calls a route as a browser would; nothing of the platform is left out. */
function caller(app: App) {
  return async <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    route: Route<P, Q, B, R>,
    input: CallInput = {},
  ): Promise<Answer<z.output<R>>> => {
    const endpoint = allEndpoints.find((one) => one.route.method === route.method && one.route.path === route.path);
    if (!endpoint) throw new Error(`Nobody serves ${route.method} ${route.path}.`);
    const { status, headers, cookies, body } = await serve(app, endpoint, incomingOf(route, input));
    const parsed: unknown = body === undefined ? undefined : JSON.parse(body);
    if (status < 300 && route.answer === 'json') route.response.parse(parsed);
    return { status, headers, cookies, body: parsed as z.output<R>, problem: parsed as ProblemBody }; // the one that the status says
  };
}

/** Runs the queued messages of one queue; the second run of a message is asked for by keeping what is returned. */
function runner(app: App, fake: FakePorts) {
  const deliver = (sent: Sent, dequeueCount = 1) => {
    const job = billingJobs.find((one) => one.queue === sent.queue);
    if (!job) throw new Error(`Nobody serves the queue ${sent.queue}.`);
    return job.handle(app, sent.message, { requestId: newId(), dequeueCount });
  };
  const all = async (queue: string): Promise<Sent[]> => {
    const due = fake.queued.filter((sent) => sent.queue === queue);
    fake.queued = fake.queued.filter((sent) => sent.queue !== queue);
    for (const sent of due) await deliver(sent);
    return due;
  };
  return { all, deliver };
}

const roles: Role[] = ['owner', 'admin', 'accountant', 'sales', 'viewer'];

/** Founds a business, complete enough to issue invoices, with one person per role. */
function founder({ admin }: TestDatabase) {
  return async (changes: Record<string, unknown> = {}): Promise<Business> => {
    const tenant = {
      id: newId(),
      name: 'Boğaziçi Danışmanlık',
      tax_number: '1234567890',
      tax_office: 'Beşiktaş',
      address_line: 'Barbaros Bulvarı 1',
      city: 'İstanbul',
      email: 'info@bogazici.example',
      iban: 'TR330006100519786457841326',
      bank_name: 'Örnek Bank',
      ...changes,
    };
    const names = Object.keys(tenant);
    const holes = names.map((_, place) => `$${place + 1}`).join(', ');
    await admin.query(`insert into tenants (${names.join(', ')}) values (${holes})`, Object.values(tenant));
    const people = {} as Record<Role, Person>; // filled for every role below
    for (const role of roles) people[role] = await join(admin, tenant.id, role);
    return { tenantId: tenant.id, owner: people.owner, people };
  };
}

async function join(admin: TestDatabase['admin'], tenantId: string, role: Role): Promise<Person> {
  const userId = newId();
  const token = randomBytes(32).toString('base64url');
  const hash = '$argon2id$v=19$m=19456,t=2,p=1$bm9uZQ$bm9uZQ';
  await admin.query(
    `insert into users (id, email, name, language, password_hash, email_verified_at) values ($1, $2, $3, 'tr', $4, now())`,
    [userId, `${role}-${userId}@example.com`, `Person ${role}`, hash],
  );
  await admin.query('insert into members (tenant_id, user_id, role) values ($1, $2, $3)', [tenantId, userId, role]);
  await admin.query('insert into sessions (tenant_id, id, user_id, token_hash) values ($1, $2, $3, $4)', [
    tenantId,
    newId(),
    userId,
    createHash('sha256').update(token).digest(),
  ]);
  return { tenantId, userId, cookie: `__Host-staff-25600=${token}` };
}
