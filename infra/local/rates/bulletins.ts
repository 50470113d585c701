// The stand-in's bulletins: made up but steady figures, the same for a day whenever it is asked, in the bank's own XML.
import { addDays, daysBetween } from '../../../shared/dates.ts';
import { isBusinessDay } from '../../../shared/business-days.ts';

type Listed = { code: string; unit: number; turkish: string; english: string; lira: number; hasNotes: boolean };

const listed: readonly Listed[] = [
  { code: 'USD', unit: 1, turkish: 'ABD DOLARI', english: 'US DOLLAR', lira: 34, hasNotes: true },
  { code: 'AUD', unit: 1, turkish: 'AVUSTRALYA DOLARI', english: 'AUSTRALIAN DOLLAR', lira: 22.4, hasNotes: true },
  { code: 'EUR', unit: 1, turkish: 'EURO', english: 'EURO', lira: 37.2, hasNotes: true },
  { code: 'GBP', unit: 1, turkish: 'İNGİLİZ STERLİNİ', english: 'POUND STERLING', lira: 43.9, hasNotes: true },
  { code: 'CHF', unit: 1, turkish: 'İSVİÇRE FRANGI', english: 'SWISS FRANK', lira: 39.1, hasNotes: true },
  { code: 'JPY', unit: 100, turkish: 'JAPON YENİ', english: 'JAPENESE YEN', lira: 22.8, hasNotes: true },
  {
    code: 'XDR',
    unit: 1,
    turkish: 'ÖZEL ÇEKME HAKKI (SDR)',
    english: 'SPECIAL DRAWING RIGHT (SDR)',
    lira: 44.8,
    hasNotes: false,
  },
];

const start = '2024-01-01';
/** Lira lose a little each day; a wave makes neighbours differ both ways. */
const drift = (day: string, place: number) => {
  const days = daysBetween(start, day);
  return 1.0006 ** days * (1 + 0.004 * Math.sin(days / 3 + place));
};

function currencyElement({ code, unit, turkish, english, lira, hasNotes }: Listed, place: number, day: string): string {
  const buying = lira * drift(day, place);
  const four = (amount: number) => amount.toFixed(4);
  const notes = (amount: number) => (hasNotes ? four(amount) : '');
  return `\t<Currency CrossOrder="${place}" Kod="${code}" CurrencyCode="${code}">
\t\t<Unit>${unit}</Unit>
\t\t<Isim>${turkish}</Isim>
\t\t<CurrencyName>${english}</CurrencyName>
\t\t<ForexBuying>${four(buying)}</ForexBuying>
\t\t<ForexSelling>${four(buying * 1.0018)}</ForexSelling>
\t\t<BanknoteBuying>${notes(buying * 0.9993)}</BanknoteBuying>
\t\t<BanknoteSelling>${notes(buying * 1.0033)}</BanknoteSelling>
\t\t<CrossRateUSD/>
\t\t<CrossRateOther/>
\t</Currency>`;
}

/** How many bulletins the year has had up to and with a day. */
function countInYear(day: string): number {
  let count = 0;
  for (let one = `${day.slice(0, 4)}-01-01`; one <= day; one = addDays(one, 1))
    if (isBusinessDay(one, 'TR')) count += 1;
  return count;
}

/** The bulletin of a working day, as the bank writes it. */
export function bulletinXml(day: string): string {
  const [year, month, date] = day.split('-');
  const number = `${year}/${String(countInYear(day)).padStart(3, '0')}`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/xsl" href="isokur.xsl"?>
<Tarih_Date Tarih="${date}.${month}.${year}" Date="${month}/${date}/${year}"  Bulten_No="${number}" >
${listed.map((one, place) => currencyElement(one, place, day)).join('\n')}
</Tarih_Date>
`;
}
