// The made-up client and lines of a picture of a design.
import type { Language } from '../../../shared/fields.ts';
import type { InvoiceLineInput, Party } from '../../../shared/invoices.ts';
import type { Tenant } from '../../../shared/tenants.ts';

const works: Record<Language, readonly string[]> = {
  tr: ['Danışmanlık hizmeti', 'Yıllık bakım sözleşmesi', 'Yerinde kurulum ve eğitim', 'Aylık raporlama'],
  en: ['Consulting', 'Annual maintenance', 'Installation and training on site', 'Monthly reporting'],
};
const amounts = [
  { quantity: '12', unitPrice: '1850' },
  { quantity: '1', unitPrice: '24000' },
  { quantity: '2', unitPrice: '7250.50' },
  { quantity: '3', unitPrice: '1200' },
];

/** Four lines with the usual rate and unit of the business. */
export function sampleLines(
  language: Language,
  { units, vatRates }: Pick<Tenant, 'units' | 'vatRates'>,
): InvoiceLineInput[] {
  const plain = { discountRate: null, discountMinor: null };
  return amounts.map((amount, place) => ({
    ...amount,
    ...plain,
    description: works[language][place] ?? '',
    unit: units[0] ?? 'C62',
    vatRate: vatRates[place % 3 === 2 ? 1 : 0] ?? vatRates[0] ?? '20',
  }));
}

/** Nobody's name and nobody's number. */
export function sampleBuyer(language: Language, country: string): Party {
  const isTurkish = country === 'TR';
  return {
    name: language === 'tr' ? 'Örnek Müşteri A.Ş.' : 'Sample Client Ltd.',
    taxNumber: isTurkish ? '1234567890' : null,
    taxOffice: isTurkish ? 'Kozyatağı' : null,
    addressLine: language === 'tr' ? 'Örnek Caddesi No: 12' : '12 Sample Street',
    district: isTurkish ? 'Kadıköy' : null,
    city: isTurkish ? 'İstanbul' : null,
    postalCode: isTurkish ? '34710' : null,
    country,
    email: 'muhasebe@musteri.example',
    phone: null,
  };
}
