// Columns of a table of products and services, one a row.
import { column, type Choice } from './column.ts';

const kinds: readonly Choice[] = [
  {
    value: 'product',
    names: { tr: 'Ürün', en: 'Product' },
    also: ['mal', 'malzeme', 'stok', 'emtia', 'goods', 'good', 'item'],
  },
  { value: 'service', names: { tr: 'Hizmet', en: 'Service' } },
];

export const productColumns = [
  column('code', 'line', ['Kod', 'Code'], {
    also: ['ürün kodu', 'stok kodu', 'hizmet kodu', 'malzeme kodu', 'sku', 'product code', 'item code', 'barkod'],
    example: ['ZYT-5', 'OIL-5'],
  }),
  column('name', 'line', ['Ad', 'Name'], {
    isRequired: true,
    also: [
      'adı',
      'ürün',
      'ürün adı',
      'hizmet',
      'hizmet adı',
      'stok adı',
      'ürün hizmet',
      'mal hizmet',
      'malzeme',
      'malzeme adı',
      'isim',
      'product',
      'product name',
      'item',
      'item name',
      'service',
    ],
    example: ['Sızma zeytinyağı 5 L', 'Olive oil 5 l'],
  }),
  column('kind', 'choice', ['Tür', 'Type'], {
    choices: kinds,
    also: ['tip', 'ürün türü', 'stok tipi', 'kind'],
    example: ['Ürün', 'Product'],
  }),
  column('unit', 'unit', ['Birim', 'Unit'], {
    also: ['ölçü birimi', 'birimi', 'unit of measure', 'uom'],
    example: ['adet', 'pcs'],
  }),
  column('price', 'decimal', ['Fiyat', 'Price'], {
    only: 'import',
    also: [
      'satış fiyatı',
      'birim fiyat',
      'birim fiyatı',
      'satış fiyatı (vergiler hariç)',
      'kdv hariç fiyat',
      'unit price',
      'sales price',
      'list price',
    ],
  }),
  column('currency', 'currency', ['Para birimi', 'Currency'], {
    only: 'import',
    also: ['döviz', 'döviz cinsi', 'fiyat para birimi'],
  }),
  column('priceTRY', 'decimal', ['Fiyat TRY', 'Price TRY'], {
    also: ['fiyat tl', 'fiyat (₺)', 'tl fiyat', 'tl fiyatı'],
    example: ['1450,00', '1450.00'],
  }),
  column('priceEUR', 'decimal', ['Fiyat EUR', 'Price EUR'], { also: ['fiyat (€)', 'euro fiyat', 'fiyat euro'] }),
  column('priceUSD', 'decimal', ['Fiyat USD', 'Price USD'], { also: ['fiyat ($)', 'dolar fiyat', 'fiyat dolar'] }),
  column('priceGBP', 'decimal', ['Fiyat GBP', 'Price GBP'], { also: ['fiyat (£)', 'sterlin fiyat'] }),
  column('pricesIncludeVat', 'yesNo', ['Fiyatlar KDV dahil', 'Prices include VAT'], {
    also: ['kdv dahil', 'kdv dahil mi', 'vat included', 'tax included'],
    example: ['hayır', 'no'],
  }),
  column('vatRate', 'rate', ['KDV (%)', 'VAT (%)'], {
    also: ['kdv', 'kdv oranı', 'vat', 'vat rate', 'tax rate', 'tax'],
    example: '20',
  }),
  column('withholdingCode', 'line', ['Tevkifat kodu', 'Withholding code'], { also: ['tevkifat'] }),
  column('exemptionCode', 'line', ['İstisna kodu', 'Exemption code'], { also: ['istisna', 'muafiyet kodu'] }),
  column('description', 'text', ['Açıklama', 'Description'], {
    also: ['tanım', 'detay', 'details', 'note'],
    example: ['Erken hasat, soğuk sıkım', 'Early harvest, cold pressed'],
  }),
];
