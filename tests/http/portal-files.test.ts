// Files beside an invoice: who shows them to the client, what the client then sees in the portal, and what nobody else does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { deliveryRoutes } from '../../shared/deliveries.ts';
import { fileRoutes } from '../../shared/files.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { portalRoutes } from '../../shared/portal.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { storedFile } from '../support/stored-file.ts';

let world: World;
let business: Business;
let other: Business;
let clientId: string;

const line = { description: 'Danışmanlık', quantity: '2', unit: 'HUR', unitPrice: '750', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];

async function makeClient({ owner }: Business): Promise<string> {
  const { body } = await world.call(clientRoutes.create, { as: owner, body: { kind: 'company', name: 'Likya Yat' } });
  return body.id;
}

beforeAll(async () => {
  world = await makeWorld();
  [business, other] = [await world.business(), await world.business()];
  clientId = await makeClient(business);
});
afterAll(() => world.close());

async function issued(of = business, forClient = clientId): Promise<string> {
  const as = of.owner;
  const { body } = await world.call(invoiceRoutes.create, { as, body: { clientId: forClient, lines } });
  await world.call(invoiceRoutes.issue, { as, params: { id: body.id } });
  return body.id;
}

/** The document as its client holds it open. */
async function opened(invoice: string, { owner }: Business = business) {
  const made = await world.call(invoiceRoutes.createLink, { as: owner, params: { id: invoice } });
  const token = made.body.url.split('#')[1] ?? '';
  const { cookies } = await world.call(portalRoutes.open, { body: { token }, client: '' });
  return { id: made.body.link.id, client: cookies[0]?.value ?? '' };
}
type Opened = Awaited<ReturnType<typeof opened>>;

const share = (id: string, isShared: boolean, as = business.owner) =>
  world.call(fileRoutes.change, { as, params: { id }, body: { isShared } });
const seen = async ({ id, client }: Opened) =>
  (await world.call(portalRoutes.invoice, { params: { id }, client })).body.files.map((file) => file.id);
const fetched = ({ id, client }: Opened, fileId: string) =>
  world.call(portalRoutes.file, { params: { id, fileId }, client });
const told = async (subject: string, kind: string) =>
  (
    await world.database.admin.query('select detail from activity where subject_id = $1 and kind = $2', [subject, kind])
  ).rows.map((row) => row.detail);

describe('showing a file', () => {
  it('puts it beside the document in the portal, and takes it away again', async () => {
    const invoice = await issued();
    const file = await storedFile(world, business, { invoice });
    const page = await opened(invoice);
    expect(await seen(page)).toEqual([]);
    const shared = await share(file, true);
    expect([shared.status, shared.body]).toMatchObject([200, { id: file, isShared: true, firstOpenedAt: null }]);
    const { body } = await world.call(portalRoutes.invoice, { params: { id: page.id }, client: page.client });
    expect(body.files).toEqual([{ id: file, name: 'Çağrı.pdf', contentType: 'application/pdf', sizeBytes: 15 }]);
    await share(file, true);
    expect((await share(file, false)).body).toMatchObject({ isShared: false });
    expect(await seen(page)).toEqual([]);
    expect((await fetched(page, file)).status).toBe(404);
    expect(await told(invoice, 'file.shared')).toEqual([{ name: 'Çağrı.pdf' }]);
    expect(await told(invoice, 'file.unshared')).toEqual([{ name: 'Çağrı.pdf' }]);
  });

  it('can be asked for when the file is announced, for invoices alone', async () => {
    const invoice = await issued();
    const announce = (owner: object) =>
      world.call(fileRoutes.create, {
        as: business.owner,
        body: { name: 'Sipariş.pdf', sizeBytes: 10, isShared: true, ...owner },
      });
    const { body } = await announce({ invoiceId: invoice });
    const { body: list } = await world.call(fileRoutes.list, { as: business.owner, query: { invoiceId: invoice } });
    expect(list).toMatchObject([{ id: body.fileId, isShared: true, state: 'uploading' }]);
    expect(await told(invoice, 'file.shared')).toEqual([{ name: 'Sipariş.pdf' }]);
    const refused = await announce({ clientId });
    expect(refused.problem).toMatchObject({ status: 400, errors: [{ pointer: '#/isShared' }] });
  });

  it('is refused for files of a client, deleted ones and pictures, and for whoever may not', async () => {
    const invoice = await issued();
    const mine = await storedFile(world, business, { invoice });
    const ofClient = await storedFile(world, business, { client: clientId });
    expect((await share(ofClient, true)).problem).toMatchObject({
      status: 422,
      key: 'file.notOfInvoice',
      errors: [{ pointer: '#/isShared' }],
    });
    const deleted = await storedFile(world, business, { invoice }, { deleted_at: new Date() });
    const picture = await storedFile(world, business, {}, { purpose: 'picture', created_by: business.owner.userId });
    for (const id of [deleted, picture, newId()]) expect((await share(id, true)).status).toBe(404);
    expect((await share(mine, true, business.people.viewer)).status).toBe(403);
    expect((await share(mine, true, other.owner)).status).toBe(404);
    const call = { params: { id: mine }, body: { isShared: true } };
    expect((await world.call(fileRoutes.change, call)).status).toBe(401);
    const wrong = { ...call, as: business.owner, body: { isShared: 'yes' } };
    expect((await world.call(fileRoutes.change, wrong)).status).toBe(400);
    const { rows } = await world.database.admin.query('select id from files where is_shared and tenant_id = $1', [
      business.tenantId,
    ]);
    expect(rows.map(({ id }) => id)).not.toContain(mine);
  });
});

