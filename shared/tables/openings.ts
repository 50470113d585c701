// Columns of a table of opening balances: what each client owed, or had to its credit, on a day before.
import { column } from './column.ts';

export const openingColumns = [
  column('clientName', 'line', ['Müşteri', 'Client'], {
    isRequired: true,
    also: [
      'müşteri adı',
      'müşteri unvanı',
      'unvan',
      'ad unvan',
      'cari',
      'cari adı',
      'cari unvan',
      'firma',
      'firma adı',
      'hesap adı',
      'customer',
      'name',
    ],
    example: ['Çınar Gıda San. ve Tic. Ltd. Şti.', 'Maple Foods Ltd'],
  }),
  column('clientTaxNumber', 'taxNumber', ['Müşteri vergi / TC no', 'Client tax number'], {
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
    ],
    example: ['1234567890', 'GB123456789'],
  }),
  column('clientEmail', 'email', ['Müşteri e-postası', 'Client e-mail'], { also: ['e posta', 'email', 'mail'] }),
  column('debit', 'money', ['Borç', 'Debit'], {
    also: ['borç bakiye', 'borç bakiyesi', 'alacağımız', 'owed to us', 'balance due', 'bakiye', 'balance'],
    example: ['12500,00', '12500.00'],
  }),
  column('credit', 'money', ['Alacak', 'Credit'], {
    also: ['alacak bakiye', 'alacak bakiyesi', 'borcumuz', 'avans', 'credit balance'],
  }),
  column('currency', 'currency', ['Para birimi', 'Currency'], {
    also: ['döviz', 'döviz cinsi'],
    example: ['TRY', 'GBP'],
  }),
  column('openingDate', 'day', ['Bakiye tarihi', 'Balance date'], {
    isRequired: true,
    also: ['tarih', 'devir tarihi', 'açılış tarihi', 'date', 'opening date'],
    example: ['31.12.2025', '2025-12-31'],
  }),
  column('dueDate', 'day', ['Vade tarihi', 'Due date'], { also: ['vade', 'due'] }),
  column('note', 'line', ['Not', 'Note'], { also: ['açıklama', 'description', 'notes'] }),
];
