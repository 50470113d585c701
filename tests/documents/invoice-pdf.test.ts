// The printed invoice: right letters, right sums, an archive format, and the same bytes every time.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LINES_IN_THREAD_MAX, renderInvoicePdf } from '../../functions/billing/documents/invoice-pdf.ts';
import { rawPdf, readPdf } from './read-pdf.ts';
import { sampleDocument } from './sample.ts';

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('what a person reads', () => {
  test('who owes what by when, in Turkish', async () => {
    const [page] = (await readPdf(await renderInvoicePdf(sampleDocument(3)))).pages;
    const text = page?.text ?? '';
    for (const words of [
      'Fatura',
      'CNR2026000000042',
      'Ödenecek tutar',
      '₺24.075,90',
      'Son ödeme tarihi',
      '25 Ara 2026',
      'Güneş Gıda Sanayi ve Ticaret A.Ş.',
      'Vergi dairesi: Büyük Mükellefler',
      'VKN: 6230917849',
      '16140 Nilüfer / Bursa',
      'TR33 0006 1005 1978 6457 8413 26',
      'Yazıyla: Yalnız yirmidörtbinyetmişbeş lira doksan kuruş',
      'KDV %20',
      '12,5 saat',
      'Sayfa 1 / 1',
    ]) {
      expect(text).toContain(words);
    }
    expect(text).not.toContain('TASLAK');
  });

  test('and in English', async () => {
    const [page] = (await readPdf(await renderInvoicePdf(sampleDocument(3, { language: 'en', currency: 'EUR' }))))
      .pages;
    for (const words of [
      'Invoice',
      'Amount due',
      '€24,075.90',
      'Due date',
      '25 Dec 2026',
      'VAT 20%',
      'euros and ninety cents only',
      'Page 1 / 1',
    ]) {
      expect(page?.text).toContain(words);
    }
  });

  test('every Turkish letter and the lira sign survive', async () => {
    const letters = 'ığşçöü İĞŞÇÖÜ â î û ₺ €';
    const document = sampleDocument(1);
    const changed = { ...document, buyer: { ...document.buyer, name: letters }, notes: `Pijamalı hasta ${letters}` };
    const [page] = (await readPdf(await renderInvoicePdf(changed))).pages;
    expect(page?.text).toContain(letters);
    expect(page?.text).toContain(`Pijamalı hasta ${letters}`);
  });

  test('a draft says so and has nothing to pay to; a cancelled invoice asks for nothing', async () => {
    const draft = await readPdf(
      await renderInvoicePdf(sampleDocument(2, { state: 'draft', number: null, issueDate: null })),
    );
    expect(draft.pages[0]?.text).toContain('TASLAK');
    expect(draft.pages[0]?.text).toContain('Fatura taslağı');
    expect(draft.pages[0]?.text).not.toContain('IBAN');
    const cancelled = await readPdf(await renderInvoicePdf(sampleDocument(2, { state: 'cancelled', language: 'en' })));
    expect(cancelled.pages[0]?.text).toContain('CANCELLED');
    expect(cancelled.pages[0]?.text).not.toMatch(/IBAN|Amount due|Due date/);
  });

  test('an empty draft is still a page', async () => {
    const { pages } = await readPdf(
      await renderInvoicePdf(sampleDocument(0, { state: 'draft', number: null, notes: null })),
    );
    expect(pages).toHaveLength(1);
    expect(pages[0]?.text).toContain('Henüz satır yok.');
  });
});

