// The wholesaler's 120 clients: shops, hotels and kitchens of the coast, small shopkeepers, and buyers abroad.
import type { ClientCreate } from '../../../../shared/clients.ts';
import { iban, tckn, vkn } from '../tax-numbers.ts';
import { brands, personAt, places, plain, trades } from './names.ts';

/** How a client pays: the plan of payments follows from it. */
export type Habit = 'prompt' | 'card' | 'monthly' | 'late' | 'parts' | 'bad';
export type Planned = { client: ClientCreate; habit: Habit };

const companyCount = 92;
const shopCount = 12;

const habits: Habit[] = [
  ...(['prompt', 'monthly', 'late', 'prompt', 'card', 'monthly', 'prompt', 'parts', 'late', 'prompt'] as const),
  ...(['monthly', 'prompt', 'card', 'late', 'prompt', 'bad', 'monthly'] as const),
];
const terms = [30, 30, 45, 60, 15, 30, 45, 30, 14, 60];

const at = <T>(from: readonly T[], place: number): T => {
  const found = from[place % from.length];
  if (found === undefined) throw new Error('There is nothing to take from.');
  return found;
};

/** Nine digits that look like those of a company and repeat for nobody. */
const nineDigits = (place: number) => String(4_100_000_07 + place * 1_936_583).slice(0, 9);

function addressAt(place: number) {
  const [district, city, postalCode, area, taxOffice, street] = at(places, place * 5 + Math.floor(place / 22));
  const number = 3 + ((place * 17) % 180);
  const door = place % 3 === 0 ? `/${1 + (place % 12)}` : '';
  const phone = `+90 ${area} 555 ${String(10 + (place % 90))} ${String(10 + ((place * 7) % 90))}`;
  return { addressLine: `${street} No: ${number}${door}`, district, city, postalCode, country: 'TR', taxOffice, phone };
}

function companyAt(place: number): Planned {
  const brand = at(brands, place);
  const isSecond = place >= brands.length;
  const name = `${brand} ${at(trades, place * 4 + (isSecond ? 7 : 0))}`;
  const site = `${plain(brand)}${isSecond ? 'grup' : ''}.example`;
  const client: ClientCreate = {
    ...{ kind: 'company', name, taxNumber: vkn(nineDigits(place)), ...addressAt(place) },
    ...{ contactName: personAt(place), email: `muhasebe@${site}`, currency: 'TRY', language: 'tr' },
    paymentDays: at(terms, place),
    ...(place % 11 === 4 ? { discountRate: '5' } : {}),
    ...(place % 13 === 6 ? { notes: 'Mal kabul hafta içi 07.00–11.00. İrsaliyesiz teslimat alınmıyor.' } : {}),
  };
  return { client, habit: at(habits, place) };
}

function shopAt(place: number): Planned {
  const owner = personAt(200 + place * 3);
  const number = tckn(String(212_000_341 + place * 37_119_113).slice(0, 9));
  const email = `${plain(owner.split(' ')[0] ?? '')}.${plain(owner.split(' ').at(-1) ?? '')}@posta.example`;
  const client: ClientCreate = {
    ...{ kind: 'person', name: owner, taxNumber: number, ...addressAt(place + 57), email, currency: 'TRY' },
    ...{ language: 'tr', paymentDays: 14 },
  };
  return { client, habit: place % 4 === 3 ? 'late' : 'card' };
}

/** name, country, VAT number, address, city, postal code, contact, address of mail, telephone, currency */
type Abroad = [string, string, string | null, string, string, string, string, string, string, 'EUR' | 'USD'];

const dialling: Record<string, string> = {
  ...{ DE: '+49 89', AT: '+43 1', FR: '+33 4', NL: '+31 10', IT: '+39 02', ES: '+34 93', DK: '+45 33', SE: '+46 31' },
  BE: '+32 2',
};

