// What the database itself keeps true of payments, whoever writes and however many at once.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let clientId: string;
let invoiceId: string;
let paymentId: string;

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
  clientId = await addClient();
  invoiceId = await invoiced(100);
  paymentId = await paid(6_000, [{ invoiceId, amountMinor: 4_000 }]);
});
afterAll(() => world.close());

const as = () => business.owner;

async function addClient(): Promise<string> {
  return (await world.call(clientRoutes.create, { as: as(), body: { kind: 'company', name: 'Toros' } })).body.id;
}

async function invoiced(units: number, currency = 'TRY', of = clientId): Promise<string> {
  const line = {
    description: 'Hizmet',
    quantity: '1',
    unit: 'C62',
    unitPrice: String(units),
    vatRate: '0',
    exemptionCode: '351',
  };
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  const { body } = await world.call(invoiceRoutes.create, { as: as(), body: { clientId: of, currency, lines } });
  expect((await world.call(invoiceRoutes.issue, { as: as(), params: { id: body.id } })).status).toBe(200);
  return body.id;
}

type Allocation = { invoiceId: string; amountMinor: number };
const pay = (amountMinor: number, allocations?: Allocation[]) =>
  world.call(paymentRoutes.create, {
    as: as(),
    body: { clientId, paymentDate: '2026-01-01', currency: 'TRY', amountMinor, method: 'bank', allocations },
  });
const paid = async (amountMinor: number, allocations?: Allocation[]) => (await pay(amountMinor, allocations)).body.id;

/** Runs statements as a role inside the business: the constraint that refused, the error's code, or how many rows. */
async function outcome(role: string, statements: readonly (readonly [string, ...unknown[]])[]): Promise<string> {
  const { admin } = world.database;
  await admin.query('begin');
  try {
    await admin.query(`select set_config('app.tenant_id', $1, true)`, [business.tenantId]);
    await admin.query(`set local role ${role}`);
    let rows: number | null = 0;
    for (const [text, ...values] of statements) rows = (await admin.query(text, values)).rowCount;
    return `done: ${rows}`;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return error.constraint ?? error.code ?? '';
  } finally {
    await admin.query('rollback');
  }
}

const give = (invoice: string, minor: number, payment = paymentId, overpays = false) =>
  [
    'insert into payment_allocations (id, payment_id, invoice_id, amount_minor, overpays) values ($1, $2, $3, $4, $5)',
    ...[newId(), payment, invoice, minor, overpays],
  ] as const;
const void_ = (reason = 'x') =>
  ['insert into payment_voids (payment_id, reason) values ($1, $2)', paymentId, reason] as const;

describe('facts', () => {
  it.each(['amount_minor = 1', `payment_date = '2020-01-01'`, `reference = 'x'`, `kind = 'writeOff'`, `note = 'x'`])(
    'of a payment take no update: %s',
    async (set) => {
      for (const role of ['app_staff', 'app_system', 'app_portal'])
        expect(await outcome(role, [[`update payments set ${set} where id = $1`, paymentId]])).toBe('42501');
    },
  );

  it('of a payment change their client by a merge alone', async () => {
    const move = [['update payments set client_id = gen_random_uuid() where id = $1', paymentId]] as const;
    expect(await outcome('app_staff', move)).toBe('a record changes its client only by a merge');
    for (const role of ['app_system', 'app_portal']) expect(await outcome(role, move)).toBe('42501');
  });

  it('are deleted by nobody, and allocations and voids take no update', async () => {
    for (const role of ['app_staff', 'app_system', 'app_portal']) {
      for (const table of ['payments', 'payment_voids', 'payment_allocations'])
        expect(await outcome(role, [[`delete from ${table}`]])).toBe('42501');
      expect(await outcome(role, [['update payment_allocations set amount_minor = 1']])).toBe('42501');
      expect(await outcome(role, [[`update payment_voids set reason = 'x'`]])).toBe('42501');
    }
  });
});

