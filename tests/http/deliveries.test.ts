// Mailing invoices over HTTP: asking for a mail, trying again, and hearing what became of it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { mailRoutes } from '../../shared/mails.ts';
import { systemRoutes } from '../../shared/system.ts';
import type { MailEventKind } from '../../functions/integrations/mail/port.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { storedFile } from '../support/stored-file.ts';

let world: World;
let business: Business;
let invoiceId: string;

const line = { description: 'Eğitim', quantity: '1', unit: 'C62', unitPrice: '5000', vatRate: '20' };
const on = (id: string, as = business.owner) => ({ as, params: { id } });

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
});
afterAll(() => world.close());
beforeEach(async () => {
  invoiceId = await issued(business);
});

async function draft(of: Business): Promise<string> {
  const as = of.owner;
  const client = await world.call(clientRoutes.create, { as, body: { kind: 'company', name: 'Ege Rüzgârı' } });
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  return (await world.call(invoiceRoutes.create, { as, body: { clientId: client.body.id, lines } })).body.id;
}

async function issued(of: Business): Promise<string> {
  const id = await draft(of);
  await world.call(invoiceRoutes.issue, on(id, of.owner));
  return id;
}

const send = (body: Record<string, unknown> = {}, id = invoiceId, as = business.owner) =>
  world.call(invoiceRoutes.send, { ...on(id, as), body: { to: 'muhasebe@egeruzgari.example', ...body } });

/** A mail that was accepted by the service. */
async function accepted(): Promise<string> {
  const { body } = await send();
  await world.run.all('invoice-mail');
  return body.id;
}

async function hear(
  deliveryId: string,
  kind: MailEventKind,
  event: { id?: string; reason?: string; at?: string } = {},
) {
  const { id = newId(), reason, at = new Date().toISOString() } = event;
  world.service.events = [{ deliveryId: `${business.tenantId}.${deliveryId}`, providerEventId: id, kind, at, reason }];
  return world.call(systemRoutes.sendgridEvents, { body: [] });
}

const stateOf = async () => {
  const { body } = await world.call(invoiceRoutes.get, on(invoiceId));
  return { ...body.deliveries[0], invoiceState: body.deliveryState };
};

