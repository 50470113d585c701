// Reminders and statements over HTTP: the plans, who is left out, looking ahead, and sending by hand.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { noteRoutes } from '../../shared/notes.ts';
import { reminderRoutes, usualPlan } from '../../shared/reminders.ts';
import { statementMailRoutes } from '../../shared/statement-mails.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let stranger: Business;
let clientId: string;
let invoiceId: string;
beforeAll(async () => {
  world = await makeWorld();
  stranger = await world.business();
});
afterAll(() => world.close());

const line = { description: 'Analiz', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];
const at = (day: string, time = '07:30') => new Date(`${day}T${time}:00Z`);
const owner = () => ({ as: business.owner });
const onClient = () => ({ as: business.owner, params: { id: clientId } });
const onInvoice = () => ({ as: business.owner, params: { id: invoiceId } });

async function issued(dueDate: string, client = clientId): Promise<string> {
  const made = await world.call(invoiceRoutes.create, { ...owner(), body: { clientId: client, lines, dueDate } });
  await world.call(invoiceRoutes.issue, { ...owner(), params: { id: made.body.id } });
  return made.body.id;
}
beforeEach(async () => {
  world.time.now = at('2026-06-01');
  world.ports.mails.length = 0;
  business = await world.business();
  const body = { kind: 'company', name: 'Öykü Yayın', email: 'deniz@oyku.example', language: 'tr' };
  clientId = (await world.call(clientRoutes.create, { ...owner(), body })).body.id;
  invoiceId = await issued('2026-06-10');
});

