// What GİB calls its codes of withholding and exemption; apart from the codes, for the names are long and few pages show them.

/** The ten-tenths codes 801 to 825 name the same sales as the partial ones, but for what the partial list has beside them. */
const partial: Readonly<Record<string, string>> = {
  '601': 'Yapım İşleri ile Bu İşlerle Birlikte İfa Edilen Mühendislik-Mimarlık ve Etüt-Proje Hizmetleri',
  '602': 'Etüt, Plan-Proje, Danışmanlık, Denetim ve Benzeri Hizmetler',
  '603': 'Makine, Teçhizat, Demirbaş ve Taşıtlara Ait Tadil, Bakım ve Onarım Hizmetleri',
  '604': 'Yemek Servis Hizmeti',
  '605': 'Organizasyon Hizmeti',
  '606': 'İşgücü Temin Hizmetleri',
  '607': 'Özel Güvenlik Hizmeti',
  '608': 'Yapı Denetim Hizmetleri',
  '609':
    'Fason Olarak Yaptırılan Tekstil ve Konfeksiyon İşleri, Çanta ve Ayakkabı Dikim İşleri ve Bu İşlere Aracılık Hizmetleri',
  '610': 'Turistik Mağazalara Verilen Müşteri Bulma / Götürme Hizmetleri',
  '611': 'Spor Kulüplerinin Yayın, Reklâm ve İsim Hakkı Gelirlerine Konu İşlemleri',
  '612': 'Temizlik Hizmeti',
  '613': 'Çevre ve Bahçe Bakım Hizmetleri',
  '614': 'Servis Taşımacılığı Hizmeti',
  '615': 'Her Türlü Baskı ve Basım Hizmetleri',
  '616': 'Diğer Hizmetler',
  '617': 'Hurda Metalden Elde Edilen Külçe Teslimleri',
  '618': 'Hurda Metalden Elde Edilenler Dışındaki Bakır, Çinko, Demir Çelik, Alüminyum ve Kurşun Külçe Teslimleri',
  '619': 'Bakır, Çinko ve Alüminyum Ürünlerinin Teslimi',
  '620': 'İstisnadan Vazgeçenlerin Hurda ve Atık Teslimi',
  '621': 'Metal, Plastik, Lastik, Kauçuk, Kâğıt ve Cam Hurda ve Atıklardan Elde Edilen Hammadde Teslimi',
  '622': 'Pamuk, Tiftik, Yün ve Yapağı ile Ham Post ve Deri Teslimleri',
  '623': 'Ağaç ve Orman Ürünleri Teslimi',
  '624': 'Yük Taşımacılığı Hizmeti',
  '625': 'Ticari Reklam Hizmetleri',
  '626': 'Diğer Teslimler',
  '627': 'Demir-Çelik Ürünlerinin Teslimi',
};
const partialOf = (code: string): string => {
  if (code === '825') return '627';
  return String(Number(code) - (Number(code) > 815 ? 199 : 200));
};
const withholdingName = (code: string): string =>
  code === '818' ? 'Bakır, Çinko, Alüminyum ve Kurşun Ürünlerinin Teslimi' : (partial[partialOf(code)] ?? '');

