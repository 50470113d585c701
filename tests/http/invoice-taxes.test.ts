// Charges, exemptions, withheld VAT, stopaj and what is payable, over HTTP: from the draft to the paid invoice and its return.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balanceRoutes } from '../../shared/balances.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { bulkRoutes } from '../../shared/bulk.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes, type Invoice } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { portalRoutes } from '../../shared/portal.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { computeTotals } from '../../shared/totals.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let clientId: string;

const plain = { description: 'Danışmanlık', quantity: '2', unit: 'HUR', unitPrice: '500', vatRate: '20' };
const line = { ...plain, discountRate: null, discountMinor: null };
const withheld = { ...line, withholdingCode: '602' };
const freight = { reason: 'Kargo', chargeRate: null, chargeMinor: 5_000, vatRate: '20' };
const everything = {
  lines: [
    withheld,
    { ...line, withholdingCode: '624' },
    { ...line, vatRate: '0', exemptionCode: '302', exemptionReason: 'Yurt dışı' },
  ],
  charges: [freight, { reason: 'Ambalaj', chargeRate: '2', chargeMinor: null, vatRate: '10' }],
  ...{ stopajRate: '20', discountMinor: 10_000, orderNumber: 'SIP-7', orderDate: '2026-02-01' },
  despatches: [{ number: 'IRS2026000000001', date: '2026-02-02' }],
  internalNotes: 'Komisyon: %5',
};

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
  const body = { kind: 'company', name: 'Kuzey Işığı A.Ş.', email: 'a@example.com' };
  clientId = (await world.call(clientRoutes.create, { as: business.owner, body })).body.id;
});
afterAll(() => world.close());

const on = (id: string, as = business.owner) => ({ as, params: { id } });
const create = (body: Record<string, unknown>) =>
  world.call(invoiceRoutes.create, { as: business.owner, body: { clientId, lines: [line], ...body } });
async function issued(body: Record<string, unknown>): Promise<Invoice> {
  const { body: draft } = await create(body);
  const answer = await world.call(invoiceRoutes.issue, on(draft.id));
  expect([answer.status, answer.problem.errors]).toEqual([200, undefined]);
  return answer.body;
}
const look = async (id: string) => (await world.call(invoiceRoutes.get, on(id))).body;

