// Taking tables along: what a list finds, typed by column, in files that come back equal; for whom, and what is refused.
import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientRoutes } from '../../shared/clients.ts';
import { customFieldRoutes } from '../../shared/custom-fields.ts';
import { exportRoutes, type ExportCreate } from '../../shared/exports.ts';
import { newId } from '../../shared/ids.ts';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { productRoutes } from '../../shared/products.ts';
import { ownKey } from '../../shared/tables/own.ts';
import { tagRoutes } from '../../shared/tags.ts';
import { makeImportWorld, type ImportWorld } from '../support/import-world.ts';
import { makeWorld, type World } from '../support/world.ts';

let w: ImportWorld;
let stranger: World;
beforeAll(async () => {
  w = await makeImportWorld();
  stranger = await makeWorld(w.database.admin);
});
afterAll(() => w.close());

const asked: ExportCreate = {
  subject: 'clients',
  format: 'csv',
  delimiter: ';',
  language: 'tr',
  filter: {},
  columns: [],
};

async function take(more: Partial<ExportCreate> = {}, session = w.owner): Promise<Buffer> {
  const { status, body } = await w.call(exportRoutes.create, { body: { ...asked, ...more }, session });
  expect([status, body.state]).toEqual([201, 'running']);
  await w.runJobs();
  const { body: made } = await w.call(exportRoutes.get, { params: { id: body.id }, session });
  expect(made.state).toBe('ready');
  const [entry] = [...w.ports.files].filter(([key]) => key.includes(body.id));
  const bytes = Buffer.from(entry?.[1].bytes ?? []);
  expect(made.sizeBytes).toBe(bytes.length);
  return bytes;
}

const add = (body: Record<string, unknown>) =>
  w.call(clientRoutes.create, { body: { kind: 'company', name: 'X', ...body } });

describe('a CSV', () => {
  it('keeps numbers, days and phones as they are, and takes the sting out of free text alone', async () => {
    await add({
      name: '=HYPERLINK("http://evil.example";"x")',
      phone: '+90 532 000 00 00',
      taxNumber: '0123456789'.length === 10 ? null : null,
      notes: '\n+1+1',
      discountRate: '12.5',
      city: ' =cmd',
    });
    const text = (await take()).toString();
    expect(text.startsWith('\u{feff}Ad / Unvan;Tür;E-posta;Telefon;')).toBe(true);
    expect(text).toContain(`"'=HYPERLINK(""http://evil.example"";""x"")"`);
    expect(text).toContain(';+90 532 000 00 00;');
    expect(text).toContain(';12,5;');
    expect(text).toContain(`"'\n+1+1"`);
    expect(text).toContain(`;'=cmd;`);
    expect((await take({ delimiter: ',', language: 'en' })).toString()).toContain(',12.5,');
  });

  it('holds what the filter finds, in the columns that were asked for', async () => {
    await add({ name: 'Kişi Örnek', kind: 'person' });
    const text = (await take({ filter: { kind: 'person' }, columns: ['kind', 'name'] })).toString();
    expect(text).toBe('\u{feff}Tür;Ad / Unvan\r\nKişi;Kişi Örnek\r\n');
  });

  it('of invoices holds their tags and own fields, and what a tag finds', async () => {
    const clientId = (await add({ name: 'Etiketli A.Ş.' })).body.id;
    const [one, other] = [
      await w.call(invoiceRoutes.create, { body: { clientId } }),
      await w.call(invoiceRoutes.create, { body: { clientId } }),
    ];
    const tag = (await w.call(tagRoutes.create, { body: { name: 'Köprü' } })).body;
    const typed = { subject: 'invoice' as const, label: 'Proje', type: 'number' as const };
    const field = (await w.call(customFieldRoutes.create, { body: typed })).body;
    // Made later, named earlier in the Turkish alphabet.
    const second = (await w.call(tagRoutes.create, { body: { name: 'Çarşı' } })).body;
    for (const { id } of [tag, second])
      await w.call(tagRoutes.tagInvoices, { params: { id }, body: { ids: [one.body.id] } });
    const body = { customFields: { [field.id]: '7.5' } };
    for (const { id } of [one.body, other.body]) await w.call(invoiceRoutes.setFields, { params: { id }, body });
    const subject = 'invoices' as const;
    const columns = ['clientName', 'tags', ownKey(field.id)];
    const text = (await take({ subject, columns, filter: { tagId: tag.id } })).toString();
    expect(text).toBe('\u{feff}Müşteri;Etiketler;Proje\r\nEtiketli A.Ş.;Çarşı, Köprü;7,5\r\n');
    expect((await take({ subject, columns: ['tags'] })).toString()).toBe('\u{feff}Etiketler\r\n\r\nÇarşı, Köprü\r\n');
  });
});

