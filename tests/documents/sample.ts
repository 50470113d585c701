// Invoices to draw in tests and benches: a Turkish consultancy, its clients, and lines that exercise every column.
import type { InvoiceDocument } from '../../functions/billing/documents/invoice-document.ts';
import { paymentCode } from '../../functions/billing/documents/payment-code.ts';
import type { InvoiceChargeInput, InvoiceLineInput } from '../../shared/invoices.ts';
import { computeTotals } from '../../shared/totals.ts';

const seller: InvoiceDocument['seller'] = {
  name: 'Çınar Yazılım ve Danışmanlık Ltd. Şti.',
  taxNumber: '3810512349',
  taxOffice: 'Kadıköy',
  addressLine: 'Caferağa Mah. Moda Cad. No: 42 D: 5',
  district: 'Kadıköy',
  city: 'İstanbul',
  postalCode: '34710',
  country: 'TR',
  email: 'muhasebe@cinaryazilim.example',
  phone: '+90 216 555 01 02',
  website: 'https://cinaryazilim.example/',
  iban: 'TR330006100519786457841326',
  bankName: 'Örnek Bankası',
  brandColour: null,
};

const buyer: InvoiceDocument['buyer'] = {
  name: 'Güneş Gıda Sanayi ve Ticaret A.Ş.',
  taxNumber: '6230917849',
  taxOffice: 'Büyük Mükellefler',
  addressLine: 'Organize Sanayi Bölgesi 3. Cadde No: 17',
  district: 'Nilüfer',
  city: 'Bursa',
  postalCode: '16140',
  country: 'TR',
  email: 'satinalma@gunesgida.example',
  phone: null,
};

const work = [
  'Aylık bakım ve destek',
  'Stok takip yazılımı lisansı',
  'Yerinde eğitim (Bursa)',
  'Sunucu barındırma',
  'Özel rapor geliştirme',
];

/** A line by its place: every fifth with a discount, three VAT rates in turn. */
export function sampleLine(place: number): InvoiceLineInput {
  return {
    description: `${work[place % work.length] ?? ''}${place < work.length ? '' : `, dönem ${place + 1}`}`,
    quantity: place % 3 === 2 ? '12.5' : String(1 + (place % 7)),
    unit: place % 3 === 2 ? 'HUR' : 'C62',
    unitPrice: `${1250 + place * 37}.${place % 2 ? '5' : '75'}`,
    vatRate: place % 4 === 3 ? '10' : '20',
    discountRate: place % 5 === 1 ? '12.5' : null,
    discountMinor: null,
  };
}

type SampleChanges = Partial<Omit<InvoiceDocument, 'charges'>> & { charges?: InvoiceChargeInput[] };

/** A document with the given lines, or that many sample lines; `changes` replace any of its facts. */
export function sampleDocument(
  lines: number | InvoiceLineInput[],
  { charges = [], ...changes }: SampleChanges = {},
): InvoiceDocument {
  const inputs = typeof lines === 'number' ? Array.from({ length: lines }, (_, place) => sampleLine(place)) : lines;
  const base = {
    language: 'tr',
    state: 'issued',
    kind: 'sale',
    number: 'CNR2026000000042',
    currency: 'TRY',
    issueDate: '2026-11-25',
    dueDate: '2026-12-25',
    pricesIncludeVat: false,
    ...{ stopajRate: null, orderNumber: null, orderDate: null, despatches: [] },
    design: 'classic',
    ...{ isBilingual: false, exchange: null },
    notes: 'Ödemelerinizde fatura numarasını belirtmenizi rica ederiz.\nBizi tercih ettiğiniz için teşekkürler.',
    logo: null,
    datedAt: '2026-11-25T09:30:00.000Z',
    seller,
    buyer,
    deliveryAddress: null,
    ...changes,
  } as const;
  const sums = {
    ...base,
    roundingMode: 'category',
    discountRate: null,
    discountMinor: null,
    lines: inputs,
    charges,
  } as const;
  const { totals, lines: lineSums, charges: chargeSums } = computeTotals(sums);
  const printed = inputs.map((line, position) => ({
    ...line,
    position,
    ...{ netMinor: 0, amountMinor: 0, vatMinor: 0, withheldMinor: 0 },
    ...lineSums[position],
  }));
  const priced = charges.map((charge, place) => ({
    ...charge,
    ...{ netMinor: 0, amountMinor: 0, vatMinor: 0 },
    ...chargeSums[place],
  }));
  return {
    ...base,
    lines: printed,
    charges: priced,
    totals,
    code: paymentCode({ ...base, totals }, base.seller),
    ...changes,
  };
}
