// What the database itself refuses about invoices, whoever asks, and numbers without gaps under load and crashes.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let clientId: string;

const line = { description: 'Hizmet', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];
const on = (id: string) => ({ as: business.owner, params: { id } });

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
  const body = { kind: 'company', name: 'Toros Maden' };
  clientId = (await world.call(clientRoutes.create, { as: business.owner, body })).body.id;
});
afterAll(() => world.close());

async function draft(): Promise<string> {
  return (await world.call(invoiceRoutes.create, { as: business.owner, body: { clientId, lines } })).body.id;
}

async function issued(): Promise<string> {
  const id = await draft();
  expect((await world.call(invoiceRoutes.issue, on(id))).status).toBe(200);
  return id;
}

/** Runs a statement as one of the app's roles inside the business, and says which constraint refused it, or the error's code. */
async function refusal(
  role: 'app_staff' | 'app_system' | 'app_portal',
  text: string,
  values: unknown[] = [],
): Promise<string> {
  const { admin } = world.database;
  await admin.query('begin');
  try {
    await admin.query(`select set_config('app.tenant_id', $1, true)`, [business.tenantId]);
    await admin.query(`set local role ${role}`);
    const { rowCount } = await admin.query(text, values);
    return `done: ${rowCount}`;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return error.constraint ?? error.code ?? '';
  } finally {
    await admin.query('rollback');
  }
}

const changed = 'the facts of an issued invoice cannot change';
const forbidden = '42501';

describe('an issued invoice', () => {
  it.each([
    ['total_minor = 1, net_minor = 1, vat_minor = 0, subtotal_minor = 1', changed],
    [`buyer = '{"name": "Başkası"}'`, changed],
    [`seller = seller || '{"iban": "TR1"}'`, changed],
    [`due_date = '2099-01-01'`, changed],
    [`notes = 'sonradan'`, changed],
    [`currency = 'EUR'`, changed],
    [`delivery_address = '{"city": "Van"}'`, changed],
    [`billing_address_id = gen_random_uuid()`, changed],
    [`delivery_address_id = gen_random_uuid()`, changed],
    ["sequence = sequence + 1, number = series || year::text || lpad((sequence + 1)::text, 9, '0')", changed],
    [`issued_at = now() - interval '1 day'`, changed],
    [`state = 'draft'`, 'an invoice is issued, then cancelled'],
    [`state = 'cancelled'`, 'a cancelled invoice has a time and a reason'],
    [`tenant_id = gen_random_uuid()`, forbidden],
    [`created_at = now()`, forbidden],
    [`pdf_state = 'pending', version = version + 1`, 'done: 1'],
  ])('set %s by staff: %s', async (set, expected) => {
    const id = await issued();
    expect(await refusal('app_staff', `update invoices set ${set} where id = $1`, [id])).toBe(expected);
  });

  it('takes no delete, and its lines no insert, update or delete', async () => {
    const id = await issued();
    const keptLines = 'the lines of an issued invoice cannot change';
    expect(await refusal('app_staff', 'delete from invoices where id = $1', [id])).toBe(
      'an issued invoice cannot be deleted',
    );
    expect(await refusal('app_staff', 'delete from invoice_lines where invoice_id = $1', [id])).toBe(keptLines);
    expect(await refusal('app_staff', 'update invoice_lines set quantity = 2 where invoice_id = $1', [id])).toBe(
      forbidden,
    );
    const added = `insert into invoice_lines (invoice_id, position, description, quantity, unit, unit_price, vat_rate, net_minor, amount_minor)
      values ($1, 2, 'x', 1, 'C62', 1, 0, 100, 100)`;
    expect(await refusal('app_staff', added, [id])).toBe(keptLines);
    expect(await refusal('app_system', 'delete from invoices where id = $1', [id])).toBe(forbidden);
    expect(await refusal('app_portal', 'delete from invoices where id = $1', [id])).toBe(forbidden);
    expect(await refusal('app_system', `update invoices set notes = 'x' where id = $1`, [id])).toBe(forbidden);
    expect(await refusal('app_portal', `update invoices set pdf_state = 'none' where id = $1`, [id])).toBe(forbidden);
  });

  it('stays even when the administrator tries', async () => {
    const id = await issued();
    const { admin } = world.database;
    await expect(admin.query('delete from invoices where id = $1', [id])).rejects.toThrow('cannot be deleted');
    await expect(admin.query(`update invoices set notes = 'x' where id = $1`, [id])).rejects.toThrow('cannot change');
  });

  it('once cancelled keeps time and reason', async () => {
    const id = await issued();
    await world.call(invoiceRoutes.cancel, { ...on(id), body: { reason: 'Mükerrer' } });
    const set = (what: string) => refusal('app_staff', `update invoices set ${what} where id = $1`, [id]);
    expect(await set(`cancel_reason = 'başka'`)).toBe(changed);
    expect(await set(`state = 'issued', cancelled_at = null, cancel_reason = null`)).toBe(
      'an invoice is issued, then cancelled',
    );
  });
});