describe('an Excel file', () => {
  it('has text that is no formula, numbers that are numbers, and a head that stands still', async () => {
    const body = { name: '=1+1', code: '007', prices: [{ currency: 'TRY', unitPrice: '1234.5' }], vatRate: '10' };
    await w.call(productRoutes.create, { body });
    const bytes = await take({ subject: 'products', format: 'xlsx' });
    const book = new ExcelJS.Workbook();
    await book.xlsx.read(Readable.from([bytes]));
    const sheet = book.worksheets[0];
    expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    const cells = sheet?.getRow(2);
    expect([cells?.getCell(1).value, cells?.getCell(2).value, cells?.getCell(2).formula]).toEqual([
      '007',
      '=1+1',
      undefined,
    ]);
    const heads = (sheet?.getRow(1).values ?? []) as string[]; // the heads are texts
    expect(cells?.getCell(heads.indexOf('Fiyat TRY')).value).toBe(1234.5);
    expect(cells?.getCell(heads.indexOf('KDV (%)')).value).toBe(10);
  });
});

describe('there and back', () => {
  it.each(['csv', 'xlsx'] as const)('clients come back equal as %s', async (format) => {
    const other = await makeWorld(w.database.admin);
    const field = { subject: 'client', label: 'Bölge', type: 'choice', choices: ['Ege', 'Marmara'] };
    const session = stranger.members.owner.token;
    for (const one of [session, other.members.owner.token])
      await w.call(customFieldRoutes.create, { body: field, session: one });
    const text = [
      'Ad / Unvan;Vergi / TC kimlik no;Telefon;Bölge;Etiketler;İlgili kişi;İlgili kişi e-postası;Diğer ilgili kişiler;Notlar;Ülke;Vade (gün)',
      `Çınar;1234567890;+90 232 1;Ege;VIP, Toptan;Ayşe;a@cinar.example;"Ali | ali@cinar.example | | Fatura";"iki\nsatır ""tırnak""";Almanya;0`,
      `"'=1+1; A.Ş.";;-;Marmara;;;;;;;`.replace(';-;', ';;'),
    ].join('\r\n');
    const brought = await w.bring('clients', text, 'a.csv', format === 'csv' ? stranger : stranger);
    const body = { mapping: brought.mapping, options: brought.options };
    await w.bringIn(brought, body, session);
    const first = await take({ format }, session);
    const again = await w.bring('clients', first, `a.${format}`, other);
    await w.bringIn(again, { mapping: again.mapping, options: again.options }, other.members.owner.token);
    const second = (await take({}, other.members.owner.token)).toString();
    expect(second).toBe((await take({}, session)).toString());
    expect(second).toContain('Ege');
    expect(second).toContain('Toptan, VIP');
  });
});

describe('who may', () => {
  it('is everybody with the right, for their own files only', async () => {
    const { sales, viewer } = w.world.members;
    expect((await w.call(exportRoutes.create, { body: asked, session: viewer.token })).status).toBe(403);
    expect((await w.call(exportRoutes.create, { body: asked, session: undefined })).status).toBe(401);
    const { body } = await w.call(exportRoutes.create, { body: asked, session: sales.token });
    const params = { id: body.id };
    expect((await w.call(exportRoutes.content, { params, session: sales.token })).status).toBe(404);
    await w.runJobs();
    const link = await w.call(exportRoutes.content, { params, session: sales.token });
    expect([link.status, link.headers['location']]).toEqual([
      302,
      `https://blobs.example/${w.world.tenantId}/exports/${body.id}.csv`,
    ]);
    for (const session of [w.owner, stranger.members.owner.token]) {
      expect((await w.call(exportRoutes.get, { params, session })).status).toBe(404);
      expect((await w.call(exportRoutes.content, { params, session })).status).toBe(404);
    }
    expect((await w.call(exportRoutes.get, { params, session: undefined })).status).toBe(401);
  });

  it('names a wrong column, a wrong filter and an id that is taken', async () => {
    const wrong = await w.call(exportRoutes.create, { body: { ...asked, columns: ['name', 'password'] } });
    expect([wrong.status, wrong.problem.errors?.[0]?.pointer]).toEqual([400, '#/columns/1']);
    const filter = await w.call(exportRoutes.create, { body: { ...asked, filter: { tenantId: newId() } } });
    expect([filter.status, filter.problem.errors?.[0]?.pointer]).toEqual([400, '#/filter']);
    const id = newId();
    expect((await w.call(exportRoutes.create, { body: { ...asked, id } })).status).toBe(201);
    expect((await w.call(exportRoutes.create, { body: { ...asked, id } })).status).toBe(409);
    expect((await w.call(exportRoutes.get, { params: { id: newId() } })).status).toBe(404);
  });
});
