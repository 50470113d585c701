// The deletion of a business while it can be taken back: who may, what stops, what stays possible, and that it all goes on afterwards.
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { endpoints as complianceEndpoints } from '../../functions/compliance/index.ts';
import { endpoints as crmEndpoints } from '../../functions/crm/index.ts';
import { endpoints as identityEndpoints } from '../../functions/identity/index.ts';
import { endpoints as insightEndpoints, jobs as insightJobs } from '../../functions/insight/index.ts';
import { findWork } from '../../functions/platform/jobs.ts';
import { resendOutbox } from '../../functions/platform/resend.ts';
import { query } from '../../functions/platform/statement.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { closingRoutes, type Closing, type ClosingOutlook } from '../../shared/closings.ts';
import { newId } from '../../shared/ids.ts';
import type { Role } from '../../shared/permissions.ts';
import type { ProblemBody } from '../../shared/problem.ts';
import * as z from 'zod';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type CallOptions, type Mounted } from '../support/mount.ts';
import { makeWorld, type World } from '../support/world.ts';

const name = 'Kapanan Ticaret A.Ş.';
let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  const endpoints = [...complianceEndpoints, ...crmEndpoints, ...identityEndpoints, ...insightEndpoints];
  mounted = mount({ database, endpoints, jobs: [...insightJobs] });
});
beforeEach(async () => {
  world = await makeWorld(admin, name);
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const as = (role: Role, options: CallOptions = {}) => ({ session: world.members[role].token, ...options });
const ask = (role: Role = 'owner', typed = name) =>
  mounted.call(closingRoutes.ask, as(role, { body: { name: typed } }));
const look = (role: Role = 'viewer') => mounted.call(closingRoutes.look, as(role));
const base = () => ({ ...mounted.app, requestId: newId(), isPastDue: false });
const problem = ({ body }: { body: unknown }) => body as ProblemBody;
const newClient = () =>
  mounted.call(
    clientRoutes.create,
    as('owner', { body: { kind: 'company', name: 'Yeni', country: 'TR' }, idempotencyKey: newId() }),
  );

describe('asking', () => {
  test('says the truth first, to every member', async () => {
    const { body } = await look();
    expect(body as ClosingOutlook).toMatchObject({
      closing: null,
      goes: { members: 5, clients: 0 },
      keeps: { invoices: 0 },
    });
  });

  test('takes the name typed again and a recent proof, and leaves thirty days', async () => {
    const answer = await ask('owner', `  ${name} `);
    expect(answer.status).toBe(201);
    const { dueAt, requestedBy } = answer.body as Closing;
    const days = (Date.parse(dueAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.99);
    expect(days).toBeLessThan(30.01);
    expect(requestedBy).toBe('Test owner');
    expect((await look()).body as ClosingOutlook).toMatchObject({ closing: { requestedBy: 'Test owner' } });
    const { rowCount } = await admin.query(`select from mails where recipient = $1 and template = 'closingAsked'`, [
      world.members.owner.email,
    ]);
    expect(rowCount).toBe(1);
  });

  test('refuses another name at its field, and a second time', async () => {
    const other = await ask('owner', 'Kapanan Ticaret');
    expect([other.status, problem(other).errors?.[0]?.pointer]).toEqual([422, '#/name']);
    await ask();
    const again = await ask();
    expect([again.status, problem(again).key]).toEqual([409, 'closing.already']);
  });

  test.each<Role>(['admin', 'accountant', 'sales', 'viewer'])('is for owners alone, not for %s', async (role) => {
    expect((await ask(role)).status).toBe(403);
    expect((await mounted.call(closingRoutes.takeBack, as(role))).status).toBe(403);
  });

  test('wants a session, and a fresh one', async () => {
    expect((await mounted.call(closingRoutes.ask, { body: { name } })).status).toBe(401);
    expect((await mounted.call(closingRoutes.look)).status).toBe(401);
    await admin.query(`update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1`, [
      world.members.owner.userId,
    ]);
    const stale = await ask();
    expect([stale.status, problem(stale).key]).toEqual([403, 'stepUp']);
  });

  test('refuses unknown fields', async () => {
    expect((await mounted.call(closingRoutes.ask, as('owner', { body: { name, dueAt: 'now' } }))).status).toBe(400);
  });
});

describe('meanwhile', () => {
  test('nothing is written, by anybody, and reading goes on', async () => {
    expect((await newClient()).status).toBe(201);
    await ask();
    const refused = await newClient();
    expect([refused.status, problem(refused).key]).toEqual([403, 'closing']);
    expect((await mounted.call(clientRoutes.list, as('viewer'))).status).toBe(200);
  });

  test('no job runs and no timer finds anything; taken back, all of it goes on', async () => {
    await newClient();
    await ask();
    mounted.ports.entries.clear();
    await mounted.runJobs();
    const entriesOf = () => [...mounted.ports.entries.values()].filter(({ tenantId }) => tenantId === world.tenantId);
    expect(entriesOf()).toEqual([]);
    const waiting = () => admin.query('select from outbox where tenant_id = $1', [world.tenantId]);
    expect((await waiting()).rowCount).toBeGreaterThan(0);
    await admin.query(`update outbox set next_at = now() - interval '1 minute'`);
    await resendOutbox(base());
    expect(mounted.ports.sent.filter(({ message }) => JSON.stringify(message).includes(world.tenantId))).toEqual([]);
    const all = query(z.strictObject({ tenantId: z.uuid() }), 'select id as tenant_id from gate.tenants_for_test()');
    await admin.query(
      `create or replace function gate.tenants_for_test() returns table (id uuid) language sql security definer as 'select id from public.tenants';
       grant execute on function gate.tenants_for_test to crmfex_jobs`,
    );
    expect((await findWork(base(), all)).map(({ tenantId }) => tenantId)).not.toContain(world.tenantId);

    expect((await mounted.call(closingRoutes.takeBack, as('owner'))).status).toBe(204);
    await admin.query(`update outbox set next_at = now() - interval '1 minute'`);
    await resendOutbox(base());
    await mounted.runJobs();
    expect(entriesOf().map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['client.created', 'tenant.closingAsked', 'tenant.closingTakenBack']),
    );
    expect((await findWork(base(), all)).map(({ tenantId }) => tenantId)).toContain(world.tenantId);
    expect((await newClient()).status).toBe(201);
  });

  test('no import goes on, an export does', async () => {
    const scopeOf = async (queue: string) => {
      const id = newId();
      await admin.query(
        `insert into outbox (tenant_id, id, queue, body, request_id) values ($1, $2, $3, '{}', 'test')`,
        [world.tenantId, id, queue],
      );
      return (await admin.query('select from gate.table_scope($1, $2)', [world.tenantId, id])).rowCount;
    };
    expect([await scopeOf('import-run'), await scopeOf('export-make')]).toEqual([1, 1]);
    await ask();
    expect([await scopeOf('import-run'), await scopeOf('export-make')]).toEqual([0, 1]);
  });

  test('taking back what nobody asked for changes nothing', async () => {
    expect((await mounted.call(closingRoutes.takeBack, as('owner'))).status).toBe(204);
  });

  test('another business is not touched', async () => {
    const other = await makeWorld(admin, 'Başka');
    await ask();
    const { body } = await mounted.call(closingRoutes.look, { session: other.members.owner.token });
    expect((body as ClosingOutlook).closing).toBeNull();
  });

  test('the database takes no closing of less than thirty days', async () => {
    await expect(
      admin.query('insert into closings (tenant_id, requested_by, due_at) values ($1, $2, now())', [
        world.tenantId,
        newId(),
      ]),
    ).rejects.toThrow('a_closing_leaves_thirty_days');
  });
});
