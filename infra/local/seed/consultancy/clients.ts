// The consultancy's clients: invented companies and people with numbers whose checksums hold.
import type { ClientCreate } from '../../../../shared/clients.ts';
import { tckn, vkn } from '../tax-numbers.ts';

type Place = [addressLine: string, district: string, city: string, postalCode: string];
type Person = [contactName: string, email: string, phone: string];

function company(name: string, nine: string, taxOffice: string, place: Place, person: Person, days = 30): ClientCreate {
  const [addressLine, district, city, postalCode] = place;
  const [contactName, email, phone] = person;
  const address = { addressLine, district, city, postalCode, country: 'TR' };
  const terms = { currency: 'TRY' as const, language: 'tr' as const, paymentDays: days };
  return { kind: 'company', name, taxNumber: vkn(nine), taxOffice, ...address, contactName, email, phone, ...terms };
}

function person(
  name: string,
  nine: string,
  taxOffice: string,
  place: Place,
  email: string,
  phone: string,
): ClientCreate {
  const [addressLine, district, city, postalCode] = place;
  const address = { addressLine, district, city, postalCode, country: 'TR' };
  return { kind: 'person', name, taxNumber: tckn(nine), taxOffice, ...address, email, phone, paymentDays: 14 };
}

function abroad(
  name: string,
  taxNumber: string | null,
  place: Place,
  country: string,
  contact: Person,
  currency: 'EUR' | 'USD',
): ClientCreate {
  const [addressLine, district, city, postalCode] = place;
  const [contactName, email, phone] = contact;
  const address = { addressLine, district: district || null, city, postalCode, country };
  const terms = { currency, language: 'en' as const, paymentDays: 30 };
  return { kind: 'company', name, taxNumber, taxOffice: null, ...address, contactName, email, phone, ...terms };
}