describe('an invoice with everything at once', () => {
  it('says what is payable, and keeps codes, rates and references', async () => {
    const invoice = await issued(everything);
    // 3,000.00 − 100.00 + 50.00 + 2 % of 2,900.00; 20 %: 1,933.33 of the lines and 50.00; 10 %: 58.00; the third line bears none.
    expect(invoice.totals).toMatchObject({ subtotalMinor: 300_000, discountMinor: 10_000, chargeMinor: 10_800 });
    expect(invoice.totals).toMatchObject({ netMinor: 300_800, vatMinor: 40_247, totalMinor: 341_047 });
    expect(invoice.totals.withholding).toEqual([
      { code: '602', rate: '90', vatMinor: 19_333, withheldMinor: 17_400 },
      { code: '624', rate: '20', vatMinor: 19_334, withheldMinor: 3_867 },
    ]);
    expect(invoice.totals).toMatchObject({ withheldMinor: 21_267, stopajMinor: 60_160, payableMinor: 259_620 });
    expect(invoice).toMatchObject({ payableMinor: 259_620, openMinor: 259_620, totalMinor: 341_047 });
    expect(invoice.lines[0]).toMatchObject({ withholdingCode: '602', withholdingRate: '90' });
    expect(invoice.lines[2]).toMatchObject({ exemptionCode: '302', exemptionReason: 'Yurt dışı', vatMinor: 0 });
    expect(invoice.charges).toMatchObject([
      { reason: 'Kargo', amountMinor: 5_000, netMinor: 5_000, vatMinor: 1_000 },
      { reason: 'Ambalaj', amountMinor: 5_800, netMinor: 5_800, vatMinor: 580 },
    ]);
    const { orderNumber, orderDate, despatches, internalNotes } = everything;
    expect(invoice).toMatchObject({ orderNumber, orderDate, despatches, internalNotes });
  });

  it('is paid by exactly what is payable, and owes nothing then', async () => {
    const invoice = await issued(everything);
    const facts = { clientId, paymentDate: '2026-03-01', currency: 'TRY', method: 'bank' };
    const pay = (amountMinor: number) =>
      world.call(paymentRoutes.create, {
        as: business.owner,
        body: { ...facts, amountMinor, allocations: [{ invoiceId: invoice.id, amountMinor }] },
      });
    const tooMuch = await pay(invoice.payableMinor + 1);
    expect(tooMuch.status).toBeGreaterThanOrEqual(400);
    expect((await pay(invoice.payableMinor - 1)).status).toBe(201);
    expect(await look(invoice.id)).toMatchObject({ paymentState: 'partlyPaid', openMinor: 1 });
    expect((await pay(1)).status).toBe(201);
    expect(await look(invoice.id)).toMatchObject({ paymentState: 'paid', openMinor: 0 });
    const query = { clientId, paymentState: 'paid' };
    const { body: list } = await world.call(invoiceRoutes.list, { as: business.owner, query });
    expect(list.items.map(({ id }) => id)).toContain(invoice.id);
  });

  it('goes back whole: the return withholds as much, its credit is what was payable', async () => {
    const original = await issued({ ...everything, discountMinor: null, discountRate: '5' });
    const { status, body } = await world.call(returnRoutes.create, { ...on(original.id), body: { reason: 'Yanlış' } });
    expect(status).toBe(201);
    expect(body.totals).toEqual(original.totals);
    expect(body).toMatchObject({ orderNumber: null, despatches: [], internalNotes: null });
    const after = await look(original.id);
    expect(after).toMatchObject({ paymentState: 'paid', openMinor: 0, creditedMinor: original.payableMinor });
  });

  it('goes back in parts: the last of them takes the charges, and nothing is left open', async () => {
    const original = await issued({ ...everything, stopajRate: null });
    const part = (body: Record<string, unknown>) =>
      world.call(returnRoutes.create, { ...on(original.id), body: { reason: 'Eksik', ...body } });
    const first = await part({ lines: [{ position: 1, quantity: '0.7' }] });
    expect([first.status, first.body.charges]).toEqual([201, []]);
    const rest = await part({});
    expect(rest.body.charges.map(({ amountMinor }) => amountMinor)).toEqual([5_000, 5_800]);
    const worth = first.body.payableMinor + rest.body.payableMinor;
    expect(Math.abs(worth - original.payableMinor)).toBeLessThanOrEqual(3);
  });

  it('is told to its client with what is payable, and without internal notes', async () => {
    const invoice = await issued(everything);
    const { body: made } = await world.call(invoiceRoutes.createLink, on(invoice.id));
    const token = made.url.split('#')[1] ?? '';
    const opened = await world.call(portalRoutes.open, { body: { token }, client: '' });
    const client = opened.cookies[0]?.value ?? '';
    const { status, body } = await world.call(portalRoutes.invoice, { params: { id: made.link.id }, client });
    expect(status).toBe(200);
    expect(body).toMatchObject({ openMinor: invoice.payableMinor, totals: invoice.totals, charges: invoice.charges });
    expect(body).toMatchObject({ orderNumber: 'SIP-7', despatches: everything.despatches });
    expect(JSON.stringify(body)).not.toContain('Komisyon');
  });

  it('stands in balance and statement with what is payable', async () => {
    const body = { kind: 'company', name: 'Tek Fatura Ltd.' };
    const { body: client } = await world.call(clientRoutes.create, { as: business.owner, body });
    const invoice = await issued({ ...everything, clientId: client.id });
    const { body: balance } = await world.call(balanceRoutes.get, on(client.id));
    expect(balance.balances).toMatchObject([{ openMinor: invoice.payableMinor, balanceMinor: invoice.payableMinor }]);
    const { body: statement } = await world.call(balanceRoutes.statement, on(client.id));
    expect(statement.parts[0]?.entries).toMatchObject([{ debitMinor: invoice.payableMinor }]);
  });

  it('is duplicated without what belongs to it alone, and comes back whole after being deleted', async () => {
    const { body: draft } = await create(everything);
    const { body: copy } = await world.call(invoiceRoutes.duplicate, on(draft.id));
    expect(copy.totals).toEqual(draft.totals);
    expect(copy).toMatchObject({ orderNumber: null, orderDate: null, despatches: [], internalNotes: null });
    await world.call(invoiceRoutes.remove, on(draft.id));
    await world.call(bulkRoutes.restoreDrafts, { as: business.owner, body: { ids: [draft.id] } });
    const { totals, lines, charges, despatches, internalNotes } = draft;
    expect(await look(draft.id)).toMatchObject({ totals, lines, charges, despatches, internalNotes });
  });
});

