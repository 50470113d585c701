// Search over HTTP: Turkish letters, typing errors, amounts and numbers; never a word of another business.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints as insightEndpoints } from '../../functions/insight/index.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { contactRoutes } from '../../shared/contacts.ts';
import { customFieldRoutes } from '../../shared/custom-fields.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { productRoutes } from '../../shared/products.ts';
import { searchRoutes, type SearchHit } from '../../shared/search.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { mount, type Mounted } from '../support/mount.ts';
import type { Member } from '../support/world.ts';

let world: World;
let mounted: Mounted;
let business: Business;
let other: Business;

beforeAll(async () => {
  world = await makeWorld();
  mounted = mount({ database: world.database, endpoints: insightEndpoints });
  [business, other] = [await world.business(), await world.business()];
});
afterAll(async () => {
  await mounted.close();
  await world.close();
});

async function find(q: string, as: Member = business.owner): Promise<SearchHit[]> {
  const answer = await mounted.call(searchRoutes.find, { session: as.token, query: { q } });
  expect(answer.status).toBe(200);
  return (answer.body as { hits: SearchHit[] }).hits;
}
const titles = async (q: string) => (await find(q)).map(({ title }) => title);

async function client(name: string, body: Record<string, unknown> = {}, as = business.owner): Promise<string> {
  return (await world.call(clientRoutes.create, { as, body: { kind: 'company', name, ...body } })).body.id;
}
async function draft(clientId: string, unitPrice: string, as = business.owner): Promise<string> {
  const line = { description: 'İş', quantity: '1', unit: 'C62', unitPrice, vatRate: '0', exemptionCode: '351' };
  const lines = [{ ...line, discountRate: null, discountMinor: null }];
  return (await world.call(invoiceRoutes.create, { as, body: { clientId, lines } })).body.id;
}

describe('words', () => {
  it('of a field of the business’s own find the invoice, and no longer when the value is gone', async () => {
    const typed = { subject: 'invoice' as const, label: 'Proje kodu', type: 'text' as const };
    const { id: fieldId } = (await world.call(customFieldRoutes.create, { as: business.owner, body: typed })).body;
    const id = await draft(await client('Alanlı Ltd.'), '10');
    const set = (value: string | null) =>
      world.call(invoiceRoutes.setFields, {
        ...{ as: business.owner, params: { id } },
        body: { customFields: { [fieldId]: value } },
      });
    await set('İğneada köprüsü');
    expect((await find('igneada kopru')).map((hit) => hit.id)).toEqual([id]);
    await set(null);
    expect(await find('igneada kopru')).toEqual([]);
  });

  it('are folded as Turkish keyboards in a hurry need it', async () => {
    await client('Iğdır Şeker Çikolata İmalatı', { city: 'İzmir', email: 'bilgi@seker.example' });
    for (const q of [
      'IĞDIR',
      'iğdır',
      'igdir',
      'ığdır',
      'SEKER cikolata',
      'imalati igdir',
      'izmir şek',
      'bilgi@seker',
    ]) {
      expect(await titles(q)).toContain('Iğdır Şeker Çikolata İmalatı');
    }
  });

  it('may hold a typing error, and the right word comes before the similar one', async () => {
    await client('Kuzguncuk Kitabevi');
    await client('Kuzguncuq Kitabevi Benzeri');
    expect((await titles('kuzguncuk'))[0]).toBe('Kuzguncuk Kitabevi');
    for (const q of ['kuzgncuk', 'kuzguncik', 'kuzguncuk kitbevi']) {
      expect(await titles(q)).toContain('Kuzguncuk Kitabevi');
    }
    expect(await titles('zzqwxy')).toEqual([]);
  });

  it('that are signs of patterns are taken as typed', async () => {
    await client('Yüzde 100% Pamuk_Tekstil');
    expect(await titles('100%')).toEqual(['Yüzde 100% Pamuk_Tekstil']);
    expect(await titles('pamuk_tek')).toEqual(['Yüzde 100% Pamuk_Tekstil']);
    expect(await titles('%%%')).toEqual([]);
    expect(await titles("x' or 1=1 --")).toEqual([]);
  });

  it('begin names before they stand elsewhere', async () => {
    await client('Deniz ve Oğulları');
    await client('Ak Deniz Nakliyat');
    expect((await titles('deniz')).slice(0, 2)).toEqual(['Deniz ve Oğulları', 'Ak Deniz Nakliyat']);
    expect(await titles('de')).toContain('Ak Deniz Nakliyat');
  });
});

