// Lists of a business with 50,000 invoices go by an index: a page reads about as many rows as it shows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getBalances } from '../../functions/billing/balances/store.ts';
import { conditionsOf, invoiceList } from '../../functions/billing/invoices/list-store.ts';
import { clientList, conditionsOf as clientConditionsOf } from '../../functions/crm/clients/store.ts';
import { getOverdue, getReceivables } from '../../functions/insight/dashboard/store.ts';
import { encode, type Statement } from '../../functions/platform/statement.ts';
import type { InvoiceList } from '../../shared/invoices.ts';
import { newId } from '../../shared/ids.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let oneClient: string;
const at = new Date('2026-06-01T09:00:00Z');

/** Fills two businesses, so that an index that does not begin with the tenant would show. */
async function fill({ tenantId }: Business): Promise<string> {
  const { admin } = world.database;
  await admin.query(
    `insert into clients (tenant_id, id, kind, name, country)
     select $1, gen_random_uuid(), 'company', 'Müşteri ' || n, 'TR' from generate_series(1, 500) n`,
    [tenantId],
  );
  await admin.query(
    `insert into invoices (tenant_id, id, state, client_id, currency, language, due_date, prices_include_vat, rounding_mode,
       subtotal_minor, discount_total_minor, net_minor, vat_minor, total_minor, vat, series, year, sequence, number, issue_date,
       issued_at, seller, buyer, buyer_name, created_at)
     select $1, gen_random_uuid(), 'issued', c.id, 'TRY', 'tr', d + 30, false, 'category', n * 100, 0, n * 100, n * 20, n * 120,
       '[]', 'FTR', extract(year from d)::int, n, 'FTR' || extract(year from d)::int || lpad(n::text, 9, '0'), d, d, '{}', '{}', c.name, d
     from (select n, date '2024-01-01' + n / 60 as d, 1 + n % 500 as place from generate_series(1, 50000) n) numbered
     join (select id, name, row_number() over (order by name) as place from clients where tenant_id = $1) c using (place)`,
    [tenantId],
  );
  const { rows } = await admin.query('select id from clients where tenant_id = $1 limit 1', [tenantId]);
  return rows[0].id;
}

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
  await world.database.admin.query(
    'alter table invoices disable trigger user; alter table clients disable trigger user',
  );
  await fill(await world.business());
  oneClient = await fill(business);
  await world.database.admin.query('analyze');
});
afterAll(() => world.close());

type Plan = {
  'Node Type': string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
};

/** Every step of the plan, as staff of the business would get it. */
async function planOf({ text, values }: Statement<unknown>): Promise<Plan[]> {
  const { admin } = world.database;
  await admin.query('begin');
  await admin.query(`select set_config('app.tenant_id', $1, true)`, [business.tenantId]);
  await admin.query('set local role app_staff');
  const { rows } = await admin.query(`explain (analyze, format json) ${text}`, values.map(encode));
  await admin.query('rollback');
  const steps = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(steps)];
  return steps(rows[0]['QUERY PLAN'][0].Plan);
}

/** Rows of a table that the plan touched. */
const touched = (plan: Plan[], table = 'invoices') =>
  plan
    .filter((step) => step['Relation Name'] === table)
    .reduce(
      (sum, step) => sum + (step['Actual Rows'] + (step['Rows Removed by Filter'] ?? 0)) * step['Actual Loops'],
      0,
    );

const sorts = ['createdAt', 'issueDate', 'dueDate', 'number', 'totalMinor'].flatMap((sort) => [sort, `-${sort}`]);
const queries: InvoiceList[] = [
  ...sorts.map((sort) => ({ sort: sort as InvoiceList['sort'] })), // names of the contract
  { state: 'issued' },
  { overdue: 'true', sort: 'dueDate' },
];

/** Every filter beside every sort: a rare find may read on, but never outside the business, and never without an index. */
const filters: InvoiceList[] = [
  { state: 'draft' },
  { state: 'cancelled' },
  { overdue: 'true' },
  { paymentState: 'unpaid' },
  { currency: 'EUR' },
  { kind: 'return' },
  { open: 'true' },
  { issuedFrom: '2025-03-01', issuedTo: '2025-03-31' },
  { dueFrom: '2025-03-01', dueTo: '2025-03-31' },
  { totalFrom: 100_000, totalTo: 200_000 },
  { state: 'issued', currency: 'TRY', dueTo: '2024-06-01' },
];
it.each(filters.flatMap((filter) => sorts.map((sort) => ({ ...filter, sort: sort as InvoiceList['sort'] }))))(
  'a page of %o goes by an index of the own business',
  async (query) => {
    const plan = await planOf(invoiceList.statement(query, conditionsOf(query, at)));
    const scans = plan.filter(
      (step) => step['Relation Name'] === 'invoices' || step['Index Name']?.startsWith('invoices'),
    );
    expect(scans.map((step) => step['Node Type'])).not.toContain('Seq Scan');
    for (const step of scans.filter((scan) => scan['Index Name'])) expect(step['Index Cond']).toContain('tenant_id');
    expect(touched(plan)).toBeLessThanOrEqual(50_000);
  },
);

it.each(queries)('a page of %o reads a page', async (query) => {
  const plan = await planOf(invoiceList.statement(query, conditionsOf(query, at)));
  expect(touched(plan)).toBeLessThan(200);
});

it('a page of one client reads the invoices of that client', async () => {
  const query: InvoiceList = { clientId: oneClient };
  expect(touched(await planOf(invoiceList.statement(query, conditionsOf(query, at))))).toBeLessThan(200);
});

