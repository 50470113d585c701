// Rights of people over HTTP: restriction that no mail gets past, objection without signing in, and the register of requests.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { refusalOfMail } from '../../functions/billing/deliveries/store.ts';
import { endpoints as complianceEndpoints } from '../../functions/compliance/index.ts';
import { flush } from '../../functions/platform/flush.ts';
import { bulkRoutes } from '../../shared/bulk.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { contactRoutes } from '../../shared/contacts.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { newId } from '../../shared/ids.ts';
import { mailRoutes } from '../../shared/mails.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { reminderRoutes } from '../../shared/reminders.ts';
import { rightRoutes } from '../../shared/rights.ts';
import { statementMailRoutes } from '../../shared/statement-mails.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { mount, type CallOptions, type Mounted } from '../support/mount.ts';
import { jobContextOf } from '../support/world.ts';
import type { Route } from '../../shared/route.ts';

let world: World;
let compliance: Mounted;
let business: Business;
let stranger: Business;
let clientId: string;
let invoiceId: string;
const address = 'deniz@oyku.example';
const line = { description: 'Analiz', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];

beforeAll(async () => {
  world = await makeWorld();
  const clock = () => world.time.now ?? new Date();
  compliance = mount({ database: world.database, endpoints: complianceEndpoints, ports: world.ports, clock });
  compliance.app.rates = { consume: async () => undefined, check: async () => undefined };
  stranger = await world.business();
});
afterAll(async () => {
  await compliance.close();
  await world.close();
});

const owner = () => ({ as: business.owner });
/** What tests look at, whatever the route answers. */
type Loose = { status: number; body: Record<string, unknown> & { errors?: { pointer: string }[]; key?: string } };
const ask = async (route: Route, options: CallOptions = {}): Promise<Loose> =>
  compliance.call(route, { session: business.owner.token, ...options });
const on = (id: string) => ({ params: { id } });

beforeEach(async () => {
  world.time.now = new Date('2026-06-01T07:30:00Z');
  world.ports.sent.length = 0;
  world.ports.mails.length = 0;
  business = await world.business();
  const body = { kind: 'company', name: 'Öykü Yayın', email: address, language: 'tr' };
  clientId = (await world.call(clientRoutes.create, { ...owner(), body })).body.id;
  const draft = { clientId, lines, dueDate: '2026-06-01' };
  invoiceId = (await world.call(invoiceRoutes.create, { ...owner(), body: draft })).body.id;
  await world.call(invoiceRoutes.issue, { ...owner(), ...on(invoiceId) });
});

/** What the database says about a mail to these addresses. */
async function refusal([recipient = '', ...cc]: string[], kind: 'free' | 'invoice') {
  const [rows] = await flush(jobContextOf(world.app, business.tenantId), [
    refusalOfMail({ clientId, recipient, cc, kind }),
  ]);
  return rows[0]?.refusal;
}

const restrict = (reason = 'Kendisi istedi') => ask(rightRoutes.restrictClient, { ...on(clientId), body: { reason } });

