// What a client owes over HTTP: balance by age, the statement that explains it, its PDF, and the dashboard's figures.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints as insightEndpoints } from '../../functions/insight/index.ts';
import { balanceRoutes } from '../../shared/balances.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { dashboardRoutes, type Dashboard } from '../../shared/dashboard.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { mount, type Mounted } from '../support/mount.ts';

let world: World;
let insight: Mounted;
let business: Business;
let other: Business;
let clientId: string;
let lastPayment: string;

const day = (at: string) => (world.time.now = new Date(`${at}T09:00:00Z`));
const as = () => business.owner;
const on = (id: string, who = as()) => ({ as: who, params: { id } });

async function invoiced(units: number, dueDate: string | null, currency = 'TRY'): Promise<string> {
  const line = {
    description: 'Hizmet',
    quantity: '1',
    unit: 'C62',
    unitPrice: String(units),
    vatRate: '0',
    exemptionCode: '351',
  };
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  const { body } = await world.call(invoiceRoutes.create, { as: as(), body: { clientId, lines, dueDate, currency } });
  expect((await world.call(invoiceRoutes.issue, on(body.id))).status).toBe(200);
  return body.id;
}

async function paid(amountMinor: number, paymentDate: string, more: Record<string, unknown> = {}): Promise<string> {
  const facts = { clientId, paymentDate, currency: 'TRY', amountMinor, method: 'bank', ...more };
  const { status, body } = await world.call(paymentRoutes.create, { as: as(), body: facts });
  expect(status).toBe(201);
  return body.id;
}

beforeAll(async () => {
  world = await makeWorld();
  insight = mount({ database: world.database, endpoints: insightEndpoints, clock: () => world.time.now ?? new Date() });
  [business, other] = [await world.business(), await world.business()];
  const body = { kind: 'company', name: 'İnci Kırtasiye', language: 'tr' };
  clientId = (await world.call(clientRoutes.create, { as: as(), body })).body.id;
  day('2026-01-10');
  await invoiced(100, '2026-01-20');
  day('2026-03-05');
  const march = await invoiced(200, '2026-03-25');
  day('2026-04-20');
  await invoiced(400, '2026-05-01');
  day('2026-05-20');
  await invoiced(800, '2026-07-01');
  await invoiced(50, null, 'EUR');
  const cancelled = await invoiced(999, null);
  await world.call(invoiceRoutes.cancel, { ...on(cancelled), body: { reason: 'Yanlış' } });
  day('2026-05-25');
  await paid(15_000, '2026-05-02', { allocations: [{ invoiceId: march, amountMinor: 5_000 }], reference: 'EFT 9' });
  await world.call(paymentRoutes.writeOff, { ...on(march), body: { note: 'Kuruş', amountMinor: 1_000 } });
  const undone = await paid(7_000, '2026-05-03');
  await world.call(paymentRoutes.void, { ...on(undone), body: { reason: 'Yanlış' } });
  lastPayment = await paid(500, '2026-05-25');
});
afterAll(async () => {
  await insight.close();
  await world.close();
});

describe('the balance of a client', () => {
  it('is open less credit, by age, per currency, in one round trip', async () => {
    const before = world.app.database.flights;
    const { body } = await world.call(balanceRoutes.get, on(clientId));
    expect(world.app.database.flights - before).toBe(1);
    expect(body).toEqual({
      clientId,
      balances: [
        {
          ...{ currency: 'EUR', balanceMinor: 5_000, openMinor: 5_000, overdueMinor: 0, creditMinor: 0 },
          ...{ notDueMinor: 5_000, days30Minor: 0, days60Minor: 0, days90Minor: 0, olderMinor: 0 },
        },
        {
          ...{ currency: 'TRY', balanceMinor: 133_500, openMinor: 144_000, overdueMinor: 64_000, creditMinor: 10_500 },
          // Due 20 January is 125 days ago, 25 March 61, 1 May 24.
          ...{ notDueMinor: 80_000, days30Minor: 40_000, days60Minor: 0, days90Minor: 14_000, olderMinor: 10_000 },
        },
      ],
    });
  });

  it('is empty for a client without any, and not there for another business or a stranger', async () => {
    const { body } = await world.call(clientRoutes.create, { as: as(), body: { kind: 'person', name: 'Yeni' } });
    expect((await world.call(balanceRoutes.get, on(body.id))).body.balances).toEqual([]);
    for (const id of [clientId, newId()]) {
      for (const route of [balanceRoutes.get, balanceRoutes.statement, balanceRoutes.statementPdf] as const) {
        expect((await world.call(route as typeof balanceRoutes.get, on(id, other.owner))).status).toBe(404);
      }
    }
    expect((await world.call(balanceRoutes.get, { params: { id: clientId } })).status).toBe(401);
    for (const person of Object.values(business.people)) {
      expect((await world.call(balanceRoutes.get, on(clientId, person))).status).toBe(200);
      expect((await world.call(balanceRoutes.statement, on(clientId, person))).status).toBe(200);
    }
  });
});

