// What the consultancy billed in the last twelve months: the same story each time, counted back from today.
import { addDays } from '../../../../shared/dates.ts';
import type { Currency } from '../../../../shared/fields.ts';
import type { InvoiceLineInput } from '../../../../shared/invoices.ts';

type Service = [description: string, unit: string, unitPrice: string];

const turkish: Service[] = [
  ['Yönetim danışmanlığı, aylık', 'MON', '48500'],
  ['Süreç iyileştirme çalıştayı (tam gün)', 'DAY', '27500'],
  ['Finansal durum analizi ve raporu', 'C62', '64000'],
  ['İhracat teşvikleri başvuru hazırlığı', 'C62', '38750'],
  ['Kurumsal eğitim: satış ve müzakere', 'DAY', '22400'],
  ['İnsan kaynakları danışmanlığı', 'HUR', '2350'],
  ['Stratejik plan güncellemesi', 'C62', '91250.50'],
  ['Maliyet muhasebesi kurulumu', 'HUR', '2650'],
  ['Dijital dönüşüm yol haritası', 'C62', '118000'],
  ['Saha ziyareti ve ulaşım gideri', 'C62', '4875.25'],
];
const english: Service[] = [
  ['Market entry advisory, monthly', 'MON', '2450'],
  ['Due diligence interviews', 'HUR', '145'],
  ['Turkish regulatory briefing', 'C62', '1875.50'],
  ['Workshop facilitation, full day', 'DAY', '1320'],
  ['Quarterly performance review', 'C62', '1680'],
];

export type Fate = 'draft' | 'issued' | 'mailed' | 'delivered' | 'opened' | 'seen' | 'bounced' | 'cancelled';
export type Planned = {
  /** Place of the client in the list. */
  client: number;
  currency: Currency;
  day: string;
  dueDate: string;
  lines: InvoiceLineInput[];
  discountRate: string | null;
  notes: string | null;
  fate: Fate;
};

const invoiceCount = 62;
const draftCount = 4;

/** The same numbers for the same place: a story, not a lottery. */
function pick<T>(from: readonly T[], place: number, step: number): T {
  const found = from[(place * step + (place >> 2)) % from.length];
  if (found === undefined) throw new Error('There is nothing to pick from.');
  return found;
}

function linesOf(place: number, currency: Currency): InvoiceLineInput[] {
  const services = currency === 'TRY' ? turkish : english;
  const count = 1 + (place % 3) + (place % 7 === 0 ? 2 : 0);
  return Array.from({ length: count }, (_, index) => {
    const [description, unit, unitPrice] = pick(services, place + index * 3, 7);
    const isHourly = unit === 'HUR';
    return {
      description,
      quantity: isHourly ? `${6 + ((place * 5 + index) % 30)}.5` : String(1 + ((place + index) % 2)),
      unit,
      unitPrice,
      vatRate: currency === 'TRY' ? (description.startsWith('Kurumsal eğitim') ? '10' : '20') : '0',
      discountRate: (place + index) % 9 === 4 ? '10' : null,
      discountMinor: null,
      // Services for clients abroad.
      exemptionCode: currency === 'TRY' ? null : '302',
      // Consulting for companies that withhold a part of the VAT.
      withholdingCode: currency === 'TRY' && place % 6 === 2 ? '602' : null,
    };
  });
}

const recentFates: Fate[] = ['opened', 'delivered', 'seen', 'mailed', 'delivered', 'issued', 'seen', 'opened'];
const oldFates: Fate[] = ['seen', 'opened', 'delivered', 'cancelled', 'opened', 'delivered', 'seen'];

function fateOf(place: number, daysAgo: number): Fate {
  if (place >= invoiceCount - draftCount) return 'draft';
  if (place === 41 || place === 52) return 'bounced';
  return daysAgo > 45 ? pick(oldFates, place, 3) : pick(recentFates, place, 3);
}

/** Most are due by the usual term; every fifth soon, a few late. */
const dueOf = (place: number, day: string): string => addDays(day, place % 5 === 0 ? 7 : place % 7 === 2 ? 60 : 30);

/**
 * @param today the day in the business's zone
 * @param currencies currency of each client, by place
 */
export function plan(today: string, currencies: readonly Currency[]): Planned[] {
  return Array.from({ length: invoiceCount }, (_, place) => {
    // Denser towards today, as a growing business is: the first a year ago, the last today.
    const daysAgo = Math.round(360 * (1 - place / (invoiceCount - 1)) ** 1.6);
    const client = (place * 7 + (place % 3)) % currencies.length;
    const currency = currencies[client] ?? 'TRY';
    const day = addDays(today, -daysAgo);
    return {
      client,
      currency,
      day,
      dueDate: dueOf(place, day),
      lines: linesOf(place, currency),
      discountRate: place % 8 === 3 ? '5' : null,
      notes: currency === 'TRY' ? null : 'VAT exempt: services rendered to clients abroad (Law No. 3065, Art. 11/1-a).',
      fate: fateOf(place, daysAgo),
    };
  });
}
