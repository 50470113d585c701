// A mail service that is away for hours: mails wait in sight of everybody, leave once when it is back, and end with a reason after a day.
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpoints as insightEndpoints } from '../../functions/insight/index.ts';
import { sendgridMail } from '../../functions/integrations/mail/sendgrid.ts';
import { PortError } from '../../functions/integrations/port-error.ts';
import { SmtpError } from '../../functions/integrations/smtp-error.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { failureRoutes, type Failures } from '../../shared/failures.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { catalogues } from '../../shared/messages/index.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { mount, type Mounted } from '../support/mount.ts';

const minute = 60_000;
const hour = 60 * minute;

let world: World;
let insight: Mounted;
let business: Business;
let invoiceId: string;
let deliveryId: string;
let service: Server;
/** What the stand-in of SendGrid does with the next mail; `taken` are those that it took. */
let answer: (response: ServerResponse) => void;
let taken: number;

const status = (code: number) => (response: ServerResponse) => void response.writeHead(code).end('{}');
const accept = (response: ServerResponse) => {
  taken += 1;
  response.writeHead(202, { 'x-message-id': `m${taken}` }).end();
};
const never = () => undefined;

beforeAll(async () => {
  world = await makeWorld();
  insight = mount({ database: world.database, endpoints: insightEndpoints, clock: () => now() });
  business = await world.business();
});
afterAll(async () => {
  await insight.close();
  await world.close();
});

beforeEach(async () => {
  taken = 0;
  answer = accept;
  service = createServer((request, response) => void request.resume().once('end', () => answer(response)));
  service.listen(0, '127.0.0.1');
  await once(service, 'listening');
  const { port } = service.address() as AddressInfo; // a listening TCP server has one
  const config = {
    endpoint: `http://127.0.0.1:${port}`,
    apiKey: 'SG.x',
    webhookPublicKey: '',
    fromAddress: 'a@b.example',
  };
  // Short where silence is meant; a busy machine is no silence.
  const limitMs = () => (answer === never ? 300 : 10_000);
  const send: typeof world.app.ports.mail.send = (mail) => sendgridMail(config, limitMs()).send(mail);
  world.app.ports.mail = { ...world.app.ports.mail, send };
  world.ports.sent.length = 0;
  world.time.now = new Date();
  await queueMail();
});
afterEach(async () => {
  service.closeAllConnections();
  if (service.listening) await new Promise((done) => service.close(done));
  await world.database.admin.query('delete from mail_servers');
});

const as = () => business.owner;
const now = () => world.time.now ?? new Date();
const later = (ms: number) => (world.time.now = new Date(now().getTime() + ms));

