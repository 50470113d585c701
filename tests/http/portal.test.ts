// The portal over HTTP: one document per link, opened by its token, and nothing else of the business.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schedules } from '../../functions/billing/index.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { portalRoutes } from '../../shared/portal.ts';
import { appOrigin, makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let clientId: string;

const line = { description: 'Danışmanlık', quantity: '2', unit: 'HUR', unitPrice: '750', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
  const made = { as: business.owner, body: { kind: 'company', name: 'Likya Yat', notes: 'geç öder' } };
  clientId = (await world.call(clientRoutes.create, made)).body.id;
});
afterAll(() => world.close());

const on = (id: string, as = business.owner) => ({ as, params: { id } });

async function issued(): Promise<string> {
  const { body } = await world.call(invoiceRoutes.create, { as: business.owner, body: { clientId, lines } });
  await world.call(invoiceRoutes.issue, on(body.id));
  return body.id;
}

async function shared(invoiceId: string): Promise<{ id: string; token: string }> {
  const { body } = await world.call(invoiceRoutes.createLink, on(invoiceId));
  return { id: body.link.id, token: body.url.split('#')[1] ?? '' };
}

async function open(token: string, cookie = '') {
  const answer = await world.call(portalRoutes.open, { body: { token }, client: cookie });
  const [set] = answer.cookies;
  return { ...answer, cookie: set?.value ?? '' };
}

const see = (id: string, cookie: string) => world.call(portalRoutes.invoice, { params: { id }, client: cookie });

