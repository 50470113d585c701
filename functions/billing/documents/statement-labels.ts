// The words of account statements, Turkish and English.
import type { StatementEntry } from '../../../shared/balances.ts';
import type { Language } from '../../../shared/fields.ts';
import type { PaymentMethod } from '../../../shared/payments.ts';

export type StatementLabels = {
  title: string;
  client: string;
  day: string;
  entry: string;
  due: string;
  debit: string;
  credit: string;
  balance: string;
  opening: string;
  closing: string;
  /** When we owe the client. */
  closingCredit: string;
  notice: string;
  nothing: string;
  kinds: Record<StatementEntry['kind'], string>;
  methods: Record<PaymentMethod, string>;
};

const turkish: StatementLabels = {
  title: 'Hesap ekstresi',
  client: 'Müşteri',
  day: 'Tarih',
  entry: 'İşlem',
  due: 'Vade',
  debit: 'Borç',
  credit: 'Alacak',
  balance: 'Bakiye',
  opening: 'Devreden bakiye',
  closing: 'Dönem sonu borç bakiyesi',
  closingCredit: 'Dönem sonu alacak bakiyesi',
  notice: 'Mutabık olmadığınız bir kayıt görürseniz bizimle iletişime geçmenizi rica ederiz.',
  nothing: 'Bu dönemde hareket yok.',
  kinds: {
    invoice: 'Fatura',
    openingDebit: 'Açılış bakiyesi',
    payment: 'Tahsilat',
    writeOff: 'Silinen tutar',
    returned: 'İade faturası',
    openingCredit: 'Açılış bakiyesi',
  },
  methods: { bank: 'havale/EFT', cash: 'nakit', card: 'kart', cheque: 'çek', other: 'diğer' },
};

const english: StatementLabels = {
  title: 'Account statement',
  client: 'Client',
  day: 'Date',
  entry: 'Entry',
  due: 'Due',
  debit: 'Debit',
  credit: 'Credit',
  balance: 'Balance',
  opening: 'Brought forward',
  closing: 'Closing balance due',
  closingCredit: 'Closing balance in your favour',
  notice: 'Please tell us if anything here differs from your own records.',
  nothing: 'Nothing happened in this period.',
  kinds: {
    invoice: 'Invoice',
    openingDebit: 'Opening balance',
    payment: 'Payment',
    writeOff: 'Written off',
    returned: 'Credit note',
    openingCredit: 'Opening balance',
  },
  methods: { bank: 'bank transfer', cash: 'cash', card: 'card', cheque: 'cheque', other: 'other' },
};

export const statementLabels: Record<Language, StatementLabels> = { tr: turkish, en: english };