describe('before it is issued', () => {
  const refused = async (body: Record<string, unknown>) => {
    const { status, body: draft } = await create(body);
    expect(status).toBe(201);
    const answer = await world.call(invoiceRoutes.issue, on(draft.id));
    return [answer.status, ...(answer.problem.errors ?? []).map(({ pointer }) => pointer)];
  };

  it('a draft may say half of it, and each gap is named', async () => {
    const lines = [line, { ...line, vatRate: '0.00' }, { ...line, exemptionCode: '302' }];
    expect(await refused({ lines })).toEqual([422, '#/lines/1/exemptionCode', '#/lines/2/exemptionCode']);
    expect(await refused({ lines: [{ ...withheld, vatRate: '0', exemptionCode: '351' }] })).toEqual([
      422,
      '#/lines/0/withholdingCode',
    ]);
    const charges = [freight, { ...freight, vatRate: '0' }];
    const papers = { orderDate: '2026-01-01', despatches: [{ number: 'A', date: null }] };
    expect(await refused({ charges, ...papers })).toEqual([
      422,
      '#/charges/1/exemptionCode',
      '#/orderNumber',
      '#/despatches/0/date',
    ]);
  });

  it('a seller outside Turkey needs no code', async () => {
    const abroad = await world.business({ country: 'DE', tax_number: 'DE136695976' });
    const made = { as: abroad.owner, body: { kind: 'company', name: 'Spree GmbH' } };
    const { body: client } = await world.call(clientRoutes.create, made);
    const lines = [{ ...line, vatRate: '0', exemptionReason: 'Reverse charge' }];
    const body = { clientId: client.id, lines };
    const { body: draft } = await world.call(invoiceRoutes.create, { as: abroad.owner, body });
    const answer = await world.call(invoiceRoutes.issue, on(draft.id, abroad.owner));
    expect([answer.status, answer.body.lines?.[0]?.exemptionReason]).toEqual([200, 'Reverse charge']);
  });

  it.each([
    [{ lines: [{ ...line, withholdingCode: '600' }] }, '#/lines/0/withholdingCode'],
    [{ lines: [{ ...line, withholdingCode: '602', withholdingRate: '70' }] }, '#/lines/0/withholdingRate'],
    [{ lines: [{ ...line, withholdingRate: '70' }] }, '#/lines/0/withholdingRate'],
    [{ lines: [{ ...line, vatRate: '0', exemptionCode: '999' }] }, '#/lines/0/exemptionCode'],
    [{ charges: [{ ...freight, chargeRate: '5' }] }, '#/charges/0/chargeMinor'],
    [{ charges: [{ ...freight, chargeMinor: null }] }, '#/charges/0/chargeMinor'],
    [{ charges: [{ ...freight, chargeMinor: -1 }] }, '#/charges/0/chargeMinor'],
    [{ charges: Array.from({ length: 11 }, () => freight) }, '#/charges'],
    [{ stopajRate: '101' }, '#/stopajRate'],
    [{ orderNumber: 'x'.repeat(51) }, '#/orderNumber'],
    [{ despatches: [{ number: '', date: null }] }, '#/despatches/0/number'],
    [{ internalNotes: 'x'.repeat(4001) }, '#/internalNotes'],
    [{ charges: [{ ...freight, chargeMinor: 9_999_999_999_999 }] }, '#/lines'],
  ])('%j is refused at its field', async (body, pointer) => {
    const answer = await create(body);
    expect([answer.status, answer.problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('an old percentage of a code is kept', async () => {
    const { totals } = await issued({ lines: [{ ...line, withholdingCode: '601', withholdingRate: '30' }] });
    expect(totals.withholding).toEqual([{ code: '601', rate: '30', vatMinor: 20_000, withheldMinor: 6_000 }]);
  });

  it('whatever is typed, the database agrees with the one module of sums', async () => {
    const decimal = (whole: number, places: number) =>
      fc.tuple(fc.nat(whole), fc.nat(10 ** places - 1)).map(([a, b]) => `${a}.${String(b).padStart(places, '0')}`);
    const vatRate = fc.constantFrom('0', '1', '10', '20', '9.975');
    const exempt = (vat: string) => (vat === '0' ? { exemptionCode: '351' } : {});
    const anyLine = fc.record({
      quantity: decimal(99, 3),
      unitPrice: decimal(9_999, 3),
      vatRate,
      discountRate: fc.option(fc.constantFrom('5', '12.5')),
      withholdingCode: fc.option(fc.constantFrom('601', '624', '825')),
    });
    const anyCharge = fc.record({
      chargeRate: fc.option(fc.constantFrom('3', '7.25')),
      amount: fc.nat(9_999),
      vatRate,
    });
    const anyDocument = fc.record({
      lines: fc.array(anyLine, { minLength: 1, maxLength: 5 }),
      charges: fc.array(anyCharge, { maxLength: 3 }),
      pricesIncludeVat: fc.boolean(),
      roundingMode: fc.constantFrom('category' as const, 'line' as const),
      discountRate: fc.option(fc.constantFrom('3', '33.3333')),
      stopajRate: fc.option(fc.constantFrom('15', '20')),
    });
    await fc.assert(
      fc.asyncProperty(anyDocument, async ({ lines, charges, ...typed }) => {
        const body = {
          ...typed,
          lines: lines.map((one) => ({
            ...{ ...line, ...one, ...exempt(one.vatRate) },
            withholdingCode: one.vatRate === '0' ? null : one.withholdingCode,
          })),
          charges: charges.map(({ amount, chargeRate, vatRate: rate }) => ({
            ...{ reason: 'Kargo', chargeRate, chargeMinor: chargeRate === null ? amount : null, vatRate: rate },
            ...exempt(rate),
          })),
        };
        const invoice = await issued(body);
        const sums = computeTotals({ ...invoice, ...body });
        expect(invoice.totals).toEqual(sums.totals);
        expect(invoice.lines).toMatchObject(sums.lines);
        expect(invoice.charges).toMatchObject(sums.charges);
      }),
      { numRuns: 60 },
    );
  });
});

describe('internal notes', () => {
  const note = (invoice: Pick<Invoice, 'id' | 'version'>, body: unknown, as = business.owner) =>
    world.call(invoiceRoutes.note, { ...on(invoice.id, as), body, ifMatch: invoice.version });

  it('change after issue, and nothing else does', async () => {
    const invoice = await issued(everything);
    const { status, body } = await note(invoice, { internalNotes: 'Arandı' });
    expect([status, body.internalNotes, body.version]).toEqual([200, 'Arandı', invoice.version + 1]);
    expect(body.totals).toEqual(invoice.totals);
    expect((await note(body, { internalNotes: null })).body.internalNotes).toBeNull();
  });

  it('are refused to whoever may not write, to strangers, and to old eyes', async () => {
    const invoice = await issued({});
    const written = { internalNotes: 'x' };
    expect((await note({ ...invoice, version: 1 }, written)).status).toBe(412);
    expect((await note(invoice, { internalNotes: 'x'.repeat(4001) })).status).toBe(400);
    expect((await note(invoice, { notes: 'x' })).status).toBe(400);
    expect((await note({ ...invoice, id: newId() }, written)).status).toBe(404);
    const other = await world.business();
    expect((await note(invoice, written, other.owner)).status).toBe(404);
    expect((await note(invoice, written, business.people.viewer)).status).toBe(403);
    const params = { id: invoice.id };
    expect((await world.call(invoiceRoutes.note, { params, body: written, ifMatch: 1 })).status).toBe(401);
    expect((await world.call(invoiceRoutes.note, { ...on(invoice.id), body: written })).status).toBe(428);
    expect((await look(invoice.id)).internalNotes).toBeNull();
  });
});
