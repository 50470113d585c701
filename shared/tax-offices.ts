// The tax offices of Türkiye by province, as the Revenue Administration lists them for e-documents. Loaded only where one is chosen.

const listed = {
  Adana:
    '5 Ocak|Adana İhtisas|Aladağ|Ceyhan|Feke|Karaisalı|Karataş|Kozan|Pozantı|Saimbeyli|Seyhan|Tufanbeyli|Yumurtalık|Yüreğir|Ziyapaşa|Çukurova|İmamoğlu',
  Adıyaman: 'Adıyaman|Besni|Gölbaşı|Kahta|Karakuş|Sincik|Çelikhan',
  Afyonkarahisar:
    'Başmakçı|Bolvadin|Dazkırı|Dinar|Emirdağ|Evciler|Kocatepe|Sandıklı|Sinanpaşa|Sultandağı|Tınaztepe|Çay|Çiğiltepe|Çobanlar|İhsaniye|İscehisar|Şuhut',
  Ağrı: 'Ağrı|Diyadin|Doğubeyazıt|Eleşkirt|Hamur Mal Müdürlüğü|Patnos|Taşlıçay Mal Müdürlüğü|Tutak',
  Amasya: 'Amasya|Göynücek|Gümüşhacıköy|Hamamözü Mal Müdürlüğü|Merzifon|Suluova|Taşova',
  Ankara:
    '100. Yıl İhtisas|Akyurt|Anadolu İhtisas|Ankara Kurumlar|Ankara İhtisas|Ayaş|Bala|Başkent|Beypazarı|Cumhuriyet|Dikimevi|Doğanbey|Dışkapı|Elmadağ|Etimesgut|Evren Mal Müdürlüğü|Gölbaşı|Güdül Mal Müdürlüğü|Harçlar|Haymana|Hitit|Kahramankazan|Kalecik|Kavaklıdere|Keçiören|Kızılbey|Kızılcahamam|M.karagüzel|Maltepe|Mithatpaşa|Nallıhan|Ostim|Polatlı|Seğmenler|Sincan|Ulus|Veraset Ve İntikal|Y.galip|Yenimahalle|Yeğenbey|Yıldırımbeyazıt|Çamlıdere Mal Müdürlüğü|Çankaya|Çubuk|İvedik|Şereflikoçhisar',
  Antalya:
    'Akseki|Alanya|Antalya Kurumlar|Antalya İhtisas|Demre|Düden|Elmalı|Finike|Gazipaşa|Gündoğmuş Mal Müdürlüğü|Kalekapı|Kaş|Kemer|Korkuteli|Kumluca|Manavgat|Muratpaşa|Serik|Üçkapılar|İbradı Mal Müdürlüğü',
  Artvin: 'Ardanuç|Arhavi|Artvin|Borçka|Hopa|Murgul Mal Müdürlüğü|Yusufeli|Şavşat',
  Aydın:
    'Bozdoğan|Buharkent|Didim|Efeler|Germencik|Güzelhisar|Karacasu|Karpuzlu|Koçarlı|Kuyucak|Kuşadası|Köşk|Nazilli|Sultanhisar|Söke|Yenipazar|Çine|İncirliova',
  Balıkesir:
    'Ayvalık|Bandırma|Bigadiç|Burhaniye|Dursunbey|Edremit|Erdek|Gömeç|Gönen|Havran|Karesi|Kepsut|Koca Seyit|Kurtdereli|Manyas|Marmara|Savaştepe|Susurluk|Sındırgı|İvrindi',
  Bilecik: 'Bilecik|Bozüyük|Gölpazarı|Kayı|Osmaneli|Söğüt',
  Bingöl: 'Bingöl|Genç|Karlıova|Solhan|Yüzen Ada',
  Bitlis: 'Adilcevaz|Ahlat|Bitlis|Güroymak|Hizan|Mutki Mal Müdürlüğü|Tatvan',
  Bolu: 'Bolu|Dörtdivan Mal Müdürlüğü|Gerede|Göynük|Kıbrıscık Mal Müdürlüğü|Mengen|Mudurnu|Seben Mal Müdürlüğü|Yeniçağa',
  Burdur: 'Bucak|Burdur|Gölhisar|Karamanlı|Salda|Tefenni|Yeşilova|Çavdır',
  Bursa:
    'Bursa Veraset Ve Harçlar|Bursa İhtisas|Ertuğrulgazi|Gemlik|Gökdere|Karacabey|Kozahan|Mudanya|Mustafakemalpaşa|Nilüfer|Orhaneli|Orhangazi|Osmangazi|Setbaşı|Uludağ|Yenişehir|Yeşil|Yıldırım|Çekirge|İnegöl|İznik',
  Çanakkale: 'Ayvacık|Bayramiç|Biga|Bozcaada|Eceabat|Ezine|Gelibolu|Gökçeada|Lapseki|Yenice|Çan|Çanakkale',
  Çankırı: 'Ilgaz|Karatekin|Orta|Çankırı|Çerkeş|Şabanözü',
  Çorum: 'Akşemseddin|Alaca|Bayat|Hasanpaşa|Kargı|Mecitözü|Osmancık|Sungurlu|Çorum|İskilip',
  Denizli:
    'Acıpayam|Babadağ|Bayramyeri|Bekilli|Bozkurt|Buldan|Denizli İhtisas|Gökpınar|Güney|Honaz|Kale|Pamukkale|Sarayköy|Saraylar|Serinhisar|Tavas|Çal|Çameli|Çardak|Çivril|Çınar',
  Diyarbakır:
    'Bismil|C.sıtkı Tarancı|Dicle Mal Müdürlüğü|Ergani|Eğil Mal Müdürlüğü|Gökalp|Hani|Hazro Mal Müdürlüğü|Kocaköy Mal Müdürlüğü|Kulp Mal Müdürlüğü|Lice|Silvan|Süleymannazif|Çermik|Çüngüş Mal Müdürlüğü|Çınar',
  Edirne: 'Arda|Enez|Havsa|Keşan|Kırkpınar|Lalapaşa Mal Müdürlüğü|Meriç|Süloğlu Mal Müdürlüğü|Uzunköprü|İpsala',
  Elazığ:
    'Alacakaya Mal Müdürlüğü|Arıcak Mal Müdürlüğü|Ağın Mal Müdürlüğü|Baskil Mal Müdürlüğü|Harput|Hazar|Karakoçan|Keban Mal Müdürlüğü|Kovancılar|Maden Mal Müdürlüğü|Palu|Sivrice Mal Müdürlüğü',
  Erzincan: 'Ergan|Fevzipaşa|Tercan',
  Erzurum:
    'Aziziye|Aziziye (Ilıca) Mal Müdürlüğü|Aşkale|Horasan|Hınıs|Karayazı|Kazımkarabekir|Oltu|Palandöken|Pasinler|İspir',
  Eskişehir:
    'Alpu Mal Müdürlüğü|Beylikova Mal Müdürlüğü|Eskişehir Defterdarlığı|Günyüzü Mal Müdürlüğü|Han Mal Müdürlüğü|Mahmudiye Mal Müdürlüğü|Mihalgazi Mal Müdürlüğü|Mihalıççık Mal Müdürlüğü|Sarıcakaya Mal Müdürlüğü|Seyitgazi Mal Müdürlüğü|İnönü Mal Müdürlüğü',
  Gaziantep:
    'Araban|Gaziantep İhtisas|Gazikent|Karkamış Mal Müdürlüğü|Kozanlı|Nizip|Nurdağı|Oğuzeli|Suburcu|Yavuzeli|İslahiye|Şahinbey|Şehitkamil',
  Giresun: 'Ada|Bulancak|Dereli|Espiye|Eynesil|Giresun|Görele|Keşap|Piraziz|Tirebolu|Yağlıdere|Şebinkarahisar',
  Gümüşhane: 'Gümüşhane|Kelkit|Köse Mal Müdürlüğü|Kürtün|Torul|Şiran',
  Hakkari: 'Derecik Mal Müdürlüğü|Hakkari|Yüksekova|Çukurca Mal Müdürlüğü|Şemdinli',
  Hatay:
    '23 Temmuz|Akdeniz|Altınözü|Antakya|Asım Gündüz|Belen|Dörtyol|Erzin|Hassa|Kumlu Mal Müdürlüğü|Kırıkhan|Reyhanlı|Sahil|Samandağ|Yayladağı|Şükrükanatlı',
  Isparta: 'Davraz|Eğirdir|Gelendost|Gülkent|Kaymakkapı|Keçiborlu|Senirkent|Yalvaç|Şarkikaraağaç',
  Mersin:
    'Anamur|Aydıncık|Bozyazı|Erdemli|Gülnar|Kızılmurat|Liman|Mersin İhtisas|Mut|Silifke|Toros|Uray|Çamlıyayla Mal Müdürlüğü|İstiklal|Şehitkerim',
  İstanbul:
    'Adalar|Alemdağ|Anadolu Kurumlar|Atışalanı|Avcılar|Bakırköy|Bayrampaşa|Başakşehir|Beyazıt|Beykoz|Beylikdüzü|Beyoğlu|Beşiktaş|Boğaziçi Kur.|Büyük Mükellefler|Büyükçekmece|Davutpaşa|Erenköy|Esenler|Esenyurt|Fatih|Gaziosmanpaşa|Göztepe|Güneşli|Güngören|Haliç İhtisas|Halkalı|Hisar|Hocapaşa|Kadıköy|Kartal|Kasımpaşa|Kağıthane|Kocamustafapaşa|Kocasinan|Kozyatağı|Küçükköy|Küçükyalı|Küçükçekmece|Marmara Kur.|Maslak|Mecidiyeköy|Merter|Nakil Vasıta|Pendik|Rıhtım|Sarıgazi|Sarıyer|Silivri|Sultanbeyli|Tuna|Tuzla|Vatan İhtisas|Yakacık|Yeditepe|Yenibosna|Yenikapı|Zeytinburnu|Zincirlikuyu|Çamlıca İhtisas|Ümraniye|Üsküdar|İkitelli|Şile|Şişli',
  İzmir:
    '9 Eylül|Aliağa|Balçova|Bayındır|Belkahve|Bergama|Beydağ|Bornova|Dikili|Ege|Foça|Gaziemir|Hasan Tahsin|Kadifekale|Karaburun|Karşıyaka|Kemalpaşa|Kemeraltı|Kiraz|Konak|Kordon|Kınık|Menderes|Menemen|Seferihisar|Selçuk|Taşıtlar|Tire|Torbalı|Urla|Yamanlar|Çakabey İhtisas|Çeşme|Çiğli|Ödemiş|İzmir İhtisas|Şirinyer',
  Kars: 'Akyaka Mal Müdürlüğü|Arpaçay Mal Müdürlüğü|Digor Mal Müdürlüğü|Kars|Kağızman|Sarıkamış|Selim|Susuz Mal Müdürlüğü',
  Kastamonu:
    'Abana Mal Müdürlüğü|Araç|Azdavay|Ağlı Mal Müdürlüğü|Bozkurt|Cide|Daday|Devrekani|Doğanyurt Mal Müdürlüğü|Hanönü Mal Müdürlüğü|Kastamonu|Küre Mal Müdürlüğü|Pınarbaşı (Kastamonu) Mal Müdürlüğü|Seydiler Mal Müdürlüğü|Taşköprü|Tosya|Çatalzeytin Mal Müdürlüğü|İhsangazi Mal Müdürlüğü|İnebolu|Şenpazar Mal Müdürlüğü',
  Kayseri:
    'Bünyan|Develi|Erciyes|Gevher Nesibe|Kaleönü|Kayseri İhtisas|Kültepe|Mimarsinan|Pınarbaşı|Sarız|Tomarza|Yahyalı|Yeşilhisar|İncesu',
  Kırklareli: 'Babaeski|Demirköy|Kofcaz Mal Müdürlüğü|Kırklareli|Lüleburgaz|Pehlivanköy Mal Müdürlüğü|Pınarhisar|Vize',
  Kırşehir: 'Cacabey|Kaman|Kırşehir|Mucur|Çiçekdağı',
  Kocaeli:
    'Acısu|Alemdar|Derince|Gebze İhtisas|Gölcük|Kandıra|Karamürsel|Kocaeli İhtisas|Körfez|Tepecik|Uluçınar|İlyasbey',
  Konya:
    'Ahırlı Mal Müdürlüğü|Akören Mal Müdürlüğü|Akşehir|Alaaddin|Altınekin|Beyşehir|Bozkır|Cihanbeyli|Derbent Mal Müdürlüğü|Derebucak Mal Müdürlüğü|Doğanhisar|Emirgazi|Ereğli|Güneysınır Mal Müdürlüğü|Hadım Mal Müdürlüğü|Halkapınar Mal Müdürlüğü|Hüyük|Ilgın|Kadınhanı|Karapınar|Konya İhtisas|Kulu|Meram|Mevlana|Sarayönü|Selçuk (Konya)|Seydişehir|Taşkent Mal Müdürlüğü|Tuzlukcu Mal Müdürlüğü|Yalıhüyük Mal Müdürlüğü|Yunak|Çeltik Mal Müdürlüğü|Çumra',
  Kütahya: '30 Ağustos|Altıntaş|Domaniç|Emet|Gediz|Hisarcık|Simav|Tavşanlı|Çaltepe|Çinili',
  Malatya:
    'Akçadağ|Arapgir|Arguvan Mal Müdürlüğü|Beydağı|Darende|Doğanyol Mal Müdürlüğü|Doğanşehir|Fırat|Hekimhan|Kale (Malatya) Mal Müdürlüğü|Kuluncak Mal Müdürlüğü|Pütürge Mal Müdürlüğü|Yazıhan Mal Müdürlüğü',
  Manisa:
    'Ahmetli|Akhisar|Alaşehir|Demirci|Gölmarmara|Gördes|Kula|Köprübaşı|Kırkağaç|Manisa İhtisas|Mesir|Salihli Adil Oral|Saruhanlı|Sarıgöl|Selendi|Soma|Turgutlu|Şehit Cihan Güneş',
  Kahramanmaraş:
    'Afşin|Aksu|Andırın|Aslanbey|Ekinözü Mal Müdürlüğü|Elbistan|Göksun|Nurhak|Pazarcık|Türkoğlu|Çağlayancerit',
  Mardin: 'Dargeçit|Derik|Kızıltepe|Mardin|Mazıdağı|Midyat|Nusaybin|Savur|Yeşilli Mal Müdürlüğü|Ömerli',
  Muğla: 'Bodrum|Dalaman|Datça|Fethiye|Kavaklıdere|Köyceğiz|Marmaris|Milas|Muğla|Ortaca|Seydikemer|Ula|Yatağan',
  Muş: 'Bulanık|Hasköy Mal Müdürlüğü|Korkut Mal Müdürlüğü|Malazgirt|Muş|Varto',
  Nevşehir: 'Acıgöl|Avanos|Derinkuyu|Gülşehir|Hacıbektaş|Kozaklı|Nevşehir|Ürgüp',
  Niğde: 'Altunhisar|Bor|Niğde|Ulukışla|Çamardı|Çiftlik',
  Ordu: 'Akkuş|Aybastı|Boztepe|Fatsa|Gölköy|Gülyalı Mal Müdürlüğü|Gürgentepe|Kabadüz Mal Müdürlüğü|Kabataş|Korgan|Kumru|Köprübaşı|Mesudiye Mal Müdürlüğü|Perşembe|Ulubey|Çamaş Mal Müdürlüğü|Çatalpınar|Çaybaşı|Ünye|İkizce Mal Müdürlüğü',
  Rize: 'Ardeşen|Fındıklı|Kaçkar|Pazar|Rize|Yeşilçay|Çamlıhemşin|Çayeli',
  Sakarya:
    'Akyazı|Ali Fuat Cebesoy|Geyve|Gümrükönü|Hendek|Karapürçek|Karasu|Kaynarca|Kocaali|Pamukova|Sakarya İhtisas|Sapanca|Taraklı Mal Müdürlüğü',
  Samsun:
    '19 Mayıs|19 Mayıs Ballıca|Alaçam|Asarcık|Ayvacık (Samsun) Mal Müdürlüğü|Bafra|Gaziler|Havza|Kavak|Ladik|Salıpazarı|Terme|Vezirköprü|Yakakent|Zafer|Çarşamba',
  Siirt: 'Baykan|Eruh Mal Müdürlüğü|Kurtalan|Pervari Mal Müdürlüğü|Siirt|Şirvan Mal Müdürlüğü',
  Sinop: 'Ayancık|Boyabat|Dikmen Mal Müdürlüğü|Durağan|Erfelek|Gerze|Saraydüzü Mal Müdürlüğü|Sinop|Türkeli',
  Sivas: '4 Eylül|Divriği|Gemerek|Gürün|Kale|Kangal|Site|Suşehri|Yıldızeli|Zara|Şarkışla',
  Tekirdağ:
    'Hayrabolu|Kapaklı|Malkara|Marmaraereğlisi|Muratlı|Namık Kemal|Saray|Süleymanpaşa|Çerkezköy|Çorlu|Çorlu İhtisas|Şarköy',
  Tokat: 'Almus|Erbaa|Niksar|Pazar|Reşadiye|Tokat|Topçam|Turhal|Zile',
  Trabzon:
    'Akçaabat|Araklı|Arsin|Beşikdüzü|Düzköy|Hızırbey|Karadeniz|Maçka|Of|Ortahisar|Sürmene|Tonya|Vakfıkebir|Yomra|Çarşıbaşı|Çaykara|Şalpazarı',
  Tunceli: 'Munzur|Tunceli',
  Şanlıurfa:
    'Akçakale|Birecik|Bozova|Ceylanpınar|Göbeklitepe|Halfeti|Harran|Hilvan|Siverek|Suruç|Topçumeydanı|Viranşehir|Şehitlik',
  Uşak: 'Banaz|Eşme|Karahallı|Sivaslı|Ulubey|Uşak',
  Van: 'Akdamar|Başkale|Edremit|Erciş|Gevaş|Gürpınar|Muradiye|Van|Çaldıran|Özalp',
  Yozgat: 'Akdağmadeni|Aydıncık|Boğazlıyan|Saraykent|Sarıkaya|Sorgun|Yerköy|Yozgat|Çamlık|Çayıralan|Çekerek|Şefaatli',
  Zonguldak: 'Alaplı|Devrek|Gökçebey|Karadeniz Ereğli|Karaelmas|Uzunmehmet|Çaycuma',
  Aksaray: 'Aksaray|Ağaçören|Eskil|Gülağaç|Güzelyurt|Ortaköy|Sarıyahşi Mal Müdürlüğü|Sultanhanı',
  Bayburt: 'Aydıntepe Mal Müdürlüğü|Bayburt|Demirözü Mal Müdürlüğü',
  Karaman: 'Ayrancı Mal Müdürlüğü|Başyayla Mal Müdürlüğü|Ermenek|K.karabekir Mal Müdürlüğü|Karaman|Sarıveliler',
  Kırıkkale: 'Delice|Irmak|Kaletepe|Keskin|Kırıkkale',
  Batman: 'Batman|Kozluk|Raman',
  Şırnak: 'Beytüşşebab Mal Müdürlüğü|Cizre|Güçlükonak Mal Müdürlüğü|Silopi|Uludere|İdil|Şırnak',
  Bartın: 'Amasra|Bartın|Kurucaşile Mal Müdürlüğü|Ulus',
  Ardahan: 'Ardahan|Damal Mal Müdürlüğü|Göle|Hanak Mal Müdürlüğü|Posof Mal Müdürlüğü|Çıldır Mal Müdürlüğü',
  Iğdır: 'Aralık Mal Müdürlüğü|Iğdır|Karakoyunlu Mal Müdürlüğü|Tuzluca',
  Yalova: 'Altınova|Armutlu|Yalova|Çınarcık',
  Karabük: 'Demirkent|Eskipazar|Karabük|Safranbolu|Yenice',
  Kilis: 'Kilis',
  Osmaniye: 'Bahçe|Düziçi|Hasanbeyli Mal Müdürlüğü|Kadirli|Osmaniye|Sumbas Mal Müdürlüğü|Toprakkale',
  Düzce: 'Akçakoca|Cumayeri|Düzce|Gölyaka|Gümüşova|Kaynaşlı|Yığılca|Çilimli',
};

/** Names without the words "Vergi Dairesi Müdürlüğü" that follow each of them. */
export const taxOffices: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(listed).map(([province, names]) => [province, names.split('|')]),
);
