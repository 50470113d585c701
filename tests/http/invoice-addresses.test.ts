// Where an invoice is billed and delivered to: chosen while it is a draft, a fact from issue on.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressBookRoutes, type Address } from '../../shared/addresses.ts';
import { bulkRoutes } from '../../shared/bulk.ts';
import { clientMergeRoutes } from '../../shared/client-merges.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { historyRoutes } from '../../shared/history.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { portalRoutes } from '../../shared/portal.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;

const line = { description: 'Çay bardağı', quantity: '2', unit: 'C62', unitPrice: '100', vatRate: '20' };
const lines = [{ ...line, discountRate: null, discountMinor: null }];
const own = { addressLine: 'Merkez Cad. 1', district: 'Çankaya', city: 'Ankara', postalCode: '06000', country: 'TR' };
const depot = { label: 'Ümraniye deposu', addressLine: 'Şerifali Mah. 7', district: 'Ümraniye', city: 'İstanbul' };
const typed = { label: 'Şantiye şefliği', ...own, addressLine: 'Göl yolu 3', city: 'Bolu', phone: '0374 555 00 11' };

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
});
afterAll(() => world.close());

const on = (id: string, as = business.owner) => ({ as, params: { id } });
const get = async (id: string) => (await world.call(invoiceRoutes.get, on(id))).body;

async function addClient(name = 'Ağrı Dağı Gıda A.Ş.'): Promise<string> {
  return (await world.call(clientRoutes.create, { as: business.owner, body: { kind: 'company', name, ...own } })).body
    .id;
}
async function addAddress(clientId: string, changes: Record<string, unknown> = {}): Promise<Address> {
  const body = { kind: 'branch', ...depot, ...changes };
  const { status, body: address } = await world.call(addressBookRoutes.create, { ...on(clientId), body });
  expect(status).toBe(201);
  return address;
}
const begin = (body: Record<string, unknown>) =>
  world.call(invoiceRoutes.create, { as: business.owner, body: { lines, ...body } });
async function change(id: string, body: Record<string, unknown>) {
  return world.call(invoiceRoutes.update, { ...on(id), ifMatch: (await get(id)).version, body });
}
const issue = (id: string) => world.call(invoiceRoutes.issue, on(id));