describe('long documents', () => {
  test('500 lines: every line is there once, the head on every page of lines, pages are counted', async () => {
    const { pages } = await readPdf(await renderInvoicePdf(sampleDocument(500)));
    const periods = pages.flatMap((page) =>
      Array.from(page.text.matchAll(/, dönem (\d+)/g), (match) => Number(match[1])),
    );
    expect(periods).toEqual(Array.from({ length: 495 }, (_, index) => index + 6));
    pages.forEach((page, index) => {
      expect(page.text).toContain(`Sayfa ${index + 1} / ${pages.length}`);
      if (page.text.includes(', dönem '))
        expect(page.text).toMatch(/Açıklama[\s\S]*Miktar[\s\S]*Birim fiyat[\s\S]*Tutar/);
      if (index > 0) expect(page.text).toContain('Çınar Yazılım ve Danışmanlık Ltd. Şti. · Fatura CNR2026000000042');
    });
    expect(pages.length).toBeGreaterThan(15);
    expect(pages.length).toBeLessThan(30);
  });

  test('the sums are never torn apart, wherever the lines end', async () => {
    for (let lines = 8; lines <= 22; lines += 1) {
      const { pages } = await readPdf(await renderInvoicePdf(sampleDocument(lines)));
      const holding = pages.filter((page) => /Ara toplam|Yazıyla|Ödeme bilgileri/.test(page.text));
      expect(holding, `${lines} lines`).toHaveLength(1);
      expect(holding[0]?.text).toMatch(/Ara toplam[\s\S]*Yazıyla/);
    }
  });

  test('the worker and this thread draw the same bytes', async () => {
    const { drawDocument } = await import('../../functions/billing/documents/draw-document.ts');
    const document = sampleDocument(LINES_IN_THREAD_MAX + 1);
    expect(hashOf(await renderInvoicePdf(document))).toBe(hashOf(drawDocument(document).bytes));
  });

  test('documents drawn at the same time do not mix', async () => {
    const numbers = Array.from({ length: 6 }, (_, index) => `CNR202600000010${index}`);
    const drawn = await Promise.all(
      numbers.map((number, index) => renderInvoicePdf(sampleDocument(index % 2 ? 60 : 3, { number }))),
    );
    for (const [index, bytes] of drawn.entries()) {
      const { info, pages } = await readPdf(bytes);
      expect(info['Title']).toContain(numbers[index]);
      expect(pages.length).toBe(index % 2 ? 3 : 1);
    }
  });
});

describe('an archive format', () => {
  test('PDF/A-3b: declared, with output intent, embedded subset fonts, and nothing active', async () => {
    const bytes = await renderInvoicePdf(sampleDocument(40));
    const { xmp, pages } = await readPdf(bytes);
    expect(xmp).toMatch(/pdfaid:part>3</);
    expect(xmp).toMatch(/pdfaid:conformance>B</);
    const raw = rawPdf(bytes);
    expect(raw).toContain('/OutputIntent');
    expect(raw).toContain('/GTS_PDFA1');
    expect(raw).not.toMatch(/\/(JavaScript|JS|Launch|Encrypt|EmbeddedFile|URI)\b/);
    const fonts = pages.flatMap((page) => page.fonts);
    expect(fonts.length).toBeGreaterThan(2);
    for (const font of fonts) {
      expect(font.isEmbedded).toBe(true);
      expect(font.name).toMatch(/^[A-Z]{6}\+Inter-/);
    }
  });

  test('tagged: a title, a table with heads, pictures with words', async () => {
    const logo = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const { isTagged, pages, info } = await readPdf(await renderInvoicePdf(sampleDocument(3, { logo })));
    expect(isTagged).toBe(true);
    expect(info['Language']).toBe('tr');
    const roles = new Set(pages[0]?.roles);
    for (const role of ['H1', 'Table', 'TR', 'TH', 'TD', 'Figure']) expect(roles).toContain(role);
    expect(pages[0]?.alternatives).toEqual([
      'Logo: Çınar Yazılım ve Danışmanlık Ltd. Şti.',
      "Karekod: IBAN'ı kopyalamak için okutun",
    ]);
  });

  test('dated by the document, not by the clock', async () => {
    const { info } = await readPdf(await renderInvoicePdf(sampleDocument(1)));
    expect(info['CreationDate']).toBe('D:20261125093000Z');
    expect(info['ModDate']).toBe('D:20261125093000Z');
    expect(info['Author']).toBe('Çınar Yazılım ve Danışmanlık Ltd. Şti.');
  });

  test('the same document is the same bytes: twice, after other documents, and in a fresh process', async () => {
    const document = sampleDocument(12);
    const first = hashOf(await renderInvoicePdf(document));
    await renderInvoicePdf(sampleDocument(5, { language: 'en' }));
    expect(hashOf(await renderInvoicePdf(document))).toBe(first);
    expect(hashOf(await renderInvoicePdf(sampleDocument(12, { number: 'CNR2026000000043' })))).not.toBe(first);
    const fresh = execFileSync(process.execPath, [join(import.meta.dirname, 'print-hash.ts')], { encoding: 'utf8' });
    expect(fresh.trim()).toBe(first);
  });
});
