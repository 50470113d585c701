// Files as they really come: every encoding and sign, spreadsheets with their habits, and what is no table at all.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import yazl from 'yazl';
import { makeImportWorld, type ImportWorld } from '../support/import-world.ts';

let w: ImportWorld;
beforeAll(async () => {
  w = await makeImportWorld();
});
afterAll(() => w.close());

/** As Excel writes text in Turkey. */
function windows1254(text: string): Buffer {
  const letters: Record<string, number> = { ğ: 0xf0, Ğ: 0xd0, ı: 0xfd, İ: 0xdd, ş: 0xfe, Ş: 0xde };
  return Buffer.from(Array.from(text, (letter) => letters[letter] ?? letter.charCodeAt(0)));
}

const turkish = 'Müşteri Adı;Şehir\r\nIşıl Ğöksu Çiğdem;İSTANBUL\r\n';
const bigEndian = (text: string) => Buffer.from(`\u{feff}${text}`, 'utf16le').swap16();

describe('text', () => {
  it.each([
    ['utf-8', Buffer.from(turkish)],
    ['utf-8', Buffer.from(`\u{feff}${turkish}`)],
    ['utf-16le', Buffer.from(`\u{feff}${turkish}`, 'utf16le')],
    ['utf-16be', bigEndian(turkish)],
    ['utf-16le', Buffer.from(turkish, 'utf16le')],
    ['windows-1254', windows1254(turkish)],
  ])('in %s is read with its Turkish letters', async (encoding, bytes) => {
    const brought = await w.bring('clients', bytes);
    expect(brought).toMatchObject({ state: 'mapping', mapping: ['name', 'city'], rowCount: 1 });
    expect([brought.source?.encoding, brought.sample]).toEqual([encoding, [['Işıl Ğöksu Çiğdem', 'İSTANBUL']]]);
  });

  it.each([
    ['\t', 'Ad\tŞehir\nA\tB\n', '\t'],
    [',', '"Ad, Unvan",Şehir\n"A, B",C\n', ','],
    ['sep=', 'sep=;\r\nAd;Şehir\r\nA;B\r\n', ';'],
    ['one column', 'Ad\nA\n', ';'],
  ])('parted by %s is told apart', async (_, text, delimiter) => {
    expect((await w.bring('clients', text)).source?.delimiter).toBe(delimiter);
  });

  it('may have quotes, line breaks in cells, empty lines, uneven rows and a title above', async () => {
    const text = [
      'ÖRNEK TİCARET CARİ LİSTESİ',
      '',
      'Cari Ünvanı;Notlar;;Notlar',
      '"Tırnaklı ""A"" Ltd";"iki',
      'satır";x;y;fazla;daha',
      '',
      ';;;',
      'Kısa',
      '5" ekran;b;;',
    ].join('\r\n');
    const brought = await w.bring('clients', text);
    expect(brought).toMatchObject({ headers: ['Cari Ünvanı', 'Notlar', '', 'Notlar'], rowCount: 3 });
    expect(brought.mapping).toEqual(['name', 'notes', null, null]);
    const done = await w.run(await w.check(brought));
    expect(done).toMatchObject({ createdCount: 3, failedCount: 0 });
    const rows = await w.rows(
      `select name, notes from clients where name like 'Tırnak%' or name like '5"%' order by name`,
    );
    expect(rows).toEqual([
      { name: '5" ekran', notes: 'b' },
      { name: 'Tırnaklı "A" Ltd', notes: 'iki\nsatır' },
    ]);
  });

  it('finds headings in any case, with dots over I or none, and a little misspelt', async () => {
    const { mapping } = await w.bring(
      'clients',
      'MÜŞTERİ ADI;vergı daıresı;VERGİ NO:;E-Posta Adresı;İLÇE;Telefonn No;Bambaşka\nA;;;;;;\n',
    );
    expect(mapping).toEqual(['name', 'taxOffice', 'taxNumber', 'email', 'district', 'phone', null]);
  });

  it.each([
    ['nothing', '', 'The file is empty.'],
    ['headers alone', 'Ad;Şehir\r\n', 'no rows'],
    ['no headers', ';;;\r\n;;\r\n', 'names no columns'],
    ['a program', Buffer.from([0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0]), 'not what its name says'],
    ['a NUL sign', 'Ad\nA\u0000B\n', 'not what its name says'],
    ['a quote without an end', 'Ad;Şehir\n"A;B\nC;D\n', 'not what its name says'],
    ['a cell of a book', `Ad\n${'a'.repeat(40_000)}\n`, 'more text'],
    [
      'a hundred thousand columns',
      `${Array.from({ length: 100_000 }, (_, place) => `s${place}`).join(';')}\nA\n`,
      '200 columns',
    ],
    ['too many rows', `Ad\n${'A\n'.repeat(50_001)}`, '50,000 rows'],
  ])('with %s is refused with a reason', async (_, bytes, reason) => {
    const brought = await w.bring('clients', bytes);
    expect(brought).toMatchObject({ state: 'refused', refusal: expect.stringContaining(reason) });
  });

  it('that is larger than announced is refused', async () => {
    const brought = await w.bring('clients', Buffer.alloc(25 * 1024 * 1024 + 1, 65));
    expect(brought.refusal).toContain('25 MB');
  });
});

