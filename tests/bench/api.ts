// Requests per second at 16 connections: our endpoint, a hand-written handler of the same SQL, and Fastify with Drizzle.
import { fork, type ChildProcess } from 'node:child_process';
import { deepStrictEqual } from 'node:assert';
import { once } from 'node:events';
import autocannon from 'autocannon';
import type { BenchSession } from './data.ts';
import { interleave, median, perSecond, ratioOf, times, type Measure, type Row } from './measure.ts';
import type { World } from './world.ts';

const peers = ['endpoint', 'hand', 'drizzle'] as const;
type Peer = (typeof peers)[number];
const connections = 16;
const rounds = 5;
const secondsPerRun = 3;

type Server = { url: string; child: ChildProcess };

async function startPeer(world: World, peer: Peer, port: number): Promise<Server> {
  const env = {
    ...process.env,
    ...world.platform.settings,
    LOG_LEVEL: 'warn',
    BENCH_DATABASE_ADMIN_URL: world.platform.databaseAdminUrl,
  };
  const child = fork(new URL('api-server.ts', import.meta.url), [peer, String(port)], { env });
  await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => Promise.reject(new Error(`The peer ${peer} did not start.`))),
  ]);
  return { url: `http://127.0.0.1:${port}`, child };
}

type Target = { path: string; headers: Record<string, string> };

/** Requests of every session in turn, so that no rate limit is met and no tenant stays hot. */
function targetsOf(world: World, pathOf: (session: BenchSession, place: number) => string): Target[] {
  return Array.from({ length: 2400 }, (_, place) => {
    const session = world.sessions[place % world.sessions.length];
    if (!session) throw new Error('There are no sessions to ask with.');
    return { path: pathOf(session, place), headers: { cookie: world.cookieOf(session) } };
  });
}

async function load(url: string, targets: Target[]): Promise<number> {
  const requests = targets.map(({ path, headers }) => ({ method: 'GET' as const, path, headers }));
  const result = await autocannon({ url, connections, duration: secondsPerRun, requests });
  if (result.non2xx > 0 || result.errors > 0) {
    throw new Error(`${url} answered ${result.non2xx} times with an error, ${result.errors} times not at all.`);
  }
  return result.requests.average;
}

/** All peers must answer with the same record; a measure of different work would mean nothing. */
async function compareAnswers(servers: Record<Peer, Server>, target: Target): Promise<void> {
  const answers = await Promise.all(
    peers.map(async (peer) => {
      const response = await fetch(servers[peer].url + target.path, { headers: target.headers });
      return { peer, body: normal(await response.text()) };
    }),
  );
  const [first, ...others] = answers;
  for (const other of others)
    deepStrictEqual(other.body, first?.body, `${other.peer} answers ${target.path} differently`);
}

/** Instants may be written with or without `T` and `Z`; a cursor quotes one of them. */
function normal(body: string): unknown {
  const same = body.replace(/(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d+)?)(?:\+00|Z)/g, '$1T$2Z');
  const value = JSON.parse(same) as { nextCursor?: string | null };
  if (value.nextCursor) value.nextCursor = 'there is a next page';
  return value;
}

async function measureRoute(what: string, servers: Record<Peer, Server>, targets: Target[]): Promise<Row[]> {
  const [first] = targets;
  if (first) await compareAnswers(servers, first);
  for (const peer of peers) await load(servers[peer].url, targets); // every process compiled, every statement planned
  const found = await interleave(rounds, {
    endpoint: () => load(servers.endpoint.url, targets),
    hand: () => load(servers.hand.url, targets),
    drizzle: () => load(servers.drizzle.url, targets),
  });
  const toHand = ratioOf(found.endpoint, found.hand);
  const toDrizzle = ratioOf(found.endpoint, found.drizzle);
  const own = perSecond(median(found.endpoint));
  return [
    {
      what: `${what}, beside a hand-written handler`,
      figures: `${own} beside ${perSecond(median(found.hand))}`,
      ratio: times(toHand),
      goal: '≥ 0.70 ×',
      isMet: toHand >= 0.7,
    },
    {
      what: `${what}, beside Fastify + Drizzle`,
      figures: `${own} beside ${perSecond(median(found.drizzle))}`,
      ratio: times(toDrizzle),
      goal: '≥ 3.00 ×',
      isMet: toDrizzle >= 3,
    },
  ];
}

/** Starts the three peers on ports of the world, loads them in turns, and stops them. */
export async function measureApi(world: World): Promise<Measure> {
  const started: Server[] = [];
  try {
    for (const [place, peer] of peers.entries()) started.push(await startPeer(world, peer, world.freePort + place));
    const [endpoint, hand, drizzle] = started as [Server, Server, Server]; // one per peer, in their order
    const servers = { endpoint, hand, drizzle };
    const idOf = ({ invoiceIds }: BenchSession, place: number) => invoiceIds[(place * 7) % invoiceIds.length] ?? '';
    const rows = [
      ...(await measureRoute(
        'GET /invoices/{id}',
        servers,
        targetsOf(world, (session, place) => `/api/invoices/${idOf(session, place)}`),
      )),
      ...(await measureRoute(
        'GET /invoices',
        servers,
        targetsOf(world, () => '/api/invoices'),
      )),
    ];
    return { title: `API on bare node:http, ${connections} connections, session check and validation on`, rows };
  } finally {
    for (const { child } of started) child.kill();
  }
}