describe('a restriction', () => {
  it('keeps every way of mailing shut, and says so', async () => {
    expect((await restrict()).status).toBe(200);
    world.time.now = new Date('2026-06-20T07:30:00Z');
    const as = business.owner;
    const to = { to: 'baska@example.com' };
    const single = await world.call(invoiceRoutes.send, { as, ...on(invoiceId), body: to });
    const reminder = await world.call(reminderRoutes.remindInvoice, { as, ...on(invoiceId) });
    const all = await world.call(reminderRoutes.remindClient, { as, ...on(clientId) });
    const statement = await world.call(statementMailRoutes.send, { as, ...on(clientId), body: {} });
    for (const answer of [single, reminder, all, statement]) {
      expect([answer.status, answer.problem.key]).toEqual([409, 'rights.mailRestricted']);
    }
    const free = {
      kind: 'free',
      cc: [],
      subject: 'S',
      message: 'M',
      fileIds: [],
      withPrint: false,
      clientId,
      to: address,
    };
    expect((await world.call(mailRoutes.send, { as, body: free })).problem.key).toBe('rights.mailRestricted');
    const many = await world.call(bulkRoutes.sendInvoices, { as, body: { ids: [invoiceId] } });
    expect(many.body.results[0]?.isDone).toBe(false);
    expect((await world.call(reminderRoutes.upcoming, { as })).body.items).toEqual([]);
    expect(world.run.waiting('invoice-mail')).toEqual([]);
  });

  it('stops a mail that was written down before, and its being tried again', async () => {
    const as = business.owner;
    const sent = await world.call(invoiceRoutes.send, { as, ...on(invoiceId), body: { to: address } });
    await restrict();
    await world.run.all('invoice-mail');
    expect(world.ports.mails).toEqual([]);
    const [mail] = (await world.call(deliveryRoutes.list, { as, query: { clientId } })).body.items;
    expect(mail).toMatchObject({ state: 'failed', reason: expect.stringContaining('restricted') });
    const again = await world.call(deliveryRoutes.retry, { as, ...on(sent.body.id) });
    expect([again.status, again.problem.key]).toEqual([409, 'rights.mailRestricted']);
    expect((await ask(rightRoutes.liftClient, on(clientId))).status).toBe(200);
    expect((await world.call(deliveryRoutes.retry, { as, ...on(sent.body.id) })).status).toBe(200);
    await world.run.all('invoice-mail');
    expect(world.ports.mails).toHaveLength(1);
  });

  it('of one person shuts that address and no other', async () => {
    const body = { name: 'Deniz', email: 'Deniz@Oyku.example', role: 'other' };
    const contact = await world.call(contactRoutes.create, { ...owner(), ...on(clientId), body });
    await ask(rightRoutes.restrictContact, { ...on(contact.body.id), body: { reason: 'Kendisi istedi' } });
    const send = (to: string) => world.call(invoiceRoutes.send, { ...owner(), ...on(invoiceId), body: { to } });
    expect((await send(address)).status).toBe(409);
    expect((await send('muhasebe@oyku.example')).status).toBe(201);
    expect(await refusal(['muhasebe@oyku.example', address], 'invoice')).toBe('restricted');
  });

  it('keeps reason, time and who, also after it was lifted', async () => {
    await restrict();
    expect((await restrict()).status).toBe(409);
    const { body } = await ask(rightRoutes.liftClient, on(clientId));
    expect(body['restrictions']).toMatchObject([
      { reason: 'Kendisi istedi', contactId: null, restrictedByName: 'Test owner', liftedByName: 'Test owner' },
    ]);
    expect((await ask(rightRoutes.liftClient, on(clientId))).status).toBe(409);
  });

  it('shows in the list of clients, which narrows to it; that of one person does not', async () => {
    const found = async () => (await world.call(clientRoutes.list, { ...owner(), query: { restricted: 'true' } })).body;
    const contact = { ...owner(), ...on(clientId), body: { name: 'Deniz', role: 'other' } };
    const { id } = (await world.call(contactRoutes.create, contact)).body;
    await ask(rightRoutes.restrictContact, { ...on(id), body: { reason: 'Kendisi istedi' } });
    expect((await found()).items).toEqual([]);
    await restrict();
    expect((await found()).items).toMatchObject([{ id: clientId, isRestricted: true }]);
    await ask(rightRoutes.liftClient, on(clientId));
    expect((await world.call(clientRoutes.get, { ...owner(), ...on(clientId) })).body.isRestricted).toBe(false);
  });

  it('is refused without a reason, without permission, and for records of others', async () => {
    expect((await restrict('')).status).toBe(400);
    const input = { ...on(clientId), body: { reason: 'Kendisi istedi' } };
    const { restrictClient, liftClient, restrictContact, liftContact, ofClient } = rightRoutes;
    expect((await ask(restrictClient, { ...input, session: undefined })).status).toBe(401);
    expect((await ask(restrictClient, { ...input, session: business.people.viewer.token })).status).toBe(403);
    const session = stranger.owner.token;
    expect((await ask(restrictClient, { ...input, session })).status).toBe(404);
    expect((await ask(liftClient, { ...on(clientId), session })).status).toBe(404);
    expect((await ask(ofClient, { ...on(clientId), session })).status).toBe(404);
    expect((await ask(restrictContact, { ...input, ...on(newId()) })).status).toBe(404);
    expect((await ask(liftContact, on(newId()))).status).toBe(404);
  });
});

