// Columns of a table of clients, one client a row.
import { column, languageChoices, type Choice } from './column.ts';

const kinds: readonly Choice[] = [
  {
    value: 'company',
    names: { tr: 'Şirket', en: 'Company' },
    also: ['firma', 'tüzel', 'kurumsal', 'kurum', 'business'],
  },
  { value: 'person', names: { tr: 'Kişi', en: 'Person' }, also: ['şahıs', 'gerçek', 'bireysel', 'individual'] },
];

export const contactRoles: readonly Choice[] = [
  { value: 'billing', names: { tr: 'Fatura', en: 'Billing' }, also: ['muhasebe', 'finans', 'accounting'] },
  { value: 'decision', names: { tr: 'Karar veren', en: 'Decision maker' }, also: ['yetkili', 'yönetici', 'müdür'] },
  { value: 'other', names: { tr: 'Diğer', en: 'Other' } },
];

export const clientColumns = [
  column('name', 'line', ['Ad / Unvan', 'Name'], {
    isRequired: true,
    also: [
      'ad',
      'adı',
      'unvan',
      'ünvan',
      'müşteri',
      'müşteri adı',
      'müşteri unvanı',
      'cari',
      'cari adı',
      'cari unvan',
      'firma',
      'firma adı',
      'şirket',
      'şirket adı',
      'ad soyad',
      'isim',
      'client',
      'customer',
      'customer name',
      'company',
      'company name',
    ],
    example: ['Çınar Gıda San. ve Tic. Ltd. Şti.', 'Maple Foods Ltd'],
  }),
  column('kind', 'choice', ['Tür', 'Type'], {
    choices: kinds,
    also: ['müşteri türü', 'müşteri tipi', 'cari tipi', 'kind', 'customer type'],
    example: ['Şirket', 'Company'],
  }),
  column('email', 'email', ['E-posta', 'E-mail'], {
    also: ['email', 'mail', 'e posta adresi', 'eposta', 'mail adresi', 'email address'],
    example: ['muhasebe@cinargida.example', 'accounts@maplefoods.example'],
  }),
  column('phone', 'phone', ['Telefon', 'Phone'], {
    also: ['tel', 'tel no', 'telefon no', 'telefon numarası', 'gsm', 'cep', 'cep telefonu', 'phone number', 'mobile'],
    example: ['+90 232 445 10 20', '+44 20 7946 0018'],
  }),
  column('taxNumber', 'taxNumber', ['Vergi / TC kimlik no', 'Tax number'], {
    also: [
      'vkn',
      'tckn',
      'vkn tckn',
      'vergi no',
      'vergi numarası',
      'vergi kimlik no',
      'tc kimlik no',
      'tc no',
      'vat number',
      'tax id',
      'vat id',
      'vat no',
      'tax no',
    ],
    example: ['1234567890', 'GB123456789'],
  }),
  column('taxOffice', 'line', ['Vergi dairesi', 'Tax office'], { also: ['vd', 'v d'], example: ['Karşıyaka', ''] }),
  column('addressLine', 'line', ['Adres', 'Address'], {
    also: ['açık adres', 'fatura adresi', 'street', 'address line', 'street address', 'billing address'],
    example: ['Atatürk Bulvarı 12/3', '4 Orchard Lane'],
  }),
  column('district', 'line', ['İlçe', 'District'], { also: ['semt', 'county'], example: ['Karşıyaka', ''] }),
  column('city', 'line', ['İl', 'City'], { also: ['şehir', 'town', 'il adı'], example: ['İzmir', 'London'] }),
  column('postalCode', 'line', ['Posta kodu', 'Postal code'], {
    also: ['pk', 'zip', 'zip code', 'postcode'],
    example: ['35600', 'SW1A 1AA'],
  }),
  column('country', 'country', ['Ülke', 'Country'], {
    also: ['ülke kodu', 'country code'],
    example: ['Türkiye', 'United Kingdom'],
  }),
  column('currency', 'currency', ['Para birimi', 'Currency'], {
    also: ['döviz', 'döviz cinsi', 'kur'],
    example: ['TRY', 'GBP'],
  }),
  column('language', 'choice', ['Dil', 'Language'], {
    choices: languageChoices,
    also: ['belge dili', 'fatura dili'],
    example: ['Türkçe', 'English'],
  }),
  column('paymentDays', 'days', ['Vade (gün)', 'Payment days'], {
    also: ['vade', 'vade günü', 'vade süresi', 'ödeme vadesi', 'payment terms', 'net days', 'terms'],
    example: '30',
  }),
  column('discountRate', 'rate', ['İskonto (%)', 'Discount (%)'], {
    also: ['iskonto', 'iskonto oranı', 'indirim', 'indirim oranı', 'discount', 'discount rate'],
    example: '0',
  }),
  column('contactName', 'line', ['İlgili kişi', 'Contact person'], {
    also: ['yetkili', 'yetkili kişi', 'ilgili', 'kontak', 'contact', 'contact name'],
    example: ['Ayşe Yılmaz', 'Jane Hill'],
  }),
  column('contactEmail', 'email', ['İlgili kişi e-postası', 'Contact e-mail'], {
    also: ['yetkili e posta', 'yetkili mail'],
  }),
  column('contactPhone', 'phone', ['İlgili kişi telefonu', 'Contact phone'], {
    also: ['yetkili telefon', 'yetkili gsm'],
  }),
  column('contactRole', 'choice', ['İlgili kişi görevi', 'Contact role'], {
    choices: contactRoles,
    also: ['görev', 'yetkili görevi'],
  }),
  column('otherContacts', 'text', ['Diğer ilgili kişiler', 'Other contacts'], {
    also: ['diğer kişiler', 'diğer yetkililer'],
  }),
  column('notes', 'text', ['Notlar', 'Notes'], { also: ['not', 'açıklama', 'note', 'remarks', 'comment'] }),
];