describe('invoices and payments', () => {
  it('are found by number, client and amount; a draft by the name its client has now', async () => {
    const id = await client('Lodos Yelken');
    const issued = await draft(id, '1234.5');
    const { body } = await world.call(invoiceRoutes.issue, { as: business.owner, params: { id: issued } });
    const open = await draft(id, '77.77');
    for (const q of [body.number ?? '', (body.number ?? '').slice(-5), '1234,50', '1.234,50', '1234.50', 'lodos 1.234'])
      expect((await find(q)).map((hit) => hit.id)).toContain(issued);
    const [hit] = await find(body.number ?? '');
    expect(hit).toMatchObject({
      kind: 'invoice',
      title: body.number,
      detail: 'Lodos Yelken',
      amountMinor: 123_450,
      currency: 'TRY',
    });
    const { body: known } = await world.call(clientRoutes.get, { as: business.owner, params: { id } });
    await world.call(clientRoutes.update, {
      as: business.owner,
      params: { id },
      ifMatch: known.version,
      body: { name: 'Poyraz Yelken' },
    });
    const hits = await find('poyraz');
    expect(hits.find((one) => one.id === open)).toMatchObject({
      title: '',
      isDraft: true,
      detail: 'Poyraz Yelken',
      parentId: id,
    });
    expect(hits.map((one) => one.id)).not.toContain(issued);
  });

  it('payments are found by reference and amount', async () => {
    const clientId = await client('Meltem Ticaret');
    const paid = await world.call(paymentRoutes.create, {
      as: business.owner,
      body: {
        clientId,
        paymentDate: '2026-01-05',
        currency: 'TRY',
        amountMinor: 987_654,
        method: 'bank',
        reference: 'DEKONT-4711',
        note: null,
        allocations: [],
      },
    });
    expect(paid.status).toBe(201);
    for (const q of ['dekont-4711', '9.876,54', 'meltem dekont'])
      expect(await find(q)).toContainEqual(
        expect.objectContaining({ kind: 'payment', id: paid.body.id, amountMinor: 987_654 }),
      );
  });

  it('products are found by name, code and description', async () => {
    const body = { name: 'Isıcam Çift Katlı', code: 'ISC-44', description: 'Şeffaf, temperli' };
    const { body: product } = await world.call(productRoutes.create, { as: business.owner, body });
    for (const q of ['isicam', 'ISC-44', 'temperli', 'ısıcm çift']) {
      expect(await find(q)).toContainEqual(
        expect.objectContaining({ kind: 'product', id: product.id, title: 'Isıcam Çift Katlı', detail: 'ISC-44' }),
      );
    }
  });

  it('what is deleted is no longer found', async () => {
    const id = await client('Geçici Müşteri');
    const open = await draft(id, '5');
    await world.call(invoiceRoutes.remove, { as: business.owner, params: { id: open } });
    await world.call(clientRoutes.remove, { as: business.owner, params: { id } });
    expect(await find('geçici müşteri')).toEqual([]);
  });
});

it('another business never appears, whatever its words', async () => {
  const id = await client('Yalnız Bize Ait Ltd.', {}, other.owner);
  await draft(id, '31.41', other.owner);
  for (const q of ['yalnız bize ait', 'yalniz', 'yalnzi bize', '31,41', 'ya']) {
    expect((await find(q)).map(({ id: found, parentId }) => [found, parentId]).flat()).not.toContain(id);
  }
  expect((await find('yalnız bize', other.owner)).length).toBeGreaterThan(0);
});

it('asks who it is and for words, and costs one round trip; every role may search', async () => {
  expect((await mounted.call(searchRoutes.find, { query: { q: 'deniz' } })).status).toBe(401);
  for (const q of ['', 'x'.repeat(101)]) {
    const answer = await mounted.call(searchRoutes.find, { session: business.owner.token, query: { q } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '?q' }] } });
  }
  for (const member of Object.values(business.people)) {
    const before = mounted.app.database.flights;
    expect((await find('deniz', member)).length).toBeGreaterThan(0);
    expect(mounted.app.database.flights - before).toBe(1);
  }
});

it('finds contact persons by their own name and mail, under the name that their client has now, and forgets them with it', async () => {
  const clientId = await client('Ayvalık Zeytincilik');
  const contact = { name: 'Şükran Öztürk', email: 'sukran@ayvalik.example' };
  await world.call(contactRoutes.create, { as: business.owner, params: { id: clientId }, body: contact });
  for (const q of ['sukran ozturk', 'sukran@ayvalik', 'ŞÜKRAN']) {
    const hit = (await find(q)).find(({ kind }) => kind === 'contact');
    expect(hit, q).toMatchObject({ title: 'Şükran Öztürk', parentId: clientId });
    expect(hit?.detail).toContain('Ayvalık Zeytincilik');
  }
  const name = { as: business.owner, params: { id: clientId }, ifMatch: 1, body: { name: 'Cunda Zeytincilik' } };
  expect((await world.call(clientRoutes.update, name)).status).toBe(200);
  expect((await find('şükran')).find(({ kind }) => kind === 'contact')?.detail).toContain('Cunda Zeytincilik');
  expect(await find('sukran', other.owner)).toEqual([]);
  await world.call(clientRoutes.remove, { as: business.owner, params: { id: clientId } });
  expect(await find('sukran')).toEqual([]);
});
