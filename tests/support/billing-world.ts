// Businesses that can bill, over the mounted CRM and billing wings: typed calls, a clock to set, and a mail service that can be told to fail.
import type * as z from 'zod';
import { endpoints as billingEndpoints, jobs as billingJobs } from '../../functions/billing/index.ts';
import { endpoints as crmEndpoints } from '../../functions/crm/index.ts';
import { endpoints as officeEndpoints } from '../../functions/office/index.ts';
import type { MailEvent } from '../../functions/integrations/mail/port.ts';
import { PortError } from '../../functions/integrations/port-error.ts';
import type { App } from '../../functions/platform/app.ts';
import type { OutgoingCookie } from '../../functions/platform/cookies.ts';
import { newId } from '../../shared/ids.ts';
import type { Role } from '../../shared/permissions.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import type { Route } from '../../shared/route.ts';
import { knowRates } from './bulletins.ts';
import { testDatabase, type TestDatabase } from './database.ts';
import { mount, testConfig, type CallOptions, type Mounted } from './mount.ts';
import { memoryPorts, type MemoryPorts, type SentMessage } from './ports.ts';
import { makeWorld as makeTenant, type Member } from './world.ts';

export const { appOrigin, portalOrigin } = testConfig;

export type Answer<Value> = {
  status: number;
  headers: Record<string, string>;
  cookies: OutgoingCookie[];
  /** The value on success; what it is otherwise is asked with `problem`. */
  body: Value;
  problem: ProblemBody;
};

export type CallInput = Omit<CallOptions, 'session'> & { as?: Member };
export type Business = { tenantId: string; owner: Member; people: Record<Role, Member> };

/** How the mail service behaves next. */
export type MailService = { failure: Error | null; events: MailEvent[] | 'forged' };

function portsWith(service: MailService): MemoryPorts {
  const ports = memoryPorts();
  const { mail, blobs } = ports;
  return {
    ...ports,
    blobs: { ...blobs, link: async (key, { fileName }) => `https://blobs.example/${key}?name=${fileName}` },
    mail: {
      send: (outgoing) => (service.failure ? Promise.reject(service.failure) : mail.send(outgoing)),
      parseMailEvents: async () => {
        if (service.events !== 'forged') return service.events;
        throw new PortError('mail: forged', { port: 'mail', kind: 'forged', retryable: false, outcome: 'failed' });
      },
    },
  };
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

/** Makes the world of one test file; `close` it in `afterAll`. Exchange rates of every working day are known in it, unless one says otherwise. */
export async function makeWorld({ knowsRates = true } = {}) {
  const database = await testDatabase();
  if (knowsRates) await knowRates(database.admin);
  const time = { now: null as Date | null };
  const service: MailService = { failure: null, events: [] };
  const mounted = mount({
    database,
    endpoints: [...officeEndpoints, ...crmEndpoints, ...billingEndpoints],
    jobs: billingJobs,
    ports: portsWith(service),
    clock: () => time.now ?? new Date(),
    poolSize: 24,
  });
  const { app, ports } = mounted;
  // Some tests ask more often than a person may.
  app.rates = { consume: async () => undefined, check: async () => undefined };
  const close = async () => {
    await mounted.close();
    await database.drop();
  };
  return {
    database,
    app,
    ports,
    service,
    time,
    close,
    call: caller(mounted),
    run: runner(app, ports),
    business: founder(database),
  };
}

/** Calls a route as a browser would; the answer has the route's own type. */
function caller({ call }: Mounted) {
  return async <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
    route: Route<P, Q, B, R>,
    { as, ...options }: CallInput = {},
  ): Promise<Answer<z.output<R>>> => {
    const { status, headers, cookies, body } = await call(route, { ...options, session: as?.token });
    return { status, headers, cookies, body, problem: body };
  };
}

/** Delivers queued messages; one that is kept can be delivered again. */
function runner(app: App, ports: MemoryPorts) {
  const deliver = ({ queue, message }: SentMessage, dequeueCount = 1) => {
    const job = billingJobs.find((one) => one.queue === queue);
    if (!job) throw new Error(`Nobody serves the queue ${queue}.`);
    return job.handle(app, message, { requestId: newId(), dequeueCount });
  };
  const waiting = (queue: string) => ports.sent.filter((sent) => sent.queue === queue);
  const all = async (queue: string): Promise<SentMessage[]> => {
    const due = waiting(queue);
    for (const sent of due) {
      ports.sent.splice(ports.sent.indexOf(sent), 1);
      await deliver(sent);
    }
    return due;
  };
  return { all, deliver, waiting };
}

const settings = {
  name: 'Boğaziçi Danışmanlık',
  tax_number: '1234567890',
  tax_office: 'Beşiktaş',
  address_line: 'Barbaros Bulvarı 1',
  city: 'İstanbul',
  email: 'info@bogazici.example',
  bank_accounts: JSON.stringify([
    { label: null, bankName: 'Örnek Bank', iban: 'TR330006100519786457841326', currency: 'TRY' },
  ]),
};

/** Founds a business, complete enough to issue invoices unless the changes take something away. */
function founder({ admin }: TestDatabase) {
  return async (changes: Record<string, string | null> = {}): Promise<Business> => {
    const { tenantId, members } = await makeTenant(admin);
    const columns = Object.entries({ ...settings, ...changes });
    const sets = columns.map(([column], place) => `${column} = $${place + 2}`).join(', ');
    await admin.query(`update tenants set ${sets} where id = $1`, [tenantId, ...columns.map(([, value]) => value)]);
    return { tenantId, owner: members.owner, people: members };
  };
}