describe('the plan of reminders', () => {
  it('is ours and off until somebody changes it, and then theirs', async () => {
    const first = await world.call(reminderRoutes.plan, owner());
    expect(first.body).toMatchObject({ ...usualPlan, version: 1, lastRunDay: null });
    const body = {
      isOn: true,
      hour: 9,
      steps: [
        { days: 14, tone: 'second' },
        { days: 3, tone: 'first' },
      ],
    };
    const changed = await world.call(reminderRoutes.changePlan, { ...owner(), body, ifMatch: 1 });
    expect(changed.body).toMatchObject({ isOn: true, hour: 9, version: 2 });
    expect(changed.body.steps.map(({ days }) => days)).toEqual([3, 14]);
    const off = await world.call(reminderRoutes.changePlan, { ...owner(), body: { isOn: false }, ifMatch: 2 });
    expect(off.body).toMatchObject({ isOn: false, hour: 9, version: 3 });
  });

  it('refuses two steps of one day, hours of the night, and a version that is over', async () => {
    const change = (body: object, ifMatch: number | undefined = 1) =>
      world.call(reminderRoutes.changePlan, { ...owner(), body, ifMatch });
    const twice = await change({
      steps: [
        { days: 7, tone: 'first' },
        { days: 7, tone: 'final' },
      ],
    });
    expect(twice.problem.errors).toMatchObject([{ pointer: '#/steps' }]);
    expect((await change({ hour: 3 })).status).toBe(400);
    expect((await change({ steps: [] })).status).toBe(400);
    expect((await change({ steps: [{ days: 366, tone: 'final' }] })).status).toBe(400);
    expect((await change({ isOn: true }, 7)).status).toBe(412);
    expect((await world.call(reminderRoutes.changePlan, { ...owner(), body: { isOn: true } })).status).toBe(428);
    const both = await Promise.all([change({ isOn: true }), change({ isOn: true })]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('is shown to who reads mails and changed by who may change the business', async () => {
    expect((await world.call(reminderRoutes.plan, {})).status).toBe(401);
    const as = business.people.sales;
    expect((await world.call(reminderRoutes.plan, { as })).status).toBe(200);
    expect((await world.call(reminderRoutes.changePlan, { as, body: { isOn: true }, ifMatch: 1 })).status).toBe(403);
    expect((await world.call(reminderRoutes.plan, { as: stranger.owner })).body.version).toBe(1);
  });
});

describe('looking ahead', () => {
  it('tells the mails of the next seven days, whether the plan is on or not, and who cannot be reached', async () => {
    const body = { kind: 'person', name: 'Adressiz' };
    const silent = (await world.call(clientRoutes.create, { ...owner(), body })).body.id;
    await issued('2026-06-04', silent);
    const { items } = (await world.call(reminderRoutes.upcoming, owner())).body;
    expect(items.map(({ day, clientName, to }) => [day, clientName, to])).toEqual([
      ['2026-06-01', 'Adressiz', null],
      ['2026-06-02', 'Adressiz', null],
      ['2026-06-03', 'Adressiz', null],
      ['2026-06-04', 'Adressiz', null],
      ['2026-06-05', 'Adressiz', null],
    ]);
    world.time.now = at('2026-06-05');
    const later = (await world.call(reminderRoutes.upcoming, owner())).body.items;
    expect(later.filter(({ clientName }) => clientName === 'Öykü Yayın').map(({ day }) => day)).toEqual([
      '2026-06-08',
      '2026-06-10',
    ]);
    world.time.now = at('2026-06-05', '17:30');
    const evening = (await world.call(reminderRoutes.upcoming, owner())).body.items;
    expect(evening.map(({ day }) => day)).not.toContain('2026-06-05');
    expect((await world.call(reminderRoutes.upcoming, { as: stranger.owner })).body.items).toEqual([]);
  });
});

describe('being left out', () => {
  const { holdClient, releaseClient, ofClient, holdInvoice, releaseInvoice, ofInvoice } = reminderRoutes;

  it('holds for a client and for one invoice, until a day or for good, and ends when taken back', async () => {
    const held = await world.call(holdClient, { ...onClient(), body: { until: '2026-07-01' } });
    expect(held.body).toMatchObject({ hold: { until: '2026-07-01' }, clientHold: null });
    expect((await world.call(ofInvoice, onInvoice())).body).toMatchObject({
      hold: null,
      clientHold: { until: '2026-07-01' },
    });
    await world.call(holdInvoice, { ...onInvoice(), body: { until: null } });
    expect((await world.call(ofInvoice, onInvoice())).body.hold).toMatchObject({ until: null });
    expect((await world.call(releaseInvoice, onInvoice())).body.hold).toBeNull();
    expect((await world.call(releaseClient, onClient())).body.hold).toBeNull();
    expect((await world.call(releaseClient, onClient())).status).toBe(200);
    expect((await world.call(ofClient, onClient())).body.isPlanOn).toBe(false);
  });

  it('refuses a day that is no more to come, who may not, and records of others', async () => {
    const past = await world.call(holdClient, { ...onClient(), body: { until: '2026-06-01' } });
    expect([past.status, past.problem.errors?.[0]?.pointer]).toEqual([400, '#/until']);
    const body = { until: null };
    const as = business.people.viewer;
    expect((await world.call(holdClient, { ...onClient(), as, body })).status).toBe(403);
    expect((await world.call(holdInvoice, { params: { id: invoiceId }, body })).status).toBe(401);
    const foreign = { as: stranger.owner };
    expect((await world.call(holdInvoice, { ...onInvoice(), ...foreign, body })).status).toBe(404);
    expect((await world.call(ofClient, { ...onClient(), ...foreign })).status).toBe(404);
    expect((await world.call(releaseInvoice, { ...owner(), params: { id: newId() } })).status).toBe(404);
  });
});

describe('reminding by hand', () => {
  const { remindInvoice, remindClient } = reminderRoutes;

  it('leaves by the same way, takes the place of the step, and stands in both timelines and the log', async () => {
    world.time.now = at('2026-06-18');
    const sent = await world.call(remindInvoice, onInvoice());
    expect(sent.body).toMatchObject({ to: 'deniz@oyku.example', invoices: 1 });
    await world.run.all('invoice-mail');
    expect(world.ports.mails).toHaveLength(1);
    const { items } = (await world.call(deliveryRoutes.list, { ...owner(), query: { clientId } })).body;
    expect(items).toMatchObject([{ id: sent.body.deliveryId, kind: 'reminderSecond', state: 'accepted' }]);
    const entries = (await world.call(invoiceRoutes.timeline, onInvoice())).body;
    expect(entries.filter(({ kind }) => kind === 'mailAccepted')).toHaveLength(1);
    const events = (await world.call(noteRoutes.timeline, onClient())).body.items;
    expect(events.filter(({ kind }) => kind === 'reminderSent')).toHaveLength(1);
    const upcoming = (await world.call(reminderRoutes.upcoming, owner())).body.items;
    expect(upcoming.map(({ day }) => day)).toEqual(['2026-06-24']);
  });

  it('gathers everything overdue of a client', async () => {
    await issued('2026-06-05');
    expect((await world.call(remindClient, onClient())).status).toBe(409);
    world.time.now = at('2026-06-20');
    expect((await world.call(remindClient, onClient())).body.invoices).toBe(2);
    await world.run.all('invoice-mail');
    expect(world.ports.mails[0]?.attachments).toHaveLength(2);
    const entries = (await world.call(invoiceRoutes.timeline, onInvoice())).body;
    expect(entries.filter(({ kind }) => kind === 'mailAccepted')).toHaveLength(1);
    const events = (await world.call(noteRoutes.timeline, onClient())).body.items;
    expect(events.filter(({ kind }) => kind === 'reminderSent')).toHaveLength(1);
  });

  it('refuses what is not open, who has no address, who may not, and records of others', async () => {
    const draft = await world.call(invoiceRoutes.create, { ...owner(), body: { clientId, lines } });
    expect((await world.call(remindInvoice, { ...owner(), params: { id: draft.body.id } })).status).toBe(409);
    await world.call(clientRoutes.update, { ...onClient(), body: { email: null }, ifMatch: 1 });
    expect((await world.call(remindInvoice, onInvoice())).status).toBe(422);
    expect((await world.call(remindInvoice, { ...onInvoice(), as: business.people.viewer })).status).toBe(403);
    expect((await world.call(remindInvoice, { params: { id: invoiceId } })).status).toBe(401);
    expect((await world.call(remindInvoice, { ...onInvoice(), as: stranger.owner })).status).toBe(404);
    expect((await world.call(remindClient, { ...onClient(), as: stranger.owner })).status).toBe(404);
  });
});

describe('statements by mail', () => {
  const { plan, changePlan, ofClient, choose, send } = statementMailRoutes;

  it('have a plan of their own, with a version', async () => {
    expect((await world.call(plan, owner())).body).toMatchObject({ isOn: false, dayOfMonth: 1, version: 1 });
    const body = { isOn: true, dayOfMonth: 5, audience: 'moved' };
    expect((await world.call(changePlan, { ...owner(), body, ifMatch: 1 })).body).toMatchObject({
      ...body,
      version: 2,
    });
    expect((await world.call(changePlan, { ...owner(), body, ifMatch: 1 })).status).toBe(412);
    expect((await world.call(changePlan, { ...owner(), body: { dayOfMonth: 29 }, ifMatch: 2 })).status).toBe(400);
    const as = business.people.accountant;
    expect((await world.call(changePlan, { as, body, ifMatch: 2 })).status).toBe(403);
    expect((await world.call(plan, {})).status).toBe(401);
  });

  it('leave a client out and take them in again', async () => {
    const body = { isLeftOut: true };
    expect((await world.call(choose, { ...onClient(), body })).body.isLeftOut).toBe(true);
    expect((await world.call(choose, { ...onClient(), body })).body.isLeftOut).toBe(true);
    expect((await world.call(ofClient, onClient())).body.isLeftOut).toBe(true);
    await world.call(choose, { ...onClient(), body: { isLeftOut: false } });
    expect((await world.call(ofClient, onClient())).body.isLeftOut).toBe(false);
    expect((await world.call(choose, { ...onClient(), as: stranger.owner, body })).status).toBe(404);
    expect((await world.call(ofClient, { ...onClient(), as: stranger.owner })).status).toBe(404);
    expect((await world.call(choose, { ...onClient(), as: business.people.viewer, body })).status).toBe(403);
  });

  it('go out by hand with the PDF of the period', async () => {
    const body = { from: '2026-06-01', to: '2026-06-30' };
    const sent = await world.call(send, { ...onClient(), body });
    expect(sent.body.to).toBe('deniz@oyku.example');
    await world.run.all('invoice-mail');
    expect(world.ports.mails[0]?.attachments[0]?.fileName).toBe('hesap-ekstresi-2026-06-01-2026-06-30.pdf');
    const wrong = await world.call(send, { ...onClient(), body: { from: '2026-06-30', to: '2026-06-01' } });
    expect([wrong.status, wrong.problem.errors?.[0]?.pointer]).toEqual([400, '#/to']);
    expect((await world.call(send, { ...onClient(), body: { recipient: 'x' } })).status).toBe(400);
    expect((await world.call(send, { ...onClient(), as: stranger.owner, body: {} })).status).toBe(404);
    expect((await world.call(send, { ...onClient(), as: business.people.viewer, body: {} })).status).toBe(403);
    await world.call(clientRoutes.update, { ...onClient(), body: { email: null }, ifMatch: 1 });
    expect((await world.call(send, { ...onClient(), body: {} })).status).toBe(422);
  });
});
