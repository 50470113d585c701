// Reminders and statements by schedule: found by a timer, once each, on business days, and never to whom no mail may go.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { schedules } from '../../functions/billing/index.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { newId } from '../../shared/ids.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { reminderRoutes } from '../../shared/reminders.ts';
import { statementMailRoutes } from '../../shared/statement-mails.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.close());

const line = { description: 'Analiz', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];
/** Half past ten in Istanbul; the first of June 2026 is a Monday. */
const at = (day: string, time = '07:30') => new Date(`${day}T${time}:00Z`);

beforeEach(async () => {
  world.time.now = at('2026-06-01');
  business = await world.business();
  // The businesses of the tests before are at rest.
  await world.database.admin.query('update reminder_plans set is_on = false');
  await world.database.admin.query('update statement_plans set is_on = false');
  world.ports.sent.length = 0;
  world.ports.mails.length = 0;
});

async function client(changes: Record<string, unknown> = {}): Promise<string> {
  const body = { kind: 'company', name: 'Öykü Yayın', email: 'deniz@oyku.example', language: 'tr', ...changes };
  return (await world.call(clientRoutes.create, { as: business.owner, body })).body.id;
}
async function invoice(clientId: string, dueDate: string, currency = 'TRY'): Promise<string> {
  const as = business.owner;
  const made = await world.call(invoiceRoutes.create, { as, body: { clientId, lines, dueDate, currency } });
  await world.call(invoiceRoutes.issue, { as, params: { id: made.body.id } });
  return made.body.id;
}
async function switchOn(changes: Record<string, unknown> = {}): Promise<void> {
  const as = business.owner;
  const { version } = (await world.call(reminderRoutes.plan, { as })).body;
  const body = { isOn: true, ...changes };
  const answer = await world.call(reminderRoutes.changePlan, { as, body, ifMatch: version });
  expect(answer.status).toBe(200);
}

/** What the host does: the timer looks, its messages are delivered, and so are the mails. */
async function tick(name: 'reminders' | 'statements', when: Date): Promise<number> {
  world.time.now = when;
  const timer = schedules.find((one) => one.name === name);
  await timer?.run({ ...world.app, requestId: newId(), isPastDue: false });
  await world.run.all(`${name}-due`);
  const before = world.ports.mails.length;
  await world.run.all('invoice-mail');
  return world.ports.mails.length - before;
}
const remind = (day: string, time?: string) => tick('reminders', at(day, time));

