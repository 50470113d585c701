// The printed invoice says what is payable and why: charges, withheld VAT, stopaj, exemptions and references, on any number of lines.
import { expect, test } from 'vitest';
import { renderInvoicePdf } from '../../functions/billing/documents/invoice-pdf.ts';
import type { InvoiceDocument } from '../../functions/billing/documents/invoice-document.ts';
import type { InvoiceLineInput } from '../../shared/invoices.ts';
import { withholdingCodes } from '../../shared/tax-codes.ts';
import { readPdf } from './read-pdf.ts';
import { sampleDocument } from './sample.ts';

const line = {
  ...{ description: 'Danışmanlık', quantity: '10', unit: 'HUR', unitPrice: '2000', vatRate: '20' },
  ...{ discountRate: null, discountMinor: null },
} satisfies InvoiceLineInput;
const coded = (withholdingCode: string) => ({ ...line, withholdingCode });
const free = { ...line, vatRate: '0', exemptionCode: '302', exemptionReason: 'Yurt dışında yararlanıldı' };
const freight = { reason: 'Kargo ve sigorta', chargeRate: null, chargeMinor: 15_000, vatRate: '20' };
const papers = {
  ...{ orderNumber: 'SIP-118', orderDate: '2026-11-02' },
  despatches: [
    { number: 'IRS2026000000012', date: '2026-11-20' },
    { number: 'IRS2026000000013', date: '2026-11-21' },
  ],
};

const plain = (text: string) => text.replace(/\s+/g, ' ');
async function pagesOf(document: InvoiceDocument): Promise<string[]> {
  const { pages } = await readPdf(await renderInvoicePdf(document));
  return pages.map(({ text }) => plain(text));
}

test('in Turkish: each sum in its row, each code by its official name, payable in figures and words', async () => {
  const document = sampleDocument([coded('602'), coded('624'), free], {
    ...papers,
    charges: [freight],
    stopajRate: '20',
  });
  const text = (await pagesOf(document)).join(' ');
  for (const said of [
    ...['Ara toplam ₺60.000,00', 'Kargo ve sigorta ₺150,00', 'KDV matrahı ₺60.150,00', 'Genel toplam ₺68.180,00'],
    ...['Tevkifat 602 (9/10) KDV ₺4.000,00 −₺3.600,00', 'Tevkifat 624 (2/10) KDV ₺4.000,00 −₺800,00'],
    ...['Stopaj %20 −₺12.030,00', 'Ödenecek tutar ₺51.750,00', 'Yalnız ellibirbinyediyüzelli lira'],
    ...['Etüt, Plan-Proje, Danışmanlık, Denetim ve Benzeri Hizmetler', 'Yük Taşımacılığı Hizmeti'],
    ...['KDV istisnası 302', '11/1-a Hizmet İhracatı · Yurt dışında yararlanıldı'],
    ...['Sipariş SIP-118 (2 Kas 2026)', 'İrsaliye IRS2026000000012 (20 Kas 2026), IRS2026000000013 (21 Kas 2026)'],
  ])
    expect(text).toContain(said);
});

test('in English, and with prices that include VAT', async () => {
  const changes = { ...papers, language: 'en', currency: 'EUR', pricesIncludeVat: true } as const;
  const text = (
    await pagesOf(sampleDocument([coded('801'), line], { ...changes, charges: [freight], stopajRate: '15' }))
  ).join(' ');
  for (const said of [
    ...['Subtotal (excl. VAT) €33,333.33', 'Kargo ve sigorta €125.00', 'Total €40,150.00'],
    ...['VAT withheld 801 (10/10)', 'VAT €3,333.33', 'Income tax withheld 15%', 'Order SIP-118 (2 Nov 2026)'],
    ...['Delivery note IRS2026000000012', 'Notes on tax'],
  ])
    expect(text).toContain(said);
});

test('a code that all lines share is said once, and of others at each line', async () => {
  const count = async (document: InvoiceDocument) =>
    (await pagesOf(document)).join(' ').split('Tevkifat 602 (9/10)').length - 1;
  // Among the sums and in the notes on tax; beside lines only where they differ.
  expect(await count(sampleDocument([coded('602'), coded('602')]))).toBe(2);
  expect(await count(sampleDocument([coded('602'), coded('602'), line]))).toBe(4);
  expect((await pagesOf(sampleDocument([line]))).join(' ')).not.toContain('Vergi açıklamaları');
});

test('the longest block of sums stays on one page, below 500 lines too', async () => {
  const rates = ['1', '2', '3', '4', '5', '10', '18', '20'];
  const lines = Array.from({ length: 500 }, (_, at) => ({
    ...coded(withholdingCodes[at % withholdingCodes.length] ?? ''),
    vatRate: rates[at % rates.length] ?? '',
  }));
  const charges = Array.from({ length: 10 }, () => ({
    ...freight,
    reason: 'Uzun bir ek ücret nedeni '.repeat(4).trim(),
  }));
  const pages = await pagesOf(sampleDocument(lines, { charges, stopajRate: '15' }));
  const sums = pages.filter((page) => page.includes('Ara toplam'));
  expect(sums).toHaveLength(1);
  expect(sums[0]).toContain('Stopaj %15');
  expect(sums[0]).toContain('Yazıyla');
  expect(pages.join(' ')).toContain('Demir-Çelik Ürünlerinin Teslimi');
});
