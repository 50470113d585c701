// How many round trips to the database a request costs, told by a network that is 20 ms long.
import type { Endpoint } from '../../functions/platform/http.ts';
import { makeApp, type App } from '../../functions/platform/app.ts';
import type { Client } from '../../shared/clients.ts';
import { clientRoutes } from '../../shared/clients.ts';
import type { Invoice } from '../../shared/invoices.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import type { BenchSession } from './data.ts';
import { startDelayProxy } from './delay-proxy.ts';
import { call, endpoints } from './in-process.ts';
import { interleave, median, milliseconds, times, type Measure, type Row } from './measure.ts';
import type { World } from './world.ts';

const delayMs = 20;
const rounds = 15;
const unlimited = { consume: async () => undefined, check: async () => undefined };

function appOver(world: World, databasePort: number): App {
  const via = (address: string | undefined): string => {
    const url = new URL(address ?? '');
    url.port = String(databasePort);
    return url.href;
  };
  const { settings } = world.platform;
  const urls = {
    DATABASE_URL_API: via(settings['DATABASE_URL_API']),
    DATABASE_URL_JOBS: via(settings['DATABASE_URL_JOBS']),
  };
  return { ...makeApp({ ...settings, ...urls, LOG_LEVEL: 'warn' }), rates: unlimited };
}

type Pair = { near: App; far: App };

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Reads of staff that answer with JSON: those of the contract whose path names at most an invoice or a client. */
function staffReads(): Endpoint[] {
  return endpoints.filter(
    ({ route, needs }) =>
      route.method === 'GET' &&
      route.answer === 'json' &&
      needs !== 'public' &&
      !needs.startsWith('portal:') &&
      route.path !== '/activity',
  );
}

async function measureRead({ near, far }: Pair, { route }: Endpoint, cookie: string, id: string): Promise<Row> {
  const read = (app: App) => () =>
    timed(() => call(app, route, cookie, { params: route.path.includes('{id}') ? { id } : {} }));
  for (let warm = 0; warm < 9; warm += 1) await Promise.all([read(near)(), read(far)()]);
  const flightsBefore = far.database.flights;
  const found = await interleave(rounds, { near: read(near), far: read(far) });
  const flights = (far.database.flights - flightsBefore) / rounds;
  const cost = (median(found.far) - median(found.near)) / delayMs;
  return {
    what: `${route.method} ${route.path}`,
    figures: `${milliseconds(median(found.near))} near, ${milliseconds(median(found.far))} far, ${flights} flight${flights === 1 ? '' : 's'}`,
    ratio: times(cost),
    goal: '≤ 1.15 × 20 ms',
    isMet: cost <= 1.15 && flights === 1,
  };
}

const line = {
  description: 'Danışmanlık',
  quantity: '1',
  unit: 'HUR',
  unitPrice: '1000',
  vatRate: '20',
  discountRate: null,
  discountMinor: null,
};

/** Issues fresh drafts, near and far in turns; the drafts are made near, outside of the clock. */
async function measureIssue({ near, far }: Pair, cookie: string): Promise<Row> {
  const client = (await call(near, clientRoutes.create, cookie, {
    body: { kind: 'company', name: 'Ölçüm', country: 'TR' },
  })) as Client;
  const issue = async (app: App): Promise<number> => {
    const draft = (await call(near, invoiceRoutes.create, cookie, {
      body: { clientId: client.id, lines: [line, line, line] },
    })) as Invoice;
    return timed(() =>
      call(app, invoiceRoutes.issue, cookie, {
        params: { id: draft.id },
        headers: { 'if-match': `"${draft.version}"` },
      }),
    );
  };
  for (let warm = 0; warm < 3; warm += 1) await Promise.all([issue(near), issue(far)]);
  const flightsBefore = far.database.flights;
  const found = await interleave(rounds, { near: () => issue(near), far: () => issue(far) });
  const flights = (far.database.flights - flightsBefore) / rounds;
  const cost = (median(found.far) - median(found.near)) / delayMs;
  return {
    what: 'POST /invoices/{id}/issue, three lines',
    figures: `${milliseconds(median(found.near))} near, ${milliseconds(median(found.far))} far, ${flights} flights`,
    ratio: times(cost),
    goal: '≤ 3 round trips',
    isMet: flights <= 3 && cost <= 3 * 1.15,
  };
}

/** A record that each read can name: an invoice of the session's business, or one of its clients. */
async function idFor(near: App, path: string, cookie: string, session: BenchSession): Promise<string> {
  if (!path.startsWith('/clients')) return session.invoiceIds[0] ?? '';
  const page = (await call(near, clientRoutes.list, cookie)) as { items: Client[] };
  return page.items[0]?.id ?? '';
}

export async function measureRoundTrips(world: World): Promise<Measure> {
  const port = Number(new URL(world.platform.databaseAdminUrl).port);
  const proxy = await startDelayProxy(port, delayMs);
  const [session] = world.sessions;
  if (!session) throw new Error('There are no sessions to ask with.');
  const pair = { near: appOver(world, port), far: appOver(world, proxy.port) };
  const cookie = world.cookieOf(session);
  try {
    const rows: Row[] = [];
    for (const read of staffReads()) {
      rows.push(await measureRead(pair, read, cookie, await idFor(pair.near, read.route.path, cookie, session)));
    }
    rows.push(await measureIssue(pair, cookie));
    return { title: `Round trips through a network of ${delayMs} ms`, rows };
  } finally {
    await Promise.all([pair.near.database.end(), pair.far.database.end()]);
    await proxy.close();
  }
}
