// The activity page, the health check and the API's own description, asked over the platform's front door.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints, jobs } from '../../functions/insight/index.ts';
import { audit } from '../../functions/platform/audit.ts';
import { flush } from '../../functions/platform/flush.ts';
import { activityRoutes, type Activity } from '../../shared/activity.ts';
import { changeRoutes } from '../../shared/changes.ts';
import { newId } from '../../shared/ids.ts';
import { openapiDocument } from '../../shared/openapi.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import { systemRoutes } from '../../shared/system.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { operatorToken } from '../support/ports.ts';
import { contextOf, makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let other: World;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database, endpoints, jobs });
  [world, other] = [await makeWorld(database.admin), await makeWorld(database.admin)];
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

type Page = { items: Activity[]; nextCursor: string | null };

async function act(of: World, kind: string): Promise<void> {
  const ctx = contextOf(mounted.app, of.members.owner, 'account:own');
  await flush(ctx, [audit(ctx, kind, { subjectKind: 'client', subjectId: newId(), detail: { name: 'Çınar' } })]);
}

async function listActivity(of: World, cursor?: string): Promise<Page> {
  const query: Record<string, string> = cursor === undefined ? {} : { cursor };
  const answer = await mounted.call(activityRoutes.list, { session: of.members.owner.token, query });
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('GET /activity', () => {
  test('shows what the own people did, by name, and nothing of another business', async () => {
    await act(world, 'client.created');
    await act(other, 'client.removed');
    await mounted.runJobs();
    const { items } = await listActivity(world);
    expect(items).toMatchObject([
      {
        kind: 'client.created',
        actorKind: 'staff',
        actorName: 'Test owner',
        subjectKind: 'client',
        detail: { name: 'Çınar' },
      },
    ]);
    expect(Object.keys(items[0] ?? {})).not.toContain('ip');
  });

  test('pages through everything once, newest first', async () => {
    for (let time = 0; time < 60; time += 1) await act(world, `test.${time}`);
    await mounted.runJobs();
    const first = await listActivity(world);
    expect(first.items).toHaveLength(50);
    const second = await listActivity(world, first.nextCursor ?? '');
    expect(second.nextCursor).toBeNull();
    const all = [...first.items, ...second.items];
    expect(new Set(all.map(({ id }) => id)).size).toBe(61);
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
  });

  test('is for those who may read it: 401 signed out, 403 for a salesperson', async () => {
    expect((await mounted.call(activityRoutes.list)).status).toBe(401);
    expect((await mounted.call(activityRoutes.list, { session: world.members.sales.token })).status).toBe(403);
  });

  test('is narrowed by who, what and until when, at the edge of the business’s own day', async () => {
    const narrow = await makeWorld(database.admin);
    const { owner, admin } = narrow.members;
    const tenantId = narrow.tenantId;
    const entry = (at: string, actorId: string, kind: string) =>
      mounted.ports.activityLog.append({ id: newId(), tenantId, at, actorKind: 'staff', actorId, kind, detail: {} });
    await entry('2026-03-01T20:59:59.999Z', owner.userId, 'client.created');
    await entry('2026-03-01T21:00:00.000Z', owner.userId, 'client.updated');
    await entry('2026-03-01T12:00:00.000Z', admin.userId, 'client.created');
    const found = async (query: Record<string, string>) => {
      const answer = await mounted.call(activityRoutes.list, { session: owner.token, query });
      expect(answer.status).toBe(200);
      return (answer.body as Page).items.map(({ kind, at }) => `${kind} ${at.slice(11, 16)}`);
    };
    expect(await found({ actor: owner.userId })).toEqual(['client.updated 21:00', 'client.created 20:59']);
    expect(await found({ kind: 'client.created' })).toEqual(['client.created 20:59', 'client.created 12:00']);
    expect(await found({ until: '2026-03-01' })).toEqual(['client.created 20:59', 'client.created 12:00']);
    expect(await found({ until: '2026-03-02' })).toHaveLength(3);
    expect(await found({ until: '2026-03-01', actor: admin.userId, kind: 'client.created' })).toHaveLength(1);
    expect(await found({ actor: world.members.owner.userId })).toEqual([]);
  });

  test('refuses a filter that is none, and staff of the house whoever they are', async () => {
    const wrong: Record<string, string>[] = [{ actor: 'x' }, { kind: "x' OR 1=1" }, { until: '2026-02-29' }];
    for (const query of wrong) {
      const answer = await mounted.call(activityRoutes.list, { session: world.members.owner.token, query });
      expect(answer.status).toBe(400);
    }
    expect((await mounted.call(activityRoutes.list, { operator: operatorToken })).status).toBe(401);
  });

  test('refuses a cursor that it did not make', async () => {
    for (const cursor of ['x', 'bnVsbA', Buffer.from('["2026","x"]').toString('base64url')]) {
      const answer = await mounted.call(activityRoutes.list, { session: world.members.owner.token, query: { cursor } });
      expect(answer.status).toBe(400);
      expect((answer.body as ProblemBody).errors?.[0]?.pointer).toBe('?cursor');
    }
  });

  test('answers 503 while the log is down', async () => {
    const { list } = mounted.ports.activityLog;
    const { PortError } = await import('../../functions/integrations/port-error.ts');
    mounted.ports.activityLog.list = () =>
      Promise.reject(
        new PortError('the log is down', {
          port: 'activityLog',
          kind: 'unreachable',
          retryable: true,
          outcome: 'failed',
        }),
      );
    const answer = await mounted.call(activityRoutes.list, { session: world.members.owner.token });
    mounted.ports.activityLog.list = list;
    expect(answer.status).toBe(503);
  });
});

describe('GET /changes', () => {
  test('is for everybody who is signed in, and nobody else', async () => {
    expect((await mounted.call(changeRoutes.since)).status).toBe(401);
    for (const { token } of Object.values(world.members)) {
      expect((await mounted.call(changeRoutes.since, { session: token })).status).toBe(200);
    }
  });
});

describe('GET /health', () => {
  test('is ok while all stores answer, not ok while files do not, and 503 without the database', async () => {
    expect((await mounted.call(systemRoutes.health)).body).toEqual({ ok: true });
    const { get } = mounted.ports.blobs;
    mounted.ports.blobs.get = () => Promise.reject(new Error('down'));
    expect((await mounted.call(systemRoutes.health)).body).toEqual({ ok: false });
    mounted.ports.blobs.get = get;
    const lonely = mount({
      database: { ...database, urlOf: () => 'postgres://crmfex_api:x@127.0.0.1:1/none' },
      endpoints,
    });
    expect((await lonely.call(systemRoutes.health)).status).toBe(503);
    await lonely.close();
  });
});

describe('the description', () => {
  test('is served as the document that shared makes', async () => {
    const answer = await mounted.call(systemRoutes.openapi);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(answer.body).toEqual(JSON.parse(JSON.stringify(openapiDocument())));
  });

  test('is served as a page in the reader’s language, allowed its own style and nothing else', async () => {
    for (const language of ['tr', 'en'] as const) {
      const answer = await mounted.call(systemRoutes.reader, { language });
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
      expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
      expect(answer.text).toContain(`lang="${language}"`);
    }
  });
});
