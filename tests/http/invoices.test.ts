// Invoices over HTTP: drafts, issue, cancellation, lists and the PDF; who may do what, and what is refused.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes, type InvoiceInput } from '../../shared/invoices.ts';
import { computeTotals } from '../../shared/totals.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;

const line = { description: 'Danışmanlık', quantity: '1.50', unit: 'HUR', unitPrice: '1000.00', vatRate: '20' };
const fullLine = { ...line, discountRate: null, discountMinor: null };

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  clientId = await addClient(business);
});
afterAll(() => world.close());

async function addClient(of: Business, body: Record<string, unknown> = {}): Promise<string> {
  const answer = await world.call(clientRoutes.create, {
    as: of.owner,
    body: { kind: 'company', name: 'Kuzey Işığı A.Ş.', taxNumber: '1234567890', city: 'İstanbul', ...body },
  });
  return answer.body.id;
}

const create = (body: Record<string, unknown> = {}) =>
  world.call(invoiceRoutes.create, { as: business.owner, body: { clientId, lines: [fullLine], ...body } });
const on = (id: string, as = business.owner) => ({ as, params: { id } });
const issue = (id: string) => world.call(invoiceRoutes.issue, on(id));

describe('a draft', () => {
  it('takes what was left out from client and tenant, and its sums from the server', async () => {
    const client = await addClient(business, { currency: 'EUR', language: 'en', paymentDays: 10 });
    world.time.now = new Date('2026-03-01T22:30:00Z');
    const { status, body } = await create({ clientId: client });
    world.time.now = null;
    expect(status).toBe(201);
    // 22:30 UTC is the next day in Istanbul already.
    expect(body).toMatchObject({
      state: 'draft',
      number: null,
      currency: 'EUR',
      language: 'en',
      dueDate: '2026-03-12',
    });
    expect(body).toMatchObject({
      version: 1,
      paymentState: 'none',
      deliveryState: 'none',
      pdfState: 'none',
      seller: null,
    });
    const untaxed = { exemptionCode: null, exemptionReason: null, withholdingCode: null, withholdingRate: null };
    const sums = { netMinor: 150_000, amountMinor: 150_000, vatMinor: 30_000, withheldMinor: 0 };
    expect(body.lines).toEqual([{ ...fullLine, ...untaxed, ...sums, productId: null, position: 1 }]);
    expect(body.totals).toMatchObject({ netMinor: 150_000, vatMinor: 30_000, totalMinor: 180_000 });
  });

  it('keeps decimals as they were typed', async () => {
    const typed = { ...fullLine, quantity: '2.500', unitPrice: '0.000001', vatRate: '9.975', discountRate: '12.50' };
    const { body } = await create({ lines: [typed] });
    expect(body.lines[0]).toMatchObject(typed);
  });

  it.each([
    [{ totals: { totalMinor: 1 } }, '#/totals'],
    [{ lines: [{ ...fullLine, netMinor: 1 }] }, '#/lines/0/netMinor'],
    [{ lines: [{ ...fullLine, quantity: '-1' }] }, '#/lines/0/quantity'],
    [{ lines: [{ ...fullLine, quantity: 1 }] }, '#/lines/0/quantity'],
    [{ lines: [{ ...fullLine, vatRate: '100.01' }] }, '#/lines/0/vatRate'],
    [{ lines: [{ ...fullLine, discountRate: '10', discountMinor: 5 }] }, '#/lines/0/discountMinor'],
    [{ lines: [{ ...fullLine, discountMinor: 150_001 }] }, '#/lines/0/discountMinor'],
    [{ discountMinor: 150_001 }, '#/discountMinor'],
    [{ discountRate: '10', discountMinor: 1 }, '#/discountMinor'],
    [{ lines: [{ ...fullLine, unitPrice: '999999999999', quantity: '999999999' }] }, '#/lines/0/unitPrice'],
    [{ dueDate: '2026-02-30' }, '#/dueDate'],
    [{ currency: 'XAU' }, '#/currency'],
    [{ clientId: newId() }, '#/clientId'],
    [{ lines: Array.from({ length: 501 }, () => fullLine) }, '#/lines'],
  ])('refuses %j with a pointer', async (wrong, pointer) => {
    const { status, problem } = await create(wrong);
    expect(status).toBe(400);
    expect(problem.errors?.map((error) => error.pointer.replace(/unitPrice$|quantity$/, ''))).toContain(
      pointer.replace(/unitPrice$|quantity$/, ''),
    );
  });

  it('cannot name an archived client, or one of another business', async () => {
    const archived = await addClient(business);
    await world.call(clientRoutes.archive, on(archived));
    expect((await create({ clientId: archived })).problem.key).toBe('invoice.clientArchived');
    const { status, problem } = await create({ clientId: await addClient(other) });
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, '#/clientId']);
  });

  it('is changed from the version that was read, its lines as a whole', async () => {
    const { body: draft } = await create({ notes: 'Kalsın' });
    const change = (ifMatch: number, body: object) =>
      world.call(invoiceRoutes.update, { ...on(draft.id), ifMatch, body });
    const changed = await change(1, { lines: [fullLine, { ...fullLine, description: 'İkinci', vatRate: '10' }] });
    expect(changed.body).toMatchObject({ version: 2, notes: 'Kalsın' });
    expect(changed.body.lines.map(({ description }) => description)).toEqual(['Danışmanlık', 'İkinci']);
    expect(changed.body.totals.vat).toHaveLength(2);
    expect((await change(1, { notes: null })).status).toBe(412);
    const discounted = await change(2, { discountMinor: 50_000 });
    expect(discounted.body.totals.netMinor).toBe(250_000);
    expect((await change(3, { discountRate: '5' })).problem.errors?.[0]?.pointer).toBe('#/discountMinor');
    expect((await change(3, { discountRate: '5', discountMinor: null })).body.totals.netMinor).toBe(285_000);
  });

  it('is deleted with its lines', async () => {
    const { body: draft } = await create();
    expect((await world.call(invoiceRoutes.remove, on(draft.id))).status).toBe(204);
    expect((await world.call(invoiceRoutes.get, on(draft.id))).status).toBe(404);
    const { rows } = await world.database.admin.query('select from invoice_lines where invoice_id = $1', [draft.id]);
    expect(rows).toEqual([]);
  });

  it('stores just what the one module of sums says, whatever was typed', async () => {
    const decimal = (whole: number, places: number) =>
      fc.tuple(fc.nat(whole), fc.nat(10 ** places - 1)).map(([a, b]) => `${a}.${String(b).padStart(places, '0')}`);
    const anyLine = fc.record({
      quantity: decimal(999, 3),
      unitPrice: decimal(99_999, 2),
      vatRate: fc.constantFrom('0', '1', '10', '20', '9.975'),
      discountRate: fc.option(fc.constantFrom('5', '12.5', '100')),
    });
    const document = fc.record({
      lines: fc.array(anyLine, { minLength: 1, maxLength: 6 }),
      pricesIncludeVat: fc.boolean(),
      roundingMode: fc.constantFrom('category' as const, 'line' as const),
      discountRate: fc.option(fc.constantFrom('3', '33.3333')),
    });
    await fc.assert(
      fc.asyncProperty(document, async (typed) => {
        const lines = typed.lines.map((one) => ({ ...fullLine, ...one }));
        const { body } = await create({ ...typed, lines });
        const input: Omit<InvoiceInput, 'clientId'> = { ...body, lines };
        const sums = computeTotals(input);
        expect(body.totals).toEqual(sums.totals);
        for (const [place, line] of sums.lines.entries()) expect(body.lines[place]).toMatchObject(line);
      }),
      { numRuns: 40 },
    );
  });
});