describe('a draft', () => {
  it('begins with the default addresses of its client, and with none of its branches', async () => {
    const clientId = await addClient();
    const billing = await addAddress(clientId, { kind: 'billing' });
    const delivery = await addAddress(clientId, { kind: 'delivery', label: 'Depo' });
    await addAddress(clientId);
    const { body } = await begin({ clientId });
    expect(body).toMatchObject({ billingAddressId: billing.id, deliveryAddressId: delivery.id, deliveryAddress: null });
    const without = await begin({ clientId, billingAddressId: null, deliveryAddressId: null });
    expect(without.body).toMatchObject({ billingAddressId: null, deliveryAddressId: null });
    expect((await begin({ clientId, deliveryAddress: typed })).body).toMatchObject({
      deliveryAddressId: null,
      deliveryAddress: typed,
    });
  });

  it('changes from one place to the other, and forgets both with its client', async () => {
    const clientId = await addClient();
    const address = await addAddress(clientId);
    const { id } = (await begin({ clientId, deliveryAddress: typed })).body;
    const chosen = await change(id, { billingAddressId: address.id, deliveryAddressId: address.id });
    expect(chosen.body).toMatchObject({ deliveryAddressId: address.id, deliveryAddress: null });
    expect((await change(id, { deliveryAddress: typed })).body).toMatchObject({
      billingAddressId: address.id,
      deliveryAddressId: null,
      deliveryAddress: typed,
    });
    const other = await change(id, { clientId: await addClient('Başka Ltd.') });
    expect(other.body).toMatchObject({ billingAddressId: null, deliveryAddressId: null, deliveryAddress: null });
  });

  it('takes no address of another client, of another business, or that is not there', async () => {
    const clientId = await addClient();
    const stranger = await world.business();
    const theirs = await world.call(clientRoutes.create, {
      as: stranger.owner,
      body: { kind: 'company', name: 'Yabancı' },
    });
    const strange = await world.call(addressBookRoutes.create, {
      ...on(theirs.body.id, stranger.owner),
      body: { kind: 'branch', ...depot },
    });
    const { id } = (await begin({ clientId })).body;
    const foreign = (await addAddress(await addClient('Başka Ltd.'))).id;
    for (const wrong of [foreign, strange.body.id, newId()]) {
      const begun = await begin({ clientId, billingAddressId: wrong });
      expect([begun.status, begun.problem.errors?.[0]?.pointer]).toEqual([400, '#/billingAddressId']);
      const changed = await change(id, { deliveryAddressId: wrong });
      expect([changed.status, changed.problem.errors?.[0]?.pointer]).toEqual([400, '#/deliveryAddressId']);
    }
  });

  it('takes one place of delivery, not two, and no unknown part of it', async () => {
    const clientId = await addClient();
    const address = await addAddress(clientId);
    const both = await begin({ clientId, deliveryAddressId: address.id, deliveryAddress: typed });
    expect([both.status, both.problem.errors?.[0]?.pointer]).toEqual([400, '#/deliveryAddress']);
    const odd = await begin({ clientId, deliveryAddress: { ...typed, floor: 3 } });
    expect([odd.status, odd.problem.errors?.[0]?.pointer]).toEqual([400, '#/deliveryAddress/floor']);
  });

  it('keeps what it was in a copy and after it was deleted and brought back', async () => {
    const clientId = await addClient();
    const address = await addAddress(clientId);
    const { id } = (await begin({ clientId, billingAddressId: address.id, deliveryAddressId: address.id })).body;
    const copy = await world.call(invoiceRoutes.duplicate, on(id));
    expect(copy.body).toMatchObject({ billingAddressId: address.id, deliveryAddressId: address.id });
    const many = { as: business.owner, body: { ids: [id] } };
    await world.call(bulkRoutes.removeDrafts, many);
    expect((await world.call(bulkRoutes.restoreDrafts, many)).body.results[0]?.isDone).toBe(true);
    expect(await get(id)).toMatchObject({ billingAddressId: address.id, deliveryAddressId: address.id });
    for (const body of [{ id }, copy.body]) await world.call(invoiceRoutes.remove, on(body.id));
    await world.call(addressBookRoutes.remove, on(address.id));
    expect((await world.call(bulkRoutes.restoreDrafts, many)).body.results[0]?.isDone).toBe(true);
    expect(await get(id)).toMatchObject({ billingAddressId: null, deliveryAddressId: null, deliveryAddress: null });
  });
});

describe('an address that drafts name', () => {
  it('is not deleted, and says how many drafts name it; an issued invoice lets it go', async () => {
    const clientId = await addClient();
    const address = await addAddress(clientId);
    const { id } = (await begin({ clientId, billingAddressId: address.id })).body;
    const refused = await world.call(addressBookRoutes.remove, on(address.id));
    expect([refused.status, refused.problem.key]).toEqual([409, 'address.inDrafts']);
    expect(refused.problem.detail).toContain('(1)');
    await issue(id);
    expect((await world.call(addressBookRoutes.remove, on(address.id))).status).toBe(204);
    expect((await get(id)).buyer?.addressLine).toBe(depot.addressLine);
  });

  it('goes along when its client is merged, and comes back when that is undone', async () => {
    const [clientId, otherId] = [await addClient(), await addClient('Ağrı Dağı Gıda')];
    const address = await addAddress(otherId);
    const moved = (await begin({ clientId: otherId, billingAddressId: address.id })).body;
    const body = { otherId, take: [], takeCustom: [] };
    const merged = await world.call(clientMergeRoutes.merge, { ...on(clientId), body });
    expect(merged.status).toBe(201);
    expect(await get(moved.id)).toMatchObject({ clientId, billingAddressId: address.id });
    const since = (await begin({ clientId, deliveryAddressId: address.id })).body;
    expect((await world.call(clientMergeRoutes.undo, on(merged.body.id))).status).toBe(200);
    expect(await get(moved.id)).toMatchObject({ clientId: otherId, billingAddressId: address.id });
    expect(await get(since.id)).toMatchObject({ clientId, deliveryAddressId: null });
  });
});

