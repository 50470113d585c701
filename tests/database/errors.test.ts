// What the database refuses reaches the caller as a problem with words, and what only got in the way is tried again.
import pg from 'pg';
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flush, inTenant } from '../../functions/platform/flush.ts';
import { nameConstraints } from '../../functions/platform/sql-errors.ts';
import { command, query } from '../../functions/platform/statement.ts';
import { connectDatabase } from '../../functions/platform/db.ts';
import { newId } from '../../shared/ids.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { contextOf, makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let admin: pg.Client;
let mounted: Mounted;
let world: World;

beforeAll(async () => {
  database = await testDatabase();
  admin = database.admin;
  mounted = mount({ database });
  world = await makeWorld(admin);
  await admin.query(`
    set role crmfex_owner;
    create table boxes (
      tenant_id uuid not null default app.tenant_id(), id uuid not null, inside uuid, size int not null default 1,
      primary key (tenant_id, id),
      constraint "a box is at least one wide" check (size >= 1),
      constraint "no two boxes have one size" unique (tenant_id, size) deferrable initially deferred,
      constraint "a box stands in a box" foreign key (tenant_id, inside) references boxes (tenant_id, id) on delete restrict
    );
    call app.guard('boxes');
    create policy staff on boxes to app_staff using (true) with check (true);
    grant select, insert (id, inside, size), update (size), delete on boxes to app_staff;
    reset role;`);
  nameConstraints({
    'a box is at least one wide': { key: 'field.iban', pointer: '#/size' },
    'no two boxes have one size': { key: 'client.exists', kind: 'unprocessable' },
  });
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const ctx = () => contextOf(mounted.app, world.members.owner, 'clients:write');
const box = (id: string, size: number, inside: string | null = null) =>
  command('insert into boxes (id, size, inside) values ($1, $2, $3)', [id, size, inside]);
const resize = (id: string, size: number) => command('update boxes set size = $2 where id = $1', [id, size]);

describe('a constraint', () => {
  test('that is named speaks with its own words, kind and pointer', async () => {
    await expect(flush(ctx(), [box(newId(), 0)])).rejects.toMatchObject({
      kind: 'unprocessable',
      key: 'field.iban',
      fields: [{ pointer: '#/size', key: 'field.iban' }],
    });
  });

  test('that is checked at the commit is heard of in both forms of transaction', async () => {
    await flush(ctx(), [box(newId(), 11)]);
    const refused = { kind: 'unprocessable', key: 'client.exists' };
    await expect(flush(ctx(), [box(newId(), 11)])).rejects.toMatchObject(refused);
    await expect(inTenant(ctx(), async (tx) => tx.write(box(newId(), 11)))).rejects.toMatchObject(refused);
    await expect(inTenant(ctx(), async (tx) => tx.commit([box(newId(), 11)]))).rejects.toMatchObject(refused);
    expect((await admin.query('select from boxes where size = 11')).rowCount).toBe(1);
  });

  test('that is not named is a conflict or unprocessable, never an error of ours', async () => {
    const outer = newId();
    await flush(ctx(), [box(outer, 21), box(newId(), 22, outer)]);
    await expect(flush(ctx(), [box(outer, 23)])).rejects.toMatchObject({ kind: 'conflict', key: 'conflict.exists' });
    await expect(flush(ctx(), [box(newId(), 24, newId())])).rejects.toMatchObject({
      kind: 'conflict',
      key: 'conflict.referenced',
    });
    await expect(flush(ctx(), [command('delete from boxes where id = $1', [outer])])).rejects.toMatchObject({
      kind: 'conflict',
      key: 'conflict.referenced',
    });
  });

  test('of another tenant’s record says the same as one of a record that does not exist', async () => {
    const other = await makeWorld(admin);
    const theirs = newId();
    await flush(contextOf(mounted.app, other.members.owner, 'clients:write'), [box(theirs, 31)]);
    const [foreign, missing] = await Promise.all(
      [theirs, newId()].map((inside) => flush(ctx(), [box(newId(), 32, inside)]).catch((error: unknown) => error)),
    );
    expect(foreign).toEqual(missing);
  });
});

describe('transactions that get in each other’s way', () => {
  test('as a deadlock run again, and both succeed', async () => {
    const [one, two] = [newId(), newId()];
    await flush(ctx(), [box(one, 41), box(two, 42)]);
    const pause = command('select pg_sleep(0.2)');
    const before = mounted.app.database.flights;
    await Promise.all([
      flush(ctx(), [resize(one, 43), pause, resize(two, 44)]),
      flush(ctx(), [resize(two, 45), pause, resize(one, 46)]),
    ]);
    expect(mounted.app.database.flights - before).toBeGreaterThan(2);
  });

  test('by holding a row too long are told to come back', async () => {
    const id = newId();
    await flush(ctx(), [box(id, 51)]);
    const holder = new pg.Client({ connectionString: database.adminUrl });
    await holder.connect();
    await holder.query('begin');
    await holder.query('select from boxes where id = $1 for update', [id]);
    const hasty = connectDatabase({
      apiUrl: database.urlOf('crmfex_api'),
      jobsUrl: database.urlOf('crmfex_jobs'),
      statementTimeoutMs: 200,
    });
    const waiting = flush({ ...ctx(), database: hasty }, [resize(id, 52)]);
    await expect(waiting).rejects.toMatchObject({ kind: 'unavailable', key: 'unavailable.busy' });
    const sleeping = flush({ ...ctx(), database: hasty }, [command('select pg_sleep(5)')]);
    await expect(sleeping).rejects.toMatchObject({ kind: 'unavailable' });
    await holder.query('rollback');
    await holder.end();
    await flush({ ...ctx(), database: hasty }, [resize(id, 53)]);
    await hasty.end();
  });
});

describe('connections', () => {
  test('that are all taken away at once cost each request at most one refusal, then everything works', async () => {
    const One = query(z.object({ n: z.int() }), 'select 1 as n');
    await Promise.all(Array.from({ length: 12 }, () => flush(ctx(), [One])));
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'crmfex_api' and datname = current_database()`,
    );
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => flush(ctx(), [One])));
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ kind: 'unavailable' });
    }
    expect(await flush(ctx(), [One])).toEqual([[{ n: 1 }]]);
  });

  test('to a server that is not there are refused as unavailable', async () => {
    const gone = connectDatabase({ apiUrl: 'postgres://a:b@127.0.0.1:1/c', jobsUrl: 'postgres://a:b@127.0.0.1:1/c' });
    await expect(flush({ ...ctx(), database: gone }, [])).rejects.toMatchObject({ kind: 'unavailable' });
    await gone.end();
  });
});

describe('maintenance', () => {
  test('sees every tenant for backup and may erase, but neither writes nor bypasses row security', async () => {
    await admin.query('begin');
    await admin.query('set local role crmfex_maintenance');
    const { rows } = await admin.query('select distinct tenant_id from members');
    expect(rows.length).toBeGreaterThan(1);
    await admin.query('delete from activity');
    await expect(admin.query(`update tenants set name = 'x'`)).rejects.toMatchObject({ code: '42501' });
    await admin.query('rollback');
  });
});
