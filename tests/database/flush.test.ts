// What flush and inTenant promise about the tenant, the caller, the round trips and errors.
import * as z from 'zod';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { flush, inTenant, one } from '../../functions/platform/flush.ts';
import { command, query } from '../../functions/platform/statement.ts';
import { Problem } from '../../shared/problem.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { mount, type Mounted } from '../support/mount.ts';
import { contextOf, jobContextOf, makeWorld, type World } from '../support/world.ts';

let database: TestDatabase;
let mounted: Mounted;
let world: World;
let other: World;

beforeAll(async () => {
  database = await testDatabase();
  mounted = mount({ database });
  [world, other] = [await makeWorld(database.admin), await makeWorld(database.admin, 'Başka Ltd.')];
});
afterAll(async () => {
  await mounted.close();
  await database.drop();
});

const Who = z.object({ role: z.string(), tenant: z.string(), names: z.array(z.string()) });
const who = () =>
  query(
    Who,
    'select current_user::text as role, app.tenant_id() as tenant, array(select name from tenants order by name) as names',
  );
const asOwner = () => contextOf(mounted.app, world.members.owner, 'tenant:read');

describe('flush', () => {
  test('sees the own tenant and no other, as the audience’s role', async () => {
    const [rows] = await flush(asOwner(), [who()]);
    expect(rows).toEqual([{ role: 'app_staff', tenant: world.tenantId, names: ['Deneme Ticaret A.Ş.'] }]);
  });

  test('costs one round trip, the check of the session included', async () => {
    const before = mounted.app.database.flights;
    await flush(asOwner(), [who(), who()]);
    expect(mounted.app.database.flights - before).toBe(1);
  });

  test('refuses a dead token, a lacking permission and a public caller before any statement runs', async () => {
    const ctx = asOwner();
    const dead = {
      ...ctx,
      caller: { kind: 'staff' as const, tokenHash: Buffer.alloc(32), need: 'tenant:read' as const },
    };
    await expect(flush(dead, [who()])).rejects.toMatchObject({ kind: 'signedOut' });
    const viewer = contextOf(mounted.app, world.members.viewer, 'invoices:issue');
    await expect(flush(viewer, [who()])).rejects.toMatchObject({ kind: 'notAllowed' });
    await expect(flush({ ...ctx, caller: { kind: 'public' } }, [who()])).rejects.toThrow(/public/);
  });

  test('leaves neither tenant nor role behind on the connection', async () => {
    await flush(asOwner(), [who()]);
    const { rows } = await mounted.app.database.api.query(
      `select current_user::text as role, current_setting('app.tenant_id', true) as tenant`,
    );
    expect(rows).toEqual([{ role: 'crmfex_api', tenant: '' }]);
    await expect(mounted.app.database.api.query('select from public.tenants')).rejects.toMatchObject({ code: '42501' });
  });

  test('undoes everything when one statement fails, and the connection stays usable', async () => {
    const ctx = jobContextOf(mounted.app, world.tenantId);
    const insert = command(
      `insert into outbox (id, queue, body, request_id) values (gen_random_uuid(), 'undone', '{}', 'r')`,
    );
    await expect(flush(ctx, [insert, command('select 1 / $1::int', [0])])).rejects.toMatchObject({ code: '22012' });
    const { rows } = await database.admin.query(`select from outbox where queue = 'undone'`);
    expect(rows).toEqual([]);
    expect(await flush(ctx, [query(z.object({ n: z.int() }), 'select 1 as n')])).toEqual([[{ n: 1 }]]);
  });

  test('a statement that never parsed because an earlier one failed works the next time', async () => {
    const ctx = asOwner();
    const late = query(z.object({ late: z.int() }), 'select 4711 as late');
    await expect(flush(ctx, [command('select 1 / $1::int', [0]), late])).rejects.toThrow();
    for (let time = 0; time < 8; time += 1) expect(await flush(ctx, [late])).toEqual([[{ late: 4711 }]]);
  });

  test('decodes each type so that nothing is lost', async () => {
    const row = z.record(z.string(), z.unknown());
    const [rows] = await flush(asOwner(), [
      query(
        row,
        `select 9007199254740991::bigint as big_int, 1.50::numeric as amount, date '2026-02-28' as a_day, true as yes,
           timestamptz '2026-02-28 23:59:59.123456+03' as an_instant, '{"a":[1]}'::jsonb as some_json, '\\x00ff'::bytea as some_bytes,
           array['a"b', null, 'c,d']::text[] as texts, array[1,2]::int[] as numbers, null::text as nothing, $1::text[] as echoed`,
        [['x"y\\z', 'ş,ı{}', 'null']],
      ),
    ]);
    expect(one(rows)).toEqual({
      bigInt: Number.MAX_SAFE_INTEGER,
      amount: '1.50',
      aDay: '2026-02-28',
      yes: true,
      anInstant: '2026-02-28T20:59:59.123456Z',
      someJson: { a: [1] },
      someBytes: Buffer.from([0, 255]),
      texts: ['a"b', null, 'c,d'],
      numbers: [1, 2],
      nothing: null,
      echoed: ['x"y\\z', 'ş,ı{}', 'null'],
    });
    await expect(flush(asOwner(), [query(row, 'select 9007199254740993::bigint as too_big')])).rejects.toThrow(
      /bigint/,
    );
  });

  test('text that is no uuid, number or date is the caller’s mistake, not ours', async () => {
    for (const cast of ['uuid', 'int', 'date', 'numeric', 'timestamptz', 'jsonb']) {
      await expect(flush(asOwner(), [command(`select $1::${cast}`, ['what?'])])).rejects.toMatchObject({
        kind: 'invalid',
      });
    }
    await expect(flush(asOwner(), [command('select $1::text', ['a\0b'])])).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('inTenant', () => {
  const insert = (queue: string) =>
    command(`insert into outbox (id, queue, body, request_id) values (gen_random_uuid(), $1, '{}', 'r')`, [queue]);
  const count = async (queue: string) =>
    (await database.admin.query('select from outbox where queue = $1', [queue])).rowCount;

  test('reads with the begin and writes with the commit: two round trips', async () => {
    const before = mounted.app.database.flights;
    const name = await inTenant(asOwner(), async (tx) => {
      const [rows] = await tx.read([who()]);
      tx.write(insert('two-trips'), insert('two-trips'));
      return one(rows).names[0];
    });
    expect(name).toBe('Deneme Ticaret A.Ş.');
    expect(mounted.app.database.flights - before).toBe(2);
    expect(await count('two-trips')).toBe(2);
  });

  test('writes alone cost one, and commit brings rows with it', async () => {
    const before = mounted.app.database.flights;
    const rows = await inTenant(asOwner(), async (tx) => {
      tx.write(insert('one-trip'));
      return tx.commit([who()]);
    });
    expect(rows[0][0]?.tenant).toBe(world.tenantId);
    expect(mounted.app.database.flights - before).toBe(1);
    expect(await count('one-trip')).toBe(1);
  });

  test('a thrown problem rolls back what was read and written', async () => {
    const failing = inTenant(asOwner(), async (tx) => {
      await tx.read([insert('rolled-back')]);
      throw new Problem('conflict', 'conflict.exists');
    });
    await expect(failing).rejects.toMatchObject({ kind: 'conflict' });
    expect(await count('rolled-back')).toBe(0);
  });

  test('a swallowed error cannot be committed: COMMIT that answers ROLLBACK is an error', async () => {
    const failing = inTenant(jobContextOf(mounted.app, world.tenantId), async (tx) => {
      tx.write(insert('swallowed'));
      await tx.read([command('select 1 / $1::int', [0])]).catch(() => undefined);
    });
    await expect(failing).rejects.toThrow(/over|rolled back/);
    expect(await count('swallowed')).toBe(0);
  });

  test('a connection that dies inside is an unavailable service, and the pool recovers', async () => {
    const failing = inTenant(asOwner(), async (tx) => {
      const [rows] = await tx.read([query(z.object({ pid: z.int() }), 'select pg_backend_pid() as pid')]);
      await database.admin.query('select pg_terminate_backend($1)', [one(rows).pid]);
      await tx.read([who()]);
    });
    await expect(failing).rejects.toMatchObject({ kind: 'unavailable' });
    expect((await flush(asOwner(), [who()]))[0]).toHaveLength(1);
  });

  test('many tenants at once over a small pool never mix', async () => {
    const runs = Array.from({ length: 60 }, async (_, place) => {
      const [own, foreign] = place % 2 ? [world, other] : [other, world];
      const ctx = contextOf(mounted.app, own.members.sales, 'tenant:read');
      const seen = await inTenant(ctx, async (tx) => {
        const [first] = await tx.read([who()]);
        const [second] = await tx.read([who()]);
        if (place % 7 === 0) throw new Problem('conflict');
        return [one(first).tenant, one(second).tenant];
      }).catch((error: unknown) => error);
      if (place % 7 !== 0) expect(seen).toEqual([own.tenantId, own.tenantId]);
      expect(seen).not.toContain(foreign.tenantId);
    });
    await Promise.all(runs);
  });
});