describe('what follows from the facts', () => {
  it('cannot be written beside them', async () => {
    const settled = (minor: number, id: string) =>
      ['update invoices set settled_minor = $2 where id = $1', id, minor] as const;
    expect(await outcome('app_staff', [settled(4_001, invoiceId)])).toBe(
      'what is settled is the sum of the allocations',
    );
    expect(await outcome('app_staff', [settled(0, invoiceId)])).toBe('what is settled is the sum of the allocations');
    const allocated = ['update payments set allocated_minor = 1 where id = $1', paymentId] as const;
    expect(await outcome('app_staff', [allocated])).toBe('what is allocated is the sum of the allocations');
    const voided = ['update payments set is_voided = true where id = $1', paymentId] as const;
    expect(await outcome('app_staff', [voided])).toBe('a payment is voided by its void');
    for (const role of ['app_system', 'app_portal']) {
      expect(await outcome(role, [settled(1, invoiceId)])).toBe('42501');
      expect(await outcome(role, [allocated])).toBe('42501');
    }
  });

  it('refuses an allocation that cannot be', async () => {
    const small = await invoiced(10);
    const euro = await invoiced(10, 'EUR');
    const strangers = await invoiced(10, 'TRY', await addClient());
    const mismatch = 'payment and invoice are of one client and currency';
    expect(await outcome('app_staff', [give(small, 1_000)])).toBe('done: 1');
    expect(await outcome('app_staff', [give(small, 1_001)])).toBe('an invoice is settled up to its worth');
    expect(await outcome('app_staff', [give(small, 1_001, paymentId, true)])).toBe('done: 1');
    expect(await outcome('app_staff', [give(invoiceId, 2_001)])).toBe('a payment is allocated up to its amount');
    expect(await outcome('app_staff', [give(euro, 1)])).toBe(mismatch);
    expect(await outcome('app_staff', [give(strangers, 1)])).toBe(mismatch);
    expect(await outcome('app_staff', [give(newId(), 1)])).toBe(mismatch);
    expect(await outcome('app_staff', [give(small, -1)])).toBe('an allocation settles, or takes one back');
    expect(await outcome('app_staff', [give(small, 0)])).toMatch(/amount_minor_check|settles, or takes/);
    expect(await outcome('app_system', [give(small, 1)])).toBe('42501');
    const draft = await world.call(invoiceRoutes.create, { as: as(), body: { clientId } });
    expect(await outcome('app_staff', [give(draft.body.id, 1)])).toMatch(/settled up to its worth|cannot be cancelled/);
  });

  it('takes an allocation back whole, once, and only as its mirror', async () => {
    const { rows } = await world.database.admin.query(
      'select id from payment_allocations where payment_id = $1 and reverses_id is null',
      [paymentId],
    );
    const back = (minor: number, invoice = invoiceId) =>
      [
        'insert into payment_allocations (payment_id, invoice_id, amount_minor, reverses_id) values ($1, $2, $3, $4)',
        ...[paymentId, invoice, minor, rows[0].id],
      ] as const;
    expect(await outcome('app_staff', [back(-4_000)])).toBe('done: 1');
    expect(await outcome('app_staff', [back(-3_999)])).toBe('a reversal mirrors what it takes back');
    expect(await outcome('app_staff', [back(-4_000, await invoiced(100))])).toBe(
      'a reversal mirrors what it takes back',
    );
    expect(await outcome('app_staff', [back(-4_000), back(-4_000)])).toBe('an allocation is taken back once');
    expect(await outcome('app_staff', [void_()])).toBe('a voided payment settles nothing');
    expect(await outcome('app_staff', [back(-4_000), void_(), void_()])).toBe('a payment is voided once');
    expect(await outcome('app_staff', [back(-4_000), void_(), give(invoiceId, 1)])).toBe(
      'a voided payment settles nothing',
    );
  });

  it('keeps an invoice with payments from being cancelled, and a client with payments from being deleted', async () => {
    const cancel = `update invoices set state = 'cancelled', cancelled_at = now(), cancel_reason = 'x' where id = $1`;
    expect(await outcome('app_staff', [[cancel, invoiceId]])).toBe('an invoice with payments cannot be cancelled');
    const bare = await addClient();
    const insert = `insert into payments (id, kind, client_id, payment_date, currency, amount_minor, method)
      values ($1, 'payment', $2, '2026-01-01', 'TRY', 1, $3)`;
    const remove = ['delete from clients where id = $1', bare] as const;
    expect(await outcome('app_staff', [[insert, newId(), bare, 'cash'], remove])).toBe(
      'a client with payments cannot be deleted',
    );
    expect(await outcome('app_staff', [[insert, newId(), bare, null]])).toBe('money received has a method');
  });
});