describe('the plan', () => {
  it('sends each step once, at its hour, in the words of its template', async () => {
    await invoice(await client(), '2026-06-10');
    await switchOn();
    expect(await remind('2026-06-05')).toBe(0);
    expect(await remind('2026-06-08', '06:30')).toBe(0);
    expect(await remind('2026-06-08')).toBe(1);
    expect(await remind('2026-06-08', '09:00')).toBe(0);
    expect(await remind('2026-06-10')).toBe(1);
    expect(await remind('2026-06-17')).toBe(1);
    expect(await remind('2026-06-18')).toBe(0);
    const mail = world.ports.mails.at(-1);
    expect(mail?.to.address).toBe('deniz@oyku.example');
    expect(mail?.text).toContain('120,00');
    expect(mail?.attachments).toHaveLength(1);
    expect(mail?.text).toMatch(/\/i#[A-Za-z0-9_-]{43}/);
  });

  it('delivered twice is delivered once', async () => {
    await invoice(await client(), '2026-06-01');
    await switchOn();
    const timer = schedules.find((one) => one.name === 'reminders');
    await timer?.run({ ...world.app, requestId: newId(), isPastDue: false });
    await timer?.run({ ...world.app, requestId: newId(), isPastDue: false });
    const messages = world.run.waiting('reminders-due');
    expect(messages).toHaveLength(2);
    await Promise.allSettled(messages.flatMap((sent) => [world.run.deliver(sent), world.run.deliver(sent)]));
    for (const sent of messages) await world.run.deliver(sent);
    await world.run.all('invoice-mail');
    expect(world.ports.mails).toHaveLength(1);
  });

  it('after a week without a timer sends the latest step alone', async () => {
    await invoice(await client(), '2026-06-02');
    await switchOn();
    expect(await remind('2026-07-02')).toBe(1);
    expect(world.ports.mails[0]?.subject).toMatch(/Son/);
    expect(await remind('2026-07-03')).toBe(0);
  });

  it('waits over the weekend and a public holiday', async () => {
    await invoice(await client(), '2026-07-11');
    await switchOn({
      steps: [
        { days: 0, tone: 'first' },
        { days: 4, tone: 'second' },
      ],
    });
    expect(await remind('2026-07-11')).toBe(0);
    expect(await remind('2026-07-13')).toBe(1);
    expect(await remind('2026-07-15')).toBe(0);
    expect(await remind('2026-07-16')).toBe(1);
  });

  it('never looks back beyond the day on which it was switched on', async () => {
    await invoice(await client(), '2026-06-01');
    world.time.now = at('2026-07-15', '12:00');
    await switchOn();
    expect(await remind('2026-07-16')).toBe(0);
  });

  it('gathers what is due of one client into one mail with a link and a print each', async () => {
    const clientId = await client();
    await invoice(clientId, '2026-06-05');
    await invoice(clientId, '2026-06-12', 'EUR');
    await switchOn({
      steps: [
        { days: 7, tone: 'second' },
        { days: 0, tone: 'first' },
      ],
    });
    expect(await remind('2026-06-12')).toBe(1);
    const [mail] = world.ports.mails;
    expect(mail?.attachments).toHaveLength(2);
    expect(mail?.text.match(/\/i#[A-Za-z0-9_-]{43}/g)?.length).toBeGreaterThanOrEqual(2);
    expect(mail?.text).toContain('₺120,00');
    expect(mail?.text).toContain('€120,00');
    expect(mail?.text).toContain('TR33 0006 1005 1978 6457 8413 26');
    const { rows } = await world.database.admin.query(
      'select d.kind, count(*)::int as invoices from deliveries d join reminder_invoices r on r.delivery_id = d.id where d.tenant_id = $1 group by d.id, d.kind',
      [business.tenantId],
    );
    expect(rows).toEqual([{ kind: 'reminderSecond', invoices: 2 }]);
  });

  it('leaves alone what is paid, cancelled, held, without an address, or switched off', async () => {
    const as = business.owner;
    const [paid, cancelled, held] = [await client(), await client(), await client()];
    const paidId = await invoice(paid, '2026-06-03');
    const body = {
      clientId: paid,
      paymentDate: '2026-06-01',
      currency: 'TRY',
      amountMinor: 12_000,
      method: 'bank',
      oldestFirst: true,
    };
    expect((await world.call(paymentRoutes.create, { as, body })).status).toBe(201);
    const cancelledId = await invoice(cancelled, '2026-06-03');
    await world.call(invoiceRoutes.cancel, { as, params: { id: cancelledId }, body: { reason: 'yanlış' } });
    await invoice(held, '2026-06-03');
    await world.call(reminderRoutes.holdClient, { as, params: { id: held }, body: { until: '2026-06-09' } });
    await invoice(await client({ email: null }), '2026-06-03');
    await switchOn();
    expect(await remind('2026-06-03')).toBe(0);
    expect(await remind('2026-06-09')).toBe(1);
    await switchOn({ isOn: false });
    expect(await remind('2026-06-10')).toBe(0);
    expect(paidId).not.toBe(cancelledId);
  });

  it('says nothing of what was paid between the plan and the mail', async () => {
    const clientId = await client();
    await invoice(clientId, '2026-06-01');
    await switchOn();
    const timer = schedules.find((one) => one.name === 'reminders');
    await timer?.run({ ...world.app, requestId: newId(), isPastDue: false });
    await world.run.all('reminders-due');
    const body = {
      clientId,
      paymentDate: '2026-06-01',
      currency: 'TRY',
      amountMinor: 12_000,
      method: 'bank',
      oldestFirst: true,
    };
    await world.call(paymentRoutes.create, { as: business.owner, body });
    await world.run.all('invoice-mail');
    expect(world.ports.mails).toHaveLength(0);
  });
});

describe('monthly statements', () => {
  const plan = async (body: Record<string, unknown>) => {
    const as = business.owner;
    const { version } = (await world.call(statementMailRoutes.plan, { as })).body;
    return world.call(statementMailRoutes.changePlan, { as, body, ifMatch: version });
  };

  it('go out once, on the chosen day or the next business day, with the PDF of the month before', async () => {
    await invoice(await client(), '2026-06-30');
    await client({ name: 'Borcu yok', email: 'borcsuz@example.com' });
    await plan({ isOn: true, dayOfMonth: 4 });
    expect(await tick('statements', at('2026-07-03'))).toBe(0);
    expect(await tick('statements', at('2026-07-04'))).toBe(0);
    expect(await tick('statements', at('2026-07-06'))).toBe(1);
    expect(await tick('statements', at('2026-07-06', '10:00'))).toBe(0);
    expect(await tick('statements', at('2026-07-07'))).toBe(0);
    const [mail] = world.ports.mails;
    expect(mail?.attachments[0]?.fileName).toBe('hesap-ekstresi-2026-06-01-2026-06-30.pdf');
    expect(mail?.text).toContain('₺120,00');
    expect(await tick('statements', at('2026-08-04'))).toBe(1);
  });

  it('leave out whom the business left out, and begin next month when switched on late', async () => {
    const clientId = await client();
    await invoice(clientId, '2026-06-30');
    world.time.now = at('2026-06-15');
    await plan({ isOn: true, dayOfMonth: 1 });
    expect(await tick('statements', at('2026-06-16'))).toBe(0);
    const as = business.owner;
    await world.call(statementMailRoutes.choose, { as, params: { id: clientId }, body: { isLeftOut: true } });
    expect(await tick('statements', at('2026-07-01'))).toBe(0);
  });

  it('run twice write one mail', async () => {
    await invoice(await client(), '2026-06-30');
    await plan({ isOn: true, dayOfMonth: 1 });
    world.time.now = at('2026-07-01');
    const timer = schedules.find((one) => one.name === 'statements');
    await timer?.run({ ...world.app, requestId: newId(), isPastDue: false });
    const messages = world.run.waiting('statements-due');
    await Promise.allSettled(messages.flatMap((sent) => [world.run.deliver(sent), world.run.deliver(sent)]));
    await world.run.all('invoice-mail');
    expect(world.ports.mails).toHaveLength(1);
  });
});
