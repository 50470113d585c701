// Whoever changes rows of an export and puts its manifest right is refused as a whole, with a sentence that names table and line.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { makeWorld, type World } from '../support/billing-world.ts';
import { refusing, withRows, forged } from '../support/forged-export.ts';
import { richBusiness } from '../support/rich-business.ts';
import { exportOf, type Export, type Row } from '../support/tenant-import.ts';

let world: World;
let original: Export;
let refusalOf: (zip: Buffer) => Promise<{ key: string; detail: Row }>;

beforeAll(async () => {
  world = await makeWorld();
  const rich = await richBusiness(world);
  original = await exportOf(world, rich.tenantId);
  refusalOf = await refusing(world, rich.tenantId);
});
afterAll(() => world.close());

const isIssued = ({ state, kind, is_historical }: Row) => state === 'issued' && kind === 'sale' && !is_historical;
const lineOf = (table: string, which: (row: Row) => boolean) => (original.tables.get(table) ?? []).findIndex(which) + 1;
const first = (rows: Row[], which: (row: Row) => boolean): Row => rows.find(which) ?? {};
const plus = (value: unknown, more: number) => String(BigInt(String(value)) + BigInt(more));

type Forgery = {
  what: string;
  table: string;
  change: (rows: Row[]) => Row[] | void;
  key: string;
  detail?: () => Row;
};

