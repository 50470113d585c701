// Exports of an older version lack what was added since: it takes its default, or the file is refused in words; one of too many rows is refused.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importRowsMax } from '../../functions/compliance/tenant-imports/manifest.ts';
import { words } from '../../shared/messages/index.ts';
import { makeWorld, type World } from '../support/billing-world.ts';
import { forged, refusing, withRows } from '../support/forged-export.ts';
import { richBusiness } from '../support/rich-business.ts';
import { exportOf, importInto, type Export, type Row } from '../support/tenant-import.ts';
import { makeWorld as makeTenant } from '../support/world.ts';

const older = '0240_tenant_imports';
let world: World;
let original: Export;
let refusalOf: Awaited<ReturnType<typeof refusing>>;

beforeAll(async () => {
  world = await makeWorld();
  const rich = await richBusiness(world);
  original = await exportOf(world, rich.tenantId);
  refusalOf = await refusing(world, rich.tenantId);
});
afterAll(() => world.close());

type Change = (entries: Map<string, Buffer>) => void;
const ofOlder = (change: Change) => forged(original, change, (manifest) => void (manifest['migration'] = older));
const without = (table: string, column: string): Change =>
  withRows(table, (rows) =>
    rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => name !== column))),
  );

test('columns that are missing take their defaults, and a table that is missing stays empty', async () => {
  const zip = await ofOlder((entries) => {
    without('clients', 'custom_fields')(entries);
    without('tenants', 'website')(entries);
    entries.delete('tables/client_notes.jsonl');
  });
  const { tenantId, members } = await makeTenant(world.database.admin, 'Yeni İşletme');
  await importInto(world, zip, { tenantId, ownerId: members.owner.userId });
  const all = async (text: string) => (await world.database.admin.query<Row>(text, [tenantId])).rows;
  const clients = await all('select custom_fields from clients where tenant_id = $1');
  expect(clients).toHaveLength(original.tables.get('clients')?.length ?? 0);
  expect(clients.every(({ custom_fields: own }) => JSON.stringify(own) === '{}')).toBe(true);
  expect(await all('select from tags where tenant_id = $1')).toHaveLength(original.tables.get('tags')?.length ?? 0);
  expect(await all('select from client_notes where tenant_id = $1')).toEqual([]);
});

test('a column without a default is named with its table and the version that lacks it, in both languages', async () => {
  const { key, detail } = await refusalOf(await ofOlder(without('clients', 'name')));
  expect([key, detail]).toEqual(['olderColumn', { table: 'clients', column: 'name', migration: older }]);
  for (const language of ['tr', 'en'] as const) {
    const sentence = words(language, `tenantImport.refused.${key}`, detail as Record<string, string>);
    for (const said of [older, 'tables/clients.jsonl', 'name']) expect(sentence).toContain(said);
  }
});

test('a newer version, or a column that only it knows, is refused by its name', async () => {
  const newer = await forged(
    original,
    () => undefined,
    (manifest) => void (manifest['migration'] = '9999_tomorrow'),
  );
  expect(await refusalOf(newer)).toEqual({ key: 'migration', detail: { migration: '9999_tomorrow' } });
  const column = await ofOlder(
    withRows('tags', (rows) => void rows.forEach((row) => Object.assign(row, { tomorrow: 1 }))),
  );
  expect(await refusalOf(column)).toEqual({ key: 'column', detail: { table: 'tags', column: 'tomorrow' } });
});

test('more rows than come in within the time of a function are refused before anything begins, with both numbers', async () => {
  const zip = await forged(
    original,
    () => undefined,
    ({ files }) =>
      void files.filter(({ path }) => path === 'tables/tags.jsonl').forEach((one) => (one.rows = 3_000_000)),
  );
  const { key, detail } = await refusalOf(zip);
  expect([key, detail['max'], Number(detail['rows']) > importRowsMax]).toEqual(['tooManyRows', importRowsMax, true]);
});
