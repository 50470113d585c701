// Mails looked at before they leave, over HTTP: one that is written, and a text that is being changed.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { mailRoutes } from '../../shared/mails.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;
let invoiceId: string;

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  const as = business.owner;
  const made = { kind: 'company', name: 'Ege Rüzgârı Çiçekçilik', email: 'info@ege.example' };
  clientId = (await world.call(clientRoutes.create, { as, body: made })).body.id;
  const line = { description: 'Eğitim', quantity: '1', unit: 'C62', unitPrice: '100', vatRate: '20' };
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  const typed = { clientId, lines, dueDate: '2099-12-31' };
  invoiceId = (await world.call(invoiceRoutes.create, { as, body: typed })).body.id;
  await world.call(invoiceRoutes.issue, { as, params: { id: invoiceId } });
});
afterAll(() => world.close());
beforeEach(() => {
  world.ports.mails.length = 0;
  world.ports.sent.length = 0;
});

const written = {
  ...{ kind: 'free', to: 'info@ege.example', cc: [], subject: 'Şubat görüşmesi', message: 'Merhaba' },
  ...{ fileIds: [], withPrint: false },
};
const body = (changes: object = {}) => ({ ...written, clientId, ...changes });

describe('a preview', () => {
  const preview = (changes: object = {}, as = business.owner) =>
    world.call(mailRoutes.preview, { as, body: body(changes) });

  it('shows the mail as it would arrive, and sends and writes nothing', async () => {
    const { status, body: view } = await preview({ message: 'Merhaba <b>x</b> **y**' });
    expect([status, view.subject]).toEqual([200, written.subject]);
    expect(view.html).toContain('Merhaba &lt;b&gt;x&lt;/b&gt; <strong>y</strong>');
    expect(view.text).toContain('Merhaba <b>x</b> y');
    const links = await world.database.admin.query('select count(*)::int as count from portal_links');
    await preview({ clientId: undefined, invoiceId, kind: 'invoice' });
    expect((await world.database.admin.query('select count(*)::int as count from portal_links')).rows).toEqual(
      links.rows,
    );
    expect(world.ports.sent).toEqual([]);
  });

  it('is for those who write mails', async () => {
    expect((await preview({}, business.people.viewer)).status).toBe(403);
    expect((await preview({}, other.owner)).status).toBe(404);
    expect((await preview({ subject: '' })).status).toBe(400);
    expect((await preview({ clientId: undefined, invoiceId, kind: 'cancelled' })).status).toBe(409);
    expect((await world.call(mailRoutes.preview, { body: body() })).status).toBe(401);
  });
});

describe('a text that is being written', () => {
  const params = { kind: 'reminderSecond', language: 'tr' };
  const text = { subject: 'Hatırlatma {{ number }}', body: 'Kalan {{ openAmount | money }}, {{ daysOverdue }} gün' };
  const look = (typed: object = text, as = business.owner) =>
    world.call(mailRoutes.previewTemplate, { as, params, body: typed });
  const test = (typed: object = text, as = business.owner) =>
    world.call(mailRoutes.testTemplate, { as, params, body: typed });

  it('is shown with the latest invoice, or with an example', async () => {
    expect((await look()).body.text).toContain('Kalan ₺120,00, 5 gün');
    const fresh = await world.business();
    const { body: view } = await look(text, fresh.owner);
    expect(view.text).toContain('Kalan ₺12.000,00, 5 gün');
    expect(view.text).toContain('Boğaziçi Danışmanlık');
    expect(view.text).not.toContain('TR33');
  });

  it('is sent to its writer and to nobody else', async () => {
    const { status, body: answer } = await test();
    expect([status, answer.to]).toEqual([200, business.owner.email]);
    expect(world.ports.mails).toMatchObject([{ to: { address: business.owner.email } }]);
    expect(world.ports.mails[0]?.subject).toMatch(/^Hatırlatma FTR/);
  });

  it('names the line that does not hold, and is for those who write mails', async () => {
    for (const call of [look, test]) {
      const { status, problem } = await call({ ...text, body: 'a\n\n{{ nobody }}' });
      expect([status, problem.errors?.[0]?.pointer]).toEqual([422, '#/body']);
      expect(problem.errors?.[0]?.detail).toMatch(/^Line 3: /);
      expect((await call({ ...text, subject: '' })).status).toBe(400);
      expect((await call(text, business.people.viewer)).status).toBe(403);
    }
    const unknown = { as: business.owner, params: { kind: 'love', language: 'tr' }, body: text };
    expect((await world.call(mailRoutes.previewTemplate, { params, body: text })).status).toBe(401);
    expect((await world.call(mailRoutes.testTemplate, { params, body: text })).status).toBe(401);
    expect((await world.call(mailRoutes.previewTemplate, unknown)).status).toBe(404);
    expect((await world.call(mailRoutes.testTemplate, unknown)).status).toBe(404);
    expect(world.ports.mails).toEqual([]);
  });
});
