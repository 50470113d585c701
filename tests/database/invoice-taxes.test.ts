// What the database itself refuses about charges, withheld VAT, stopaj and what is payable, whoever asks.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { invoiceRoutes, type Invoice } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let clientId: string;

const line = { description: 'Danışmanlık', quantity: '2', unit: 'HUR', unitPrice: '500', vatRate: '20' };
const lines = [
  { ...line, discountRate: null, discountMinor: null, withholdingCode: '602' },
  { ...line, description: 'Yol', discountRate: null, discountMinor: null, vatRate: '0', exemptionCode: '351' },
];
const charges = [{ reason: 'Kargo', chargeRate: null, chargeMinor: 5_000, vatRate: '20' }];
const document = { lines, charges, stopajRate: '20', discountMinor: 10_000 };
const on = (id: string) => ({ as: business.owner, params: { id } });

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
  const body = { kind: 'company', name: 'Toros Maden' };
  clientId = (await world.call(clientRoutes.create, { as: business.owner, body })).body.id;
});
afterAll(() => world.close());

const draft = async (changes: Record<string, unknown> = {}): Promise<Invoice> => {
  const body = { clientId, ...document, ...changes };
  return (await world.call(invoiceRoutes.create, { as: business.owner, body })).body;
};
const issue = async (id: string): Promise<Invoice> => {
  const { status, body } = await world.call(invoiceRoutes.issue, on(id));
  expect(status).toBe(200);
  return body;
};

/** Runs statements as a role of the app inside the business, and says which constraint refused one, or the error's code. */
async function refusal(role: 'app_staff' | 'app_portal', id: string, ...texts: string[]): Promise<string> {
  const { admin } = world.database;
  await admin.query('begin');
  try {
    await admin.query(`select set_config('app.tenant_id', $1, true)`, [business.tenantId]);
    await admin.query(`set local role ${role}`);
    for (const text of texts) await admin.query(text, [id]);
    return 'done';
  } catch (error) {
    if (!(error instanceof pg.DatabaseError)) throw error;
    return error.constraint ?? error.code ?? '';
  } finally {
    await admin.query('rollback');
  }
}

const byHand = `state = 'issued', series = 'FTR', year = 2026, sequence = 900, number = 'FTR2026000000900', issue_date = '2026-06-01',
  due_date = null, issued_at = now(), seller = '{}', buyer = '{}', buyer_name = 'x'`;
const issueWith = (sets: string) => `update invoices set ${byHand}${sets && `, ${sets}`} where id = $1`;
const charge = (change: string) => `charges = jsonb_set(charges, '{0}', charges -> 0 || '${change}')`;
const sums = 'an invoice is the sum of its lines and charges';
const rates = 'the sums by VAT rate add up to the invoice';
const withheld = 'withheld VAT is that of the lines';

describe('an invoice with charges, withholding and stopaj', () => {
  it.each([
    ['', 'done'],
    [charge('{"amountMinor": 4999}'), sums],
    [charge('{"netMinor": 4999}'), sums],
    [charge('{"vatMinor": 999}'), rates],
    [`charges = '[]'`, sums],
    [`charge_minor = charge_minor - 1, subtotal_minor = subtotal_minor + 1`, sums],
    [`discount_minor = discount_minor + 1`, sums],
    [`withheld_minor = withheld_minor - 1`, withheld],
    [`withholding = '[]'`, withheld],
    [`withholding = jsonb_set(withholding, '{0,rate}', '"80"')`, withheld],
    [`withholding = jsonb_set(withholding, '{0,withheldMinor}', '1')`, withheld],
    [`stopaj_minor = stopaj_minor - 1`, 'stopaj is its rate of net'],
    [`stopaj_rate = null`, 'stopaj is its rate of net'],
    [`withheld_minor = vat_minor + 1`, withheld],
    [`charges = '{}'`, '22023'],
  ])('issued by hand with %s: %s', async (sets, expected) => {
    expect(await refusal('app_staff', (await draft()).id, issueWith(sets))).toBe(expected);
  });

  it('cannot be issued when a line was written that its sums do not know', async () => {
    const { id } = await draft();
    const added = (net: number, vat: number, price: number) =>
      `insert into invoice_lines (invoice_id, position, description, quantity, unit, unit_price, vat_rate, net_minor, amount_minor, vat_minor)
       values ($1, 3, 'x', 1, 'C62', ${price}, 20, ${net}, ${net}, ${vat})`;
    expect(await refusal('app_staff', id, added(100, 20, 1), issueWith(''))).toBe(sums);
    expect(await refusal('app_staff', id, added(0, 20, 0), issueWith(''))).toBe(rates);
    expect(await refusal('app_staff', id, added(0, 0, 1), issueWith(''))).toBe(
      'the amount of a line is quantity times price less discount',
    );
    expect(await refusal('app_staff', id, 'delete from invoice_lines where invoice_id = $1', issueWith(''))).toBe(
      'an issued invoice has at least one line',
    );
  });

  it('withholds no VAT of a line without a code, without a percentage, or beyond what it bears', async () => {
    const { id } = await draft();
    const added = (columns: string, values: string) =>
      `insert into invoice_lines (invoice_id, position, description, quantity, unit, unit_price, vat_rate, net_minor, amount_minor,
         vat_minor, ${columns}) values ($1, 3, 'x', 1, 'C62', 1, 20, 100, 100, 20, ${values})`;
    const refused = (columns: string, values: string) => refusal('app_staff', id, added(columns, values));
    expect(await refused('withheld_minor', '1')).toBe('VAT is withheld by a code');
    expect(await refused('withholding_code', `'602'`)).toBe('a withholding code comes with its percentage');
    expect(await refused('withheld_minor, withholding_code, withholding_rate', `21, '602', 90`)).toBe(
      'no more VAT of a line is withheld than it bears',
    );
  });

  it('once issued keeps every fact but its internal notes', async () => {
    const { id } = await issue((await draft({ internalNotes: 'Aracı: Mehmet' })).id);
    const kept = 'the facts of an issued invoice cannot change';
    const set = (what: string) => refusal('app_staff', id, `update invoices set ${what} where id = $1`);
    expect(await set(charge('{"reason": "Başka"}'))).toBe(kept);
    expect(await set(`order_number = '1'`)).toBe(kept);
    expect(await set(`despatches = '[{"number": "1", "date": null}]'`)).toBe(kept);
    expect(await set(`stopaj_rate = null, stopaj_minor = 0`)).toBe(kept);
    expect(await set(`payable_minor = 1`)).toBe('428C9');
    expect(await set(`internal_notes = 'sonradan'`)).toBe('done');
  });

  it('shows a client what it withholds, and never the internal notes', async () => {
    const { id } = await issue((await draft()).id);
    expect(
      await refusal('app_portal', id, 'select payable_minor, charges, withholding from invoices where id = $1'),
    ).toBe('done');
    expect(await refusal('app_portal', id, 'select internal_notes from invoices where id = $1')).toBe('42501');
  });
});