/** What the columns say against what the rows add up to, over everything that the tests of this file have written. */
async function differences(): Promise<unknown[]> {
  const { rows } = await world.database.admin.query(
    `select i.id, i.settled_minor from invoices i
       where i.settled_minor <> (select coalesce(sum(amount_minor), 0) from payment_allocations a where a.invoice_id = i.id)
     union all select p.id, p.allocated_minor from payments p
       where p.allocated_minor <> (select coalesce(sum(amount_minor), 0) from payment_allocations a where a.payment_id = p.id)`,
  );
  return rows;
}

describe('twenty at once', () => {
  it('settle an invoice ten of them can: exactly ten succeed, and nothing is lost', async () => {
    const id = await invoiced(100);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => pay(1_000, [{ invoiceId: id, amountMinor: 1_000 }])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(10).fill(201), ...Array(10).fill(422)]);
    const { body } = await world.call(invoiceRoutes.get, { as: as(), params: { id } });
    expect([body.settledMinor, body.openMinor, body.paymentState]).toEqual([10_000, 0, 'paid']);
    expect(await differences()).toEqual([]);
  });

  it('without the verb’s own locks: the database refuses the eleventh', async () => {
    const id = await invoiced(100);
    const sources = await Promise.all(Array.from({ length: 20 }, () => paid(1_000)));
    const clients = await Promise.all(
      sources.map(async () => {
        const client = new pg.Client({ connectionString: world.database.adminUrl });
        await client.connect();
        return client;
      }),
    );
    const wins = await Promise.all(
      clients.map(async (client, place) => {
        try {
          await client.query('begin');
          await client.query(`select set_config('app.tenant_id', $1, true)`, [business.tenantId]);
          await client.query('set local role app_staff');
          const [text, ...values] = give(id, 1_000, sources[place]);
          await client.query(text, values);
          await client.query('commit');
          return true;
        } catch (error) {
          await client.query('rollback');
          expect(error).toMatchObject({ constraint: 'an invoice is settled up to its worth' });
          return false;
        } finally {
          await client.end();
        }
      }),
    );
    expect(wins.filter(Boolean)).toHaveLength(10);
    expect(await differences()).toEqual([]);
  });

  it('give away one payment and void it meanwhile: it is never both', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => invoiced(10)));
    const id = await paid(5_000);
    const params = { as: as(), params: { id } };
    const gifts = ids.map((invoice) =>
      world.call(paymentRoutes.allocate, {
        ...params,
        body: { allocations: [{ invoiceId: invoice, amountMinor: 1_000 }] },
      }),
    );
    const undo = world.call(paymentRoutes.void, { ...params, body: { reason: 'Yarış' } });
    const statuses = (await Promise.all(gifts)).map(({ status }) => status);
    expect((await undo).status).toBe(200);
    expect(statuses.filter((status) => ![201, 409, 422].includes(status))).toEqual([]);
    const { body } = await world.call(paymentRoutes.get, params);
    expect([body.isVoided, body.allocatedMinor]).toEqual([true, 0]);
    for (const invoice of ids) {
      const found = await world.call(invoiceRoutes.get, { as: as(), params: { id: invoice } });
      expect(found.body.paymentState).toBe('unpaid');
    }
    expect(await differences()).toEqual([]);
  });

  it('settle many invoices crosswise without getting into each other’s way', async () => {
    const ids = await Promise.all(Array.from({ length: 4 }, () => invoiced(1_000)));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, turn) => {
        const turned = [...ids.slice(turn % 4), ...ids.slice(0, turn % 4)];
        return pay(
          400,
          turned.map((invoice) => ({ invoiceId: invoice, amountMinor: 100 })),
        );
      }),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(await differences()).toEqual([]);
  });
});
