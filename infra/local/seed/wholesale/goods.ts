// What the wholesaler deals in: families of goods, each in several sizes, with prices of today in kuruş.

/** One line a family: name; English name where it is sold abroad; unit; VAT rate; sizes as `label=kuruş`. */
const listed: Record<string, string> = {
  GID: `
Natürel sızma zeytinyağı; Extra virgin olive oil; C62; 1; 250 ml=14500|500 ml=26800|1 L=49900|2 L=96500|5 L teneke=232000
Riviera zeytinyağı; ; C62; 1; 1 L=41200|2 L=80400|5 L teneke=196000|18 L teneke=684000
Ayçiçek yağı; ; C62; 1; 1 L=8950|2 L=17400|5 L=41900|18 L teneke=147500
Sofralık siyah zeytin; Black table olives; C62; 1; 400 g=11800|800 g=22400|5 kg teneke=128000|10 kg teneke=249000
Kırma yeşil zeytin; Cracked green olives; C62; 1; 400 g=9900|800 g=18900|5 kg teneke=104500
Domates salçası; Tomato paste; C62; 1; 350 g=5450|700 g=9900|1,65 kg=21800|5 kg teneke=61500
Biber salçası; Red pepper paste; C62; 1; 350 g=7600|700 g=14200|1,65 kg=31900|5 kg teneke=89900
Kuru incir; Dried figs; C62; 1; 250 g=13900|500 g=26400|1 kg=51200|5 kg kasa=246000
Çekirdeksiz kuru üzüm; Seedless sultana raisins; C62; 1; 250 g=6900|500 g=12900|1 kg=24800|10 kg kutu=238000
Kuru kayısı; Dried apricots; C62; 1; 250 g=12400|500 g=23900|1 kg=46500|5 kg kutu=224000
Antep fıstığı, kavrulmuş; Roasted pistachios; C62; 1; 250 g=28900|500 g=56800|1 kg=112000|5 kg kutu=549000
Fındık içi, kavrulmuş; Roasted hazelnut kernels; C62; 1; 250 g=17900|500 g=34800|1 kg=67900|5 kg kutu=332000
Baldo pirinç; ; C62; 1; 1 kg=9650|2,5 kg=23400|5 kg=45900|25 kg çuval=221000
Osmancık pirinç; ; C62; 1; 1 kg=8450|2,5 kg=20400|25 kg çuval=194500
Pilavlık bulgur; Coarse bulgur; C62; 1; 1 kg=4250|2,5 kg=10200|25 kg çuval=94500
Kırmızı mercimek; Red lentils; C62; 1; 1 kg=6950|2,5 kg=16800|25 kg çuval=159000
Koçbaşı nohut; Chickpeas, 9 mm; C62; 1; 1 kg=7800|2,5 kg=18900|25 kg çuval=181000
Dermason kuru fasulye; ; C62; 1; 1 kg=8900|2,5 kg=21700|25 kg çuval=206000
Ekmeklik un; ; C62; 1; 2 kg=5200|10 kg=24600|25 kg çuval=58900|50 kg çuval=115000
Burgu makarna; ; C62; 1; 500 g=1950|5 kg=17900|koli (20 × 500 g)=37400
Toz şeker; ; C62; 1; 1 kg=4150|5 kg=20400|50 kg çuval=197000
Siyah çay; Black tea; C62; 1; 500 g=14900|1 kg=28800|5 kg=139000
Türk kahvesi; Turkish coffee, ground; C62; 1; 100 g=7900|250 g=18900|1 kg=71500|5 kg=349000
Süzme çiçek balı; Blossom honey; C62; 1; 460 g=21900|850 g=39500|5 kg teneke=219000
Tam yağlı beyaz peynir; ; C62; 1; 600 g=17400|1 kg=27900|17 kg teneke=428000
Taze kaşar peyniri; ; C62; 1; 700 g=26900|2 kg=74500
Tereyağı; ; C62; 1; 500 g=25800|1 kg=50900|10 kg kutu=496000
Tahin; Tahini; C62; 1; 300 g=9400|600 g=17900|10 kg kova=268000
Üzüm pekmezi; Grape molasses; C62; 1; 350 g=8600|700 g=15900|5 kg=104000
Domates, salkım; ; KGM; 1; dökme=4250
Kuru soğan; ; KGM; 1; dökme=1650
Patates, yemeklik; ; KGM; 1; dökme=1875
Yeşil mercimek; ; C62; 1; 1 kg=7250|2,5 kg=17600|25 kg çuval=166000
Barbunya; ; C62; 1; 1 kg=10400|25 kg çuval=243000
Nar ekşisi; Pomegranate molasses; C62; 1; 250 ml=8900|700 ml=19900|5 L=128000
Elma sirkesi; ; C62; 1; 500 ml=4200|5 L=24500
Üzüm sirkesi; ; C62; 1; 500 ml=3900|5 L=22900
Kornişon turşu; ; C62; 1; 350 g=6900|720 g=12400|5 kg teneke=89500
Karışık turşu; ; C62; 1; 720 g=10900|5 kg teneke=78500
Kapya biber, közlenmiş; Roasted red peppers; C62; 1; 500 g=11900|5 kg teneke=112000
Yaprak salamura; Vine leaves in brine; C62; 1; 500 g=13900|5 kg=129000
Sucuk, kangal; ; C62; 1; 250 g=21900|500 g=42500|1 kg=83000
Tulum peyniri; ; C62; 1; 350 g=18900|1 kg=52900|5 kg=259000
Yoğurt; ; C62; 1; 1 kg=7900|3 kg=21900|10 kg kova=69500
Yumurta; ; BX; 1; 30’lu viyol=19900|360’lı koli=229000
Ceviz içi; Walnut kernels; C62; 1; 250 g=18900|1 kg=72500|10 kg kutu=709000
Leblebi; ; C62; 1; 250 g=6900|1 kg=25900
Kakao; ; C62; 1; 250 g=16900|1 kg=64500
Limon; ; KGM; 1; dökme=3450
Salatalık, sera; ; KGM; 1; dökme=2950
`,
  BHR: `
Pul biber; Red pepper flakes (Aleppo style); C62; 1; 100 g=4200|500 g=18900|1 kg=36400|10 kg torba=348000
Kekik; Dried oregano; C62; 1; 50 g=2900|250 g=12400|1 kg=46900
Sumak; Ground sumac; C62; 1; 100 g=3900|500 g=17600|1 kg=33900
Kimyon; Ground cumin; C62; 1; 100 g=4800|500 g=21900|1 kg=42500
Karabiber, öğütülmüş; ; C62; 1; 100 g=7400|500 g=34500|1 kg=67000
Defne yaprağı; Bay leaves; C62; 1; 50 g=2600|500 g=19800
Nane, kuru; ; C62; 1; 50 g=2400|250 g=10400|1 kg=38900
Deniz tuzu; Sea salt; C62; 1; 1 kg=1850|5 kg=8400|25 kg çuval=39500
Tarçın, çubuk; ; C62; 1; 50 g=4900|500 g=44500
Zencefil, toz; ; C62; 1; 50 g=3900|500 g=33900
Çörek otu; Nigella seeds; C62; 1; 100 g=3400|1 kg=28900
Susam; Sesame seeds; C62; 1; 250 g=5400|1 kg=19900|25 kg çuval=462000
Vanilin; ; PK; 1; 10’lu=2900|1 kg=48900
`,
  ICE: `
Doğal kaynak suyu; ; PK; 10; 12 × 0,5 L=8400|6 × 1,5 L=7200|4 × 5 L=13900
Maden suyu; ; PK; 10; 24 × 200 ml=21600|6 × 200 ml=5700
Limonata; ; PK; 10; 6 × 1 L=29400|24 × 250 ml=38400
Şalgam suyu; ; PK; 10; 6 × 1 L=26900|12 × 330 ml=24900
Vişne suyu; ; PK; 10; 12 × 1 L=46800|27 × 200 ml=32400
Ayran; ; PK; 10; 20 × 200 ml=22400|6 × 1 L=19800
Soğuk çay; ; PK; 10; şeftalili 12 × 330 ml=42900|limonlu 12 × 330 ml=42900|6 × 1 L=36900
Gazoz; ; PK; 10; 24 × 250 ml=43200|12 × 1 L=38900
Çekirdek kahve; ; C62; 10; espresso 1 kg=84900|filtre 1 kg=76900
Bitki çayı; Herbal tea bags; PK; 10; ıhlamur 20’li=6900|adaçayı 20’li=6900|rezene 20’li=7400
Sıcak çikolata tozu; ; C62; 10; 1 kg=34900|5 kg=164000
`,
  TEM: `
Elde bulaşık deterjanı; ; C62; 20; 750 ml=6400|4 L=24900|20 L=108000|30 kg bidon=156000
Bulaşık makinesi deterjanı, sanayi tipi; ; C62; 20; 5 L=48900|20 L=184000
Parlatıcı, sanayi tipi; ; C62; 20; 5 L=44500|20 L=168000
Yüzey temizleyici; ; C62; 20; 1 L=5900|5 L=23900|20 L=87000
Çamaşır suyu; ; C62; 20; 1 L=3200|5 L=13400|30 kg bidon=68500
Sıvı sabun; Liquid hand soap; C62; 20; 400 ml=5400|5 L=26900|20 L=98500
Zeytinyağlı kalıp sabun; Olive oil soap bar; C62; 20; 150 g=3400|4 × 150 g=12400|5 kg kutu=98000
Defne sabunu; Laurel soap bar; C62; 20; 150 g=4600|6 × 150 g=25900
Cam temizleyici; ; C62; 20; 750 ml=5900|5 L=24500
Kireç sökücü; ; C62; 20; 1 L=7400|5 L=29900
Yağ çözücü; ; C62; 20; 750 ml=7900|5 L=36400|20 L=134000
Genel dezenfektan; ; C62; 20; 1 L=11900|5 L=49500
Toz çamaşır deterjanı; ; C62; 20; 4 kg=28900|10 kg=64500|20 kg çuval=119000
Mikrofiber bez; ; C62; 20; 40 × 40 cm=2450|10’lu paket=21900
Islak mop takımı; ; SET; 20; 40 cm=38900|60 cm=46500
Temizlik arabası; ; C62; 20; çift kovalı=684000|tek kovalı=429000
Çöp torbası; ; PK; 20; 55 × 60 cm, 20’li=3900|72 × 95 cm, 10’lu=5400|80 × 110 cm, 10’lu=7900
Cerrahi eldiven; ; BX; 20; S, 100’lü=14900|M, 100’lü=14900|L, 100’lü=14900
Nitril eldiven; ; BX; 20; S, 100’lü=19900|M, 100’lü=19900|L, 100’lü=19900
Bulaşık süngeri; ; PK; 20; 5’li=4900|50’li=42500
Çelik ovma teli; ; PK; 20; 12’li=6900|120’li=62500
Paspas sapı; ; C62; 20; alüminyum 140 cm=12900|ahşap 120 cm=6900
Oda kokusu; ; C62; 20; lavanta 400 ml=8900|okyanus 400 ml=8900
Lavabo açıcı; ; C62; 20; 1 L=6900|5 L=28900
`,
  KAG: `
Dispenser kâğıt havlu; ; PK; 20; 21 cm, 12’li=34900|26,5 cm, 6’lı=42900
Z katlı kâğıt havlu; ; PK; 20; 12 × 200 yaprak=29900|20 × 150 yaprak=38400
Tuvalet kâğıdı; ; PK; 20; 32’li=38900|mini jumbo 12’li=36400|jumbo 6’lı=34900
Kokteyl peçete; ; BX; 20; 24 × 24 cm, 30 × 100=41900|33 × 33 cm, 18 × 100=46900
Servis peçetesi, baskılı; ; BX; 20; 30 × 30 cm, 24 × 100=58900
Kutu mendil; ; BX; 20; 48 × 50=64900|24 × 100=59500
Endüstriyel rulo; ; PK; 20; 2 × 4 kg=52900
Yağlı kâğıt; ; C62; 20; 37 cm × 50 m=16900|50’li tabaka=9800
Alüminyum folyo; ; C62; 20; 30 cm × 10 m=4900|45 cm × 100 m=46500
Streç film; ; C62; 20; 30 cm × 100 m=8900|45 cm × 300 m=24900|50 cm palet tipi=32900
Havlu verici; ; C62; 20; sensörlü=189000|kollu=98500
Sıvı sabun verici; ; C62; 20; 500 ml=28900|1 L=36900
Islak mendil; ; PK; 20; 100’lü=5900|tekli, 500’lü=38900
Klozet kapak örtüsü; ; PK; 20; 200’lü=12900
`,
  AMB: `
Karton bardak; ; BX; 20; 7 oz, 1000’li=56900|8 oz, 1000’li=64500|12 oz, 1000’li=84900
Bardak kapağı; ; BX; 20; 8 oz, 1000’li=38900|12 oz, 1000’li=44500
Sızdırmaz kap; ; BX; 20; 250 ml, 250’li=48900|500 ml, 250’li=67900|750 ml, 250’li=82900|1000 ml, 200’lü=86500
Kraft çanta; ; BX; 20; 25 × 31 cm, 200’lü=74900|32 × 33 cm, 150’li=79500
Pizza kutusu; ; BX; 20; 26 cm, 100’lü=49900|33 cm, 100’lü=67900|40 cm, 100’lü=92500
Alüminyum kap; ; PK; 20; 500 g, 100’lü=28900|1000 g, 100’lü=42900
Ahşap çatal bıçak; ; PK; 20; 100’lü=12900|1000’li=109000
Kâğıt pipet; ; PK; 20; 500’lü=16900|2500’lü=74900
Oluklu mukavva koli; ; C62; 20; 30 × 20 × 20 cm=1450|40 × 30 × 30 cm=2350|60 × 40 × 40 cm=4150
Koli bandı; ; C62; 20; 45 mm × 100 m=4200|36’lı koli=139000
Vakum poşeti; ; PK; 20; 20 × 30 cm, 100’lü=18900|30 × 40 cm, 100’lü=32900
Plastik kapaklı kap; ; BX; 20; kare 500 g, 300’lü=62900|kare 1 kg, 200’lü=68900
Sos kabı; ; BX; 20; 30 ml, 1000’li=54900|80 ml, 1000’li=78900
Hamburger kutusu; ; BX; 20; kraft, 200’lü=64900|baskılı, 200’lü=79900
Kese kâğıdı; ; PK; 20; ½ kg, 10 kg=46900|1 kg, 10 kg=46900|2 kg, 10 kg=45900
Balonlu naylon; ; C62; 20; 50 cm × 100 m=38900|100 cm × 100 m=72500
Palet; ; C62; 20; ahşap 80 × 120 cm=42900|plastik 100 × 120 cm=164000
`,
  MUT: `
Çelik tencere; ; C62; 20; 24 cm=119000|32 cm=189000|40 cm=284000
Çelik gastronom küvet; ; C62; 20; GN 1/1-65=58900|GN 1/2-65=38900|GN 1/3-100=36400
Aşçı bıçağı; Chef’s knife; C62; 20; 20 cm=44900|25 cm=56900
Kesim tahtası; ; C62; 20; 30 × 50 cm=32900|40 × 60 cm=48900
Porselen servis tabağı; Porcelain dinner plate; C62; 20; 21 cm=11900|25 cm=15900|28 cm=19900
Porselen çorba kâsesi; Porcelain soup bowl; C62; 20; 14 cm=9900|16 cm=11900
Çay bardağı; Tea glass; PK; 20; 6’lı=14900|48’li=112000
Su bardağı; ; PK; 20; 6’lı=18900|24’lü=71500
Türk kahvesi fincanı; Turkish coffee cup set; SET; 20; 6’lı takım=58900|12’li takım=112000
Bakır cezve; Copper coffee pot; C62; 20; 2 kişilik=28900|4 kişilik=38900|6 kişilik=49500
Çatal kaşık bıçak takımı; Cutlery set; SET; 20; 24 parça=164000|84 parça=549000
Masa örtüsü; Cotton table cloth; C62; 20; 150 × 150 cm=46900|150 × 250 cm=72900
Garson önlüğü; ; C62; 20; siyah=34900|bordo=34900
Havlu; Cotton towel; C62; 20; 30 × 50 cm=5900|50 × 90 cm=12900|70 × 140 cm=24900
Peştamal; Turkish hammam towel; C62; 20; 90 × 170 cm=32900|100 × 180 cm=38900
Bornoz; Cotton bathrobe; C62; 20; M=84900|L=86900|XL=89900
Termos; ; C62; 20; 1 L=68900|1,9 L=94500
Servis tepsisi; ; C62; 20; 35 cm=18900|45 cm=26900
Baklava tepsisi; ; C62; 20; 32 cm=22900|40 cm=32900|50 cm=46900
Tava, granit; ; C62; 20; 24 cm=59900|28 cm=72900|32 cm=86900
Kepçe; ; C62; 20; 28 cm=14900|40 cm=22900
Ölçü kabı; ; C62; 20; 1 L=8900|5 L=18900
Saklama küveti; ; C62; 20; 5 L=16900|10 L=28900|20 L=44900
Çaydanlık takımı; Double teapot; SET; 20; orta boy=124000|büyük boy=159000
Seramik güveç; Earthenware casserole; C62; 20; tek kişilik=9900|4 kişilik=28900
Şişe açacağı; ; C62; 20; çelik=4900|ahşap saplı=7900
Baharatlık takımı; ; SET; 20; 6’lı=38900|12’li=69900
`,
  KRT: `
A4 fotokopi kâğıdı; ; BX; 20; 80 g, 5 × 500=84900|75 g, 5 × 500=79500
Termal rulo; ; PK; 20; 57 mm, 10’lu=9900|80 mm, 10’lu=24900
Klasör; ; C62; 20; geniş, mavi=8900|dar, mavi=8400|geniş, siyah=8900
Tükenmez kalem; ; PK; 20; 50’li mavi=24900|50’li siyah=24900
Etiket; ; C62; 20; 100 × 150 mm, 500’lü=19900|40 × 60 mm, 1000’li=14900
Sipariş fişi; ; C62; 20; iki nüsha, 25’li=44900
Barkod ribonu; ; C62; 20; 110 mm × 74 m=7900|110 mm × 300 m=18900
Zarf; ; PK; 20; diplomat, 500’lü=39900|A4, 250’li=52900
Kasa defteri; ; C62; 20; 100 yaprak=12900|200 yaprak=19900
Yapışkan not kâğıdı; ; PK; 20; 76 × 76 mm, 12’li=16900
Tahta kalemi; ; PK; 20; 4 renk=8900|12’li siyah=22900
`,
};

