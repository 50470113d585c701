// A bulletin is read to the letter, and whatever is none is refused.
import { describe, expect, test } from 'vitest';
import { NoBulletin, readBulletin } from './bulletin-xml.ts';

const currency = (inside: string, code = 'USD') =>
  `<Currency CrossOrder="0" Kod="${code}" CurrencyCode="${code}">${inside}</Currency>`;
const usd = `<Unit>1</Unit><Isim>ABD DOLARI</Isim><ForexBuying>41.5000</ForexBuying><ForexSelling>41.5748</ForexSelling>
  <BanknoteBuying>41.4710</BanknoteBuying><BanknoteSelling>41.6371</BanknoteSelling><CrossRateUSD/>`;
const bulletin = (inside: string, head = 'Tarih="24.11.2026" Date="11/24/2026"  Bulten_No="2026/225" ') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<?xml-stylesheet type="text/xsl" href="isokur.xsl"?>\n<Tarih_Date ${head}>${inside}</Tarih_Date>`;

describe('a bulletin', () => {
  test('keeps every figure as it is written, zeros at the end included', async () => {
    const read = await readBulletin(
      bulletin(currency(usd) + currency('<Unit>100</Unit><ForexBuying>26.9</ForexBuying>', 'JPY')),
    );
    expect(read).toEqual({
      day: '2026-11-24',
      number: '2026/225',
      rates: [
        {
          ...{ currency: 'USD', unit: 1, forexBuying: '41.5000', forexSelling: '41.5748' },
          ...{ effectiveBuying: '41.4710', effectiveSelling: '41.6371' },
        },
        {
          ...{ currency: 'JPY', unit: 100, forexBuying: '26.9', forexSelling: null },
          ...{ effectiveBuying: null, effectiveSelling: null },
        },
      ],
    });
  });

  test('of a single currency is one too', async () => {
    expect((await readBulletin(bulletin(currency(usd)))).rates).toHaveLength(1);
  });
});

test.each<[string, string]>([
  ['an empty text', ''],
  ['a page for people', '<html><body>Bulunamadı</body></html>'],
  ['broken XML', bulletin(currency(usd)).slice(0, -20)],
  ['no currency', bulletin('')],
  ['a day that is none', bulletin(currency(usd), 'Tarih="31.02.2026" Bulten_No="2026/225"')],
  ['no number', bulletin(currency(usd), 'Tarih="24.11.2026"')],
  ['a rate of zero', bulletin(currency('<Unit>1</Unit><ForexBuying>0</ForexBuying>'))],
  ['a rate with a comma', bulletin(currency('<Unit>1</Unit><ForexBuying>41,5</ForexBuying>'))],
  ['a unit of nothing', bulletin(currency('<Unit>0</Unit><ForexBuying>41.5</ForexBuying>'))],
  ['a code in small letters', bulletin(currency(usd, 'usd'))],
  [
    'a document type',
    `<!DOCTYPE x [<!ENTITY a "41.5">]>${bulletin(currency('<Unit>1</Unit><ForexBuying>&a;</ForexBuying>'))}`,
  ],
])('%s is refused', async (_what, xml) => {
  await expect(readBulletin(xml)).rejects.toThrow(NoBulletin);
});
