// The job that mails invoices: one mail for one delivery, and the truth about it, also when the mail service gives no answer.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PortError, type PortErrorFacts } from '../../functions/integrations/port-error.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { catalogues } from '../../shared/messages/index.ts';
import { portalRoutes } from '../../shared/portal.ts';
import { systemRoutes } from '../../shared/system.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let invoiceId: string;
let deliveryId: string;

const line = { description: 'Analiz', quantity: '1', unit: 'C62', unitPrice: '12500.5', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];
const on = (id: string) => ({ as: business.owner, params: { id } });

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business({ brand_colour: '#0f4c5c' });
});
afterAll(() => world.close());

async function queueMail(request: Record<string, unknown> = {}, language = 'tr'): Promise<void> {
  const as = business.owner;
  const made = { as, body: { kind: 'company', name: 'Öykü <b>Yayın</b>', language } };
  const client = await world.call(clientRoutes.create, made);
  const body = { clientId: client.body.id, lines, dueDate: '2099-12-31' };
  invoiceId = (await world.call(invoiceRoutes.create, { as, body })).body.id;
  await world.call(invoiceRoutes.issue, on(invoiceId));
  const sent = await world.call(invoiceRoutes.send, {
    ...on(invoiceId),
    body: { to: 'deniz@oyku.example', ...request },
  });
  deliveryId = sent.body.id;
}

beforeEach(async () => {
  world.ports.sent.length = 0;
  world.ports.mails.length = 0;
  world.service.failure = null;
  world.time.now = null;
  await queueMail();
});

const read = async () => {
  const { body } = await world.call(invoiceRoutes.get, on(invoiceId));
  return { delivery: body.deliveries[0], links: body.links };
};
const queuedMail = () => {
  const [sent] = world.run.waiting('invoice-mail');
  if (!sent) throw new Error('No mail was queued.');
  return sent;
};
const rowIsKept = async () =>
  (await world.database.admin.query(`select from outbox where body ->> 'deliveryId' = $1`, [deliveryId])).rowCount ===
  1;
const failure = (facts: Pick<PortErrorFacts, 'retryable' | 'outcome' | 'kind'>) =>
  new PortError(`mail: could not send a mail (${facts.kind})`, { port: 'mail', ...facts });
const unknown = failure({ kind: 'timed-out', retryable: false, outcome: 'unknown' });

describe('a mail that leaves', () => {
  it('carries the PDF, the amount, the due day, where to pay, and a link that opens the invoice', async () => {
    await world.run.all('invoice-mail');
    const [mail] = world.ports.mails;
    if (!mail) throw new Error('No mail left.');
    expect(mail.id).toBe(`${business.tenantId}.${deliveryId}`);
    expect(mail.to).toEqual({ name: 'Öykü <b>Yayın</b>', address: 'deniz@oyku.example' });
    expect(mail.replyTo).toEqual({ name: 'Boğaziçi Danışmanlık', address: 'info@bogazici.example' });
    expect(mail.from).toEqual({ name: 'Boğaziçi Danışmanlık', address: 'a@example.com' });
    expect(mail.attachments).toMatchObject([{ contentType: 'application/pdf' }]);
    expect(mail.attachments[0]?.fileName).toMatch(/^FTR\d+\.pdf$/);
    for (const words of ['15.000,60', '31 Ara 2099', 'TR33 0006 1005 1978 6457 8413 26', 'Örnek Bank']) {
      expect(mail.text).toContain(words);
      expect(mail.html).toContain(words);
    }
    const token = /\/i#([A-Za-z0-9_-]{43})/.exec(mail.text)?.[1] ?? '';
    const opened = await world.call(portalRoutes.open, { body: { token } });
    const { delivery, links } = await read();
    expect(delivery).toMatchObject({ state: 'accepted', attempts: 1, reason: null });
    expect(links).toMatchObject([{ id: opened.body.linkId, deliveryId, openedCount: 1 }]);
    // The mail's own event says whether the mail was opened; following its link does not.
    expect(delivery?.openedAt).toBeNull();
  });

  it('speaks the language of the invoice and escapes what people wrote', async () => {
    await queueMail({ subject: 'Our invoice', message: 'Dear <i>Deniz</i>,\nplease pay.' }, 'en');
    world.ports.mails.length = 0;
    await world.run.all('invoice-mail');
    const mail = world.ports.mails.at(-1);
    expect(mail?.subject).toBe('Our invoice');
    expect(mail?.html).toContain('lang="en"');
    expect(mail?.html).toContain('View invoice');
    expect(mail?.html).toContain('Dear &lt;i&gt;Deniz');
    expect(mail?.text).toContain('Dear <i>Deniz</i>');
  });

  it('leaves once, however often the message is delivered', async () => {
    const sent = queuedMail();
    await Promise.all([world.run.deliver(sent), world.run.deliver(sent), world.run.deliver(sent)]);
    await world.run.deliver(sent);
    expect(world.ports.mails).toHaveLength(1);
    expect((await read()).links).toHaveLength(1);
  });

  it('does not leave when the invoice was cancelled meanwhile', async () => {
    await world.call(invoiceRoutes.cancel, { ...on(invoiceId), body: { reason: 'x' } });
    await world.run.all('invoice-mail');
    expect(world.ports.mails).toEqual([]);
    expect((await read()).delivery).toMatchObject({ state: 'failed' });
    expect((await read()).links).toEqual([]);
  });
});