export const clients: ClientCreate[] = [
  company(
    'Kuzey Işığı Enerji Sanayi ve Ticaret A.Ş.',
    '612304518',
    'Büyük Mükellefler',
    ['Maslak Mah. Eski Büyükdere Cad. No: 27 Kat: 14', 'Sarıyer', 'İstanbul', '34485'],
    ['Ayşe Yılmaz', 'muhasebe@kuzeyisigi.example', '+90 212 555 01 10'],
  ),
  company(
    'Çınaraltı Gıda Pazarlama Ltd. Şti.',
    '250617843',
    'Kozyatağı',
    ['Kozyatağı Mah. Değirmen Sok. No: 18/5', 'Kadıköy', 'İstanbul', '34742'],
    ['Mehmet Çınar', 'mehmet@cinaralti.example', '+90 216 555 02 20'],
    15,
  ),
  company(
    'Ege Rüzgârı Turizm İşletmeleri A.Ş.',
    '327845106',
    'Bornova',
    ['Kazımdirik Mah. 296. Sok. No: 8', 'Bornova', 'İzmir', '35100'],
    ['Zeynep Arslan', 'zeynep.arslan@egeruzgari.example', '+90 232 555 03 30'],
    45,
  ),
  company(
    'Anadolu Dokuma ve Tekstil San. Tic. A.Ş.',
    '068412975',
    'Uludağ',
    ['Nilüfer Organize Sanayi Bölgesi Mavi Cad. No: 12', 'Nilüfer', 'Bursa', '16140'],
    ['Hüseyin Öztürk', 'finans@anadoludokuma.example', '+90 224 555 04 40'],
    60,
  ),
  company(
    'Gökkuşağı Yazılım ve Bilişim A.Ş.',
    '409127536',
    'Çankaya',
    ['Üniversiteler Mah. 1597. Cad. No: 3/11', 'Çankaya', 'Ankara', '06800'],
    ['Elif Şahin', 'elif@gokkusagi.example', '+90 312 555 05 50'],
  ),
  company(
    'Taşköprü Mimarlık ve Mühendislik Ltd. Şti.',
    '834015267',
    'Seyhan',
    ['Reşatbey Mah. Atatürk Cad. No: 64/9', 'Seyhan', 'Adana', '01120'],
    ['Murat Taşkın', 'murat@taskopru.example', '+90 322 555 06 60'],
  ),
  company(
    'Pamukkale Seramik Sanayi A.Ş.',
    '719304826',
    'Gökpınar',
    ['Organize Sanayi Bölgesi Fatih Cad. No: 41', 'Honaz', 'Denizli', '20330'],
    ['Fatma Koç', 'muhasebe@pamukkaleseramik.example', '+90 258 555 07 70'],
    45,
  ),
  company(
    'Marmara Lojistik ve Depolama Hizmetleri A.Ş.',
    '615082394',
    'Tepecik',
    ['Liman Yolu Cad. No: 150', 'Gebze', 'Kocaeli', '41400'],
    ['Cem Aydın', 'cem.aydin@marmaralojistik.example', '+90 262 555 08 80'],
  ),
  company(
    'Şifa Yolu Sağlık Hizmetleri Ltd. Şti.',
    '803645172',
    'Mevlana',
    ['Feritpaşa Mah. Kule Cad. No: 9', 'Selçuklu', 'Konya', '42060'],
    ['Dr. Selin Güneş', 'idari@sifayolu.example', '+90 332 555 09 90'],
  ),
  company(
    'Karadeniz Fındık İhracat A.Ş.',
    '501937284',
    'Karadeniz',
    ['Çarşı Mah. Kahramanmaraş Cad. No: 22', 'Ortahisar', 'Trabzon', '61030'],
    ['İbrahim Kaya', 'ibrahim@karadenizfindik.example', '+90 462 555 10 11'],
  ),
  company(
    'Öykü Yayıncılık ve Matbaacılık Ltd. Şti.',
    '650218739',
    'Beyoğlu',
    ['Asmalı Mescit Mah. Sofyalı Sok. No: 14/3', 'Beyoğlu', 'İstanbul', '34430'],
    ['Deniz Öykü Tan', 'deniz@oykuyayin.example', '+90 212 555 11 12'],
    15,
  ),
  company(
    'Likya Yat ve Deniz Turizmi Ltd. Şti.',
    '608471923',
    'Fethiye',
    ['Karagözler Mah. Fevzi Çakmak Cad. No: 33', 'Fethiye', 'Muğla', '48300'],
    ['Can Denizci', 'can@likyayat.example', '+90 252 555 12 13'],
  ),
  company(
    'Güneydoğu Tarım Kooperatifi',
    '436920158',
    'Şahinbey',
    ['İncilipınar Mah. Gazi Muhtar Paşa Bulv. No: 5', 'Şehitkâmil', 'Gaziantep', '27090'],
    ['Halil İnanç', 'halil@guneydogutarim.example', '+90 342 555 13 14'],
    60,
  ),
  company(
    'Akdeniz Narenciye Paketleme A.Ş.',
    '018375942',
    'Uray',
    ['Mezitli Mah. Babil Cad. No: 71', 'Mezitli', 'Mersin', '33330'],
    ['Gülşen Portakal', 'gulsen@akdeniznarenciye.example', '+90 324 555 14 15'],
  ),
  company(
    'Beyaz Köşk Emlak Danışmanlığı Ltd. Şti.',
    '174063829',
    'Erenköy',
    ['Bağdat Cad. No: 312/7', 'Kadıköy', 'İstanbul', '34738'],
    ['Nermin Köşker', 'nermin@beyazkosk.example', '+90 216 555 15 16'],
  ),
  company(
    'İpekyolu Halı ve Kilim Ltd. Şti.',
    '471820635',
    'Kaleönü',
    ['Hunat Mah. Talas Cad. No: 19', 'Melikgazi', 'Kayseri', '38030'],
    ['Yusuf İpekçi', 'yusuf@ipekyolu.example', '+90 352 555 16 17'],
  ),
  company(
    'Toros Maden Arama ve İşletme A.Ş.',
    '852017463',
    'Antalya Kurumlar',
    ['Yeşilbahçe Mah. Metin Kasapoğlu Cad. No: 48', 'Muratpaşa', 'Antalya', '07160'],
    ['Orhan Demirci', 'muhasebe@torosmaden.example', '+90 242 555 17 18'],
    45,
  ),
  company(
    'Bozkır Veteriner Ürünleri San. ve Tic. Ltd. Şti.',
    '183649205',
    'Taşbaşı',
    ['Hoşnudiye Mah. İsmet İnönü Cad. No: 77', 'Tepebaşı', 'Eskişehir', '26130'],
    ['Pınar Bozkurt', 'pinar@bozkirvet.example', '+90 222 555 18 19'],
  ),
  person(
    'Ayla Gürsoy',
    '103846272',
    'Beşiktaş',
    ['Levent Mah. Çilekli Cad. No: 6/2', 'Beşiktaş', 'İstanbul', '34330'],
    'ayla.gursoy@posta.example',
    '+90 532 555 19 20',
  ),
  person(
    'Emre Yıldırım',
    '218473906',
    'Karşıyaka',
    ['Bostanlı Mah. Cemal Gürsel Cad. No: 410/8', 'Karşıyaka', 'İzmir', '35590'],
    'emre.yildirim@posta.example',
    '+90 533 555 20 21',
  ),
  person(
    'Şule Nur Işık',
    '352917484',
    'Yeğenbey',
    ['Bahçelievler Mah. 7. Cad. No: 25/4', 'Çankaya', 'Ankara', '06490'],
    'sule.isik@posta.example',
    '+90 535 555 21 22',
  ),
  abroad(
    'Nordlicht Beratung GmbH',
    'DE811907980',
    ['Große Elbstraße 47', '', 'Hamburg', '22767'],
    'DE',
    ['Katrin Lindner', 'buchhaltung@nordlicht.example', '+49 40 5550 123'],
    'EUR',
  ),
  abroad(
    'Atelier Lumière SARL',
    'FR40303265045',
    ['18 rue des Petits Champs', '', 'Paris', '75002'],
    'FR',
    ['Claire Moreau', 'compta@atelier-lumiere.example', '+33 1 55 50 12 34'],
    'EUR',
  ),
  abroad(
    'Tulip Trade Consultancy B.V.',
    'NL004495445B01',
    ['Herengracht 221', '', 'Amsterdam', '1016 BG'],
    'NL',
    ['Jan de Vries', 'finance@tuliptrade.example', '+31 20 555 0198'],
    'EUR',
  ),
  abroad(
    'Harbor & Pine Partners LLC',
    null,
    ['200 State Street, Suite 1400', '', 'Boston, MA', '02109'],
    'US',
    ['Grace Miller', 'ap@harborpine.example', '+1 617 555 0142'],
    'USD',
  ),
];