describe('issuing', () => {
  it('gives a number, today in the zone of the business, and copies of seller and buyer', async () => {
    const { body: draft } = await create();
    const { status, body } = await issue(draft.id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'issued', paymentState: 'unpaid', pdfState: 'pending', version: 2 });
    expect(body.number).toMatch(/^FTR\d{4}\d{9}$/);
    expect(body.issueDate).toBe(new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Istanbul' }).format(new Date()));
    expect(body.seller).toMatchObject({ name: 'Boğaziçi Danışmanlık', iban: 'TR330006100519786457841326' });
    expect(body.buyer).toMatchObject({ name: 'Kuzey Işığı A.Ş.', taxNumber: '1234567890' });
    expect(world.run.waiting('invoice-pdf')).not.toHaveLength(0);
  });

  it('keeps the buyer as it stood, whatever the client is called later', async () => {
    const client = await addClient(business, { name: 'Eski Ad' });
    const { body: draft } = await create({ clientId: client });
    await issue(draft.id);
    await world.call(clientRoutes.update, { ...on(client), ifMatch: 1, body: { name: 'Yeni Ad' } });
    const { body } = await world.call(invoiceRoutes.get, on(draft.id));
    expect([body.clientName, body.buyer?.name]).toEqual(['Eski Ad', 'Eski Ad']);
  });

  it('names everything that is missing, and takes no number then', async () => {
    const bare = await world.business({ tax_number: null, tax_office: null, city: null });
    const client = await addClient(bare);
    const as = bare.owner;
    const draft = await world.call(invoiceRoutes.create, { as, body: { clientId: client, dueDate: '2020-01-01' } });
    const { status, problem } = await world.call(invoiceRoutes.issue, on(draft.body.id, as));
    expect(status).toBe(422);
    expect(problem.errors?.map((error) => error.pointer).sort()).toEqual(
      ['#/dueDate', '#/lines', '#/seller/city', '#/seller/taxNumber', '#/seller/taxOffice'].sort(),
    );
    const { rows } = await world.database.admin.query('select from invoice_counters where tenant_id = $1', [
      bare.tenantId,
    ]);
    expect(rows).toEqual([]);
  });

  it('never dates an invoice before the last of its series', async () => {
    const clock = await world.business();
    const client = await addClient(clock);
    const issueAt = async (now: string) => {
      world.time.now = new Date(now);
      const as = clock.owner;
      const draft = await world.call(invoiceRoutes.create, { as, body: { clientId: client, lines: [fullLine] } });
      const { body } = await world.call(invoiceRoutes.issue, on(draft.body.id, as));
      world.time.now = null;
      return [body.number, body.issueDate];
    };
    expect(await issueAt('2026-12-30T10:00:00Z')).toEqual(['FTR2026000000001', '2026-12-30']);
    expect(await issueAt('2026-12-29T10:00:00Z')).toEqual(['FTR2026000000002', '2026-12-30']);
    expect(await issueAt('2026-12-31T20:59:00Z')).toEqual(['FTR2026000000003', '2026-12-31']);
    expect(await issueAt('2026-12-31T21:00:00Z')).toEqual(['FTR2027000000001', '2027-01-01']);
    expect(await issueAt('2026-12-31T12:00:00Z')).toEqual(['FTR2027000000002', '2027-01-01']);
  });

  it('happens once: then nothing can be changed, issued or deleted', async () => {
    const { body: draft } = await create();
    const first = await issue(draft.id);
    expect((await issue(draft.id)).problem).toMatchObject({ status: 409, key: 'invoice.cannotIssue' });
    const change = { ...on(draft.id), ifMatch: 2, body: { notes: 'x' } };
    expect((await world.call(invoiceRoutes.update, change)).problem.key).toBe('invoice.notDraft');
    expect((await world.call(invoiceRoutes.remove, on(draft.id))).problem.key).toBe('invoice.cannotDelete');
    expect((await world.call(invoiceRoutes.get, on(draft.id))).body).toEqual(first.body);
  });

  it('issues only the version that was seen, when the caller says which', async () => {
    const { body: draft } = await create();
    await world.call(invoiceRoutes.update, { ...on(draft.id), ifMatch: 1, body: { notes: 'Değişti' } });
    expect((await world.call(invoiceRoutes.issue, { ...on(draft.id), ifMatch: 1 })).status).toBe(412);
    expect((await world.call(invoiceRoutes.issue, { ...on(draft.id), ifMatch: 2 })).status).toBe(200);
  });

  it('gives one number to one idempotency key', async () => {
    const { body: draft } = await create();
    const call = { ...on(draft.id), headers: { 'idempotency-key': newId() } };
    const [first, second] = [await world.call(invoiceRoutes.issue, call), await world.call(invoiceRoutes.issue, call)];
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
  });

  it('costs two round trips', async () => {
    const { body: draft } = await create();
    const before = world.app.database.flights;
    await issue(draft.id);
    expect(world.app.database.flights - before).toBe(2);
  });
});

describe('cancelling', () => {
  it('keeps number and facts, needs a reason, and happens once', async () => {
    const { body: draft } = await create();
    const { body: issued } = await issue(draft.id);
    const cancel = (body: object) => world.call(invoiceRoutes.cancel, { ...on(draft.id), body });
    expect((await cancel({ reason: ' ' })).problem.errors?.[0]?.pointer).toBe('#/reason');
    const { body } = await cancel({ reason: 'Yanlış müşteri' });
    expect(body).toMatchObject({
      state: 'cancelled',
      number: issued.number,
      cancelReason: 'Yanlış müşteri',
      paymentState: 'none',
    });
    expect(body.totals).toEqual(issued.totals);
    expect((await cancel({ reason: 'Yine' })).problem.key).toBe('invoice.cannotCancel');
  });

  it('is not for drafts', async () => {
    const { body: draft } = await create();
    const call = { ...on(draft.id), body: { reason: 'x' } };
    expect((await world.call(invoiceRoutes.cancel, call)).status).toBe(409);
  });
});
