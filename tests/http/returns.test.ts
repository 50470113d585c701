// Return invoices over HTTP: whole or in part, never more than was sold; and documents from before with their old numbers.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balanceRoutes } from '../../shared/balances.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes, type Invoice } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  const body = { kind: 'company', name: 'Kuzey Işığı A.Ş.', email: 'a@example.com' };
  clientId = (await world.call(clientRoutes.create, { as: business.owner, body })).body.id;
});
afterAll(() => world.close());

const on = (id: string, as = business.owner) => ({ as, params: { id } });
const line = { description: 'Kalem', quantity: '3', unit: 'C62', unitPrice: '33.333', vatRate: '20' };
const fullLine = { ...line, discountRate: null, discountMinor: null };

async function invoiced(changes: Record<string, unknown> = {}): Promise<Invoice> {
  const lines = [fullLine, { ...fullLine, description: 'Defter', quantity: '2', unitPrice: '50', discountRate: '10' }];
  const body = { clientId, lines, ...changes };
  const draft = await world.call(invoiceRoutes.create, { as: business.owner, body });
  const { status, body: issued } = await world.call(invoiceRoutes.issue, on(draft.body.id));
  expect(status).toBe(200);
  return issued;
}

const back = (invoice: Pick<Invoice, 'id'>, body: Record<string, unknown> = {}, as = business.owner) =>
  world.call(returnRoutes.create, { ...on(invoice.id, as), body: { reason: 'Kırık geldi', ...body } });
const look = async (id: string) => (await world.call(invoiceRoutes.get, on(id))).body;

describe('a return of a whole invoice', () => {
  it('has the same sums, a number of its own, and settles the original', async () => {
    const original = await invoiced({ discountMinor: 1_000 });
    const { status, body } = await back(original);
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'return', state: 'issued', paymentState: 'none', openMinor: 0 });
    expect(body.number).toMatch(/^FTR\d{13}$/);
    expect(body.number).not.toBe(original.number);
    expect(body.totals).toEqual(original.totals);
    expect(body.notes).toContain(original.number);
    expect(body.notes).toContain('Kırık geldi');
    const after = await look(original.id);
    expect(after).toMatchObject({ openMinor: 0, paymentState: 'paid', creditedMinor: original.totalMinor });
    const { body: known } = await world.call(returnRoutes.get, on(original.id));
    expect(known).toMatchObject({ original: null, left: [], creditedMinor: original.totalMinor });
    expect(known.returns.map(({ id }) => id)).toEqual([body.id]);
    expect((await world.call(returnRoutes.get, on(body.id))).body.original?.id).toBe(original.id);

    const again = await back(original);
    expect([again.status, again.problem.key]).toEqual([409, 'return.nothingLeft']);
    const cancelled = await world.call(invoiceRoutes.cancel, { ...on(original.id), body: { reason: 'x' } });
    expect(cancelled.status).toBe(409);
    const ofReturn = await back(body);
    expect([ofReturn.status, ofReturn.problem.key]).toEqual([409, 'return.notIssued']);
  });

  it('of a paid invoice becomes credit of the client', async () => {
    const original = await invoiced();
    const facts = { clientId, paymentDate: '2026-01-01', currency: 'TRY', method: 'bank' };
    const allocations = [{ invoiceId: original.id, amountMinor: original.totalMinor }];
    await world.call(paymentRoutes.create, {
      as: business.owner,
      body: { ...facts, amountMinor: original.totalMinor, allocations },
    });
    const { body } = await back(original);
    const query = { clientId, kind: 'return', state: 'credit' };
    const { body: credits } = await world.call(paymentRoutes.list, { as: business.owner, query });
    expect(credits.items).toMatchObject([{ amountMinor: body.totalMinor, allocatedMinor: 0, method: null }]);
    const credit = credits.items[0]?.id ?? '';
    const undone = await world.call(paymentRoutes.void, { ...on(credit), body: { reason: 'x' } });
    expect([undone.status, undone.problem.key]).toEqual([409, 'payment.isReturn']);
    const { body: statement } = await world.call(balanceRoutes.statement, on(clientId));
    const told = statement.parts[0]?.entries.find(({ id }) => id === body.id);
    expect(told).toMatchObject({ kind: 'returned', number: body.number, creditMinor: body.totalMinor });
  });

  it('is cancelled like an invoice: its credit ends and the original is open again', async () => {
    const original = await invoiced();
    const { body } = await back(original);
    const cancelled = await world.call(invoiceRoutes.cancel, { ...on(body.id), body: { reason: 'Yanlış iade' } });
    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled']);
    expect(await look(original.id)).toMatchObject({ openMinor: original.totalMinor, creditedMinor: 0 });
    expect((await world.call(returnRoutes.get, on(original.id))).body.left).toHaveLength(2);
    expect((await back(original)).status).toBe(201);
  });

  it('takes the series of returns when there is one', async () => {
    await world.database.admin.query(`update tenants set return_series = 'IAD' where id = $1`, [business.tenantId]);
    const [one, two] = [await back(await invoiced()), await back(await invoiced())];
    expect([one.body.number?.slice(0, 3), two.body.number?.slice(-9)]).toEqual(['IAD', '000000002']);
    await world.database.admin.query('update tenants set return_series = null where id = $1', [business.tenantId]);
  });
});