describe('an issued invoice', () => {
  it('keeps both addresses as they were, whatever becomes of client and address', async () => {
    const clientId = await addClient();
    const address = await addAddress(clientId, { phone: '0216 555 01 01' });
    const { id } = (await begin({ clientId, billingAddressId: address.id, deliveryAddressId: address.id })).body;
    expect((await issue(id)).status).toBe(200);
    const printed = { ...depot, postalCode: null, country: 'TR', phone: '0216 555 01 01' };
    const { label, ...place } = printed;
    const before = await get(id);
    expect(before.buyer).toMatchObject({ name: 'Ağrı Dağı Gıda A.Ş.', ...place });
    expect(before.deliveryAddress).toEqual(printed);
    await world.call(addressBookRoutes.update, { ...on(address.id), ifMatch: 1, body: { city: 'Van' } });
    const { version } = (await world.call(clientRoutes.get, on(clientId))).body;
    await world.call(clientRoutes.update, { ...on(clientId), ifMatch: version, body: { city: 'Van' } });
    expect(await get(id)).toMatchObject({ buyer: before.buyer, deliveryAddress: printed });
    expect((await change(id, { deliveryAddress: typed })).status).toBe(409);
    const gone = await world.call(addressBookRoutes.remove, on(address.id));
    expect(gone.status).toBe(204);
    // The copy of a document whose address is gone is delivered to where the document says.
    expect((await world.call(invoiceRoutes.duplicate, on(id))).body).toMatchObject({
      billingAddressId: null,
      deliveryAddressId: null,
      deliveryAddress: printed,
    });
  });

  it('is shown to its client with the place of delivery', async () => {
    const { id } = (await begin({ clientId: await addClient(), deliveryAddress: typed })).body;
    await issue(id);
    const { body } = await world.call(invoiceRoutes.createLink, on(id));
    const token = body.url.split('#')[1] ?? '';
    const opened = await world.call(portalRoutes.open, { body: { token }, client: '' });
    const shown = await world.call(portalRoutes.invoice, {
      params: { id: opened.body.linkId },
      client: opened.cookies[0]?.value ?? '',
    });
    expect(shown.body.deliveryAddress).toEqual(typed);
  });

  it('takes its billing address into a return, which delivers nothing', async () => {
    const clientId = await addClient();
    const address = await addAddress(clientId);
    const { id } = (await begin({ clientId, billingAddressId: address.id, deliveryAddressId: address.id })).body;
    await issue(id);
    const { body } = await world.call(returnRoutes.create, { ...on(id), body: { reason: 'Kırık' } });
    expect(body.buyer?.addressLine).toBe(depot.addressLine);
    expect(body).toMatchObject({ deliveryAddressId: null, deliveryAddress: null });
  });

  it('of before is billed and delivered like one of today', async () => {
    const clientId = await addClient();
    const address = await addAddress(clientId);
    const { id } = (
      await begin({ clientId, billingAddressId: address.id, deliveryAddressId: address.id, dueDate: null })
    ).body;
    const body = { number: 'ESKI-7', issueDate: '2025-02-03' };
    expect((await world.call(historyRoutes.record, { ...on(id), body })).status).toBe(200);
    const kept = await get(id);
    expect([kept.buyer?.city, kept.deliveryAddress?.label]).toEqual(['İstanbul', depot.label]);
  });
});

describe('issuing refuses a place of delivery without street or town', () => {
  it('that was typed, at its field', async () => {
    const place = { ...typed, city: null };
    const { id } = (await begin({ clientId: await addClient(), deliveryAddress: place })).body;
    const { status, problem } = await issue(id);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([422, '#/deliveryAddress/city']);
  });

  it('that was chosen, at the choice', async () => {
    const clientId = await addClient();
    const address = await addAddress(clientId, { addressLine: null });
    const { id } = (await begin({ clientId, deliveryAddressId: address.id })).body;
    const { status, problem } = await issue(id);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([422, '#/deliveryAddressId']);
  });
});
