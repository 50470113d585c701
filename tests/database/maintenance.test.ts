// What the maintenance login does together is done whole or not at all, and reads of one snapshot agree with each other.
import { once } from 'node:events';
import * as z from 'zod';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { maintain, type Keeper } from '../../functions/platform/maintenance.ts';
import { tableGraph } from '../../functions/compliance/erasures/store.ts';
import { query } from '../../functions/platform/statement.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.admin.query('create table public.trials (n int); grant all on public.trials to crmfex_maintenance');
});
afterAll(() => database.drop());
beforeEach(() => database.admin.query('truncate public.trials'));

const kept = query(z.strictObject({ n: z.int() }), 'select n from public.trials order by n');
const put = (keeper: Keeper, n: number) => keeper.execute(`insert into public.trials values (${n})`);
const asKeeper = <T>(work: (keeper: Keeper) => Promise<T>) =>
  maintain({ databaseMaintenanceUrl: database.urlOf('crmfex_maintenance') }, work);
const rows = async () => (await database.admin.query<{ n: number }>('select n from public.trials order by n')).rows;

test('a transaction answers what its work answered, and is seen when it has ended', async () => {
  const before = await asKeeper((keeper) =>
    keeper.transaction(async () => {
      await put(keeper, 1);
      return rows();
    }),
  );
  expect(before).toEqual([]);
  expect(await rows()).toEqual([{ n: 1 }]);
});

test.each([
  ['of ours', () => Promise.reject(new Error('changed its mind')), 'changed its mind'],
  ['of the database', (keeper: Keeper) => keeper.execute('select 1 / 0'), 'division by zero'],
])('an error %s undoes it, and the connection serves on', async (_whose, fail, message) => {
  await asKeeper(async (keeper) => {
    const failing = keeper.transaction(async () => {
      await put(keeper, 1);
      await fail(keeper);
    });
    await expect(failing).rejects.toThrow(message);
    await put(keeper, 2);
  });
  expect(await rows()).toEqual([{ n: 2 }]);
});

test('a stream that was left half read ends the connection instead of waiting for the rest', async () => {
  await asKeeper(async (keeper) => {
    const failing = keeper.transaction(async () => {
      await put(keeper, 1);
      const copy = keeper.copyOut('(select repeat(md5(n::text), 100) from generate_series(1, 10000000) n)');
      await once(copy, 'readable');
      copy.destroy();
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');
    await expect(put(keeper, 2)).rejects.toThrow();
  });
  expect(await rows()).toEqual([]);
});

test('a snapshot sees one instant and writes nothing', async () => {
  await asKeeper(async (keeper) => {
    const seen = await keeper.snapshot(async () => {
      const first = await keeper.read(kept);
      await database.admin.query('insert into public.trials values (7)');
      return [first, await keeper.read(kept)];
    });
    expect(seen).toEqual([[], []]);
    await expect(keeper.snapshot(() => put(keeper, 8))).rejects.toThrow('read-only transaction');
    expect(await keeper.read(kept)).toEqual([{ n: 7 }]);
  });
});

test('every table of a business or a person can be emptied when they are erased', async () => {
  const tables = await asKeeper((keeper) => keeper.read(tableGraph()));
  const owned = tables.filter(({ hasTenant, hasUser }) => hasTenant || hasUser).map(({ name }) => name);
  expect(owned.length).toBeGreaterThan(60);
  const { rows } = await database.admin.query<{ name: string }>(
    `select name from unnest($1::text[]) name
     where not has_table_privilege('crmfex_maintenance', 'public.' || quote_ident(name), 'delete')
       or not exists (select from pg_policies p where p.tablename = name and p.permissive = 'PERMISSIVE'
         and p.cmd in ('ALL', 'DELETE') and 'crmfex_maintenance' = any (p.roles))`,
    [owned],
  );
  expect(rows).toEqual([]);
});
