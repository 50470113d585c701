// Columns of a table of invoices, one line of an invoice a row: rows with the same number are one invoice. And of invoices as a list.
import { column, languageChoices, type Choice } from './column.ts';

const states: readonly Choice[] = [
  {
    value: 'issued',
    names: { tr: 'Kesildi', en: 'Issued' },
    also: ['onaylandı', 'gönderildi', 'ödendi', 'ödenmedi', 'paid', 'sent', 'unpaid'],
  },
  { value: 'cancelled', names: { tr: 'İptal', en: 'Cancelled' }, also: ['iptal edildi', 'void', 'canceled'] },
  { value: 'draft', names: { tr: 'Taslak', en: 'Draft' } },
];

const kinds: readonly Choice[] = [
  { value: 'sale', names: { tr: 'Satış', en: 'Sale' }, also: ['satış faturası', 'satis'] },
  { value: 'return', names: { tr: 'İade', en: 'Return' }, also: ['iade faturası', 'credit note'] },
  { value: 'opening', names: { tr: 'Açılış bakiyesi', en: 'Opening balance' } },
];

const number = column('number', 'line', ['Fatura no', 'Invoice number'], {
  isRequired: true,
  also: [
    'fatura numarası',
    'belge no',
    'belge numarası',
    'evrak no',
    'fiş no',
    'invoice',
    'invoice no',
    'number',
    'document number',
  ],
  example: ['CNR2025000000118', 'INV-2025-118'],
});
const issueDate = column('issueDate', 'day', ['Fatura tarihi', 'Issue date'], {
  isRequired: true,
  also: ['tarih', 'belge tarihi', 'düzenleme tarihi', 'kesim tarihi', 'date', 'invoice date'],
  example: ['15.03.2025', '2025-03-15'],
});
const dueDate = column('dueDate', 'day', ['Vade tarihi', 'Due date'], {
  also: ['vade', 'son ödeme tarihi', 'ödeme tarihi', 'due'],
  example: ['14.04.2025', '2025-04-14'],
});
const clientName = column('clientName', 'line', ['Müşteri', 'Client'], {
  isRequired: true,
  also: [
    'müşteri adı',
    'müşteri unvanı',
    'unvan',
    'cari',
    'cari adı',
    'cari unvan',
    'alıcı',
    'firma',
    'firma adı',
    'customer',
    'customer name',
    'client name',
    'buyer',
  ],
  example: ['Çınar Gıda San. ve Tic. Ltd. Şti.', 'Maple Foods Ltd'],
});
const clientTaxNumber = column('clientTaxNumber', 'taxNumber', ['Müşteri vergi / TC no', 'Client tax number'], {
  also: [
    'vkn',
    'tckn',
    'vkn tckn',
    'vergi no',
    'vergi kimlik no',
    'vergi numarası',
    'tc kimlik no',
    'tax number',
    'vat number',
    'alıcı vkn',
  ],
  example: ['1234567890', 'GB123456789'],
});
const currency = column('currency', 'currency', ['Para birimi', 'Currency'], {
  also: ['döviz', 'döviz cinsi'],
  example: ['TRY', 'GBP'],
});
const total = column('total', 'money', ['Genel toplam', 'Total'], {
  also: [
    'toplam',
    'toplam tutar',
    'fatura tutarı',
    'fatura toplamı',
    'kdv dahil toplam',
    'grand total',
    'invoice total',
    'amount',
  ],
  example: ['1740,00', '1740.00'],
});
const state = column('state', 'choice', ['Durum', 'State'], { choices: states, also: ['fatura durumu', 'status'] });

export const invoiceLineColumns = [
  number,
  issueDate,
  dueDate,
  clientName,
  clientTaxNumber,
  column('clientEmail', 'email', ['Müşteri e-postası', 'Client e-mail'], { also: ['e posta', 'email', 'mail'] }),
  currency,
  column('exchangeRate', 'decimal', ['Döviz kuru', 'Exchange rate'], { also: ['kur', 'rate of exchange'] }),
  column('description', 'line', ['Kalem', 'Description'], {
    also: [
      'açıklama',
      'ürün',
      'ürün adı',
      'hizmet',
      'mal hizmet',
      'ürün hizmet',
      'stok adı',
      'satır',
      'item',
      'line',
      'product',
      'item description',
    ],
    example: ['Sızma zeytinyağı 5 L', 'Olive oil 5 l'],
  }),
  column('quantity', 'decimal', ['Miktar', 'Quantity'], { also: ['adet', 'qty'], example: '1' }),
  column('unit', 'unit', ['Birim', 'Unit'], { also: ['ölçü birimi', 'uom'], example: ['adet', 'pcs'] }),
  column('unitPrice', 'decimal', ['Birim fiyat', 'Unit price'], {
    isRequired: true,
    also: [
      'birim fiyatı',
      'fiyat',
      'tutar',
      'matrah',
      'net tutar',
      'ara toplam',
      'price',
      'net amount',
      'subtotal',
      'rate',
    ],
    example: ['1450,00', '1450.00'],
  }),
  column('discountRate', 'rate', ['İskonto (%)', 'Discount (%)'], {
    also: ['iskonto', 'iskonto oranı', 'indirim', 'indirim oranı', 'discount'],
    example: '0',
  }),
  column('discount', 'money', ['İskonto tutarı', 'Discount amount'], { also: ['indirim tutarı'] }),
  column('vatRate', 'rate', ['KDV (%)', 'VAT (%)'], {
    also: ['kdv', 'kdv oranı', 'vat', 'vat rate', 'tax rate'],
    example: '20',
  }),
  column('pricesIncludeVat', 'yesNo', ['Fiyatlar KDV dahil', 'Prices include VAT'], {
    also: ['kdv dahil', 'kdv dahil mi', 'vat included', 'tax included'],
  }),
  column('invoiceDiscountRate', 'rate', ['Fatura iskontosu (%)', 'Invoice discount (%)'], {
    also: ['genel iskonto', 'genel iskonto oranı'],
  }),
  column('invoiceDiscount', 'money', ['Fatura iskontosu tutarı', 'Invoice discount amount'], {
    also: ['genel iskonto tutarı'],
  }),
  total,
  state,
  column('kind', 'choice', ['Fatura türü', 'Invoice kind'], {
    choices: kinds,
    also: ['tür', 'tip', 'fatura tipi', 'type'],
  }),
  column('language', 'choice', ['Belge dili', 'Document language'], {
    choices: languageChoices,
    also: ['dil', 'language'],
  }),
  column('notes', 'text', ['Notlar', 'Notes'], { also: ['not', 'fatura notu', 'note'] }),
];

/** One invoice a row, as the list shows it; only taken along. */
export const invoiceColumns = [
  number,
  issueDate,
  dueDate,
  clientName,
  currency,
  total,
  column('open', 'money', ['Kalan', 'Open amount']),
  column('settled', 'money', ['Tahsil edilen', 'Settled']),
  state,
  column('kind', 'choice', ['Fatura türü', 'Invoice kind'], { choices: kinds }),
  column('overdueDays', 'days', ['Gecikme (gün)', 'Days overdue']),
];