async function book(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('Boş');
  fill(workbook.addWorksheet('Cariler'));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

describe('Excel', () => {
  it('keeps zeros before numbers, days, formulas’ results, links and rich text', async () => {
    const bytes = await book((sheet) => {
      sheet.addRow(['Müşteri', 'Vergi No', 'E-posta', 'Notlar', 'Posta Kodu', 'Telefon']);
      const row = sheet.addRow([
        { formula: '1+1', result: 'Formül A.Ş.' },
        12345607,
        { text: 'a@b.example', hyperlink: 'mailto:a@b.example' },
        { richText: [{ text: 'kalın ' }, { text: 'ince' }] },
        1000,
        5320000000,
      ]);
      row.getCell(5).numFmt = '00000';
      sheet.addRow(['Hata', { error: '#REF!' }, '', '', '', '']);
      sheet.addRow(['Yüz Bin', 1e5, '', '', '', '']);
    });
    const brought = await w.bring('clients', bytes, 'cariler.xlsx');
    expect(brought.source).toMatchObject({ format: 'xlsx' });
    const done = await w.run(await w.check(brought));
    expect(done).toMatchObject({ createdCount: 1, failedCount: 2 });
    const [client] = await w.rows(
      `select tax_number, email, notes, postal_code, phone from clients where name = 'Formül A.Ş.'`,
    );
    expect(client).toEqual({
      tax_number: '0012345607',
      email: 'a@b.example',
      notes: 'kalın ince',
      postal_code: '01000',
      phone: '5320000000',
    });
    const errors = await w.errors(done.id);
    expect(errors[0]?.errors[0]?.detail).toContain('#REF!');
    expect(errors[1]?.errors[0]?.header).toBe('Vergi No');
  });

  it('reads days as dates, as serials and as text', async () => {
    const bytes = await book((sheet) => {
      sheet.addRow(['Fatura No', 'Tarih', 'Müşteri', 'Birim Fiyat']);
      sheet.addRow(['X-1', new Date(Date.UTC(2025, 2, 15)), 'Gün A', 1234.5]);
      sheet.addRow(['X-2', 45731, 'Gün A', '1.234,50']);
      sheet.addRow(['X-3', '15 Mart 2025', 'Gün A', 1]);
      sheet.addRow(['X-4', '31.02.2025', 'Gün A', 1]);
    });
    const done = await w.run(await w.check(await w.bring('invoices', bytes, 'f.xlsx')));
    expect(done).toMatchObject({ createdCount: 3, failedCount: 1 });
    const rows = await w.rows(
      `select issue_date::text as day, net_minor::int as net from invoices where number like 'X-%' order by number`,
    );
    expect(rows).toEqual([
      { day: '2025-03-15', net: 123450 },
      { day: '2025-03-15', net: 123450 },
      { day: '2025-03-15', net: 100 },
    ]);
  });

  it('that is none, is old, or is a bomb is refused', async () => {
    const reason = async (bytes: Buffer) => (await w.bring('clients', bytes, 'a.xlsx')).refusal;
    expect(await reason(Buffer.from('PK\u0003\u0004 no archive'))).toContain('not what its name says');
    expect(await reason(Buffer.from('Ad;Şehir'))).toContain('not what its name says');
    expect(await reason(Buffer.from('d0cf11e0a1b11ae10000', 'hex'))).toContain('old Excel format');
    const bomb = new yazl.ZipFile();
    const zeros = Buffer.alloc(1024 * 1024);
    bomb.addReadStream(Readable.from(Array.from({ length: 210 }, () => zeros)), 'xl/worksheets/sheet1.xml');
    bomb.end();
    const packed = await buffer(bomb.outputStream);
    expect(packed.length).toBeLessThan(1024 * 1024);
    expect(await reason(packed)).toContain('far too large');
  });
});