describe('a mail that fails', () => {
  it('through a fault of ours has failed after the fifth try, and can be tried again by hand', async () => {
    world.service.failure = new TypeError('a mistake of ours');
    const sent = queuedMail();
    for (let count = 1; count <= 5; count += 1) await expect(world.run.deliver(sent, count)).rejects.toThrow();
    const { delivery } = await read();
    expect(delivery).toMatchObject({ state: 'failed', attempts: 5 });
    expect(delivery?.reason).toBe(catalogues.en.get('delivery.notMade'));
    expect(delivery?.failedAt).not.toBeNull();
    world.service.failure = null;
    world.ports.sent.length = 0;
    expect((await world.call(deliveryRoutes.retry, on(deliveryId))).status).toBe(200);
    await world.run.all('invoice-mail');
    expect((await read()).delivery).toMatchObject({ state: 'accepted' });
  });

  it('has failed at once when the service refuses it for good, and says so in the reader’s language', async () => {
    world.service.failure = failure({ kind: 'refused', retryable: false, outcome: 'failed' });
    await world.run.all('invoice-mail');
    const { delivery } = await read();
    expect(delivery).toMatchObject({ state: 'failed', reason: catalogues.en.get('delivery.refused') });
    const { body } = await world.call(invoiceRoutes.get, { ...on(invoiceId), language: 'tr' });
    expect(body.deliveries[0]?.reason).toBe(catalogues.tr.get('delivery.refused'));
  });
});