describe('what is settled', () => {
  it('ends at what is payable, unless more was meant', async () => {
    const invoice = await issue((await draft()).id);
    expect(invoice.payableMinor).toBeLessThan(invoice.totalMinor);
    const facts = {
      clientId,
      paymentDate: '2026-01-01',
      currency: 'TRY',
      method: 'bank',
      amountMinor: invoice.totalMinor,
    };
    const { body: payment } = await world.call(paymentRoutes.create, {
      as: business.owner,
      body: { ...facts, allocations: [] },
    });
    const allocate = (amount: number, overpays: boolean) =>
      `insert into payment_allocations (id, payment_id, invoice_id, amount_minor, overpays)
       values (gen_random_uuid(), '${payment.id}', $1, ${amount}, ${overpays})`;
    const refused = (amount: number, overpays = false) => refusal('app_staff', invoice.id, allocate(amount, overpays));
    expect(await refused(invoice.payableMinor)).toBe('done');
    expect(await refused(invoice.payableMinor + 1)).toBe('an invoice is settled up to its worth');
    expect(await refused(invoice.payableMinor + 1, true)).toBe('done');
  });

  it('a charge goes back once', async () => {
    const original = await issue((await draft()).id);
    const back = await world.call(returnRoutes.create, {
      ...on(original.id),
      body: { reason: 'x', lines: [{ position: 1, quantity: '1' }] },
    });
    expect([back.status, back.body.charges]).toEqual([201, []]);
    await world.call(returnRoutes.create, { ...on(original.id), body: { reason: 'x' } });
    const taken = `update invoices set charges = '[{"amountMinor": 5001, "netMinor": 5001, "vatMinor": 0, "vatRate": "20"}]' where id = $1`;
    expect(await refusal('app_staff', original.id, taken)).toBe('the facts of an issued invoice cannot change');
    const again = await draft({ charges: [{ ...charges[0], chargeMinor: 1 }] });
    const asReturn = `insert into invoices (id, client_id, currency, language, prices_include_vat, rounding_mode, subtotal_minor,
        discount_total_minor, net_minor, vat_minor, total_minor, vat, charges, charge_minor, withholding, withheld_minor, stopaj_rate,
        stopaj_minor, discount_minor, kind, original_id)
      select '${crypto.randomUUID()}', client_id, currency, language, prices_include_vat, rounding_mode, subtotal_minor,
        discount_total_minor, net_minor, vat_minor, total_minor, vat, charges, charge_minor, withholding, withheld_minor, stopaj_rate,
        stopaj_minor, discount_minor, 'return', '${original.id}' from invoices where id = $1`;
    const lined = `insert into invoice_lines (invoice_id, position, description, quantity, unit, unit_price, vat_rate, net_minor,
        amount_minor, vat_minor, original_position)
      select id, 1, 'x', 0, 'C62', 0, 20, 0, 0, 0, 1 from invoices where original_id = '${original.id}' and state = 'draft' and $1 = $1`;
    const sumsOfOne = `update invoices set subtotal_minor = 0, discount_total_minor = 0, discount_minor = null, net_minor = 1,
        charge_minor = 1, vat_minor = 0, total_minor = 1, vat = '[{"rate": "20", "baseMinor": 1, "vatMinor": 0}]', withholding = '[]',
        withheld_minor = 0, stopaj_rate = null, stopaj_minor = 0,
        charges = '[{"amountMinor": 1, "netMinor": 1, "vatMinor": 0, "vatRate": "20"}]'
      where original_id = '${original.id}' and state = 'draft' and $1 = $1`;
    const issueIt = `update invoices set ${byHand} where original_id = '${original.id}' and state = 'draft' and $1 = $1`;
    expect(await refusal('app_staff', again.id, asReturn, lined, sumsOfOne, issueIt)).toBe(
      'a return takes back no more than was sold',
    );
  });
});
