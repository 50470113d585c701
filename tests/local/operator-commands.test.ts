// The operator's commands over a network: what they put back, and what they write for each controller.
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { endpoints } from '../../functions/compliance/index.ts';
import { readAtMost } from '../../functions/platform/register.ts';
import { serve } from '../../functions/platform/serve.ts';
import { ask, type Access } from '../../infra/operator/access.ts';
import { writeAffected } from '../../infra/operator/affected.ts';
import { retryAll } from '../../infra/operator/retry-all.ts';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { operatorToken } from '../support/ports.ts';
import { makeWorld, type World } from '../support/world.ts';

const dir = mkdtempSync(join(tmpdir(), 'crmfex-affected-'));
let database: TestDatabase;
let mounted: Mounted;
let world: World;
let server: Server;
let access: Access;

/** Serves the endpoints below /operator as the host does, by method and path. */
function houseServer(): Server {
  return createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.replace(/^\/api/, '');
    const id = /[0-9a-f-]{36}/.exec(path)?.[0];
    const params: Record<string, string> = id ? { id } : {};
    const shape = id ? path.replace(id, '{id}') : path;
    const endpoint = endpoints.find(({ route }) => route.method === request.method && route.path === shape);
    if (!endpoint) return response.writeHead(404).end();
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const incoming = { method: endpoint.route.method, url, params, headers, requestId: newId() };
    void serve(mounted.app, endpoint, { ...incoming, readBody: (max) => readAtMost(request, max) }).then((answer) =>
      response.writeHead(answer.status, answer.headers).end(answer.body),
    );
  });
}

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints });
  world = await makeWorld(database.admin);
  server = houseServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // listening on TCP
  access = { api: `http://127.0.0.1:${port}/api`, token: operatorToken };
});
afterAll(async () => {
  server.close();
  server.closeAllConnections();
  rmSync(dir, { recursive: true, force: true });
  await mounted.close();
  await database.drop();
});

test('everything that gave up goes back, each once, of the queue asked for alone', async () => {
  await database.admin.query(`insert into job_failures (id, queue, key, first_at, last_at, attempts, dead_at, text)
    select gen_random_uuid(), case when n <= 150 then 'one-work' else 'other-work' end, 'k' || n, now(), now(), 5, now(), '{}' from generate_series(1, 160) n`);
  expect(await retryAll(access, 'one-work')).toBe('150 of 150 were put back.');
  expect(mounted.ports.sent.filter(({ queue }) => queue === 'one-work')).toHaveLength(150);
  expect(await retryAll(access)).toBe('10 of 10 were put back.');
  expect(await retryAll(access)).toBe('0 of 0 were put back.');
});

test('each controller gets the figures of the own business alone, readable by us alone', async () => {
  const other = await makeWorld(database.admin);
  const options = { from: '2026-01-01T00:00:00Z', to: '2026-12-31T00:00:00Z', out: dir };
  const tenants = `${world.tenantId},${other.tenantId}`;
  const lines = await writeAffected(access, { ...options, tenants, users: other.members.sales.userId });
  expect(lines).toHaveLength(2);
  const names = [world, other].flatMap(({ tenantId }) => [`${tenantId}.csv`, `${tenantId}.json`]);
  expect(readdirSync(dir).sort()).toEqual([...names, 'users.json'].sort());
  const own = readFileSync(join(dir, `${world.tenantId}.json`), 'utf8');
  expect(own).toContain(world.members.owner.email);
  for (const foreign of [other.tenantId, other.members.owner.email, other.members.sales.userId])
    expect(own).not.toContain(foreign);
  expect(readFileSync(join(dir, `${world.tenantId}.csv`), 'utf8')).toContain('Members and their sessions,members,5,');
  expect(statSync(join(dir, `${world.tenantId}.csv`)).mode & 0o077).toBe(0);
});

test('a refusal is told in its words', async () => {
  await expect(ask({ ...access, token: 'none' }, 'GET', '/operator/self')).rejects.toThrow('401');
  await expect(ask(access, 'POST', `/operator/dead-letters/${newId()}/retry`)).rejects.toThrow('404');
});
