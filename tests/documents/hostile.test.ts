// Whatever people type into an invoice is printed as text, never obeyed, never a reason to fail.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { InvoiceDocument } from '../../functions/billing/documents/invoice-document.ts';
import { renderInvoicePdf } from '../../functions/billing/documents/invoice-pdf.ts';
import { printable } from '../../functions/billing/documents/printable.ts';
import type { InvoiceLineInput } from '../../shared/invoices.ts';
import { readPdf } from './read-pdf.ts';
import { sampleDocument } from './sample.ts';

const plain: InvoiceLineInput = {
  description: '',
  quantity: '1',
  unit: 'C62',
  unitPrice: '1',
  vatRate: '20',
  discountRate: null,
  discountMinor: null,
};

function everywhere(text: string): InvoiceDocument {
  const document = sampleDocument([{ ...plain, description: text }]);
  const { seller, buyer } = document;
  return {
    ...document,
    notes: text,
    seller: { ...seller, name: text, addressLine: text, bankName: text, taxOffice: text },
    buyer: { ...buyer, name: text, addressLine: text, city: text, email: text },
  };
}

async function textOf(document: InvoiceDocument): Promise<string> {
  const { pages } = await readPdf(await renderInvoicePdf(document));
  return pages.map((page) => page.text).join('\n');
}

/** Letters only: how a line was broken or spaced does not matter here. */
const squeezed = (text: string) => text.replace(/\s+/g, '');

describe('typst markup is text', () => {
  test.each([
    '#import "@preview/x:1.0.0": y',
    '#panic("caught")',
    '#read("/etc/passwd")',
    '#{ while true {} }',
    '$x^2 + \\sum$',
    '\\ ] [ } { ) (',
    '*bold* _it_ `code` @ref <label>',
    '= Head',
    '- list + list / term: x',
    '// comment /* block */ after',
    '"quoted" \\"escaped\\" \\u{1F600} ~ -- --- ...',
    'https://evil.example/?a=b#c',
    "'); DROP TABLE invoices; --",
    '${process.env.PATH} {{7*7}} %s %n',
  ])('%s', async (text) => {
    expect(squeezed(await textOf(everywhere(text)))).toContain(squeezed(text));
  });
});

describe('letters', () => {
  test('of other scripts are drawn where a font has them', async () => {
    const text = await textOf(everywhere('Ελλάδα Україна 上海贸易有限公司 とうきょう'));
    for (const word of ['Ελλάδα', 'Україна', '上海贸易有限公司', 'とうきょう']) expect(text).toContain(word);
    const arabic = await readPdf(await renderInvoicePdf(everywhere('شركة النور للتجارة')));
    expect(arabic.pages[0]?.fonts.some((font) => font.name.includes('NotoSansArabic'))).toBe(true);
  });

  test('without a shape are boxes, pictographs and invisible marks are gone', () => {
    expect(printable('Kafe ☕🚀 ❤️ 👩‍💻 🇹🇷 Ltd.')).toBe('Kafe     Ltd.');
    expect(printable('नम')).toBe('□□');
    expect(printable('a\u202eb\u200bc\u2066d\ufeffe\u00adf\u0007g')).toBe('abcdefg');
    expect(printable('I\u0307stanbul')).toBe('İstanbul');
    expect(printable('bir\tiki\u00a0üç')).toBe('bir iki\u00a0üç');
  });

  test('any text at all can be printed', { timeout: 60_000 }, async () => {
    const anything = fc.string({ unit: 'binary', maxLength: 80 });
    await fc.assert(
      fc.asyncProperty(anything, async (text) => {
        const bytes = await renderInvoicePdf(everywhere(text));
        expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
      }),
      {
        numRuns: 200,
        examples: [
          ['\ud800'],
          ['ن\u200dن\u200cن'],
          ['\u0000'],
          ['\uffff'],
          ['\u{10ffff}'],
          ['\u0301\u0301'],
          ['\u2028\u2029'],
          [''],
          [' '],
        ],
      },
    );
  });
});

describe('size', () => {
  test('names of 200 letters and words without end stay on the page and are copied as they were typed', async () => {
    const address = `${'muhasebe'.repeat(7)}@${'uzunsirketadi'.repeat(8)}.example`;
    const name = 'Uluslararası Çok Uzun İsimli Sanayi ve Dış Ticaret '.repeat(5).slice(0, 200).trim();
    const document = everywhere(name);
    const text = await textOf({ ...document, buyer: { ...document.buyer, email: address } });
    expect(squeezed(text)).toContain(address);
    expect(squeezed(text)).toContain(squeezed(name));
    expect(text).not.toContain('\u200b');
  });

  test('the largest amounts, prices and quantities', async () => {
    const lines = [
      { ...plain, description: 'En büyük', quantity: '999999999.999999', unitPrice: '83.333332', vatRate: '20' },
    ];
    const text = await textOf(sampleDocument(lines));
    expect(text).toContain('999.999.999,999999 adet');
    expect(text).toContain('₺99.999.998.400,00');
  });

  test('500 rates of VAT and notes of 2000 letters', async () => {
    const lines = Array.from({ length: 500 }, (_, index) => ({
      ...plain,
      description: `Oran ${index}`,
      vatRate: `${(index / 10).toFixed(1)}`,
    }));
    const text = await textOf(sampleDocument(lines, { notes: `${'Not '.repeat(499)}SON` }));
    expect(text).toContain('%49,9');
    expect(text).toContain('SON');
  });
});

describe('logos', () => {
  const warningOf = async (logo: Uint8Array) => {
    const warnings: string[] = [];
    const bytes = await renderInvoicePdf(sampleDocument(1, { logo }), (warning) => warnings.push(warning));
    const { pages } = await readPdf(bytes);
    expect(pages[0]?.text).toContain('Çınar Yazılım ve Danışmanlık Ltd. Şti.');
    return warnings.join();
  };

  test('that are no picture are left out and said so', async () => {
    expect(await warningOf(Buffer.from('<svg onload="alert(1)"/>'))).toContain('neither PNG nor JPEG');
    expect(await warningOf(new Uint8Array(0))).toContain('neither PNG nor JPEG');
  });

  test('that break off in the middle are left out and said so', async () => {
    const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk', 'base64');
    expect(await warningOf(png)).toContain('left out');
    expect(
      await warningOf(Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0001108004000400301', 'hex')),
    ).toContain('left out');
  });

  test('that would unfold to gigabytes are refused before anything decodes them', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d49484452000f4240000f424008060000000000000000000000', 'hex');
    expect(await warningOf(png)).toContain('1000000 × 1000000 pixels');
    const jpeg = Buffer.from('ffd8ffc00011 08ffffffff03011100021100031100'.replaceAll(' ', ''), 'hex');
    expect(await warningOf(jpeg)).toContain('65535 × 65535 pixels');
  });
});