describe('a return in parts', () => {
  it('never takes more of a line than was sold, and its last part exactly what is left', async () => {
    const original = await invoiced();
    const part = (quantity: string, position = 1) => back(original, { lines: [{ position, quantity }] });
    const [first, second] = [await part('1'), await part('1')];
    expect(first.body.lines).toMatchObject([{ quantity: '1', amountMinor: 3_333 }]);
    const tooMuch = await part('1.000001');
    expect([tooMuch.status, tooMuch.problem.errors?.[0]?.pointer]).toEqual([422, '#/lines/0/quantity']);
    const third = await part('1');
    const amounts = [first, second, third].map(({ body }) => body.lines[0]?.amountMinor ?? 0);
    const sold = original.lines[0]?.amountMinor ?? 0;
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeLessThanOrEqual(sold);
    expect((await part('1')).status).toBe(422);
    const rest = await back(original);
    expect(rest.body.lines.map(({ description, quantity }) => [description, quantity])).toEqual([['Defter', '2']]);
    expect((await world.call(returnRoutes.get, on(original.id))).body.left).toEqual([]);
  });

  it('shares discounts of line and document, and never gives back more than was paid for', async () => {
    const lines = [
      { ...fullLine, quantity: '7', unitPrice: '0.335', discountMinor: 11 },
      { ...fullLine, quantity: '3', unitPrice: '10', vatRate: '10' },
    ];
    for (const pricesIncludeVat of [false, true]) {
      const original = await invoiced({ lines, discountMinor: 100, pricesIncludeVat });
      const totals: number[] = [];
      for (let turn = 0; turn < 7; turn += 1) {
        const asked = [{ position: 1, quantity: '1' }, ...(turn < 3 ? [{ position: 2, quantity: '1' }] : [])];
        const { status, body } = await back(original, { lines: asked });
        expect(status, `turn ${turn}`).toBe(201);
        totals.push(body.totalMinor);
      }
      const sum = totals.reduce((all, total) => all + total, 0);
      expect(Math.abs(original.totalMinor - sum)).toBeLessThanOrEqual(7);
    }
  });

  it('made by two at once does not give the same line back twice', async () => {
    const original = await invoiced();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => back(original, { lines: [{ position: 1, quantity: '1' }] })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 422, 422, 422]);
  });

  it('refuses what cannot be', async () => {
    const original = await invoiced();
    const draft = await world.call(invoiceRoutes.create, { as: business.owner, body: { clientId } });
    const wrongs: [Record<string, unknown>, number, string][] = [
      [{ reason: '' }, 400, '#/reason'],
      [{ lines: [] }, 400, '#/lines'],
      [{ lines: [{ position: 1, quantity: '-1' }] }, 400, '#/lines/0/quantity'],
      [{ lines: [{ position: 9, quantity: '1' }] }, 422, '#/lines/0/position'],
      [{ lines: [1, 1].map((position) => ({ position, quantity: '1' })) }, 422, '#/lines/1/position'],
      [{ unknown: 1 }, 400, '#/unknown'],
    ];
    for (const [wrong, status, pointer] of wrongs) {
      const answer = await back(original, wrong);
      expect([answer.status, answer.problem.errors?.[0]?.pointer], JSON.stringify(wrong)).toEqual([status, pointer]);
    }
    expect((await back(original, { lines: [{ position: 1, quantity: '0' }] })).status).toBe(409);
    expect((await back(draft.body)).problem.key).toBe('return.notIssued');
    expect((await back({ id: newId() })).status).toBe(404);
  });

  it('is for owner, admin and accountant of the very business', async () => {
    const original = await invoiced();
    for (const role of ['sales', 'viewer'] as const)
      expect((await back(original, {}, business.people[role])).status).toBe(403);
    expect((await back(original, {}, other.owner)).status).toBe(404);
    expect((await world.call(returnRoutes.create, { params: { id: original.id }, body: { reason: 'x' } })).status).toBe(
      401,
    );
    for (const person of Object.values(business.people))
      expect((await world.call(returnRoutes.get, on(original.id, person))).status).toBe(200);
    expect((await world.call(returnRoutes.get, on(original.id, other.owner))).status).toBe(404);
    expect((await world.call(returnRoutes.get, { params: { id: original.id } })).status).toBe(401);
    const part = { lines: [{ position: 1, quantity: '1' }] };
    expect((await back(original, part, business.people.admin)).status).toBe(201);
    expect((await back(original, part, business.people.accountant)).status).toBe(201);
  });
});
