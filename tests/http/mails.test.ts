// Mails that people write, over HTTP: drafted, looked at, sent to known addresses with examined files, and read again word for word.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { contactRoutes } from '../../shared/contacts.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { mailRoutes } from '../../shared/mails.ts';
import { mailTemplateRoutes } from '../../shared/mail-templates.ts';
import { noteRoutes } from '../../shared/notes.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { storedFile } from '../support/stored-file.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;
let invoiceId: string;

const own = 'info@ege.example';
const billing = 'isil@ege.example';
const line = { description: 'Eğitim', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];

async function makeClient(of: Business, name = 'Ege Rüzgârı Çiçekçilik'): Promise<string> {
  const made = { as: of.owner, body: { kind: 'company', name, email: own } };
  const { body } = await world.call(clientRoutes.create, made);
  const contact = { name: 'Işıl Öğüt', role: 'billing', email: billing };
  await world.call(contactRoutes.create, { as: of.owner, params: { id: body.id }, body: contact });
  return body.id;
}

async function issue(of: Business, id: string): Promise<string> {
  const as = of.owner;
  const draft = await world.call(invoiceRoutes.create, { as, body: { clientId: id, lines, dueDate: '2099-12-31' } });
  await world.call(invoiceRoutes.issue, { as, params: { id: draft.body.id } });
  return draft.body.id;
}

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  clientId = await makeClient(business);
  invoiceId = await issue(business, clientId);
});
afterAll(() => world.close());
beforeEach(() => {
  world.ports.mails.length = 0;
  world.ports.sent.length = 0;
});

const written = {
  kind: 'free',
  cc: [],
  subject: 'Şubat görüşmesi: Iğdır’dan İzmir’e',
  message: 'Merhaba **Işıl**,\n\n- bir\n- iki',
  fileIds: [],
  withPrint: false,
};
const body = (changes: object = {}) => ({ ...written, clientId, to: billing, ...changes });
const send = (changes: object = {}, as = business.owner) => world.call(mailRoutes.send, { as, body: body(changes) });
const draft = (query: Record<string, string>, as = business.owner) => world.call(mailRoutes.draft, { as, query });
const read = (id: string, as = business.owner) => world.call(mailRoutes.get, { as, params: { id } });
const setFile = (change: string, id: string) => world.database.admin.query(`${change} where id = $1`, [id]);

describe('a draft', () => {
  it('says what the text of its kind says, to whom it usually goes, and who else can be reached', async () => {
    const { status, body: made } = await draft({ invoiceId, kind: 'invoice' });
    expect(status).toBe(200);
    expect(made).toMatchObject({ kind: 'invoice', clientId, invoiceId, language: 'tr', to: billing });
    expect(made.subject).toMatch(/^Boğaziçi Danışmanlık: FTR\d+ numaralı fatura$/);
    expect(made.message).toContain('₺120,00');
    expect(made.recipients).toEqual([
      { name: 'Işıl Öğüt', email: billing, role: 'billing' },
      { name: 'Ege Rüzgârı Çiçekçilik', email: own, role: null },
    ]);
  });

  it('is made from the text of the business where it has one', async () => {
    const params = { kind: 'free', language: 'tr' };
    const text = { subject: 'Selam {{ clientName }}', body: 'Sayın {{ clientName }}, {{ businessName }}' };
    await world.call(mailTemplateRoutes.update, { as: business.owner, params, body: text, ifMatch: 1 });
    const { body: made } = await draft({ clientId, kind: 'free' });
    expect(made).toMatchObject({ subject: 'Selam Ege Rüzgârı Çiçekçilik', invoiceId: null });
    expect(made.message).toBe('Sayın Ege Rüzgârı Çiçekçilik, Boğaziçi Danışmanlık');
    await world.call(mailTemplateRoutes.reset, { as: business.owner, params });
  });

  it('of a reminder is the next one: first, second, final, and final again', async () => {
    const id = await issue(business, clientId);
    const kinds: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const { body: made } = await draft({ invoiceId: id, kind: 'reminder' });
      kinds.push(made.kind);
      const request = { to: own, kind: made.kind };
      await world.call(invoiceRoutes.send, { as: business.owner, params: { id }, body: request });
    }
    expect(kinds).toEqual(['reminderFirst', 'reminderSecond', 'reminderFinal', 'reminderFinal']);
    await world.run.all('invoice-mail');
    expect(world.ports.mails[1]?.subject).toContain('İkinci hatırlatma');
    expect(world.ports.mails[1]?.text).toContain('₺120,00');
  });

  it('is not made of what is not true, not there, or not asked properly', async () => {
    const as = business.owner;
    const unissued = await world.call(invoiceRoutes.create, { as, body: { clientId, lines } });
    expect((await draft({ invoiceId: unissued.body.id, kind: 'invoice' })).problem.key).toBe('delivery.notIssued');
    expect((await draft({ invoiceId, kind: 'cancelled' })).problem.key).toBe('delivery.notCancelled');
    expect((await draft({ clientId, kind: 'invoice' })).problem).toMatchObject({
      status: 422,
      key: 'mail.aboutInvoice',
    });
    expect((await draft({ invoiceId: newId(), kind: 'invoice' })).status).toBe(404);
    expect((await draft({ clientId: newId(), kind: 'free' })).status).toBe(404);
    expect((await draft({ clientId, kind: 'free' }, other.owner)).status).toBe(404);
    expect((await draft({ invoiceId, kind: 'invoice' }, other.owner)).status).toBe(404);
    expect((await draft({ clientId, invoiceId, kind: 'free' })).status).toBe(400);
    expect((await draft({ kind: 'free' })).status).toBe(400);
    expect((await draft({ clientId, kind: 'love' })).status).toBe(400);
    expect((await draft({ clientId, kind: 'free' }, business.people.viewer)).status).toBe(403);
    expect((await world.call(mailRoutes.draft, { query: { clientId, kind: 'free' } })).status).toBe(401);
  });
});