describe('a mail without an answer', () => {
  it('is neither failed nor sent twice, and its event settles it', async () => {
    world.service.failure = unknown;
    const sent = queuedMail();
    await world.run.deliver(sent);
    expect(await rowIsKept()).toBe(true);
    const waiting = (await read()).delivery;
    expect(waiting).toMatchObject({ state: 'queued', attempts: 1 });
    expect(waiting?.reason).toMatch(/did not answer in time/);
    world.service.failure = null;
    await world.run.deliver(sent);
    expect(world.ports.mails).toEqual([]);
    const at = new Date().toISOString();
    world.service.events = [
      { deliveryId: `${business.tenantId}.${deliveryId}`, providerEventId: newId(), kind: 'delivered', at },
    ];
    await world.call(systemRoutes.sendgridEvents, { body: [] });
    expect((await read()).delivery).toMatchObject({ state: 'delivered', reason: null });
    await world.run.deliver(sent);
    expect(await rowIsKept()).toBe(false);
    expect(world.ports.mails).toEqual([]);
    // The link that may have arrived still works.
    expect((await read()).links).toHaveLength(1);
  });

  it('is sent once more when no event comes, and the first link stays good', async () => {
    world.service.failure = unknown;
    const sent = queuedMail();
    await world.run.deliver(sent);
    world.service.failure = null;
    world.time.now = new Date(Date.now() + 16 * 60_000);
    await world.run.deliver(sent);
    expect(world.ports.mails).toHaveLength(1);
    expect((await read()).delivery).toMatchObject({ state: 'accepted', attempts: 2 });
    expect((await read()).links).toHaveLength(2);
  });

  it('is handed over three times and no more; then nobody knows, and a person may send it again', async () => {
    world.service.failure = unknown;
    const sent = queuedMail();
    for (let tries = 0; tries < 6; tries += 1) {
      world.time.now = new Date(Date.now() + tries * 16 * 60_000);
      await world.run.deliver(sent);
    }
    const { delivery, links } = await read();
    expect(delivery).toMatchObject({ state: 'unknown', attempts: 3 });
    expect(delivery?.reason).toMatch(/never answered.*may have arrived/);
    expect(delivery?.failedAt).not.toBeNull();
    // Each of them may lie in the reader's mailbox.
    expect(links).toHaveLength(3);
    expect(await rowIsKept()).toBe(false);
    world.service.failure = null;
    expect((await world.call(deliveryRoutes.retry, on(deliveryId))).body).toMatchObject({
      state: 'queued',
      attempts: 0,
    });
    world.ports.sent.splice(0, world.ports.sent.length, ...world.run.waiting('invoice-mail').slice(-1));
    await world.run.all('invoice-mail');
    expect((await read()).delivery).toMatchObject({ state: 'accepted', reason: null });
  });

  it('and given up may still be told of by a late event', async () => {
    await world.database.admin.query(`update deliveries set state = 'unknown', failed_at = now() where id = $1`, [
      deliveryId,
    ]);
    const at = new Date().toISOString();
    const event = {
      deliveryId: `${business.tenantId}.${deliveryId}`,
      providerEventId: newId(),
      kind: 'opened' as const,
      at,
    };
    world.service.events = [event];
    await world.call(systemRoutes.sendgridEvents, { body: [] });
    expect((await read()).delivery).toMatchObject({ state: 'opened' });
  });

  it('has not failed when the queue’s last try sent it and could not write that down', async () => {
    const sent = queuedMail();
    const { mail } = world.app.ports;
    const { fly } = world.app.database;
    world.app.ports.mail = {
      ...mail,
      send: async (outgoing) => {
        const answer = await mail.send(outgoing);
        world.app.database.fly = () => {
          world.app.database.fly = fly;
          return Promise.reject(new Error('Connection terminated unexpectedly'));
        };
        return answer;
      },
    };
    await expect(world.run.deliver(sent, 5)).rejects.toThrow();
    world.app.ports.mail = mail;
    expect(world.ports.mails).toHaveLength(1);
    expect((await read()).delivery).toMatchObject({ state: 'queued', attempts: 1 });
    expect(await rowIsKept()).toBe(true);
  });

  it('counts as such too when the process dies between sending and writing it down', async () => {
    const sent = queuedMail();
    const { mail } = world.app.ports;
    world.app.ports.mail = {
      ...mail,
      send: async (outgoing) => {
        await mail.send(outgoing);
        await world.database.admin.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'crmfex_jobs'`,
        );
        throw unknown;
      },
    };
    await world.run.deliver(sent).catch(() => undefined);
    world.app.ports.mail = mail;
    await world.run.deliver(sent);
    expect(world.ports.mails).toHaveLength(1);
    expect((await read()).delivery).toMatchObject({ state: 'queued', attempts: 1 });
    expect(await rowIsKept()).toBe(true);
  });
});
