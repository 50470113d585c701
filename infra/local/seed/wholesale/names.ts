// Names and places that the wholesaler's clients are made of: all invented, spelled as people spell them.

/** What a firm is called, and what its address on the internet is made of. */
export const brands = (
  'Altınbaşak|Begonvil|Yakamoz|Mavi Liman|Zeytindalı|İncirli|Papatya|Kumru|Turna|Çamlık|Akçaağaç|Sardunya|Nergis|Fesleğen|' +
  'Poyraz|Lodos|Meltem|İmbat|Karayel|Gündoğdu|Ayçiçeği|Narbahçe|Ihlamur|Üzümbağı|Limonluk|Kestane|Değirmen|Köprübaşı|' +
  'Saat Kulesi|Şelale|Yayla Evi|Körfez|Mercan|Deniz Feneri|Gülbahçe|Erguvan|Leylak|Hanımeli|Taşodalar|Çeşmebaşı|Kızılırmak|' +
  'Menekşe|Ardıç|Safran|Ballıca|Uğurböceği|Martı|Şeftali Bahçesi|Pınarbaşı|Sahil Yolu'
).split('|');

export const trades = [
  'Otelcilik ve Turizm A.Ş.',
  'Restoran İşletmeciliği Ltd. Şti.',
  'Market Gıda San. ve Tic. Ltd. Şti.',
  'Catering ve Toplu Yemek A.Ş.',
  'Unlu Mamuller Ltd. Şti.',
  'Kafe İşletmeciliği Ltd. Şti.',
  'Şarküteri Gıda Ltd. Şti.',
  'Temizlik Hizmetleri A.Ş.',
  'Eğitim Kurumları A.Ş.',
  'Sağlık Hizmetleri A.Ş.',
  'Çiçekçilik ve Organizasyon Ltd. Şti.',
  'Ev Gereçleri Pazarlama Ltd. Şti.',
  'Davet ve Organizasyon Ltd. Şti.',
  'Süpermarketçilik A.Ş.',
  'Tatlıcılık Gıda San. Ltd. Şti.',
];

/** district, city, postal code, telephone area, tax office, a street */
export const places: [string, string, string, string, string, string][] = [
  ['Konak', 'İzmir', '35250', '232', 'Konak', 'Alsancak Mah. Kıbrıs Şehitleri Cad.'],
  ['Bornova', 'İzmir', '35040', '232', 'Bornova', 'Kazımdirik Mah. Ankara Cad.'],
  ['Karşıyaka', 'İzmir', '35530', '232', 'Karşıyaka', 'Bostanlı Mah. Cemal Gürsel Cad.'],
  ['Çeşme', 'İzmir', '35930', '232', 'Çeşme', 'Alaçatı Mah. Tokoğlu Cad.'],
  ['Urla', 'İzmir', '35430', '232', 'Urla', 'İskele Mah. Yalı Cad.'],
  ['Gaziemir', 'İzmir', '35410', '232', 'Gaziemir', 'Akçay Cad.'],
  ['Selçuk', 'İzmir', '35920', '232', 'Selçuk', 'Atatürk Mah. Şahabettin Dede Cad.'],
  ['Efeler', 'Aydın', '09100', '256', 'Efeler', 'Hasan Efendi Mah. Adnan Menderes Bulv.'],
  ['Kuşadası', 'Aydın', '09400', '256', 'Kuşadası', 'Türkmen Mah. Atatürk Bulv.'],
  ['Didim', 'Aydın', '09270', '256', 'Didim', 'Efeler Mah. Altınkum Cad.'],
  ['Bodrum', 'Muğla', '48400', '252', 'Bodrum', 'Kumbahçe Mah. Cumhuriyet Cad.'],
  ['Marmaris', 'Muğla', '48700', '252', 'Marmaris', 'Kemeraltı Mah. Barbaros Cad.'],
  ['Fethiye', 'Muğla', '48300', '252', 'Fethiye', 'Karagözler Mah. Fevzi Çakmak Cad.'],
  ['Akhisar', 'Manisa', '45200', '236', 'Akhisar', 'Paşa Mah. Tahir Ün Cad.'],
  ['Turgutlu', 'Manisa', '45400', '236', 'Turgutlu', 'Altay Mah. Atatürk Bulv.'],
  ['Pamukkale', 'Denizli', '20160', '258', 'Pamukkale', 'Çamlaraltı Mah. Hüseyin Yılmaz Cad.'],
  ['Edremit', 'Balıkesir', '10300', '266', 'Edremit', 'Gazi Celal Mah. İnönü Cad.'],
  ['Ayvalık', 'Balıkesir', '10400', '266', 'Ayvalık', 'Sakarya Mah. Talatpaşa Cad.'],
  ['Merkez', 'Çanakkale', '17100', '286', 'Çanakkale', 'Kemalpaşa Mah. Fetvane Sok.'],
  ['Nilüfer', 'Bursa', '16110', '224', 'Nilüfer', 'Ataevler Mah. Uludağ Cad.'],
  ['Kadıköy', 'İstanbul', '34710', '216', 'Kadıköy', 'Caferağa Mah. Moda Cad.'],
  ['Muratpaşa', 'Antalya', '07100', '242', 'Muratpaşa', 'Kılınçarslan Mah. Hesapçı Sok.'],
];

const firstNames = (
  'Ayşe|Mehmet|Zeynep|Hüseyin|Elif|Murat|Fatma|Cem|Selin|İbrahim|Deniz|Can|Gülşen|Yusuf|Orhan|Pınar|Emre|Şule|Burak|Nermin|' +
  'Kerem|Sevgi|Onur|Derya|Hakan|Özlem|Serkan|Ebru|Tuğba|Volkan|Aslı|Barış|Çiğdem|Umut|Yasemin|Koray|Hülya|İlker|Melike|Sinan'
).split('|');
const surnames = (
  'Yılmaz|Kaya|Demir|Şahin|Çelik|Yıldız|Yıldırım|Öztürk|Aydın|Özdemir|Arslan|Doğan|Kılıç|Aslan|Çetin|Kara|Koç|Kurt|Özkan|Şimşek|' +
  'Polat|Korkmaz|Çakır|Erdoğan|Güneş|Bozkurt|Işık|Ünal|Gürsoy|Tekin|Sezer|Bulut|Ateş|Uçar|Güler|Taş|Akın|Baş|Duman|Soylu'
).split('|');

/** The same person for the same place. */
export function personAt(place: number): string {
  const first = firstNames[(place * 7) % firstNames.length] ?? '';
  const last = surnames[(place * 11 + Math.floor(place / 40) * 3) % surnames.length] ?? '';
  return `${first} ${last}`;
}

const letters: Record<string, string> = { ç: 'c', ğ: 'g', ı: 'i', ö: 'o', ş: 's', ü: 'u' };

/** As an address on the internet writes it. */
export const plain = (name: string): string =>
  name
    .toLocaleLowerCase('tr')
    .replace(/[çğıöşü]/g, (letter) => letters[letter] ?? letter)
    .replace(/[^a-z0-9]+/g, '');