describe('a mail', () => {
  it('leaves with its words, copies and files, and is kept word for word', async () => {
    const files = [
      await storedFile(world, business, { client: clientId }),
      await storedFile(world, business, { invoice: invoiceId }),
    ];
    const sent = await send({ cc: [own], fileIds: files });
    expect([sent.status, sent.body]).toEqual([
      201,
      expect.objectContaining({ state: 'queued', kind: 'free', cc: [own] }),
    ]);
    expect((await read(sent.body.id)).body).toMatchObject({ html: null, text: null, attachments: [] });
    await world.run.all('invoice-mail');
    const [mail] = world.ports.mails;
    expect(mail).toMatchObject({ subject: written.subject, to: { name: 'Işıl Öğüt', address: billing } });
    expect(mail?.cc).toEqual([{ name: '', address: own }]);
    expect(mail?.html).toContain('<strong>Işıl</strong>');
    expect(mail?.attachments.map(({ fileName, bytes }) => [fileName, Buffer.from(bytes).toString()])).toEqual([
      ['Çağrı.pdf', '%PDF-1.7 örnek'],
      ['Çağrı.pdf', '%PDF-1.7 örnek'],
    ]);
    const { body: kept } = await read(sent.body.id);
    const masked = (content = '') => content.replace(/#[\w-]{43}/g, '#…');
    expect(kept).toMatchObject({
      state: 'accepted',
      html: masked(mail?.html),
      text: masked(mail?.text),
      subject: written.subject,
    });
    const sha256 = createHash('sha256').update('%PDF-1.7 örnek').digest('hex');
    expect(kept.attachments[0]).toEqual({ name: 'Çağrı.pdf', contentType: 'application/pdf', sizeBytes: 15, sha256 });
  });

  it('stands in the log and in the story of its client', async () => {
    const { body: sent } = await send();
    await world.run.all('invoice-mail');
    const { body: log } = await world.call(deliveryRoutes.list, { as: business.owner, query: { clientId, limit: 1 } });
    expect(log.items[0]).toMatchObject({ id: sent.id, kind: 'free', invoiceId: null, invoiceNumber: null, clientId });
    const story = await world.call(noteRoutes.timeline, { as: business.owner, params: { id: clientId } });
    expect(story.body.items).toContainEqual(
      expect.objectContaining({ kind: 'mailSent', id: sent.id, number: written.subject, detail: billing }),
    );
  });

  it('about an invoice carries print and link, and the kept copy not the secret of the link', async () => {
    const about = { clientId: undefined, invoiceId, kind: 'invoice', withPrint: true, message: 'Buradan: {{ link }}' };
    const { body: sent } = await send(about);
    await world.run.all('invoice-mail');
    const [mail] = world.ports.mails;
    const token = /#([A-Za-z0-9_-]{43})/.exec(mail?.text ?? '')?.[1] ?? 'none';
    expect(mail?.html).toContain(`href="${world.app.config.portalOrigin}/i#${token}"`);
    expect(mail?.attachments.map(({ contentType }) => contentType)).toEqual(['application/pdf']);
    const { body: kept } = await read(sent.id);
    expect(kept.attachments).toHaveLength(1);
    expect(JSON.stringify(kept)).not.toContain(token);
    expect(kept.text).toContain('/i#…');
  });

  it('goes to nobody whom the business does not know, however many clients others have', async () => {
    const stranger = await send({ to: 'stranger@example.com' });
    expect([stranger.status, stranger.problem.errors?.[0]?.pointer]).toEqual([422, '#/to']);
    const copied = await send({ cc: [own, 'x@example.com'] });
    expect([copied.status, copied.problem.errors?.[0]?.pointer]).toEqual([422, '#/cc/1']);
    expect((await send({ cc: [billing.toUpperCase()] })).problem).toMatchObject({ key: 'mail.twice' });
    const theirs = await makeClient(other);
    expect((await send({ clientId: theirs, to: own }, other.owner)).status).toBe(201);
    expect(world.ports.mails).toEqual([]);
  });

  it('takes no file that was not examined, was deleted, or is of another client or business', async () => {
    const elsewhere = await makeClient(business, 'Başka');
    const theirs = await makeClient(other, 'Öteki');
    const wrong = [
      await storedFile(world, business, { client: clientId }, { state: 'uploading', sha256: null, ready_at: null }),
      await storedFile(world, business, { client: clientId }, { deleted_at: new Date() }),
      await storedFile(world, business, { client: elsewhere }),
      await storedFile(world, other, { client: theirs }),
      newId(),
    ];
    const { status, problem } = await send({ fileIds: wrong });
    expect(status).toBe(422);
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(wrong.map((_, place) => `#/fileIds/${place}`));
    const large = await storedFile(world, business, { client: clientId }, { size_bytes: 20 * 1024 * 1024 });
    const small = await storedFile(world, business, { client: clientId });
    expect((await send({ fileIds: [large, small] })).problem).toMatchObject({ status: 422, key: 'mail.tooLarge' });
  });

  it.each([
    ['has changed under it', (key: string) => world.ports.blobs.put(key, Buffer.from('x'), { contentType: 'x' })],
    ['was deleted', (_: string, id: string) => setFile('update files set deleted_at = now()', id)],
    ['is gone for good', (_: string, id: string) => setFile('delete from files', id)],
  ])('does not leave when a file %s', async (_how, vanish) => {
    const file = await storedFile(world, business, { client: clientId });
    const { body: sent } = await send({ fileIds: [await storedFile(world, business, { client: clientId }), file] });
    await vanish(`${business.tenantId}/files/${file}`, file);
    await world.run.all('invoice-mail');
    expect(world.ports.mails).toEqual([]);
    expect((await read(sent.id)).body).toMatchObject({ state: 'failed', reason: expect.stringMatching(/no longer/) });
  });

  it('leaves with a deleted file that was brought back', async () => {
    const file = await storedFile(world, business, { client: clientId });
    const { body: sent } = await send({ fileIds: [file] });
    for (const change of ['now()', 'null']) {
      await setFile(`update files set deleted_at = ${change}`, file);
      await world.run.all('invoice-mail');
      await world.call(deliveryRoutes.retry, { as: business.owner, params: { id: sent.id } });
    }
    expect(world.ports.mails).toMatchObject([{ attachments: [{ fileName: 'Çağrı.pdf' }] }]);
  });

  it('counts each recipient among those of the day', async () => {
    const busy = await world.business();
    const id = await makeClient(busy);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Istanbul' }).format(new Date());
    const values = [busy.tenantId, today];
    await world.database.admin.query('insert into mail_quotas (tenant_id, day, sent) values ($1, $2, 197)', values);
    expect((await send({ clientId: id, cc: [own] }, busy.owner)).status).toBe(201);
    expect((await send({ clientId: id, cc: [own] }, busy.owner)).problem).toMatchObject({ status: 429 });
    expect((await send({ clientId: id }, busy.owner)).status).toBe(201);
  });

  it('is sent once for one key', async () => {
    const idempotencyKey = newId();
    const call = () => world.call(mailRoutes.send, { as: business.owner, body: body(), idempotencyKey });
    const [first, second] = [await call(), await call()];
    expect(second.body.id).toBe(first.body.id);
    expect(world.run.waiting('invoice-mail')).toHaveLength(1);
  });

  it.each([
    [{ to: 'a@b.example, c@d.example' }, '#/to'],
    [{ subject: 'İki\r\nBcc: x@y.example' }, '#/subject'],
    [{ message: ' ' }, '#/message'],
    [{ cc: Array.from({ length: 11 }, (_, place) => `a${place}@b.example`) }, '#/cc'],
    [{ invoiceId: newId() }, '#/clientId'],
    [{ html: '<p>' }, '#/html'],
  ])('%j is no mail', async (wrong, pointer) => {
    const { status, problem } = await send(wrong);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('is written by those who may, and is nobody else’s', async () => {
    expect((await send({}, business.people.viewer)).status).toBe(403);
    expect((await send({}, other.owner)).status).toBe(404);
    expect((await send({ clientId: newId() })).status).toBe(404);
    expect((await send({ clientId: undefined, invoiceId, kind: 'cancelled' })).status).toBe(409);
    expect((await world.call(mailRoutes.send, { body: body() })).status).toBe(401);
    const { body: sent } = await send();
    expect((await read(sent.id, business.people.viewer)).status).toBe(200);
    expect((await read(sent.id, other.owner)).status).toBe(404);
    expect((await read(newId())).status).toBe(404);
    expect((await world.call(mailRoutes.get, { params: { id: sent.id } })).status).toBe(401);
  });
});
