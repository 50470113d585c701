// Designs: pictures for the settings, chosen for the business or one invoice, and kept with the document from issue on.
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints as identityEndpoints } from '../../functions/identity/index.ts';
import { clientRoutes } from '../../shared/clients.ts';
import { designRoutes, invoiceDesigns } from '../../shared/invoice-designs.ts';
import { invoiceRoutes, type InvoiceCreate } from '../../shared/invoices.ts';
import { Role } from '../../shared/permissions.ts';
import { returnRoutes } from '../../shared/returns.ts';
import { tenantRoutes } from '../../shared/tenants.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { makeWorld, type Business, type World } from '../support/billing-world.ts';
import { mount } from '../support/mount.ts';

let world: World;
let business: Business;
beforeAll(async () => {
  world = await makeWorld();
  world.time.now = new Date('2026-11-25T09:00:00Z');
  business = await world.business();
});
afterAll(() => world.close());

const line = {
  ...{ description: 'Danışmanlık', quantity: '3', unit: 'HUR', unitPrice: '100', vatRate: '20' },
  ...{ discountRate: null, discountMinor: null },
};
async function draft(changes: Partial<InvoiceCreate> = {}, client: Record<string, unknown> = {}, who = business) {
  const made = { as: who.owner, body: { kind: 'company' as const, name: 'Nordlicht GmbH', ...client } };
  const { body } = await world.call(clientRoutes.create, made);
  return world.call(invoiceRoutes.create, { as: who.owner, body: { clientId: body.id, lines: [line], ...changes } });
}
const issue = (id: string, version = 1, who = business) =>
  world.call(invoiceRoutes.issue, { as: who.owner, params: { id }, ifMatch: version });
const look = (query: Record<string, string>, as = business.owner) =>
  // Queries that the contract's type forbids are among them.
  world.call(designRoutes.preview, { as, query: query as never });

describe('GET /invoice-designs/preview', () => {
  test.each(invoiceDesigns)('draws a page in the design %s, with the colour that is being chosen', async (design) => {
    const { status, body } = await look({ design, colour: 'ff0000' });
    expect(status).toBe(200);
    const { width, height } = await sharp(Buffer.from(body.svg)).metadata();
    expect((height ?? 0) / (width ?? 1)).toBeCloseTo(297 / 210, 1);
    expect(body.svg).not.toBe((await look({ design, colour: '0000ff' })).body.svg);
  });

  test('differs by design, by language and when both are asked for', async () => {
    const pictures = await Promise.all([
      ...invoiceDesigns.map((design) => look({ design })),
      look({ design: 'classic', language: 'en' }),
      look({ design: 'classic', isBilingual: 'true' }),
    ]);
    expect(new Set(pictures.map(({ body }) => body.svg)).size).toBe(5);
  });

  test.each<Record<string, string>>([
    {},
    { design: 'baroque' },
    { design: 'modern', colour: '#ff0000' },
    { design: 'modern', x: '1' },
  ])('refuses %j', async (query) => expect((await look(query)).status).toBe(400));

  test.each(Role.options)('is open to the role %s', async (role) => {
    expect((await look({ design: 'classic' }, business.people[role])).status).toBe(200);
  });

  test('asks to sign in first, and shows each business its own name', async () => {
    expect((await world.call(designRoutes.preview, { query: { design: 'classic' } })).status).toBe(401);
    const other = await world.business({ name: 'Başka Ticaret' });
    expect((await look({ design: 'classic' }, other.owner)).body.svg).not.toBe(
      (await look({ design: 'classic' })).body.svg,
    );
  });
});

describe('a design', () => {
  test('is that of the business until the invoice names one, and stays as it was at issue', async () => {
    const who = await world.business({ invoice_design: 'modern' });
    const first = await draft({}, {}, who);
    expect(first.body.design).toBeNull();
    const issued = await issue(first.body.id, 1, who);
    expect(issued.body.design).toBe('modern');
    const own = await draft({ design: 'compact' }, {}, who);
    expect((await issue(own.body.id, 1, who)).body.design).toBe('compact');
    await world.database.admin.query(`update tenants set invoice_design = 'classic' where id = $1`, [who.tenantId]);
    const again = await world.call(invoiceRoutes.get, { as: who.owner, params: { id: first.body.id } });
    expect(again.body.design).toBe('modern');
    await expect(
      world.database.admin.query(`update invoices set design = 'classic' where id = $1`, [first.body.id]),
    ).rejects.toThrow('the facts of an issued invoice cannot change');
  });

  test('is set in the settings, and no other than ours can be', async () => {
    const identity = mount({ database: world.database, endpoints: identityEndpoints });
    const session = business.owner.token;
    const { body } = await identity.call(tenantRoutes.get, { session });
    const set = (invoiceDesign: string, ifMatch: number) =>
      identity.call(tenantRoutes.update, { session, ifMatch, body: { invoiceDesign } });
    const { version } = body as { version: number };
    expect((await set('compact', version)).body).toMatchObject({ invoiceDesign: 'compact' });
    expect((await set('baroque', version + 1)).status).toBe(400);
    await identity.close();
  });

  test('no other than ours stands in the database', async () => {
    const set = (table: string, column: string) =>
      world.database.admin.query(
        `update ${table} set ${column} = 'baroque' where ${table === 'tenants' ? 'id' : 'tenant_id'} = $1`,
        [business.tenantId],
      );
    await draft();
    await expect(set('tenants', 'invoice_design')).rejects.toThrow('a design of invoices is one of ours');
    await expect(set('invoices', 'design')).rejects.toThrow('an invoice has a design of ours');
  });
});

describe('two languages', () => {
  const textOf = async (id: string, state: string) => {
    const file = world.ports.files.get(`${business.tenantId}/invoices/${id}/${state}.pdf`);
    const { pages } = await readPdf(file?.bytes ?? new Uint8Array());
    return pages.map(({ text }) => text.replace(/\s+/g, ' ')).join(' ');
  };

  test('come from the client, and the invoice may say otherwise', async () => {
    expect((await draft({}, { isBilingual: true })).body.isBilingual).toBe(true);
    expect((await draft({ isBilingual: false }, { isBilingual: true })).body.isBilingual).toBe(false);
    expect((await draft()).body.isBilingual).toBe(false);
  });

  test('stand in the print, with the rate and its source for a foreign currency', async () => {
    const { body } = await draft({ language: 'en', isBilingual: true, currency: 'EUR' });
    expect((await issue(body.id)).status).toBe(200);
    await world.run.all('invoice-pdf');
    const text = await textOf(body.id, 'issued');
    for (const words of [
      'Invoice / Fatura',
      'hours / saat',
      'In TRY / TRY karşılığı',
      '1 EUR = 48.1234 TRY',
      '24 Nov 2026',
    ])
      expect(text).toContain(words);
  });

  test('stand in the notes of a return, too', async () => {
    const { body } = await draft({ language: 'en', isBilingual: true });
    await issue(body.id);
    const back = await world.call(returnRoutes.create, {
      ...{ as: business.owner, params: { id: body.id } },
      body: { reason: 'Hatalı' },
    });
    expect(back.body.isBilingual).toBe(true);
    expect(back.body.notes?.split('\n')).toHaveLength(2);
  });

  test('a draft shows the rate it would take now', async () => {
    const { body } = await draft({ currency: 'USD' });
    await world.call(invoiceRoutes.pdf, { as: business.owner, params: { id: body.id } });
    expect(await textOf(body.id, 'draft')).toContain('1 USD = 41,5678 TRY');
  });
});