export type Good = {
  code: string;
  name: string;
  english: string | null;
  unit: string;
  vatRate: string;
  /** Without VAT, in kuruş. */
  priceMinor: number;
};

const inEnglish: [RegExp, string][] = [
  [/(\d+)’l[iıuü] takım/, 'set of $1'],
  [/(\d+) kişilik/, 'for $1'],
  [/tek kişilik/, 'for one'],
  [/(\d+) parça/, '$1 pieces'],
  [/(?:ıhlamur|adaçayı|rezene) (\d+)’li/, 'box of $1'],
  [/(\d+)’l[iıuü]/, 'pack of $1'],
  [/teneke/, 'tin'],
  [/kutu/, 'box'],
  [/kasa/, 'crate'],
  [/çuval/, 'sack'],
  [/torba/, 'bag'],
  [/kova/, 'bucket'],
  [/orta boy/, 'medium'],
  [/büyük boy/, 'large'],
  [/(\d),(\d)/, '$1.$2'],
];
const translated = (size: string): string =>
  inEnglish.reduce((text, [turkish, english]) => text.replace(turkish, english), size);

function family(department: string, line: string, from: number): Good[] {
  const [name = '', english = '', unit = '', vatRate = '', sizes = ''] = line.split('; ');
  return sizes.split('|').map((size, place) => {
    const [label = '', price = ''] = size.split('=');
    const code = `${department}-${String(from + place).padStart(3, '0')}`;
    const kinds = { code, unit, vatRate, priceMinor: Number(price) };
    if (label === 'dökme') return { ...kinds, name, english: null };
    return { ...kinds, name: `${name}, ${label}`, english: english ? `${english}, ${translated(label)}` : null };
  });
}

/** Everything in the order of its code. */
export const allGoods: Good[] = Object.entries(listed).flatMap(([department, lines]) => {
  const found: Good[] = [];
  for (const line of lines.trim().split('\n')) found.push(...family(department, line, found.length + 1));
  return found;
});