const abroad: Abroad[] = [
  ...([
    ['Feinkost Brandhuber GmbH', 'DE', 'DE298416753', 'Lindwurmstraße 88', 'München', '80337', 'Jonas Brandhuber'],
    ['Mittelmeer Delikatessen GmbH', 'DE', 'DE304871926', 'Ehrenfeldgürtel 114', 'Köln', '50823', 'Miriam Scholz'],
    ['Olivenhain Handels GmbH', 'AT', 'ATU68240917', 'Neubaugasse 40', 'Wien', '1070', 'Lukas Gruber'],
    ['Épicerie du Levant SAS', 'FR', 'FR61812930475', '42 rue d’Aubagne', 'Marseille', '13001', 'Nadia Benali'],
    ['Maison Anatole SARL', 'FR', 'FR27795104386', '9 rue des Martyrs', 'Paris', '75009', 'Hugo Lefèvre'],
    ['De Gouden Vijg B.V.', 'NL', 'NL861204739B01', 'Witte de Withstraat 55', 'Rotterdam', '3012 BM', 'Sanne Visser'],
    ['Bottega Smirne S.r.l.', 'IT', 'IT09417360158', 'Via Paolo Sarpi 21', 'Milano', '20154', 'Giulia Ferrari'],
    ['Mercado Turquesa S.L.', 'ES', 'ESB67340912', 'Carrer de Verdi 73', 'Barcelona', '08012', 'Marc Puig'],
    ['Hammam & Hjem ApS', 'DK', 'DK41730926', 'Jægersborggade 16', 'København', '2200', 'Freja Holm'],
    ['Nordisk Kryddimport AB', 'SE', 'SE559204173801', 'Södra Vägen 61', 'Göteborg', '412 54', 'Elin Lindqvist'],
    ['Smyrna Foods SPRL', 'BE', 'BE0764193825', 'Rue de Brabant 130', 'Bruxelles', '1030', 'Kaan Peeters'],
  ].map((row, place) => [
    ...row,
    `orders@${plain(row[0] ?? '')}.example`,
    `${dialling[row[1] ?? ''] ?? ''} 555 0${187 + place * 31}`,
    'EUR',
  ]) as Abroad[]), // seven texts and three
  ...([
    ['Aegean Pantry LLC', 'US', null, '1180 Atlantic Avenue', 'Brooklyn, NY', '11216', 'Rachel Stein'],
    ['Cedar & Fig Imports Inc.', 'US', null, '725 N Western Avenue', 'Chicago, IL', '60612', 'Daniel Ortiz'],
    ['Bosphorus Bath Co.', 'US', null, '410 Congress Street', 'Portland, ME', '04101', 'Emily Hart'],
    ['Levant Trading FZE', 'AE', null, 'Al Quoz Industrial Area 3', 'Dubai', '00000', 'Omar Haddad'],
    ['Qahwa House Trading W.L.L.', 'QA', null, 'Salwa Road 212', 'Doha', '00000', 'Layla Nasser'],
  ].map((row) => [...row, `ap@${plain(row[0] ?? '')}.example`, '+1 212 555 0184', 'USD']) as Abroad[]), // seven texts and three
];

function abroadAt(row: Abroad, place: number): Planned {
  const [name, country, taxNumber, addressLine, city, postalCode, contactName, email, phone, currency] = row;
  const client: ClientCreate = {
    ...{
      kind: 'company',
      name,
      country,
      taxNumber,
      addressLine,
      city,
      postalCode,
      contactName,
      email,
      phone,
      currency,
    },
    ...{ language: 'en', paymentDays: place % 2 === 0 ? 30 : 45 },
  };
  return { client, habit: at<Habit>(['prompt', 'late', 'prompt', 'monthly'], place) };
}

/** Buyers abroad stand among the others, as they came. */
export const plannedClients: Planned[] = (() => {
  const domestic = [
    ...Array.from({ length: companyCount }, (_, place) => companyAt(place)),
    ...Array.from({ length: shopCount }, (_, place) => shopAt(place)),
  ];
  return domestic.flatMap((one, place) => {
    const row = place % 6 === 2 ? abroad[Math.floor(place / 6)] : undefined;
    return row ? [one, abroadAt(row, Math.floor(place / 6))] : [one];
  });
})();

export const accounts = [
  ...[
    {
      label: 'Vadesiz',
      bankName: 'Örnek Bankası, Bornova Şubesi',
      iban: iban('4417003200000101'),
      currency: 'TRY' as const,
    },
  ],
  ...[
    {
      label: null,
      bankName: 'Örnek Bankası, Bornova Şubesi',
      iban: iban('4417003200000202'),
      currency: 'EUR' as const,
    },
  ],
  ...[
    {
      label: null,
      bankName: 'Kordon Katılım, Alsancak Şubesi',
      iban: iban('7790015500000303'),
      currency: 'USD' as const,
    },
  ],
];