describe('opening a file in the portal', () => {
  it('hands out an address to be saved under its name, and tells the business the first time', async () => {
    const invoice = await issued();
    const file = await storedFile(world, business, { invoice }, { is_shared: true });
    const page = await opened(invoice);
    const { status, headers } = await fetched(page, file);
    expect(status).toBe(302);
    expect(headers['location']).toBe(`https://blobs.example/${business.tenantId}/files/${file}?name=Çağrı.pdf`);
    expect((await fetched(page, file)).status).toBe(302);
    expect(await told(invoice, 'file.opened')).toEqual([{ name: 'Çağrı.pdf' }]);
    const as = business.owner;
    const { body: list } = await world.call(fileRoutes.list, { as, query: { invoiceId: invoice } });
    expect(list[0]?.firstOpenedAt).not.toBeNull();
    const { body: story } = await world.call(invoiceRoutes.timeline, { as, params: { id: invoice } });
    expect(story.filter(({ kind }) => kind === 'fileOpened')).toMatchObject([{ detail: 'Çağrı.pdf', actorName: null }]);
  });

  it('shows nothing that is not ready, deleted, unshared, of another document or of another business', async () => {
    const [invoice, elsewhere] = [await issued(), await issued()];
    const theirs = await issued(other, await makeClient(other));
    const shared = { is_shared: true };
    const waiting = { ...shared, state: 'uploading', sha256: null, ready_at: null };
    const refused = { ...shared, state: 'refused', refusal: 'file.wrongContent' };
    const hidden = [
      await storedFile(world, business, { invoice }),
      await storedFile(world, business, { invoice }, waiting),
      await storedFile(world, business, { invoice }, refused),
      await storedFile(world, business, { invoice }, { ...shared, deleted_at: new Date() }),
      await storedFile(world, business, { client: clientId }),
      await storedFile(world, business, { invoice: elsewhere }, shared),
      await storedFile(world, other, { invoice: theirs }, shared),
    ];
    const page = await opened(invoice);
    expect(await seen(page)).toEqual([]);
    for (const id of [...hidden, newId()]) expect((await fetched(page, id)).status).toBe(404);
    const untouched = 'select 1 from files where id = any ($1) and first_opened_at is not null';
    expect((await world.database.admin.query(untouched, [hidden])).rowCount).toBe(0);
  });

  it('is over with the session and the link, and is nobody’s who holds another document', async () => {
    const [invoice, elsewhere] = [await issued(), await issued()];
    const file = await storedFile(world, business, { invoice }, { is_shared: true });
    const [page, stranger] = [await opened(invoice), await opened(elsewhere)];
    expect((await fetched({ ...page, client: '' }, file)).status).toBe(401);
    expect((await fetched({ ...page, client: stranger.client }, file)).status).toBe(401);
    const forged = { id: page.id, client: stranger.client.replace(stranger.id, page.id) };
    expect((await fetched(forged, file)).status).toBe(404);
    expect((await world.call(fileRoutes.content, { params: { id: file }, client: page.client })).status).toBe(401);
    const { admin } = world.database;
    await admin.query('update portal_sessions set expires_at = now() where link_id = $1', [page.id]);
    expect((await fetched(page, file)).status).toBe(401);
    const again = await opened(invoice);
    await world.call(deliveryRoutes.revokeLink, { as: business.owner, params: { id: again.id } });
    expect((await fetched(again, file)).status).toBe(401);
  });
});
