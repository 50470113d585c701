// Bringing products, invoices of before and opening balances along.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invoiceRoutes } from '../../shared/invoices.ts';
import { paymentRoutes } from '../../shared/payments.ts';
import { makeImportWorld, type ImportWorld } from '../support/import-world.ts';

let w: ImportWorld;
beforeAll(async () => {
  w = await makeImportWorld();
});
afterAll(() => w.close());

const table = (...lines: string[]) => `${lines.join('\r\n')}\r\n`;
const invoices = (number: string) =>
  w.rows<Record<string, unknown>>('select * from invoices where tenant_id = $1 and number like $2 order by number', [
    w.world.tenantId,
    number,
  ]);

describe('products', () => {
  const head = 'Stok Kodu;Stok Adı;Birim;Satış Fiyatı;KDV;Fiyat EUR';
  it('come with prices, units and rates as spreadsheets write them', async () => {
    const done = await w.whole(
      'products',
      table(head, 'A-1;Zeytinyağı;Adet;"1.450,50 ₺";%10;30', 'A-2;Danışmanlık;saat;900;;', 'a-1;Tekrar;;1;;'),
    );
    expect(done).toMatchObject({ createdCount: 2, skippedCount: 1, failedCount: 0 });
    const [oil] = await w.rows<Record<string, unknown>>(`select * from products where code = 'A-1'`);
    expect(oil).toMatchObject({ name: 'Zeytinyağı', unit: 'C62', vat_rate: '10' });
    expect(oil?.['prices']).toEqual([
      { currency: 'TRY', unitPrice: '1450.5' },
      { currency: 'EUR', unitPrice: '30' },
    ]);
    const filled = await w.whole('products', table(head, 'A-1;Zeytinyağı;;1500;;'), { existing: 'update' });
    expect(filled).toMatchObject({ updatedCount: 1 });
    expect(await w.undo(filled)).toMatchObject({ undoneCount: 1 });
    const [back] = await w.rows<Record<string, unknown>>(`select * from products where code = 'A-1'`);
    expect(back?.['prices']).toEqual(oil?.['prices']);
    expect(await w.undo(done)).toMatchObject({ undoneCount: 2, keptCount: 0 });
  });

  it('say what is wrong at each column', async () => {
    const checked = await w.check(await w.bring('products', table(head, 'B;Bozuk;düzine;bedava;200;-1')));
    const [wrong] = await w.errors(checked.id);
    expect(wrong?.errors.map(({ header }) => header).sort()).toEqual(['Birim', 'Fiyat EUR', 'KDV', 'Satış Fiyatı']);
  });
});