describe('a link', () => {
  it('shows its address once, with the token where no server sees it', async () => {
    const invoice = await issued();
    const { status, body } = await world.call(invoiceRoutes.createLink, on(invoice));
    expect(status).toBe(201);
    expect(body.url).toMatch(/^http:\/\/localhost:24001\/i#[A-Za-z0-9_-]{43}$/);
    const { rows } = await world.database.admin.query('select * from portal_links where id = $1', [body.link.id]);
    expect(JSON.stringify(rows)).not.toContain(body.url.split('#')[1]);
    const read = await world.call(invoiceRoutes.get, on(invoice));
    expect(read.body.links).toEqual([body.link]);
  });

  it('is not made for a draft, by a viewer, or for another business', async () => {
    const draft = await world.call(invoiceRoutes.create, { as: business.owner, body: { clientId } });
    expect((await world.call(invoiceRoutes.createLink, on(draft.body.id))).problem.key).toBe('link.notIssued');
    const invoice = await issued();
    expect((await world.call(invoiceRoutes.createLink, on(invoice, business.people.viewer))).status).toBe(403);
    const other = await world.business();
    expect((await world.call(invoiceRoutes.createLink, on(invoice, other.owner))).status).toBe(404);
    const { id } = await shared(invoice);
    expect((await world.call(deliveryRoutes.revokeLink, on(id, other.owner))).status).toBe(404);
    expect((await world.call(deliveryRoutes.revokeLink, { params: { id } })).status).toBe(401);
  });
});

describe('opening', () => {
  it('exchanges the token for a cookie that shows the document, and counts', async () => {
    const invoice = await issued();
    const link = await shared(invoice);
    const opened = await open(link.token);
    expect(opened.status).toBe(200);
    expect(opened.body).toEqual({ linkId: link.id, kind: 'invoice' });
    expect(opened.cookies).toMatchObject([
      { name: '__Host-client-24001', httpOnly: true, secure: true, sameSite: 'Lax' },
    ]);
    const { status, body } = await see(link.id, opened.cookie);
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'issued', paymentState: 'unpaid', totals: { totalMinor: 180_000 } });
    expect(body.seller).toMatchObject({
      name: 'Boğaziçi Danışmanlık',
      iban: 'TR330006100519786457841326',
      hasLogo: false,
    });
    expect(JSON.stringify(body)).not.toContain('geç öder');
    await open(link.token);
    const read = await world.call(invoiceRoutes.get, on(invoice));
    expect(read.body.links[0]).toMatchObject({ openedCount: 2 });
    expect(read.body.links[0]?.firstOpenedAt).not.toBeNull();
    const story = await world.call(invoiceRoutes.timeline, on(invoice));
    expect(story.body.map(({ kind }) => kind)).toContain('linkOpened');
  });

  it('answers the same to a token that is unknown, expired or revoked', async () => {
    const [expired, revoked] = [await shared(await issued()), await shared(await issued())];
    await world.database.admin.query(
      `update portal_links set created_at = now() - interval '91 days', expires_at = now() - interval '1 second' where id = $1`,
      [expired.id],
    );
    await world.call(deliveryRoutes.revokeLink, on(revoked.id));
    const answers = [];
    for (const token of ['A'.repeat(43), expired.token, revoked.token]) {
      const { status, problem, cookies } = await open(token);
      answers.push({ ...problem, status, cookies, instance: '' });
    }
    expect(answers[0]).toMatchObject({ status: 404, key: 'notFound', cookies: [] });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('refuses what is no token, and pages that are not ours', async () => {
    expect((await open('short')).status).toBe(400);
    const { token } = await shared(await issued());
    for (const origin of [appOrigin, 'https://evil.example', 'null']) {
      expect((await world.call(portalRoutes.open, { body: { token }, headers: { origin } })).status).toBe(403);
    }
  });

  it('holds several documents open, at most eight, each behind its own link', async () => {
    const links = [];
    for (let place = 0; place < 9; place += 1) links.push(await shared(await issued()));
    let cookie = '';
    for (const link of links) cookie = (await open(link.token, cookie)).cookie;
    const statuses = [];
    for (const link of links) statuses.push((await see(link.id, cookie)).status);
    expect(statuses).toEqual([401, ...Array(8).fill(200)]);
  });
});

describe('an open document', () => {
  it('closes at once when its link is revoked, and stays closed', async () => {
    const link = await shared(await issued());
    const { cookie } = await open(link.token);
    expect((await see(link.id, cookie)).status).toBe(200);
    const first = await world.call(deliveryRoutes.revokeLink, on(link.id));
    expect(first.body.revokedAt).not.toBeNull();
    expect((await see(link.id, cookie)).status).toBe(401);
    expect((await world.call(deliveryRoutes.revokeLink, on(link.id))).body).toEqual(first.body);
  });

  it('is nobody’s without the cookie of that very link', async () => {
    const [mine, theirs] = [await shared(await issued()), await shared(await issued())];
    const { cookie } = await open(mine.token);
    expect((await see(theirs.id, cookie)).status).toBe(401);
    expect((await see(mine.id, '')).status).toBe(401);
    expect((await see(newId(), cookie)).status).toBe(401);
    // The right token under another link's id opens nothing.
    expect((await see(theirs.id, cookie.replace(mine.id, theirs.id))).status).toBe(404);
    expect((await world.call(invoiceRoutes.list, { client: cookie })).status).toBe(401);
  });

  it('hands out the PDF when there is one, and the logo when there is one', async () => {
    const link = await shared(await issued());
    const { cookie } = await open(link.token);
    const call = { params: { id: link.id }, client: cookie };
    expect((await world.call(portalRoutes.pdf, call)).problem).toMatchObject({
      status: 409,
      key: 'invoice.pdfNotReady',
    });
    expect((await world.call(portalRoutes.logo, call)).status).toBe(404);
    await world.run.all('invoice-pdf');
    const { status, headers } = await world.call(portalRoutes.pdf, call);
    expect(status).toBe(302);
    expect(headers['location']).toMatch(/\/invoices\/.+\/issued\.pdf\?name=FTR\d+\.pdf$/);
    expect((await world.call(portalRoutes.pdf, { params: { id: link.id } })).status).toBe(401);
  });

  it('shows a cancelled invoice as cancelled, with nothing to pay', async () => {
    const invoice = await issued();
    const link = await shared(invoice);
    const { cookie } = await open(link.token);
    await world.call(invoiceRoutes.cancel, { ...on(invoice), body: { reason: 'x' } });
    expect((await see(link.id, cookie)).body).toMatchObject({
      state: 'cancelled',
      paymentState: 'none',
      overdueDays: 0,
    });
  });

  it('ends for good when the browser forgets its documents', async () => {
    const link = await shared(await issued());
    const { cookie } = await open(link.token);
    const closed = await world.call(portalRoutes.close, { body: {}, client: cookie });
    expect([closed.status, closed.cookies[0]?.maxAge]).toEqual([204, 0]);
    expect((await see(link.id, cookie)).status).toBe(401);
    expect((await world.call(portalRoutes.close, { body: {}, client: cookie })).status).toBe(204);
  });

  it('ends after a day, and the link opens it again', async () => {
    const link = await shared(await issued());
    const { cookie } = await open(link.token);
    const { rows } = await world.database.admin.query(
      "select expires_at - created_at <= interval '24 hours' as is_short from portal_sessions where link_id = $1",
      [link.id],
    );
    expect(rows).toEqual([{ is_short: true }]);
    await world.database.admin.query('update portal_sessions set expires_at = now() where link_id = $1', [link.id]);
    expect((await see(link.id, cookie)).status).toBe(401);
    expect((await see(link.id, (await open(link.token)).cookie)).status).toBe(200);
  });

  it('costs one round trip', async () => {
    const link = await shared(await issued());
    const { cookie } = await open(link.token);
    const before = world.app.database.flights;
    await see(link.id, cookie);
    expect(world.app.database.flights - before).toBe(1);
  });
});

it('a session that ended more than a week ago is forgotten, and the link opens another', async () => {
  const link = await shared(await issued());
  const [old, recent] = [await open(link.token), await open(link.token)];
  const { admin } = world.database;
  const sessions = async () =>
    (await admin.query<{ id: string }>('select id from portal_sessions where link_id = $1 order by id', [link.id]))
      .rows;
  const [first, second] = await sessions();
  await admin.query(`update portal_sessions set expires_at = now() - interval '8 days' where id = $1`, [first?.id]);
  await admin.query(`update portal_sessions set expires_at = now() - interval '6 days' where id = $1`, [second?.id]);
  for (const { run } of schedules) await run({ ...world.app, requestId: newId(), isPastDue: false });
  expect(await sessions()).toEqual([second]);
  for (const { cookie } of [old, recent]) expect((await see(link.id, cookie)).status).toBe(401);
  expect((await see(link.id, (await open(link.token)).cookie)).status).toBe(200);
});