it('a page far down the list reads a page', async () => {
  const makeCursor = (sort: string, key: string) =>
    Buffer.from(JSON.stringify([sort, key, newId()])).toString('base64url');
  const deep: InvoiceList[] = [
    { sort: '-createdAt', cursor: makeCursor('-createdAt', '2024-06-01 00:00:00+00') },
    { sort: 'dueDate', cursor: makeCursor('dueDate', '2025-06-01') },
    { sort: '-number', cursor: makeCursor('-number', 'FTR2025000020000') },
  ];
  for (const query of deep) {
    const plan = await planOf(invoiceList.statement(query, conditionsOf(query, at)));
    expect(touched(plan)).toBeLessThan(200);
  }
});

it('a page of clients reads a page', async () => {
  const plan = await planOf(clientList.statement({}, clientConditionsOf({})));
  expect(touched(plan, 'clients')).toBeLessThan(200);
});

it('a page of a rare tag goes by indexes of the own business', async () => {
  const tagId = newId();
  const { admin } = world.database;
  const own = [business.tenantId, tagId];
  await admin.query(`insert into tags (tenant_id, id, name, colour) values ($1, $2, 'Bayi', 'blue')`, own);
  await admin.query(
    `insert into client_tags (tenant_id, client_id, tag_id) select $1, id, $2 from clients where tenant_id = $1 order by name limit 20`,
    own,
  );
  await admin.query(
    `with made as (
       insert into tags (tenant_id, id, name, colour)
       select tenant_id, gen_random_uuid(), 'Etiket ' || n, 'red' from (select distinct tenant_id from clients) t, generate_series(1, 40) n
       returning tenant_id, id
     ) insert into client_tags (tenant_id, client_id, tag_id) select c.tenant_id, c.id, m.id from clients c join made m using (tenant_id)`,
  );
  await admin.query('analyze client_tags; analyze tags');
  const plan = await planOf(clientList.statement({}, clientConditionsOf({ tagId })));
  for (const step of plan.filter((scan) => scan['Index Name'])) expect(step['Index Cond']).toContain('tenant_id');
  expect(plan.filter((step) => step['Relation Name'] === 'client_tags').map((step) => step['Node Type'])).not.toContain(
    'Seq Scan',
  );
  expect(touched(plan, 'client_tags')).toBeLessThan(5_000);
});

it('a page of restricted clients goes by indexes of the own business', async () => {
  await world.database.admin.query(
    `insert into restrictions (tenant_id, id, client_id, reason, restricted_at)
     select tenant_id, gen_random_uuid(), id, 'Kendisi istedi', now() from clients where tenant_id = $1 order by name limit 20`,
    [business.tenantId],
  );
  await world.database.admin.query('analyze restrictions');
  const plan = await planOf(clientList.statement({}, clientConditionsOf({ restricted: 'true' })));
  for (const step of plan.filter((scan) => scan['Index Name'])) expect(step['Index Cond']).toContain('tenant_id');
  expect(touched(plan, 'clients')).toBeLessThan(5_000);
});

describe('a tag on invoices', () => {
  const [rare, common] = [newId(), newId()];
  beforeAll(async () => {
    const { admin } = world.database;
    await admin.query(
      `insert into tags (tenant_id, id, name, colour) values ($1, $2, 'Nadir', 'blue'), ($1, $3, 'Sık', 'red')`,
      [business.tenantId, rare, common],
    );
    await admin.query(
      `insert into invoice_tags (tenant_id, invoice_id, tag_id)
       select $1, id, $2::uuid from invoices where tenant_id = $1 and sequence % 2000 = 0
       union all select $1, id, $3 from invoices where tenant_id = $1 and sequence % 3 = 0`,
      [business.tenantId, rare, common],
    );
    await admin.query('analyze invoice_tags; analyze tags');
  });

  async function plans(tagId: string): Promise<Plan[][]> {
    const found = [];
    for (const sort of sorts) {
      const query = { tagId, sort: sort as InvoiceList['sort'] }; // names of the contract
      found.push(await planOf(invoiceList.statement(query, conditionsOf(query, at))));
    }
    return found;
  }

  it('that few have is looked up, whatever the order', async () => {
    for (const plan of await plans(rare)) {
      for (const step of plan.filter((scan) => scan['Index Name'])) expect(step['Index Cond']).toContain('tenant_id');
      expect(touched(plan)).toBeLessThan(200);
      expect(touched(plan, 'invoice_tags')).toBeLessThan(200);
    }
  });

  it('that many have is met soon, and costs no look at all of them', async () => {
    for (const plan of await plans(common)) expect(touched(plan)).toBeLessThan(1_000);
  });
});

describe('when nearly all is paid', () => {
  beforeAll(async () => {
    await world.database.admin.query('update invoices set settled_minor = total_minor where sequence % 50 <> 0');
    await world.database.admin.query('vacuum analyze invoices');
  });

  it.each([
    { open: 'true' },
    { paymentState: 'unpaid' },
    { open: 'true', sort: 'dueDate' },
    { overdue: 'true', sort: 'dueDate' },
    { paymentState: 'overpaid' },
  ] satisfies InvoiceList[])('a page of %o reads what is open and little else', async (query) => {
    const plan = await planOf(invoiceList.statement(query, conditionsOf(query, at)));
    expect(touched(plan)).toBeLessThan(200);
  });

  it('the receivables of the dashboard read what is open, not the whole history', async () => {
    expect(touched(await planOf(getReceivables(at)))).toBeLessThan(2_500);
    expect(touched(await planOf(getOverdue(at)))).toBeLessThan(200);
    expect(touched(await planOf(getBalances(oneClient, at)))).toBeLessThan(200);
  });
});