const exemptions: Readonly<Record<string, string>> = {
  '201': '17/1 Kültür ve Eğitim Amacı Taşıyan İşlemler',
  '202': '17/2-a Sağlık, Çevre ve Sosyal Yardım Amaçlı İşlemler',
  '204': '17/2-c Yabancı Diplomatik Organ ve Hayır Kurumlarının Yapacakları Bağışlarla İlgili Mal ve Hizmet Alışları',
  '205': '17/2-d Taşınmaz Kültür Varlıklarına İlişkin Teslimler ve Mimarlık Hizmetleri',
  '206': '17/2-e Mesleki Kuruluşların İşlemleri',
  '207': '17/3 Askeri Fabrika, Tersane ve Atölyelerin İşlemleri',
  '208': '17/4-c Birleşme, Devir, Dönüşüm ve Bölünme İşlemleri',
  '209': '17/4-e Banka ve Sigorta Muameleleri Vergisi Kapsamına Giren İşlemler',
  '211': '17/4-h Zirai Amaçlı Su Teslimleri ile Köy Tüzel Kişiliklerince Yapılan İçme Suyu Teslimleri',
  '212': '17/4-ı Serbest Bölgelerde Verilen Hizmetler',
  '213': '17/4-j Boru Hattı ile Yapılan Petrol ve Gaz Taşımacılığı',
  '214':
    '17/4-k Organize Sanayi Bölgelerindeki Arsa ve İşyeri Teslimleri ile Konut Yapı Kooperatiflerinin Üyelerine Konut Teslimleri',
  '215': '17/4-l Varlık Yönetim Şirketlerinin İşlemleri',
  '216': '17/4-m Tasarruf Mevduatı Sigorta Fonunun İşlemleri',
  '217': '17/4-n Basın-Yayın ve Enformasyon Genel Müdürlüğüne Verilen Haber Hizmetleri',
  '218':
    '17/4-o md. Gümrük Antrepoları, Geçici Depolama Yerleri ile Gümrüklü Sahalarda Vergisiz Satış Yapılan İşyeri, Depo ve Ardiye Gibi Bağımsız Birimlerin Kiralanması',
  '219':
    'Hazine, Toplu Konut İdaresi Başkanlığı, Belediyeler, İl Özel İdareleri ve Yatırım İzleme ve Koordinasyon Başkanlıklarının İşlemleri',
  '220':
    '17/4-r İki Tam Yıl Süreyle Sahip Olunan Taşınmaz ve İştirak Hisseleri ile 15/7/2023 Tarihinden Önce Kurumların Aktifinde Kayıtlı Taşınmaz Satışı',
  '221':
    'Geçici 15 Konut Yapı Kooperatifleri, Belediyeler ve Sosyal Güvenlik Kuruluşlarına Verilen İnşaat Taahhüt Hizmeti',
  '223': 'Geçici 20/1 Teknoloji Geliştirme Bölgelerinde Yapılan İşlemler',
  '225': 'Geçici 23 Milli Eğitim Bakanlığına Yapılan Bilgisayar Bağışları ile İlgili Teslimler',
  '226': '17/2-b Özel Okulları, Üniversite ve Yüksekokullar Tarafından Verilen Bedelsiz Eğitim ve Öğretim Hizmetleri',
  '227': '17/2-b Kanunların Gösterdiği Gerek Üzerine Bedelsiz Olarak Yapılan Teslim ve Hizmetler',
  '228': '17/2-b Kanunun (17/1) Maddesinde Sayılan Kurum ve Kuruluşlara Bedelsiz Olarak Yapılan Teslimler',
  '229':
    '17/2-b Gıda Bankacılığı Faaliyetinde Bulunan Dernek ve Vakıflara Bağışlanan Gıda, Temizlik, Giyecek ve Yakacak Maddeleri',
  '230': '17/4-g Külçe Altın, Külçe Gümüş ve Kıymetli Taşların Teslimi',
  '231': '17/4-g Metal Plastik, Lastik, Kauçuk, Kâğıt, Cam Hurda ve Atıkların Teslimi',
  '232': '17/4-g Döviz, Para, Damga Pulu, Değerli Kağıtlar, Hisse Senedi ve Tahvil Teslimleri',
  '234': '17/4-ş Konut Finansmanı Amacıyla Teminat Gösterilen ve İpotek Konulan Konutların Teslimi',
  '235':
    '16/1-c Transit ve Gümrük Antrepo Rejimleri ile Geçici Depolama ve Serbest Bölge Hükümlerinin Uygulandığı Malların Teslimi',
  '236': '19/2 Usulüne Göre Yürürlüğe Girmiş Uluslararası Anlaşmalar Kapsamındaki İstisnalar (İade Hakkı Tanınmayan)',
  '237':
    '17/4-t 5300 Sayılı Kanuna Göre Düzenlenen Ürün Senetlerinin İhtisas/Ticaret Borsaları Aracılığıyla İlk Teslimlerinden Sonraki Teslim',
  '238':
    '17/4-u Varlıkların Varlık Kiralama Şirketlerine Devri ile Bu Varlıkların Varlık Kiralama Şirketlerince Kiralanması ve Devralınan Kuruma Devri',
  '239':
    '17/4-y Taşınmazların Finansal Kiralama Şirketlerine Devri, Finansal Kiralama Şirketi Tarafından Devredene Kiralanması ve Devri',
  '240': '17/4-z Patentli Veya Faydalı Model Belgeli Buluşa İlişkin Gayri Maddi Hakların Kiralanması, Devri ve Satışı',
  '241': 'TürkAkım Gaz Boru Hattı Projesine İlişkin Anlaşmanın (9/b) Maddesinde Yer Alan Hizmetler',
  '242':
    '17/4-ö md. Gümrük Antrepoları, Geçici Depolama Yerleri ile Gümrüklü Sahalarda, İthalat ve İhracat İşlemlerine Konu Mallar ile Transit Rejim Kapsamında İşlem Gören Mallar için Verilen Ardiye, Depolama ve Terminal Hizmetleri',
  '250': 'Diğerleri',
  '301': '11/1-a Mal İhracatı',
  '302': '11/1-a Hizmet İhracatı',
  '303': '11/1-a Roaming Hizmetleri',
  '304': '13/a Deniz Hava ve Demiryolu Taşıma Araçlarının Teslimi ile İnşa, Tadil, Bakım ve Onarımları',
  '305': '13/b Deniz ve Hava Taşıma Araçları İçin Liman ve Hava Meydanlarında Yapılan Hizmetler',
  '306': '13/c Petrol Aramaları ve Petrol Boru Hatlarının İnşa ve Modernizasyonuna İlişkin Yapılan Teslim ve Hizmetler',
  '307':
    '13/c Maden Arama, Altın, Gümüş ve Platin Madenleri İçin İşletme, Zenginleştirme ve Rafinaj Faaliyetlerine İlişkin Teslim ve Hizmetler',
  '309': '13/e Liman ve Hava Meydanlarının İnşası, Yenilenmesi ve Genişletilmesi',
  '310': '13/f Ulusal Güvenlik Amaçlı Teslim ve Hizmetler',
  '311': '14/1 Uluslararası Taşımacılık',
  '312': '15/a Diplomatik Organ ve Misyonlara Yapılan Teslim ve Hizmetler',
  '313': '15/b Uluslararası Kuruluşlara Yapılan Teslim ve Hizmetler',
  '314': '19/2 Usulüne Göre Yürürlüğe Girmiş Uluslararası Anlaşmalar Kapsamındaki İstisnalar',
  '315': '14/3 İhraç Konusu Eşyayı Taşıyan Kamyon, Çekici ve Yarı Romorklara Yapılan Motorin Teslimleri',
  '316': '11/1-a Serbest Bölgelerdeki Müşteriler İçin Yapılan Fason Hizmetler',
  '317':
    '17/4-s Engellilerin Eğitimleri, Meslekleri ve Günlük Yaşamlarına İlişkin Araç-Gereç ve Bilgisayar Programları',
  '318':
    'Geçici 29 3996 Sayılı Kanuna Göre Yap-İşlet-Devret Modeli Çerçevesinde Gerçekleştirilecek Projeler, 3359 Sayılı Kanuna Göre Kiralama Karşılığı Yaptırılan Sağlık Tesislerine İlişkin Projeler ve 652 Sayılı Kanun Hükmünde Kararnameye Göre Kiralama Karşılığı Yaptırılan Eğitim Öğretim Tesislerine İlişkin Projelere İlişkin Teslim ve Hizmetler',
  '319': '13/g Başbakanlık Merkez Teşkilatına Yapılan Araç Teslimleri',
  '320':
    'Geçici 16 (6111 sayılı K.) İSMEP Kapsamında İstanbul İl Özel İdaresi\'ne Bağlı Olarak Faaliyet Gösteren "İstanbul Proje Koordinasyon Birimi"ne Yapılacak Teslim ve Hizmetler',
  '321':
    'Geçici 26 Birleşmiş Milletler (BM) ile Kuzey Atlantik Antlaşması Teşkilatı (NATO) Temsilcilikleri ve Bu Teşkilatlara Bağlı Program, Fon ve Özel İhtisas Kuruluşları ile İktisadi İşbirliği ve Kalkınma Teşkilatına (OECD) Resmi Kullanımları İçin Yapılacak Mal Teslimi ve Hizmet İfaları, Bunların Sosyal ve Ekonomik Yardım Amacıyla Bedelsiz Olarak Yapacakları Mal Teslimi ve Hizmet İfaları ile İlgili Bunlara Yapılan Mal Teslimi ve Hizmet İfaları',
  '322': "11/1-a Türkiye'de İkamet Etmeyenlere Özel Fatura ile Yapılan Teslimler (Bavul Ticareti)",
  '323': '13/ğ 5300 Sayılı Kanuna Göre Düzenlenen Ürün Senetlerinin İhtisas/Ticaret Borsaları Aracılığıyla İlk Teslimi',
  '324':
    '13/h Türkiye Kızılay Derneğine Yapılan Teslim ve Hizmetler ile Türkiye Kızılay Derneğinin Teslim ve Hizmetleri',
  '325': '13/ı Yem Teslimleri',
  '326': '13/ı Gıda, Tarım ve Hayvancılık Bakanlığı Tarafından Tescil Edilmiş Gübrelerin Teslimi',
  '327':
    '13/ı Gıda, Tarım ve Hayvancılık Bakanlığı Tarafından Tescil Edilmiş Gübrelerin İçeriğinde Bulunan Hammaddelerin Gübre Üreticilerine Teslimi',
  '328': '13/i Konut veya İşyeri Teslimleri',
  '329':
    'Eğitimde Fırsatları Artırma ve Teknolojiyi İyileştirme Hareketi (FATİH) Projesi Kapsamında Milli Eğitim Bakanlığına Yapılacak Mal Teslimi ve Hizmet İfası',
  '330': '13/j md. Organize Sanayi Bölgeleri ile Küçük Sanayi Sitelerinin İnşasına İlişkin Teslim ve Hizmetler',
  '331':
    '13/m md. Ar-Ge, Yenilik ve Tasarım Faaliyetlerinde Kullanılmak Üzere Yapılan Yeni Makina ve Teçhizat Teslimlerinde İstisna',
  '332': 'Geçici 39. md. İmalat Sanayiinde Kullanılmak Üzere Yapılan Yeni Makina ve Teçhizat Teslimlerinde İstisna',
  '333':
    '13/k md. Kapsamında Genel ve Özel Bütçeli Kamu İdarelerine, İl Özel İdarelerine, Belediyelere ve Köylere Bağışlanan Tesislerin İnşasına İlişkin İstisna',
  '334': '13/l md. Kapsamında Yabancılara Verilen Sağlık Hizmetlerinde İstisna',
  '335': '13/n Basılı Kitap ve Süreli Yayınların Teslimleri',
  '336': 'Geçici 46 UEFA Müsabakaları Kapsamında Yapılacak Teslim ve Hizmetler',
  '337': 'Türk Akım Gaz Boru Hattı Projesine İlişkin Anlaşmanın (9/h) Maddesi Kapsamındaki Gaz Taşıma Hizmetleri',
  '338': 'İmalatçıların Mal İhracatları',
  '340': 'Elektrik Motorlu Taşıt Araçlarının Geliştirilmesine Yönelik Mühendislik Hizmetleri',
  '341': 'Afetzedelere Bağışlanacak Konutların İnşasına İlişkin İstisna',
  '342': 'Genel Bütçeli Kamu İdarelerine Bağışlanacak Taşınmazların İnşasına İlişkin İstisna',
  '343':
    'Genel Bütçeli Kamu İdarelerine Bağışlanacak Konutların Yabancı Devlet Kurum ve Kuruluşlarına Teslimine İlişkin İstisna',
  '344': '13/o Milli Savunma ve İç Güvenlik İhtiyaçlarında Kullanılmak Üzere Taşıt Teslimi',
  '350': 'Diğerleri',
  '351': 'KDV - İstisna Olmayan Diğer',
};

/** GİB's name of a withholding code, 601 to 627 and 801 to 825; empty for any other. Source: GİB, UBL-TR Kod Listeleri 1.42. */
export const nameOfWithholding = (code: string): string =>
  /^8\d\d$/.test(code) ? withholdingName(code) : (partial[code] ?? '');

/** GİB's name of an exemption code; empty for 233, which is newer than the published list. Source: GİB, UBL-TR Kod Listeleri 1.42. */
export const nameOfExemption = (code: string): string => exemptions[code] ?? '';
