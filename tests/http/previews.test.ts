// The preview of a draft: the pages its PDF will have, drawn from what is typed and kept nowhere.
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { previewRoutes } from '../../shared/previews.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';

let world: World;
let business: Business;
let clientId: string;

const line = { quantity: '1', unit: 'HUR', unitPrice: '1000.00', vatRate: '20' };
const plain = { discountRate: null, discountMinor: null };
const lines = (count: number) =>
  Array.from({ length: count }, (_, place) => ({ ...line, ...plain, description: `Bakım, dönem ${place + 1}` }));

beforeAll(async () => {
  world = await makeWorld();
  business = await world.business();
  const made = { as: business.owner, body: { kind: 'company', name: 'Kuzey Işığı A.Ş.' } };
  clientId = (await world.call(clientRoutes.create, made)).body.id;
});
afterAll(() => world.close());

const draft = (changes: Record<string, unknown> = {}) => ({
  ...{ clientId, currency: 'TRY', language: 'tr', dueDate: '2026-12-25', pricesIncludeVat: false },
  ...{ roundingMode: 'category', ...plain, notes: null, lines: lines(2) },
  ...{ exchangeRate: null, design: null, isBilingual: false, chosenSeries: null, charges: [], stopajRate: null },
  ...{ orderNumber: null, orderDate: null, despatches: [], internalNotes: null },
  ...{ billingAddressId: null, deliveryAddressId: null, deliveryAddress: null },
  ...changes,
});
const look = (changes: Record<string, unknown> = {}, { first = 1, count = 3, as = business.owner } = {}) =>
  world.call(previewRoutes.invoice, { as, body: { draft: draft(changes), first, count } });

describe('the preview', () => {
  it('shows the pages that the PDF will have, and writes nothing', async () => {
    const { status, body } = await look({ lines: lines(60) });
    expect(status).toBe(200);
    const saved = await world.call(invoiceRoutes.create, { as: business.owner, body: draft({ lines: lines(60) }) });
    await world.call(invoiceRoutes.pdf, { as: business.owner, params: { id: saved.body.id } });
    const pdf = world.ports.files.get(`${business.tenantId}/invoices/${saved.body.id}/draft.pdf`);
    const { pages } = await readPdf(pdf?.bytes ?? new Uint8Array());
    expect(body.pageCount).toBe(pages.length);
    expect(body.pages.map(({ number }) => number)).toEqual([1, 2, 3].slice(0, pages.length));
    const { rows } = await world.database.admin.query('select from invoices where tenant_id = $1', [business.tenantId]);
    expect(rows).toHaveLength(1);
  });

  it('gives the pages asked for, and none beyond the last', async () => {
    const second = await look({ lines: lines(60) }, { first: 2, count: 1 });
    expect(second.body.pages.map(({ number }) => number)).toEqual([2]);
    expect((await look({}, { first: 2 })).body).toEqual({ pageCount: 1, pages: [] });
  });

  it('changes with every letter, and is the same for the same words', async () => {
    const [one, same, other] = [await look({ notes: 'A' }), await look({ notes: 'A' }), await look({ notes: 'B' })];
    expect(same.body).toEqual(one.body);
    expect(other.body.pages[0]?.svg).not.toBe(one.body.pages[0]?.svg);
  });

  it('shows colour and logo of the business', async () => {
    const logoKey = `${business.tenantId}/logo/${newId()}.png`;
    const logo = await sharp({ create: { width: 60, height: 20, channels: 3, background: '#0b6e4f' } })
      .png()
      .toBuffer();
    await world.ports.blobs.put(logoKey, logo, { contentType: 'image/png' });
    const sets = 'update tenants set logo_key = $2, brand_colour = $3 where id = $1';
    await world.database.admin.query(sets, [business.tenantId, logoKey, '#0b6e4f']);
    const { body } = await look();
    await world.database.admin.query(sets, [business.tenantId, null, null]);
    expect(body.pages[0]?.svg).toContain('<image');
    expect(body.pages[0]?.svg).toContain('#0b6e4f');
    expect((await look()).body.pages[0]?.svg).not.toContain('<image');
  });

  it('is a picture and nothing that acts, whatever was typed', async () => {
    const typed = '"/><script>alert(1)</script><image href="https://evil.example/x">';
    const { body } = await look({ notes: typed, lines: [{ ...lines(1)[0], description: typed }] });
    expect(body.pages[0]?.svg).not.toMatch(/script|foreignObject|<image|https?:\/\/(?!www\.w3\.org)| on\w+=/);
  });
});

describe('refused is', () => {
  it.each([
    [{ clientId: newId() }, '#/draft/clientId'],
    [{ discountMinor: 500_000 }, '#/draft/discountMinor'],
    [{ lines: [{ ...lines(1)[0], quantity: 'x' }] }, '#/draft/lines/0/quantity'],
    [{ total: 5 }, '#/draft/total'],
  ])('a draft that cannot be: %j', async (wrong, pointer) => {
    const { status, problem } = await look(wrong);
    expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });

  it('more pages at once than a screen shows', async () => {
    expect((await look({}, { count: 4 })).problem.errors?.[0]?.pointer).toBe('#/count');
    expect((await look({}, { first: 0 })).problem.errors?.[0]?.pointer).toBe('#/first');
  });

  it('whoever does not write invoices, nobody, and a client of another business', async () => {
    expect((await look({}, { as: business.people.viewer })).status).toBe(403);
    expect((await look({}, { as: business.people.sales })).status).toBe(200);
    const unsigned = await world.call(previewRoutes.invoice, { body: { draft: draft(), first: 1, count: 1 } });
    expect(unsigned.status).toBe(401);
    const stranger = (await world.business()).owner;
    expect((await look({}, { as: stranger })).problem).toMatchObject({ status: 400, key: 'invoice.unknownClient' });
  });
});