const forgeries: Forgery[] = [
  {
    what: 'an issued invoice whose sums are not those of its lines',
    table: 'invoices',
    change: (rows) => {
      const row = first(rows, (one) => isIssued(one) && one['currency'] === 'TRY');
      Object.assign(row, {
        net_minor: plus(row['net_minor'], 100),
        total_minor: plus(row['total_minor'], 100),
        subtotal_minor: plus(row['subtotal_minor'], 100),
      });
    },
    key: 'books',
    detail: () => ({ rule: 'sums', line: lineOf('invoices', (one) => isIssued(one) && one['currency'] === 'TRY') }),
  },
  {
    what: 'a total that is not net and VAT',
    table: 'invoices',
    change: (rows) => void Object.assign(first(rows, isIssued), { total_minor: '1' }),
    key: 'rule',
    detail: () => ({ rule: 'net and VAT are the total', line: lineOf('invoices', isIssued) }),
  },
  {
    what: 'two invoices with one number',
    table: 'invoices',
    change: (rows) => {
      const [one = {}, two = {}] = rows.filter(isIssued);
      Object.assign(two, { number: one['number'], sequence: one['sequence'], series: one['series'] });
    },
    key: 'rule',
    detail: () => ({ rule: 'no two invoices share a number' }),
  },
  {
    what: 'a number that skips others',
    table: 'invoices',
    change: (rows) => {
      const row = first(rows, ({ sequence }) => sequence === 1);
      Object.assign(row, {
        sequence: 90,
        number: String(row['number'])
          .replace(/1$/, '90')
          .replace(/0(\d{9}0)$/, '$1'),
      });
      row['number'] = `${String(row['series'])}${String(row['year'])}000000090`;
    },
    key: 'books',
    detail: () => ({ rule: 'numbers' }),
  },
  {
    what: 'a counter that would give a number again',
    table: 'invoice_counters',
    change: (rows) =>
      void Object.assign(
        first(rows, () => true),
        { last_sequence: 1 },
      ),
    key: 'books',
    detail: () => ({ rule: 'numbers', table: 'invoices' }),
  },
  {
    what: 'an allocation greater than its payment',
    table: 'payment_allocations',
    change: (rows) =>
      void Object.assign(
        first(rows, ({ reverses_id }) => reverses_id === null),
        { amount_minor: '99999999' },
      ),
    key: 'books',
    detail: () => ({ table: 'invoices', rule: 'settled' }),
  },
  {
    what: 'money that nobody allocated',
    table: 'payments',
    change: (rows) =>
      void Object.assign(
        first(rows, ({ is_voided }) => is_voided === false),
        { allocated_minor: '1' },
      ),
    key: 'books',
    detail: () => ({ table: 'payments', rule: 'allocated' }),
  },
  {
    what: 'a paid invoice without a payment',
    table: 'invoices',
    change: (rows) => {
      const row = first(rows, (one) => isIssued(one) && one['settled_minor'] === '0');
      row['settled_minor'] = row['total_minor'];
    },
    key: 'books',
    detail: () => ({ rule: 'settled' }),
  },
  {
    what: 'a return of more than was sold',
    table: 'invoice_lines',
    change: (rows) => {
      const original = first(rows, ({ original_position }) => original_position === 1);
      original['original_position'] = 9;
    },
    key: 'books',
    detail: () => ({ rule: 'returns' }),
  },
  {
    what: 'a foreign key into nothing',
    table: 'client_notes',
    change: (rows) => void Object.assign(rows[0] ?? {}, { client_id: newId() }),
    key: 'reference',
    detail: () => ({ table: 'client_notes', line: 1, parent: 'clients' }),
  },
  {
    what: 'a reference within its own table into nothing',
    table: 'clients',
    change: (rows) => void Object.assign(rows[1] ?? {}, { merged_into: newId() }),
    key: 'reference',
    detail: () => ({ table: 'clients', line: 2, parent: 'clients' }),
  },
  {
    what: 'a row of another business',
    table: 'clients',
    change: (rows) => void Object.assign(rows[0] ?? {}, { tenant_id: newId() }),
    key: 'column',
    detail: () => ({ table: 'clients', column: 'tenant_id' }),
  },
  {
    what: 'a print of another business',
    table: 'invoices',
    change: (rows) => void Object.assign(first(rows, isIssued), { pdf_key: `${newId()}/invoices/x.pdf` }),
    key: 'foreignFile',
    detail: () => ({ line: lineOf('invoices', isIssued) }),
  },
  {
    what: 'a logo of another business within the snapshot of a seller',
    table: 'invoices',
    change: (rows) => {
      const row = first(rows, isIssued);
      row['seller'] = { ...(row['seller'] as Row), logoKey: `${newId()}/logo/a.png` };
    },
    key: 'foreignFile',
  },
  {
    what: 'settings of another business',
    table: 'tenants',
    change: (rows) => void Object.assign(rows[0] ?? {}, { id: newId() }),
    key: 'row',
    detail: () => ({ table: 'tenants', reason: 'id' }),
  },
  {
    what: 'two rows of settings',
    table: 'tenants',
    change: (rows) => [...rows, ...rows],
    key: 'row',
    detail: () => ({ table: 'tenants' }),
  },
  {
    what: 'settings that break a rule',
    table: 'tenants',
    change: (rows) => void Object.assign(rows[0] ?? {}, { brand_colour: 'url(x)' }),
    key: 'rule',
    detail: () => ({ table: 'tenants', rule: 'tenants_brand_colour_check' }),
  },
  {
    what: 'a usual series that is none',
    table: 'tenants',
    change: (rows) => void Object.assign(rows[0] ?? {}, { invoice_series: 'YOK' }),
    key: 'books',
    detail: () => ({ rule: 'series' }),
  },
  {
    what: 'consents to policies that never were',
    table: 'consents',
    change: () => [{ id: newId(), purpose: 'age', is_given: true }],
    key: 'table',
    detail: () => ({ table: 'consents' }),
  },
  {
    what: 'a session',
    table: 'sessions',
    change: () => [{ id: newId() }],
    key: 'table',
    detail: () => ({ table: 'sessions' }),
  },
  {
    what: 'a value that is none of its type',
    table: 'tags',
    change: (rows) => void Object.assign(rows[0] ?? {}, { id: 'x' }),
    key: 'row',
    detail: () => ({ table: 'tags', line: 1 }),
  },
  {
    what: 'a column that is missing',
    table: 'tags',
    change: (rows) => rows.map(({ colour: _, ...row }) => row),
    key: 'missingColumn',
    detail: () => ({ table: 'tags', column: 'colour' }),
  },
  {
    what: 'a value that a custom field does not know',
    table: 'products',
    change: (rows) => {
      const row = rows[0] ?? {};
      row['custom_fields'] = Object.fromEntries(Object.keys(row['custom_fields'] as Row).map((id) => [id, 'B9']));
    },
    key: 'rule',
    detail: () => ({ table: 'products', line: 1, rule: 'a custom value fits its field' }),
  },
  {
    what: 'an attachment that is another file',
    table: 'files',
    change: (rows) => void Object.assign(rows[0] ?? {}, { sha256: `\\x${'00'.repeat(32)}` }),
    key: 'books',
    detail: () => ({ table: 'files', rule: 'fileThere' }),
  },
];

test.each(forgeries)('$what', async ({ table, change, key, detail }) => {
  const refusal = await refusalOf(await forged(original, withRows(table, change)));
  expect(refusal).toMatchObject({ key, detail: detail?.() ?? {} });
});
