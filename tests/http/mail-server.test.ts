// The own mail server over HTTP: kept only after it did, its password never told, and invoices that leave through it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpoints as officeEndpoints } from '../../functions/office/index.ts';
import { SmtpError, type SmtpFault } from '../../functions/integrations/smtp-error.ts';
import { memoryRates } from '../../functions/platform/rates.ts';
import { mailServerRoutes } from '../../shared/mail-server.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { catalogues } from '../../shared/messages/index.ts';
import { Role } from '../../shared/permissions.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { mount, type Mounted } from '../support/mount.ts';

let world: World;
let office: Mounted;
let business: Business;
const input = {
  host: 'smtp.firma.example',
  port: 587,
  username: 'fatura@firma.example',
  password: 'çok gizli',
  fromName: 'Firma A.Ş.',
  fromAddress: 'fatura@firma.example',
  replyTo: null,
};

beforeAll(async () => {
  world = await makeWorld();
  office = mount({ database: world.database, endpoints: officeEndpoints, ports: world.ports });
});
afterAll(async () => {
  await office.close();
  await world.close();
});
beforeEach(async () => {
  office.app.rates = memoryRates();
  world.ports.smtpCalls.length = 0;
  world.ports.mails.length = 0;
  business = await world.business();
});

type Body = { server: Record<string, unknown> | null; key: string; errors?: { pointer: string; detail: string }[] };
async function call(
  name: 'get' | 'put' | 'remove' | 'test',
  options: { as?: string | undefined; body?: unknown } = {},
): Promise<{ status: number; body: Body; text: string }> {
  const { as = business.owner.token, body } = options;
  const { get, put, remove, test } = mailServerRoutes;
  return office.call({ get, put, remove, test }[name], { session: as || undefined, body, language: 'tr' });
}
const put = (changes: Record<string, unknown> = {}, as?: string) => call('put', { as, body: { ...input, ...changes } });

/** The server finds this wrong from now on. */
async function failing<T>(fault: SmtpFault, work: () => Promise<T>): Promise<T> {
  const { smtp } = world.ports;
  const fail = () => Promise.reject(new SmtpError(fault, new Error('10.0.0.4 said: secret banner')));
  for (const app of [office.app, world.app]) app.ports = { ...app.ports, smtp: { check: fail, send: fail } };
  try {
    return await work();
  } finally {
    for (const app of [office.app, world.app]) app.ports = { ...app.ports, smtp };
  }
}

describe('keeping a server', () => {
  it('signs in first, then keeps it, and never tells the password', async () => {
    expect((await call('get')).body).toEqual({ server: null });
    const kept = await put();
    expect(kept.status).toBe(200);
    expect(world.ports.smtpCalls).toMatchObject([{ server: { host: input.host, password: 'çok gizli' }, mail: null }]);
    const mails = await world.database.admin.query(
      `select from mails where recipient = $1 and template = 'mailServerChanged'`,
      [business.owner.email],
    );
    expect(mails.rowCount).toBe(1);
    const { password: _, ...shown } = input;
    expect((await call('get')).body).toEqual({ server: { ...shown, checkedAt: expect.any(String) } });
    expect(kept.text + (await call('get')).text).not.toContain('gizli');
    const { rows } = await world.database.admin.query('select password_sealed from mail_servers where tenant_id = $1', [
      business.tenantId,
    ]);
    expect(String(rows[0].password_sealed)).not.toContain('gizli');
  });

  it.each<[SmtpFault, string]>([
    ['unreachable', '#/host'],
    ['certificate', '#/host'],
    ['signIn', '#/password'],
    ['basicAuthOff', '#/username'],
  ])(
    'that finds %s wrong keeps nothing, says so at the field, and repeats no word of the server',
    async (fault, pointer) => {
      const answer = await failing(fault, () => put());
      expect(answer.status).toBe(422);
      expect(answer.body.errors).toEqual([{ pointer, detail: catalogues.tr.get(`mailServer.${fault}`) }]);
      expect(answer.text).not.toMatch(/10\.0\.0\.4|banner/);
      expect((await call('get')).body.server).toBeNull();
    },
  );

  it.each<[Record<string, unknown>, string]>([
    [{ host: 'localhost' }, '#/host'],
    [{ host: '127.0.0.1' }, '#/host'],
    [{ host: '0x7f.1' }, '#/host'],
    [{ host: 'smtp.firma.com/x' }, '#/host'],
    [{ port: 25 }, '#/port'],
    [{ username: 'a\nb' }, '#/username'],
    [{ fromAddress: 'a@b.com, c@d.com' }, '#/fromAddress'],
    [{ replyTo: 'x' }, '#/replyTo'],
    [{ password: '' }, '#/password'],
    [{ password: undefined }, '#/password'],
    [{ tls: false }, '#/tls'],
  ])('refuses %j', async (wrong, pointer) => {
    const { status, body } = await put(wrong);
    expect([status, body.errors?.[0]?.pointer]).toEqual([400, pointer]);
    expect(world.ports.smtpCalls).toEqual([]);
  });

  it('keeps the password while only names change, and asks for it again for another server or user', async () => {
    await put();
    expect((await put({ password: undefined, fromName: 'Firma' })).body.server).toMatchObject({ fromName: 'Firma' });
    expect(world.ports.smtpCalls.at(-1)?.server.password).toBe('çok gizli');
    for (const change of [{ host: 'smtp.hirsiz.example' }, { port: 465 }, { username: 'b@firma.example' }]) {
      const { status, body } = await put({ password: undefined, ...change });
      expect([status, body.errors?.[0]?.pointer]).toEqual([400, '#/password']);
    }
    expect(world.ports.smtpCalls).toHaveLength(2);
  });

  it('is tried ten times in ten minutes and no more', async () => {
    for (let tries = 0; tries < 10; tries += 1) expect((await put()).status).toBe(200);
    expect((await put()).status).toBe(429);
    expect((await call('test')).status).toBe(429);
  });
});

