// The designs differ in layout alone: each holds the same facts, the same format, and stays whole at any length.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { PrintedExchange } from '../../functions/billing/documents/exchange-view.ts';
import type { InvoiceDocument } from '../../functions/billing/documents/invoice-document.ts';
import { renderInvoicePdf } from '../../functions/billing/documents/invoice-pdf.ts';
import { invoiceDesigns } from '../../shared/invoice-designs.ts';
import { rawPdf, readPdf } from './read-pdf.ts';
import { sampleDocument } from './sample.ts';

const exchange: PrintedExchange = {
  ...{ currency: 'TRY', rate: '48.1234', rateDate: '2026-11-24', source: 'tcmb' },
  ...{ netMinor: 96_540_012, vatMinor: 19_308_002, totalMinor: 115_848_014, payableMinor: 115_848_014 },
};
const logo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const read = async (lines: number, changes: Partial<InvoiceDocument>) =>
  readPdf(await renderInvoicePdf(sampleDocument(lines, changes)));
const wordsOf = (pages: { text: string }[]) =>
  pages
    .flatMap(({ text }) => text.split(/\s+/))
    .filter(Boolean)
    .sort();

/** What a reader may look for, whatever the design. */
const facts = [
  ...['Fatura', 'CNR2026000000042', '25 Kas 2026', '25 Ara 2026', 'Ödenecek tutar', 'Ara toplam', 'KDV matrahı'],
  ...[
    'Çınar Yazılım ve Danışmanlık Ltd. Şti.',
    'VKN: 3810512349',
    'Vergi dairesi: Kadıköy',
    '34710 Kadıköy / İstanbul',
  ],
  ...['Güneş Gıda Sanayi ve Ticaret A.Ş.', 'VKN: 6230917849', 'Vergi dairesi: Büyük Mükellefler'],
  ...['TR33 0006 1005 1978 6457 8413 26', 'Örnek Bankası', 'Yazıyla:', 'KDV %20', 'KDV %10', '12,5 saat', 'Notlar'],
  ...['TRY karşılığı', '1 EUR = 48,1234 TRY', 'TCMB döviz alış, 24 Kas 2026', '₺965.400,12', '₺1.158.480,14'],
];

describe.each(invoiceDesigns)('%s', (design) => {
  test('holds every fact', async () => {
    const { pages } = await read(5, { design, currency: 'EUR', exchange });
    const text = pages.map((page) => page.text.replace(/\s+/g, ' ')).join(' ');
    for (const fact of facts) expect(text).toContain(fact);
  });

  test('says the same words as the classic one', async () => {
    for (const changes of [
      {},
      { isBilingual: true, currency: 'EUR', exchange },
      { state: 'cancelled', logo },
    ] as const) {
      const one = new Set(wordsOf((await read(4, { ...changes, design })).pages));
      const classic = new Set(wordsOf((await read(4, { ...changes, design: 'classic' })).pages));
      // How many pages there are is layout, and the running head stands on each but the first.
      const isFact = (word: string) => !/^\d$|^·$/.test(word);
      const differing = [...one, ...classic].filter((word) => !(one.has(word) && classic.has(word))).filter(isFact);
      expect(differing).toEqual([]);
    }
  });

  test('names every label in both languages, and each unit', async () => {
    const { pages } = await read(3, { design, isBilingual: true, language: 'en', currency: 'EUR', exchange });
    const text = pages.map((page) => page.text.replace(/\s+/g, ' ')).join(' ');
    const both = [
      ...[
        'Invoice / Fatura',
        'Due date',
        'Son ödeme tarihi',
        'Billed to / Alıcı',
        'Tax office / Vergi dairesi: Kadıköy',
      ],
      ...[
        'Description',
        'Açıklama',
        'Unit price',
        'Birim fiyat',
        'pcs / adet',
        'hours / saat',
        'VAT / KDV',
        'Notes / Notlar',
      ],
      ...['How to pay / Ödeme bilgileri', 'In words / Yazıyla', 'In TRY / TRY karşılığı', 'euros', 'avro'],
    ];
    for (const label of both) expect(text).toContain(label);
    expect(text).toContain('25 Dec 2026');
  });

  test('is PDF/A-3b, tagged, with words for its pictures, and the same bytes each time', async () => {
    const document = sampleDocument(40, {
      design,
      logo,
      seller: { ...sampleDocument(1).seller, brandColour: '#ffd54a' },
    });
    const [one, again] = [await renderInvoicePdf(document), await renderInvoicePdf(document)];
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(hash(one)).toBe(hash(again));
    expect(rawPdf(one)).toContain('/GTS_PDFA1');
    const { xmp, isTagged, pages } = await readPdf(one);
    expect(xmp).toMatch(/pdfaid:part>3</);
    expect(isTagged).toBe(true);
    const roles = new Set(pages[0]?.roles);
    for (const role of ['H1', 'Table', 'TR', 'TH', 'TD', 'Figure']) expect(roles).toContain(role);
    expect(pages.flatMap(({ alternatives }) => alternatives)).toContain('Logo: Çınar Yazılım ve Danışmanlık Ltd. Şti.');
  });

  test('500 lines stand there once each, with the head on every page of lines', async () => {
    const { pages } = await read(500, { design });
    const periods = pages.flatMap(({ text }) =>
      Array.from(text.matchAll(/, dönem (\d+)/g), (match) => Number(match[1])),
    );
    expect(periods).toEqual(Array.from({ length: 495 }, (_, index) => index + 6));
    for (const [index, { text }] of pages.entries()) {
      expect(text).toContain(`Sayfa ${index + 1} / ${pages.length}`);
      if (text.includes(', dönem ')) expect(text).toMatch(/Açıklama[\s\S]*Miktar[\s\S]*Birim fiyat[\s\S]*Tutar/);
    }
  });

  test('never tears the sums apart', async () => {
    for (let lines = 6; lines <= 60; lines += 3) {
      const { pages } = await read(lines, { design, currency: 'EUR', exchange });
      const holding = pages.filter(({ text }) => /Ara toplam|Yazıyla|Ödeme bilgileri|TRY karşılığı/.test(text));
      expect(holding, `${lines} lines`).toHaveLength(1);
    }
  });

  test('a draft says so; a rate typed by hand says so', async () => {
    const rate = { exchange: { ...exchange, source: 'manual', rateDate: null } } as const;
    const { pages } = await read(2, { design, state: 'draft', number: null, currency: 'EUR', ...rate });
    const text = pages.map((page) => page.text.replace(/\s+/g, ' ')).join(' ');
    expect(text).toContain('TASLAK');
    expect(text).toContain('Kur elle belirlenmiştir');
    expect(text).not.toContain('TCMB');
  });
});

test('the compact one takes the fewest pages', async () => {
  const counts = await Promise.all(invoiceDesigns.map(async (design) => (await read(120, { design })).pages.length));
  const [classic = 0, modern = 0, compact = 0] = counts;
  expect(compact).toBeLessThan(Math.min(classic, modern) * 0.7);
});