describe('the statement', () => {
  it('tells every document and payment with the balance after it, and ends at the balance', async () => {
    const before = world.app.database.flights;
    const { body } = await world.call(balanceRoutes.statement, on(clientId));
    expect(world.app.database.flights - before).toBe(1);
    expect([body.clientName, body.from, body.to]).toEqual(['İnci Kırtasiye', '2026-01-01', '2026-05-25']);
    expect(body.parts.map(({ currency }) => currency)).toEqual(['TRY', 'EUR']);
    const [lira] = body.parts;
    expect(
      lira?.entries.map((entry) => [entry.date, entry.kind, entry.debitMinor - entry.creditMinor, entry.balanceMinor]),
    ).toEqual([
      ['2026-01-10', 'invoice', 10_000, 10_000],
      ['2026-03-05', 'invoice', 20_000, 30_000],
      ['2026-04-20', 'invoice', 40_000, 70_000],
      ['2026-05-02', 'payment', -15_000, 55_000],
      ['2026-05-20', 'invoice', 80_000, 135_000],
      ['2026-05-25', 'writeOff', -1_000, 134_000],
      ['2026-05-25', 'payment', -500, 133_500],
    ]);
    expect(lira).toMatchObject({ openingMinor: 0, debitMinor: 150_000, creditMinor: 16_500, closingMinor: 133_500 });
    expect(lira?.entries.find(({ kind }) => kind === 'payment')).toMatchObject({ number: 'EFT 9', method: 'bank' });
    expect(lira?.entries.at(-1)?.id).toBe(lastPayment);
  });

  it('of a period brings forward what was before, and counts to its last day', async () => {
    const query = { from: '2026-04-01', to: '2026-05-02', currency: 'TRY' } as const;
    const { body } = await world.call(balanceRoutes.statement, { ...on(clientId), query });
    expect(body.parts).toHaveLength(1);
    expect(body.parts[0]).toMatchObject({ openingMinor: 30_000, closingMinor: 55_000 });
    expect(body.parts[0]?.entries).toHaveLength(2);
    const last = await world.call(balanceRoutes.statement, { ...on(clientId), query: { to: '2025-06-30' } });
    expect([last.body.from, last.body.parts]).toEqual(['2025-01-01', []]);
  });

  it('refuses a period that ends before it begins, and days that are none', async () => {
    const ask = (query: Record<string, string>) => world.call(balanceRoutes.statement, { ...on(clientId), query });
    const reversed = await ask({ from: '2026-02-01', to: '2026-01-01' });
    expect([reversed.status, reversed.problem.errors?.[0]?.pointer]).toEqual([400, '?to']);
    expect((await ask({ from: '2026-02-30' })).status).toBe(400);
    expect((await ask({ currency: 'XAU' })).status).toBe(400);
  });

  it('is printed, also for a client without a word of history', async () => {
    for (const query of ['', 'from=2020-01-01&to=2020-02-01', 'currency=TRY']) {
      const answer = await world.call(balanceRoutes.statementPdf, { ...on(clientId), query });
      expect(answer.status).toBe(302);
      const key = new URL(answer.headers['location'] ?? '').pathname.slice(1);
      expect(key).toMatch(new RegExp(`^${business.tenantId}/statements/${clientId}/`));
      const file = world.ports.files.get(key);
      expect(
        Buffer.from(file?.bytes ?? [])
          .subarray(0, 5)
          .toString(),
      ).toBe('%PDF-');
    }
    expect((await world.call(balanceRoutes.statementPdf, { params: { id: clientId } })).status).toBe(401);
  });
});

describe('the dashboard', () => {
  const ask = (session?: string) => insight.call(dashboardRoutes.get, { session });

  it('says how the business is doing, in one round trip', async () => {
    const before = insight.app.database.flights;
    const { body }: { body: Dashboard } = await ask(as().token);
    expect(insight.app.database.flights - before).toBe(1);
    expect(body.day).toBe('2026-05-25');
    expect(body.receivables).toMatchObject([
      { currency: 'TRY', openMinor: 144_000, openCount: 4, overdueMinor: 64_000, overdueCount: 3, creditMinor: 10_500 },
      { currency: 'EUR', openMinor: 5_000, openCount: 1, overdueMinor: 0, overdueCount: 0, creditMinor: 0 },
    ]);
    expect(body.cashIn).toHaveLength(12);
    expect(body.cashIn.at(-1)).toEqual({
      ...{ month: '2026-05', currency: 'TRY', amountMinor: 15_500 },
    });
    expect(body.topClients).toEqual([
      { clientId, clientName: 'İnci Kırtasiye', currency: 'TRY', totalMinor: 150_000 },
      { clientId, clientName: 'İnci Kırtasiye', currency: 'EUR', totalMinor: 5_000 },
    ]);
    expect(body.overdue.map(({ overdueDays }) => overdueDays)).toEqual([125, 61, 24]);
    expect(body.draftCount).toBe(0);
  });

  it('is empty for a new business, open to every role, and closed to strangers', async () => {
    const { body } = await ask(other.owner.token);
    expect(body).toMatchObject({ receivables: [], cashIn: [], topClients: [], overdue: [], draftCount: 0 });
    for (const person of Object.values(business.people)) expect((await ask(person.token)).status).toBe(200);
    expect((await ask()).status).toBe(401);
  });
});
