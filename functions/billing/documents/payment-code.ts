// The text behind the QR code of a document: a credit transfer that banking apps understand, the bare IBAN, or the portal's address.
import type { Invoice, Seller } from '../../../shared/invoices.ts';
import { decimalOf } from '../../../shared/money.ts';

/** `transfer` fills a form in a banking app, `iban` is the account number to copy, `portal` opens the client's page. */
export type DocumentCode = { kind: 'transfer' | 'iban' | 'portal'; text: string };

type Payable = Pick<Invoice, 'state' | 'number' | 'currency'> & { totals: { payableMinor: number } };

/** EPC069-12 bounds: 70 letters of name, 140 of text, 0.01 to 999,999,999.99 euro. */
const NAME_MAX = 70;
const EURO_MAX_MINOR = 99_999_999_999;

/** The code that pays an issued invoice, or null when there is nothing to pay or no account to pay to. */
export function paymentCode(invoice: Payable, seller: Pick<Seller, 'name' | 'iban'>): DocumentCode | null {
  const amountMinor = invoice.totals.payableMinor;
  if (invoice.state !== 'issued' || !seller.iban || amountMinor <= 0) return null;
  const isTransfer = invoice.currency === 'EUR' && amountMinor <= EURO_MAX_MINOR && !seller.iban.startsWith('TR');
  if (!isTransfer) return { kind: 'iban', text: seller.iban };

  // EPC069-12, version 002, UTF-8: the BIC may be left out within the EEA, reference stays empty beside a free text.
  const name = Array.from(seller.name).slice(0, NAME_MAX).join('');
  const lines = ['BCD', '002', '1', 'SCT', '', name, seller.iban, `EUR${decimalOf(amountMinor, 'EUR')}`, '', ''];
  return { kind: 'transfer', text: [...lines, invoice.number ?? ''].join('\n') };
}