async function queueMail(): Promise<void> {
  const client = await world.call(clientRoutes.create, { as: as(), body: { kind: 'company', name: 'Öykü Yayın' } });
  const line = { description: 'Analiz', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
  const body = { clientId: client.body.id, lines: [{ ...line, discountRate: null, discountMinor: null }] };
  invoiceId = (await world.call(invoiceRoutes.create, { as: as(), body })).body.id;
  await world.call(invoiceRoutes.issue, { as: as(), params: { id: invoiceId } });
  const mail = { as: as(), params: { id: invoiceId }, body: { to: 'deniz@oyku.example' } };
  deliveryId = (await world.call(invoiceRoutes.send, mail)).body.id;
}

const read = async () => {
  const { body } = await world.call(invoiceRoutes.get, { as: as(), params: { id: invoiceId } });
  const [delivery] = body.deliveries;
  if (!delivery) throw new Error('There is no mail.');
  // The database leaves out zeros at the end of a second's fraction.
  const nextTryAt = delivery.nextTryAt && new Date(delivery.nextTryAt).toISOString();
  return { ...delivery, nextTryAt, links: body.links.length };
};
const deliver = async (dequeueCount = 1) => {
  const message = world.run.waiting('invoice-mail').at(-1);
  if (message) await world.run.deliver(message, dequeueCount);
};
const messageDue = async () => {
  const found = `select next_at from outbox where body ->> 'deliveryId' = $1`;
  const { rows } = await world.database.admin.query<{ next_at: Date }>(found, [deliveryId]);
  return rows[0]?.next_at.toISOString() ?? null;
};
const failures = async () =>
  ((await insight.call(failureRoutes.list, { session: as().token })).body as Failures).mails.filter(
    ({ id }) => id === deliveryId,
  );

/** Tries whenever the mail says so, until it waits no more or `untilMs` have gone by. */
async function wait(untilMs: number): Promise<number> {
  const end = now().getTime() + untilMs;
  for (let tries = 0; ; tries += 1) {
    const { nextTryAt } = await read();
    if (!nextTryAt || Date.parse(nextTryAt) > end) return tries;
    world.time.now = new Date(nextTryAt);
    await deliver();
  }
}

describe('a service that cannot take mails', () => {
  it.each([
    ['is not there', () => void service.close()],
    ['says 503', () => void (answer = status(503))],
    ['says 429', () => void (answer = status(429))],
  ])('and %s, leaves a mail waiting: how often and when next is told, and no link is left behind', async (_how, go) => {
    go();
    await deliver();
    const mail = await read();
    const nextTryAt = new Date(now().getTime() + minute).toISOString();
    const reason = catalogues.en.get('delivery.tryingAgain');
    expect(mail).toMatchObject({ state: 'queued', attempts: 1, reason, nextTryAt, links: 0 });
    expect(await messageDue()).toBe(nextTryAt);
    const { body } = await world.call(invoiceRoutes.get, { as: as(), params: { id: invoiceId }, language: 'tr' });
    expect(body.deliveries[0]?.reason).toBe(catalogues.tr.get('delivery.tryingAgain'));
    expect(await failures()).toEqual([]);
    expect((await world.call(deliveryRoutes.retry, { as: as(), params: { id: deliveryId } })).status).toBe(409);
  });

  it('for five hours gets the mail once, when it is back', async () => {
    answer = status(503);
    await deliver();
    await wait(5 * hour);
    expect(await read()).toMatchObject({ state: 'queued' });
    answer = accept;
    await wait(hour);
    expect(await read()).toMatchObject({ state: 'accepted', reason: null, nextTryAt: null, links: 1 });
    expect(await messageDue()).toBeNull();
    await deliver();
    expect(taken).toBe(1);
  });

  it('takes one of several deliveries at once after its return', async () => {
    answer = status(503);
    await deliver();
    answer = accept;
    later(minute);
    await Promise.all([deliver(), deliver(), deliver()]);
    expect(taken).toBe(1);
  });

  it('for a whole day ends the mail with its reason, among what failed, to be sent again by hand', async () => {
    answer = status(503);
    await deliver();
    const asked = now().getTime();
    await wait(48 * hour);
    expect(now().getTime() - asked).toBe(24 * hour);
    const reason = catalogues.en.get('delivery.unreachable');
    expect(await read()).toMatchObject({ state: 'failed', reason, nextTryAt: null, links: 0 });
    expect(await messageDue()).toBeNull();
    expect(await failures()).toMatchObject([{ id: deliveryId, state: 'failed', reason }]);
    answer = accept;
    const again = await world.call(deliveryRoutes.retry, { as: as(), params: { id: deliveryId } });
    expect(again.body).toMatchObject({ state: 'queued', attempts: 0, nextTryAt: null });
    await deliver();
    expect(await read()).toMatchObject({ state: 'accepted', attempts: 1 });
    expect(taken).toBe(1);
  });

  it('ends at once what it refuses for good, waiting or not', async () => {
    answer = status(503);
    await deliver();
    answer = status(400);
    later(minute);
    await deliver();
    const reason = catalogues.en.get('delivery.refused');
    expect(await read()).toMatchObject({ state: 'failed', reason, nextTryAt: null, attempts: 2 });
  });
});

describe('an answer that never came, amid an outage', () => {
  it.each([
    ['500', status(500)],
    ['silence', never],
  ])(
    'such as %s, is left alone for a quarter of an hour, then sent once more, however many tries went before',
    async (_what, how) => {
      answer = status(503);
      await deliver();
      await wait(hour);
      answer = how;
      await wait(hour);
      const mail = await read();
      expect(mail).toMatchObject({ state: 'queued', nextTryAt: null });
      expect(mail.attempts).toBeGreaterThan(3);
      expect(mail.reason).toBe(catalogues.en.get('delivery.unknownOutcome'));
      expect(await messageDue()).toBe(new Date(now().getTime() + 15 * minute).toISOString());
      answer = accept;
      later(14 * minute);
      await deliver();
      expect(taken).toBe(0);
      later(minute);
      await deliver();
      expect(taken).toBe(1);
      expect(await read()).toMatchObject({ state: 'accepted' });
    },
  );
});

describe('what else may be away for a while', () => {
  it('the own mail server: the mail waits for it, and after a day its words are the reason', async () => {
    const place = { owner: business.tenantId, kind: 'smtp-password', recordId: business.tenantId };
    const { keyId, bytes } = await world.app.ports.secrets.seal(place, 'gizli');
    await world.database.admin.query(
      `insert into mail_servers (tenant_id, host, port, username, password_key_id, password_sealed, from_name, from_address, checked_at)
       values ($1, 'smtp.ornek.example', 587, 'ben', $2, $3, 'Ben', 'ben@ornek.example', now())`,
      [business.tenantId, keyId, Buffer.from(bytes)],
    );
    const { smtp } = world.app.ports;
    world.app.ports.smtp = { ...smtp, send: () => Promise.reject(new SmtpError('busy', new Error('450'))) };
    await deliver();
    const reason = catalogues.en.get('mailServer.busy');
    expect(await read()).toMatchObject({ state: 'queued', attempts: 1, reason, via: 'own' });
    await wait(48 * hour);
    world.app.ports.smtp = smtp;
    expect(await read()).toMatchObject({ state: 'failed', reason });
  });

  it('the store of files: the mail waits, for nobody’s address is wrong', async () => {
    const { blobs } = world.app.ports;
    const away = new PortError('blobs: away', {
      port: 'blobs',
      kind: 'unreachable',
      retryable: true,
      outcome: 'unknown',
    });
    world.app.ports.blobs = { ...blobs, get: () => Promise.reject(away), put: () => Promise.reject(away) };
    await deliver();
    expect(await read()).toMatchObject({ state: 'queued', reason: catalogues.en.get('delivery.notMade') });
    world.app.ports.blobs = blobs;
    await wait(hour);
    expect(await read()).toMatchObject({ state: 'accepted', attempts: 2 });
  });
});