describe('a draft', () => {
  const byHand = {
    ...{ state: `'issued'`, series: `'FTR'`, year: '2026', sequence: '900', number: `'FTR2026000000900'` },
    ...{
      issue_date: `'2026-06-01'`,
      due_date: 'null',
      issued_at: 'now()',
      seller: `'{}'`,
      buyer: `'{}'`,
      buyer_name: `'x'`,
    },
  };
  const issueBy = (columns: Record<string, string>) => {
    const sets = Object.entries({ ...byHand, ...columns }).map(([column, value]) => `${column} = ${value}`);
    return `update invoices set ${sets.join(', ')} where id = $1`;
  };

  it.each<[Record<string, string>, string]>([
    [{}, 'done: 1'],
    [{ number: `'FTR2026000000901'` }, 'a number is what its pattern makes of series, year and count'],
    [{ issue_date: `'2025-12-31'` }, 'the year of the number is the year of issue'],
    [{ due_date: `'2026-05-31'` }, 'an invoice is not due before it is issued'],
    [{ buyer: 'null' }, 'an issued invoice has number, date, seller and buyer'],
    [
      { net_minor: '1', subtotal_minor: '1', total_minor: '1 + vat_minor' },
      'an invoice is the sum of its lines and charges',
    ],
    [{ vat_minor: '1999', total_minor: '11999' }, 'the sums by VAT rate add up to the invoice'],
    [{ vat: `'[{"rate": 20, "baseMinor": 10000, "vatMinor": 1999}]'` }, 'the sums by VAT rate add up to the invoice'],
    [{ vat: `'[{"rate": 10, "baseMinor": 10000, "vatMinor": 2000}]'` }, 'the sums by VAT rate add up to the invoice'],
    [{ vat: `'[]'` }, 'the sums by VAT rate add up to the invoice'],
    [{ total_minor: '1' }, 'net and VAT are the total'],
    [{ subtotal_minor: '1' }, 'subtotal less discount, with charges, is net'],
    [{ discount_rate: '1', discount_minor: '0' }, 'an invoice has one discount, not two'],
    [{ state: `'cancelled'` }, 'an invoice is issued, then cancelled'],
  ])('issued by hand with %o: %s', async (columns, expected) => {
    expect(await refusal('app_staff', issueBy(columns), [await draft()])).toBe(expected);
  });

  it('has no number and no lines to issue without', async () => {
    const id = await draft();
    expect(await refusal('app_staff', `update invoices set number = 'FTR2026000000900' where id = $1`, [id])).toBe(
      'a draft has no number',
    );
    const { body } = await world.call(invoiceRoutes.create, { as: business.owner, body: { clientId } });
    expect(await refusal('app_staff', issueBy({}), [body.id])).toBe('an issued invoice has at least one line');
  });

  it('names a client of its own business and no other', async () => {
    const other = await world.business();
    const made = { as: other.owner, body: { kind: 'person', name: 'Yabancı' } };
    const foreign = (await world.call(clientRoutes.create, made)).body.id;
    const id = await draft();
    expect(await refusal('app_staff', 'update invoices set client_id = $2 where id = $1', [id, foreign])).toBe(
      'a client with documents cannot be deleted',
    );
  });
});

describe('the counter', () => {
  it('goes up by one and its dates never back', async () => {
    await issued();
    const order = 'numbers go up by one and dates never back';
    const move = (set: string) => refusal('app_staff', `update invoice_counters set ${set}`);
    expect(await move('last_sequence = last_sequence + 2')).toBe(order);
    expect(await move('last_sequence = last_sequence - 1')).toBe(order);
    expect(await move('last_sequence = last_sequence + 1, last_issue_date = last_issue_date - 1')).toBe(order);
    expect(await refusal('app_staff', 'delete from invoice_counters')).toBe(forbidden);
    expect(await refusal('app_system', 'select from invoice_counters')).toBe(forbidden);
  });
});