describe('an objection', () => {
  const letter = { kind: 'free', cc: [], subject: 'Merhaba', message: 'Nasılsınız?', fileIds: [], withPrint: false };
  const write = () => world.call(mailRoutes.send, { ...owner(), body: { ...letter, clientId, to: address } });

  /** The token of a mail that has left, as its headers carry it. */
  async function mailed(): Promise<string> {
    expect((await write()).status).toBe(201);
    await world.run.all('invoice-mail');
    const { headers, text, html } = world.ports.mails.at(-1) ?? {};
    expect(headers?.['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');
    const token =
      /^<http[^>]*\/api\/unsubscribe\/([A-Za-z0-9_-]{43})>$/.exec(headers?.['List-Unsubscribe'] ?? '')?.[1] ?? '';
    expect(text).toContain(`/mails#${token}`);
    expect(html).toContain(`/mails#${token}`);
    return token;
  }
  const isRefused = async () => (await refusal([address.toUpperCase()], 'free')) === 'objected';
  const form = (text: string) => ({ raw: { bytes: text, contentType: 'application/x-www-form-urlencoded' } });
  const open = { session: undefined, origin: null };

  it('by the button of a mail program needs neither cookie nor page, and counts twice as once', async () => {
    const token = await mailed();
    const press = () =>
      ask(rightRoutes.oneClick, { params: { token }, ...form('List-Unsubscribe=One-Click'), ...open });
    expect((await press()).status).toBe(204);
    expect((await press()).status).toBe(204);
    expect(await isRefused()).toBe(true);
    expect(await write()).toMatchObject({ status: 409, problem: { key: 'rights.mailObjected' } });
    const invoice = await world.call(invoiceRoutes.send, { ...owner(), ...on(invoiceId), body: { to: address } });
    expect(invoice.status).toBe(201);
    await world.run.all('invoice-mail');
    expect(world.ports.mails.at(-1)?.headers).toBeUndefined();
  });

  it('is not made by a page that merely looks, nor by a token of nobody', async () => {
    const token = await mailed();
    expect((await ask(rightRoutes.oneClick, { params: { token }, ...form('a=b'), ...open })).status).toBe(400);
    const wrong = { params: { token: randomBytes(32).toString('base64url') }, ...form('List-Unsubscribe=One-Click') };
    expect((await ask(rightRoutes.oneClick, { ...wrong, ...open })).status).toBe(404);
    expect(await isRefused()).toBe(false);
  });

  it('can be made and taken back on the page of the link', async () => {
    const token = await mailed();
    const { shownChoice, ownChoice } = rightRoutes;
    const shown = await ask(shownChoice, { body: { token }, session: undefined });
    expect(shown.body).toEqual({ businessName: 'Boğaziçi Danışmanlık', email: address, isWanted: true });
    const off = await ask(ownChoice, { body: { token, isWanted: false }, session: undefined });
    expect([off.body['isWanted'], await isRefused()]).toEqual([false, true]);
    world.time.now = new Date('2026-06-01T07:31:00Z');
    const back = await ask(ownChoice, { body: { token, isWanted: true }, session: undefined });
    expect([back.body['isWanted'], await isRefused()]).toEqual([true, false]);
    const nobody = { body: { token: randomBytes(32).toString('base64url') }, session: undefined };
    expect((await ask(shownChoice, nobody)).status).toBe(404);
    expect((await ask(shownChoice, { body: { token: 'x' }, session: undefined })).status).toBe(400);
  });

  it('can be noted by the staff for an address of the client alone', async () => {
    const body = { email: address, isWanted: false };
    const noted = await ask(rightRoutes.choose, { ...on(clientId), body });
    expect(noted.body['choices']).toMatchObject([{ email: address, isWanted: false, method: 'staff' }]);
    expect(await isRefused()).toBe(true);
    const other = await ask(rightRoutes.choose, { ...on(clientId), body: { ...body, email: 'x@example.com' } });
    expect([other.status, other.body.errors?.[0]?.pointer]).toEqual([400, '#/email']);
    const foreign = { ...on(clientId), body, session: stranger.owner.token };
    expect((await ask(rightRoutes.choose, foreign)).status).toBe(404);
  });
});

describe('the register of requests', () => {
  const request = {
    kind: 'access',
    name: 'Deniz Yılmaz',
    email: address,
    clientId: null,
    receivedDate: '2026-05-20',
    details: null,
  };
  const enter = (changes: object = {}) => ask(rightRoutes.create, { body: { ...request, ...changes } });

  it('reckons thirty days, is corrected while open, and stays once answered', async () => {
    const made = await enter({ clientId });
    expect(made.body).toMatchObject({
      dueDate: '2026-06-19',
      clientName: 'Öykü Yayın',
      answeredDate: null,
      version: 1,
    });
    const id = String(made.body['id']);
    const corrected = await ask(rightRoutes.update, { ...on(id), body: { receivedDate: '2026-05-31' }, ifMatch: 1 });
    expect(corrected.body).toMatchObject({ dueDate: '2026-06-30', version: 2 });
    expect((await ask(rightRoutes.update, { ...on(id), body: { kind: 'erasure' }, ifMatch: 1 })).status).toBe(412);
    const answer = { answeredDate: '2026-06-01', outcome: 'done', answer: 'Rapor gönderildi' };
    const early = await ask(rightRoutes.answer, { ...on(id), body: { ...answer, answeredDate: '2026-05-30' } });
    expect([early.status, early.body.errors?.[0]?.pointer]).toEqual([400, '#/answeredDate']);
    expect((await ask(rightRoutes.answer, { ...on(id), body: answer })).body).toMatchObject(answer);
    expect((await ask(rightRoutes.answer, { ...on(id), body: answer })).status).toBe(409);
    expect((await ask(rightRoutes.update, { ...on(id), body: { kind: 'erasure' }, ifMatch: 3 })).status).toBe(409);
    expect((await ask(rightRoutes.get, on(id))).body).toMatchObject(answer);
  });

  it('lists the most urgent first, and what is answered apart', async () => {
    await enter({ receivedDate: '2026-05-30', name: 'Sonra' });
    const first = await enter({ receivedDate: '2026-04-01', name: 'Önce' });
    const names = async (query: Record<string, string> = {}) => {
      const { body } = await ask(rightRoutes.list, { query });
      return (body['items'] as { name: string }[]).map(({ name }) => name); // the contract's own items
    };
    expect(await names()).toEqual(['Önce', 'Sonra']);
    const body = { answeredDate: '2026-06-01', outcome: 'refused', answer: null };
    await ask(rightRoutes.answer, { ...on(String(first.body['id'])), body });
    expect(await names()).toEqual(['Sonra']);
    expect(await names({ state: 'answered' })).toEqual(['Önce']);
    expect(await names({ state: 'all', search: 'sonr' })).toEqual(['Sonra']);
  });

  it('refuses a day to come, a client of nobody, and whoever may not', async () => {
    expect((await enter({ receivedDate: '2026-06-02' })).body.errors).toMatchObject([{ pointer: '#/receivedDate' }]);
    expect((await enter({ clientId: newId() })).body.errors).toMatchObject([{ pointer: '#/clientId' }]);
    expect((await enter({ kind: 'x' })).status).toBe(400);
    const id = String((await enter()).body['id']);
    const session = business.people.viewer.token;
    expect((await ask(rightRoutes.create, { body: request, session })).status).toBe(403);
    expect((await ask(rightRoutes.list, { session: undefined })).status).toBe(401);
    const foreign = { ...on(id), session: stranger.owner.token };
    expect((await ask(rightRoutes.get, foreign)).status).toBe(404);
    const answer = { answeredDate: '2026-06-01', outcome: 'done', answer: null };
    expect((await ask(rightRoutes.answer, { ...foreign, body: answer })).status).toBe(404);
  });
});
