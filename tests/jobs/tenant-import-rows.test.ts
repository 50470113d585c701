// A business that is exported, imported and exported again is the same business: in every table, every file and every line of its log.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { namesPerson, settingsKept, tablesPassedOver } from '../../functions/compliance/tenant-imports/decisions.ts';
import { makeWorld, type World } from '../support/billing-world.ts';
import { richBusiness, type Rich } from '../support/rich-business.ts';
import { exportOf, importInto, type Export, type Row } from '../support/tenant-import.ts';
import { makeWorld as makeTenant, type World as Tenant } from '../support/world.ts';

let world: World;
let rich: Rich;
let target: Tenant;
let first: Export;
let second: Export;
let former: readonly object[];
let queued: number;
let told: number;

beforeAll(async () => {
  world = await makeWorld();
  rich = await richBusiness(world);
  first = await exportOf(world, rich.tenantId);
  target = await makeTenant(world.database.admin, 'Boş İşletme');
  [queued, told] = [await count('select from outbox'), await count('select from changes')];
  const { tenantId, members } = target;
  former = await importInto(world, first.zip, { tenantId, ownerId: members.owner.userId });
  second = await exportOf(world, tenantId);
});
afterAll(() => world.close());

const count = async (text: string, values: unknown[] = []) =>
  (await world.database.admin.query(text, values)).rowCount ?? 0;
const linesOf = ({ entries }: Export, path: string) =>
  (entries.get(path)?.toString() ?? '').split('\n').filter(Boolean).sort();
const rowsOf = ({ tables }: Export, table: string): Row[] => tables.get(table) ?? [];

/** The very text, digit for digit; only business and people are made alike. */
const alike = (line: string, tenantId: string) =>
  line
    .replaceAll(`"${tenantId}/`, '"business/')
    .replace(/"(\w+)":(?:"[0-9a-f-]{36}"|null)/g, (whole, column: string) =>
      namesPerson(column) ? `"${column}":"somebody"` : whole,
    );

describe('afterwards', () => {
  test('every table that an import brings had a row to show', () => {
    const empty = [...first.tables].filter(([name, rows]) => rows.length === 0 && !(name in tablesPassedOver));
    expect(empty.map(([name]) => name)).toEqual([]);
  });

  test('every table is the same, text for text', () => {
    const compared = [...first.tables.keys()].filter((name) => !(name in tablesPassedOver));
    expect(compared.length).toBeGreaterThan(35);
    for (const name of compared) {
      const lines = (one: Export, tenantId: string) =>
        linesOf(one, `tables/${name}.jsonl`)
          .map((line) => alike(line, tenantId))
          .sort();
      expect([name, lines(second, target.tenantId)]).toEqual([name, lines(first, rich.tenantId)]);
    }
    expect([...second.tables.keys()]).toEqual([...first.tables.keys()]);
  });

  test('the settings are those of the file, and the business is still itself', () => {
    const [before, after] = [rowsOf(first, 'tenants')[0] ?? {}, rowsOf(second, 'tenants')[0] ?? {}];
    const others = ({ logo_key: _, ...row }: Row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => !settingsKept.includes(name)));
    expect(others(after)).toEqual(others(before));
    expect([after['id'], after['logo_key']]).toEqual([target.tenantId, `${target.tenantId}/logo/a.png`]);
    expect(after['created_at']).not.toBe(before['created_at']);
  });

  test('every file is there, byte for byte, and no other', () => {
    const files = ({ entries }: Export) => new Map([...entries].filter(([path]) => path.startsWith('files/')));
    expect([...files(second).keys()].sort()).toEqual([...files(first).keys()].sort());
    expect(files(first).size).toBeGreaterThan(6);
    for (const [path, bytes] of files(first))
      expect([path, second.entries.get(path)?.equals(bytes)]).toEqual([path, true]);
  });

  test('the log has every line, each at its own time, and those that were on their way to it', () => {
    const entriesOf = (one: Export) => linesOf(one, 'activity.jsonl').map((line) => JSON.parse(line) as Row);
    const entries = entriesOf(second);
    for (const entry of entriesOf(first)) expect(entries).toContainEqual(entry);
    const waiting = rowsOf(first, 'activity');
    expect(waiting.length).toBeGreaterThan(5);
    for (const { id, at, kind } of waiting) expect(entries).toContainEqual(expect.objectContaining({ id, at, kind }));
    expect(entries.length).toBe(entriesOf(first).length + waiting.length);
  });
});