describe('numbers', () => {
  it('have no gap and no double under twenty issues at once, while connections are killed in the middle', async () => {
    const busy = await world.business();
    const as = busy.owner;
    const client = (await world.call(clientRoutes.create, { as, body: { kind: 'person', name: 'Ayla' } })).body.id;
    const ids: string[] = [];
    for (let place = 0; place < 60; place += 1) {
      ids.push((await world.call(invoiceRoutes.create, { as, body: { clientId: client, lines } })).body.id);
    }
    // Each kill takes a backend that holds or waits for the counter's row, in the middle of its transaction.
    const kill = async () => {
      const { rows } = await world.database.admin.query(
        `select count(pg_terminate_backend(pid))::int as killed from (
           select pid from pg_stat_activity
           where datname = current_database() and usename = 'crmfex_api' and xact_start is not null and pid <> pg_backend_pid() limit 2
         ) busy`,
      );
      return Number(rows[0].killed);
    };
    let killed = 0;
    const issueAll = async (some: string[]) => {
      const running = Promise.all(some.map((id) => world.call(invoiceRoutes.issue, { as, params: { id } })));
      let isOver = false;
      const killing = (async () => {
        for (let tries = 0; !isOver && tries < 200 && killed < 6; tries += 1) killed += await kill();
      })();
      const answers = await running;
      isOver = true;
      await killing;
      return answers.map(({ status }) => status);
    };
    const statuses: number[] = [];
    for (let start = 0; start < ids.length; start += 20)
      statuses.push(...(await issueAll(ids.slice(start, start + 20))));
    expect(killed).toBeGreaterThan(0);
    expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    const { rows } = await world.database.admin.query(
      `select sequence, number, issue_date::text from invoices where tenant_id = $1 and state = 'issued' order by sequence`,
      [busy.tenantId],
    );
    expect(rows.length).toBeGreaterThan(30);
    expect(rows.map((row) => row.sequence)).toEqual(rows.map((_, place) => place + 1));
    expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length);
    const { rows: counters } = await world.database.admin.query(
      'select last_sequence from invoice_counters where tenant_id = $1',
      [busy.tenantId],
    );
    expect(counters).toEqual([{ last_sequence: rows.length }]);
    // What was refused can be issued now, and goes on where the numbers stopped.
    const left = await world.database.admin.query(
      `select id from invoices where tenant_id = $1 and state = 'draft' limit 1`,
      [busy.tenantId],
    );
    const [next] = left.rows;
    if (next) {
      const { body } = await world.call(invoiceRoutes.issue, { as, params: { id: next.id } });
      expect(body.number).toMatch(new RegExp(`${rows.length + 1}$`));
    }
  });

  it('belong to the series and the year', async () => {
    const many = await world.business({ invoice_series: 'ABC' });
    const as = many.owner;
    const client = (await world.call(clientRoutes.create, { as, body: { kind: 'person', name: 'Emre' } })).body.id;
    const issue = async () => {
      const { body } = await world.call(invoiceRoutes.create, { as, body: { clientId: client, lines } });
      return (await world.call(invoiceRoutes.issue, { as, params: { id: body.id } })).body.number;
    };
    const year = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Istanbul', year: 'numeric' }).format(new Date());
    expect(await issue()).toBe(`ABC${year}000000001`);
    await world.database.admin.query(`update tenants set invoice_series = 'XYZ' where id = $1`, [many.tenantId]);
    expect(await issue()).toBe(`XYZ${year}000000001`);
    await world.database.admin.query(`update tenants set invoice_series = 'ABC' where id = $1`, [many.tenantId]);
    expect(await issue()).toBe(`ABC${year}000000002`);
  });
});

it('a portal sees the one document of its link, and never a draft', async () => {
  const [seen, hidden, unfinished] = [await issued(), await issued(), await draft()];
  const { admin } = world.database;
  const look = async (documentId: string, text: string) => {
    await admin.query('begin');
    await admin.query(`select set_config('app.tenant_id', $1, true), set_config('app.document_id', $2, true)`, [
      business.tenantId,
      documentId,
    ]);
    await admin.query('set local role app_portal');
    const { rows } = await admin.query(text);
    await admin.query('rollback');
    return rows;
  };
  expect(await look(seen, 'select id from invoices')).toEqual([{ id: seen }]);
  expect(await look(seen, 'select distinct invoice_id from invoice_lines')).toEqual([{ invoice_id: seen }]);
  expect(await look(unfinished, 'select id from invoices')).toEqual([]);
  expect(await look(newId(), 'select id from invoices')).toEqual([]);
  expect(await look(hidden, 'select id from portal_links')).toEqual([]);
  for (const text of ['select client_id from invoices', 'select * from clients', 'select recipient from deliveries']) {
    expect(await refusal('app_portal', text)).toBe(forbidden);
  }
});