describe('who may', () => {
  it.each(Role.options)('%s', async (role) => {
    const as = business.people[role].token;
    const mayChange = role === 'owner' || role === 'admin';
    expect((await call('get', { as })).status).toBe(200);
    expect((await put({}, as)).status).toBe(mayChange ? 200 : 403);
    if (!mayChange) await put();
    expect((await call('test', { as })).status).toBe(mayChange ? 200 : 403);
    expect((await call('remove', { as })).status).toBe(mayChange ? 204 : 403);
  });

  it('nobody who is signed out, and of another business nobody', async () => {
    await put();
    for (const name of ['get', 'put', 'remove', 'test'] as const) {
      expect((await call(name, { as: '', body: name === 'put' ? input : undefined })).status).toBe(401);
    }
    const other = (await world.business()).owner.token;
    expect((await call('get', { as: other })).body.server).toBeNull();
    expect((await call('test', { as: other })).status).toBe(404);
    expect((await call('remove', { as: other })).status).toBe(404);
    expect((await call('get')).body.server).not.toBeNull();
  });

  it('only somebody who proved it lately', async () => {
    const { admin } = world.database;
    await admin.query(`update sessions set authenticated_at = now() - interval '11 minutes' where user_id = $1`, [
      business.owner.userId,
    ]);
    expect((await put()).body.key).toBe('stepUp');
    expect((await call('remove')).body.key).toBe('stepUp');
  });
});

describe('a test mail', () => {
  it('goes to the caller’s own address, through the own server', async () => {
    await put();
    const answer = await call('test');
    expect(answer.body).toEqual({ to: business.owner.email });
    expect(world.ports.smtpCalls.at(-1)).toMatchObject({
      server: { password: 'çok gizli' },
      mail: { to: { address: business.owner.email }, from: { name: 'Firma A.Ş.', address: 'fatura@firma.example' } },
    });
    expect(world.ports.mails).toEqual([]);
  });

  it('that fails says why, and without a server there is nothing to try', async () => {
    expect((await call('test')).status).toBe(404);
    await put();
    const { status, body } = await failing('sender', () => call('test'));
    expect([status, body.errors?.[0]?.pointer]).toEqual([422, '#/fromAddress']);
  });
});

describe('an invoice', () => {
  async function mailed(): Promise<{ id: string; deliveryId: string }> {
    const as = business.owner;
    const client = await world.call(clientRoutes.create, { as, body: { kind: 'company', name: 'Ege' } });
    const line = { description: 'Analiz', quantity: '1', unit: 'C62', unitPrice: '10', vatRate: '20' };
    const lines = [{ ...line, discountRate: null, discountMinor: null }];
    const { id } = (await world.call(invoiceRoutes.create, { as, body: { clientId: client.body.id, lines } })).body;
    await world.call(invoiceRoutes.issue, { as, params: { id } });
    const sent = await world.call(invoiceRoutes.send, { as, params: { id }, body: { to: 'a@ege.example' } });
    return { id, deliveryId: sent.body.id };
  }
  const stateOf = async (id: string) =>
    (await world.call(invoiceRoutes.get, { as: business.owner, params: { id } })).body.deliveries[0];

  it('leaves through the own server, which is told as accepted and never as delivered', async () => {
    await put({ replyTo: 'muhasebe@firma.example' });
    const { id } = await mailed();
    await world.run.all('invoice-mail');
    expect(world.ports.mails).toEqual([]);
    expect(world.ports.smtpCalls.at(-1)?.mail).toMatchObject({
      from: { name: 'Firma A.Ş.', address: 'fatura@firma.example' },
      replyTo: { address: 'muhasebe@firma.example' },
      to: { address: 'a@ege.example' },
      attachments: [{ contentType: 'application/pdf' }],
    });
    expect(await stateOf(id)).toMatchObject({ state: 'accepted', via: 'own', deliveredAt: null });
  });

  it('fails with the server’s fault in words, can be tried again, and leaves through ours once the server is gone', async () => {
    await put();
    const { id, deliveryId } = await mailed();
    await failing('signIn', () => world.run.all('invoice-mail'));
    expect(await stateOf(id)).toMatchObject({
      state: 'failed',
      via: 'own',
      reason: catalogues.en.get('mailServer.signIn'),
    });
    expect((await call('remove')).status).toBe(204);
    await world.call(deliveryRoutes.retry, { as: business.owner, params: { id: deliveryId } });
    await world.run.all('invoice-mail');
    expect(world.ports.mails).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: 'accepted', via: 'platform', reason: null });
  });

  it('without an answer of the own server is not sent twice by itself, and says that it may have arrived', async () => {
    await put();
    const { id } = await mailed();
    const [sent] = world.run.waiting('invoice-mail').slice(-1);
    if (!sent) throw new Error('No mail was queued.');
    await failing('unknownOutcome', () => world.run.deliver(sent));
    expect(await stateOf(id)).toMatchObject({ state: 'unknown', reason: catalogues.en.get('mailServer.maybeSent') });
    await world.run.deliver(sent);
    expect(world.ports.smtpCalls.filter(({ mail }) => mail)).toEqual([]);
  });
});