describe('invoices of before', () => {
  const head = 'Fatura No;Tarih;Vade Tarihi;Müşteri;VKN;Kalem;Miktar;Birim Fiyat;KDV;Genel Toplam;Durum';
  const rows = [
    'ESK-1;15.03.2025;14.04.2025;Eski Müşteri A.Ş.;1234567890;Defter;2;100,00;20;360,00;',
    'ESK-1;;;;;Kalem;1;100;20;;',
    'ESK-2;16.03.2025;;Eski Müşteri A.Ş.;1234567890;Hizmet;1;50;20;60;Kesildi',
    'ESK-3;17.03.2025;;Yeni Müşteri;;Hizmet;1;50;20;61;',
    'ESK-4;17.03.2999;;Yeni Müşteri;;Hizmet;1;50;20;;',
    'ESK-5;18.03.2025;;Yeni Müşteri;;Hizmet;1;50;20;;İptal',
    'ESK-1;18.03.2025;;Yeni Müşteri;;Hizmet;1;50;20;;',
  ];

  it('keep their numbers, find or make their clients, and are held to their totals', async () => {
    const checked = await w.check(await w.bring('invoices', table(head, ...rows)));
    expect(checked).toMatchObject({ createdCount: 2, failedCount: 4 });
    const errors = await w.errors(checked.id);
    expect(errors.map(({ row, errors: [first] }) => [row, first?.header])).toEqual([
      [5, 'Genel Toplam'],
      [6, 'Tarih'],
      [7, 'Durum'],
      [8, 'Fatura No'],
    ]);
    const done = await w.run(checked);
    expect(done).toMatchObject({ state: 'done', createdCount: 2, failedCount: 4, processedCount: 7 });
    const [first, second] = await invoices('ESK-%');
    expect(first).toMatchObject({
      number: 'ESK-1',
      state: 'issued',
      is_historical: true,
      total_minor: '36000',
      pdf_state: 'none',
    });
    expect(second).toMatchObject({ number: 'ESK-2', client_id: first?.['client_id'] });
    const made = await w.rows(`select name from clients where name = 'Yeni Müşteri'`);
    expect(made).toEqual([]);
    const again = await w.check(await w.bring('invoices', table(head, ...rows.slice(0, 3))));
    expect(again).toMatchObject({ skippedCount: 2, createdCount: 0 });
  });

  it('go again with their clients unless money or mail has touched them; their numbers are free then', async () => {
    const text = table(
      head,
      'GER-1;15.03.2025;;Geri A;;Defter;1;100;20;;',
      'GER-2;15.03.2025;;Geri B;;Defter;1;100;20;;',
    );
    const done = await w.whole('invoices', text);
    const [, paid] = await invoices('GER-%');
    const body = {
      clientId: String(paid?.['client_id']),
      currency: 'TRY',
      amountMinor: 100,
      method: 'cash',
      paymentDate: '2025-04-01',
      allocations: [{ invoiceId: String(paid?.['id']), amountMinor: 100 }],
    };
    expect((await w.call(paymentRoutes.create, { body })).status).toBe(201);
    expect(await w.undo(done)).toMatchObject({ undoneCount: 1, keptCount: 1 });
    expect((await invoices('GER-%')).map(({ number }) => number)).toEqual(['GER-2']);
    expect(await w.rows(`select name from clients where name like 'Geri %'`)).toEqual([{ name: 'Geri B' }]);
    expect(await w.whole('invoices', text)).toMatchObject({ createdCount: 1, skippedCount: 1 });
  });

  it('and nothing else that was issued can be deleted, import or not', async () => {
    const [kept] = await invoices('ESK-1');
    const id = String(kept?.['id']);
    expect((await w.call(invoiceRoutes.remove, { params: { id } })).status).toBe(409);
    await expect(w.database.admin.query('delete from invoices where id = $1', [id])).rejects.toThrow(
      'cannot be deleted',
    );
  });
});

describe('opening balances', () => {
  it('are entered on either side, once, and taken back', async () => {
    const text = table(
      'Cari Adı;VKN;Borç Bakiye;Alacak Bakiye;Tarih',
      'Açılış A;1234567890;1.250,75;;31.12.2025',
      'Açılış B;;;300;31.12.2025',
      'Açılış C;;1;1;31.12.2025',
    );
    const done = await w.whole('openings', text);
    expect(done).toMatchObject({ createdCount: 2, failedCount: 1 });
    expect(await w.rows(`select total_minor, issue_date::text from invoices where kind = 'opening'`)).toEqual([
      { total_minor: '125075', issue_date: '2025-12-31' },
    ]);
    expect(await w.rows(`select amount_minor from payments where kind = 'opening'`)).toEqual([
      { amount_minor: '30000' },
    ]);
    expect(await w.whole('openings', text)).toMatchObject({ state: 'checked', skippedCount: 2, createdCount: 0 });
    expect(await w.undo(done)).toMatchObject({ undoneCount: 2, keptCount: 0 });
    expect(await w.rows(`select id from invoices where kind = 'opening'`)).toEqual([]);
    expect(await w.rows(`select is_voided from payments where kind = 'opening'`)).toEqual([{ is_voided: true }]);
  });
});