describe('asking for a mail', () => {
  it('queues it, with a subject in the language of the invoice', async () => {
    const { status, body } = await send();
    expect(status).toBe(201);
    expect(body).toMatchObject({ to: 'muhasebe@egeruzgari.example', state: 'queued', attempts: 0, acceptedAt: null });
    expect(body.subject).toMatch(/^Boğaziçi Danışmanlık: FTR\d+ numaralı fatura$/);
    expect(await stateOf()).toMatchObject({ state: 'queued', invoiceState: 'queued' });
  });

  it.each([
    [{ to: 'a@b.example, c@d.example' }, '#/to'],
    [{ to: 'a@b.example\r\nBcc: x@y.example' }, '#/to'],
    [{ subject: 'İki\nsatır' }, '#/subject'],
    [{ message: 'x'.repeat(5001) }, '#/message'],
    [{ cc: 'a@b.example' }, '#/cc'],
  ])('refuses %j', async (wrong, pointer) => {
    const { status, problem } = await send(wrong);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('is for issued invoices, for those who may send, and for the own business', async () => {
    expect((await send({}, await draft(business))).problem).toMatchObject({ status: 409, key: 'delivery.notIssued' });
    expect((await send({}, invoiceId, business.people.viewer)).status).toBe(403);
    const other = await world.business();
    expect((await send({}, invoiceId, other.owner)).status).toBe(404);
    expect((await send({}, newId())).status).toBe(404);
    expect(
      (await world.call(invoiceRoutes.send, { params: { id: invoiceId }, body: { to: 'a@b.example' } })).status,
    ).toBe(401);
  });

  it('stops at 200 mails a day, also when the last are asked for at once, and begins anew the next day', async () => {
    const busy = await world.business();
    const id = await issued(busy);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Istanbul' }).format(new Date());
    await world.database.admin.query('insert into mail_quotas (tenant_id, day, sent) values ($1, $2, 195)', [
      busy.tenantId,
      today,
    ]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => send({}, id, busy.owner)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(5);
    expect(answers.find(({ status }) => status !== 201)?.problem).toMatchObject({ status: 429, key: 'delivery.quota' });
    world.time.now = new Date(Date.now() + 86_400_000);
    expect((await send({}, id, busy.owner)).status).toBe(201);
    world.time.now = null;
  });
});

describe('hearing of it', () => {
  it('moves the mail forwards only, and each event once', async () => {
    const id = await accepted();
    expect(await stateOf()).toMatchObject({ state: 'accepted', attempts: 1 });
    const eventId = newId();
    expect((await hear(id, 'delivered', { id: eventId, at: '2026-05-01T10:00:00Z' })).status).toBe(204);
    await hear(id, 'delivered', { id: eventId, at: '2026-05-02T10:00:00Z' });
    expect(await stateOf()).toMatchObject({ state: 'delivered', deliveredAt: '2026-05-01T10:00:00Z' });
    await hear(id, 'opened');
    await hear(id, 'processed');
    await hear(id, 'delivered');
    await hear(id, 'deferred', { reason: 'busy' });
    expect(await stateOf()).toMatchObject({ state: 'opened', invoiceState: 'opened', reason: null });
    const { rows } = await world.database.admin.query('select kind from delivery_events where delivery_id = $1', [id]);
    expect(rows).toHaveLength(5);
    // The service tells whole seconds, so its first event may seem older than our asking.
    const story = await world.call(invoiceRoutes.timeline, on(invoiceId));
    const kinds = story.body.map(({ kind }) => kind).filter((kind) => kind.startsWith('mail'));
    expect(kinds.filter((kind) => kind !== 'mailQueued')).toEqual(['mailAccepted', 'mailDelivered', 'mailOpened']);
  });

  it('tells why a mail bounced or was dropped', async () => {
    const id = await accepted();
    await hear(id, 'bounced', { reason: '550 no such user' });
    expect(await stateOf()).toMatchObject({ state: 'bounced', reason: '550 no such user' });
    invoiceId = await issued(business);
    await hear(await accepted(), 'dropped', { reason: 'Bounced Address' });
    expect(await stateOf()).toMatchObject({ state: 'failed', reason: 'Bounced Address' });
  });

  it('keeps what is told of somebody in copy, without taking it for the recipient', async () => {
    const id = await accepted();
    const event = { deliveryId: `${business.tenantId}.${id}`, kind: 'bounced' as const, at: new Date().toISOString() };
    world.service.events = [{ ...event, providerEventId: newId(), recipient: 'copy@example.com', reason: '550' }];
    await world.call(systemRoutes.sendgridEvents, { body: [] });
    expect(await stateOf()).toMatchObject({ state: 'accepted', reason: null });
    const { rows } = await world.database.admin.query('select kind from delivery_events where delivery_id = $1', [id]);
    expect(rows).toEqual([{ kind: 'bounced' }]);
    world.service.events = [{ ...event, providerEventId: newId(), recipient: 'Muhasebe@egeruzgari.example' }];
    await world.call(systemRoutes.sendgridEvents, { body: [] });
    expect(await stateOf()).toMatchObject({ state: 'bounced' });
  });

  it('ignores mails it does not know, and of businesses it does not know', async () => {
    expect((await hear(newId(), 'opened')).status).toBe(204);
    const id = await accepted();
    for (const deliveryId of [`${newId()}.${id}`, 'platform-mail', id, `${business.tenantId}.${id}.x`]) {
      world.service.events = [{ deliveryId, providerEventId: newId(), kind: 'opened', at: new Date().toISOString() }];
      expect((await world.call(systemRoutes.sendgridEvents, { body: [] })).status).toBe(204);
    }
    const other = await world.business();
    world.service.events = [
      { deliveryId: `${other.tenantId}.${id}`, providerEventId: newId(), kind: 'opened', at: new Date().toISOString() },
    ];
    expect((await world.call(systemRoutes.sendgridEvents, { body: [] })).status).toBe(204);
    expect(await stateOf()).toMatchObject({ state: 'accepted' });
  });

  it('refuses a report whose signature does not hold', async () => {
    world.service.events = 'forged';
    expect((await world.call(systemRoutes.sendgridEvents, { body: [] })).status).toBe(403);
    world.service.events = [];
  });
});

describe('trying again', () => {
  it('is for mails that failed', async () => {
    const id = await accepted();
    expect((await world.call(deliveryRoutes.retry, on(id))).problem).toMatchObject({
      status: 409,
      key: 'delivery.notFailed',
    });
    await hear(id, 'dropped', { reason: 'x' });
    expect((await world.call(deliveryRoutes.retry, on(id, business.people.viewer))).status).toBe(403);
    const other = await world.business();
    expect((await world.call(deliveryRoutes.retry, on(id, other.owner))).status).toBe(404);
    expect((await world.call(deliveryRoutes.retry, { params: { id } })).status).toBe(401);
    const { status, body } = await world.call(deliveryRoutes.retry, on(id));
    expect([status, body.state, body.reason]).toEqual([200, 'queued', null]);
    const before = world.ports.mails.length;
    await world.run.all('invoice-mail');
    expect(world.ports.mails.length).toBe(before + 1);
    expect(await stateOf()).toMatchObject({ state: 'accepted', failedAt: null });
  });
});

describe('a mail that was given up', () => {
  it('and arrived all the same, by an earlier try, is told as delivered', async () => {
    const id = await accepted();
    await hear(id, 'dropped');
    expect(await stateOf()).toMatchObject({ state: 'failed' });
    await hear(id, 'processed');
    expect(await stateOf()).toMatchObject({ state: 'failed' });
    await hear(id, 'delivered');
    expect(await stateOf()).toMatchObject({ state: 'delivered', reason: null });
  });
});

describe('files that go along', () => {
  it('leave after the print, in their order, and stand in the log of mails', async () => {
    const files = [
      await storedFile(world, business, { invoice: invoiceId }, { name: 'Sipariş.pdf' }),
      await storedFile(world, business, { invoice: invoiceId }, { name: 'İrsaliye.pdf' }),
    ];
    const { status, body } = await send({ fileIds: files });
    expect(status).toBe(201);
    world.ports.mails.length = 0;
    await world.run.all('invoice-mail');
    const names = [expect.stringMatching(/^FTR\d+\.pdf$/), 'Sipariş.pdf', 'İrsaliye.pdf'];
    expect(world.ports.mails[0]?.attachments.map(({ fileName }) => fileName)).toEqual(names);
    const kept = await world.call(mailRoutes.get, on(body.id));
    expect(kept.body.attachments.map(({ name }) => name)).toEqual(names);
  });

  it('are of this very invoice, ready, there, named once, and not too heavy; otherwise nothing is queued', async () => {
    const other = await world.business();
    const good = await storedFile(world, business, { invoice: invoiceId });
    const wrong = [
      await storedFile(world, business, { invoice: await issued(business) }),
      await storedFile(world, other, { invoice: await issued(other) }),
      await storedFile(world, business, { invoice: invoiceId }, { deleted_at: new Date() }),
      await storedFile(world, business, { invoice: invoiceId }, { state: 'refused', refusal: 'file.type' }),
      newId(),
      good,
    ];
    const { problem } = await send({ fileIds: [good, ...wrong] });
    expect(problem).toMatchObject({ status: 422, key: 'mail.fileUnknown' });
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(wrong.map((_, place) => `#/fileIds/${place + 1}`));
    const large = await storedFile(world, business, { invoice: invoiceId }, { size_bytes: 20 * 1024 * 1024 });
    const heavy = await send({ fileIds: [large, good] });
    expect(heavy.problem).toMatchObject({ status: 422, key: 'mail.tooLarge', errors: [{ pointer: '#/fileIds' }] });
    expect((await send({ fileIds: Array.from({ length: 21 }, () => newId()) })).status).toBe(400);
    expect((await world.call(invoiceRoutes.get, on(invoiceId))).body.deliveries).toEqual([]);
  });
});