describe('what is not taken over', () => {
  test('members stay those of the business that imports; the others are named, and are none', () => {
    expect(
      rowsOf(second, 'members')
        .map(({ user_id }) => user_id)
        .sort(),
    ).toEqual(
      Object.values(target.members)
        .map(({ userId }) => userId)
        .sort(),
    );
    expect(former).toHaveLength(5);
    expect(former).toContainEqual({ name: 'Test owner', email: rich.owner.email, role: 'owner' });
  });

  test('nobody is credited with what a stranger did, and what must be somebody’s is the owner’s', () => {
    const strangers = Object.values(rich.people).map(({ userId }) => userId);
    for (const [name, rows] of second.tables)
      for (const row of rows)
        for (const [column, value] of Object.entries(row))
          if (namesPerson(column))
            expect([name, column, strangers.includes(String(value))]).toEqual([name, column, false]);
    expect(rowsOf(second, 'saved_views')).toMatchObject([{ user_id: target.members.owner.userId }]);
    expect(rowsOf(second, 'invoices').every(({ issued_by }) => issued_by === null)).toBe(true);
  });

  test('neither the mail server without its password nor open invitations come along', () => {
    for (const table of ['mail_servers', 'invitations', 'mail_quotas'])
      expect([table, rowsOf(second, table)]).toEqual([table, []]);
  });

  test('links and mails of before open nothing here', async () => {
    const hashes = async (tenantId: string) =>
      (
        await world.database.admin.query(
          `select encode(token_hash, 'hex') as hash from portal_links where tenant_id = $1 union all
        select encode(token_hash, 'hex') from mail_tokens where tenant_id = $1`,
          [tenantId],
        )
      ).rows.map((row: Row) => row['hash']);
    const [before, after] = [await hashes(rich.tenantId), await hashes(target.tenantId)];
    expect([after.length, after.some((hash) => before.includes(hash))]).toEqual([before.length, false]);
  });
});

describe('what follows from it', () => {
  test('no mail, no job and nothing told to screens', async () => {
    expect(await count('select from outbox')).toBe(queued);
    for (const table of ['mails', 'job_failures'])
      expect([table, await count(`select from ${table} where tenant_id = $1`, [target.tenantId])]).toEqual([table, 0]);
    expect(await count('select from changes')).toBe(told);
  });

  test('each print waits for the archive of this place, once, as it stands', async () => {
    const { rows } = await world.database.admin.query<Row>(
      `select a.invoice_id, a.state, a.archived_at, i.state as now from invoice_archives a join invoices i using (tenant_id) where a.tenant_id = $1 and i.id = a.invoice_id`,
      [target.tenantId],
    );
    const printed = rowsOf(first, 'invoices').filter(
      ({ pdf_state, state }) => pdf_state === 'ready' && state !== 'draft',
    );
    expect(rows).toHaveLength(printed.length);
    for (const row of rows) expect([row['archived_at'], row['state']]).toEqual([null, row['now']]);
  });

  test('everything is found by searching, as it was', async () => {
    const words = async (tenantId: string) =>
      (
        await world.database.admin.query(
          `select kind, id, parent_id, title, detail, name, words from search_entries where tenant_id = $1 order by kind, id`,
          [tenantId],
        )
      ).rows;
    expect(await words(target.tenantId)).toEqual(await words(rich.tenantId));
  });
});
