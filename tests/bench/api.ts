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
async function compareAnswers(started: Peers, target: Target): Promise<void> {
  const answers = await Promise.all(
    peers.map(async (peer) => {
      const response = await fetch(started.urlOf(peer) + target.path, { headers: target.headers });
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

async function measureRoute(what: string, started: Peers, targets: Target[]): Promise<Row[]> {
  const [first] = targets;
  if (first) await compareAnswers(started, first);
  for (const peer of peers) await load(started.urlOf(peer), targets); // every process compiled, every statement planned
  const found = await interleave(rounds, {
    endpoint: () => load(started.urlOf('endpoint'), targets),
    hand: () => load(started.urlOf('hand'), targets),
    drizzle: () => load(started.urlOf('drizzle'), targets),
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

export type Peers = {
  urlOf(peer: Peer): string;
  load(url: string, targets: Target[]): Promise<number>;
  invoiceTargets: Target[];
  listTargets: Target[];
  close(): void;
};

/** Starts peers in processes of their own, on ports of the world. The caller closes them. */
export async function loadPeers(world: World, wanted: readonly Peer[]): Promise<Peers> {
  const servers = new Map<Peer, Server>();
  const close = () => {
    for (const { child } of servers.values()) child.kill();
  };
  try {
    for (const [place, peer] of wanted.entries()) {
      servers.set(peer, await startPeer(world, peer, world.freePort + place));
    }
  } catch (error) {
    close();
    throw error;
  }
  const idOf = ({ invoiceIds }: BenchSession, place: number) => invoiceIds[(place * 7) % invoiceIds.length] ?? '';
  return {
    urlOf: (peer) => servers.get(peer)?.url ?? '',
    load,
    invoiceTargets: targetsOf(world, (session, place) => `/api/invoices/${idOf(session, place)}`),
    listTargets: targetsOf(world, () => '/api/invoices'),
    close,
  };
}

/** All three peers in turns, on one record and on a list of fifty. */
export async function measureApi(world: World): Promise<Measure> {
  const started = await loadPeers(world, peers);
  try {
    const rows = [
      ...(await measureRoute('GET /invoices/{id}', started, started.invoiceTargets)),
      ...(await measureRoute('GET /invoices', started, started.listTargets)),
    ];
    return { title: `API on bare node:http, ${connections} connections, session check and validation on`, rows };
  } finally {
    started.close();
  }
}
