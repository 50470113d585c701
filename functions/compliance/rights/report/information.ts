// What a report says about the data: why, on what ground, how long, for whom, and what one may ask for, Turkish and English.
import type { AccessReport } from '../../../../shared/access-report.ts';
import type { Language } from '../../../../shared/fields.ts';
import { citation, type Ground, type Law } from './law.ts';

type Category = { name: string; purpose: string; ground: string; on: Ground[]; retention: string };
type Words = {
  categories: Category[];
  recipients: string[];
  source: string;
  automatedDecisions: string;
  rights: (business: string) => string[];
  complaint: Record<Law, string>;
};

const turkish: Words = {
  categories: [
    {
      name: 'Kimlik ve iletişim',
      purpose: 'Müşteri ilişkisini yürütmek, belgeleri doğru kişiye düzenlemek ve ulaştırmak',
      ground: 'Sözleşmenin kurulması ve ifası',
      on: ['contract'],
      retention: 'İşletme kartı silene dek',
    },
    {
      name: 'Faturalar ve ödemeler',
      purpose: 'Fatura düzenlemek, tahsil etmek, defter tutmak',
      ground: 'Sözleşmenin ifası ve vergi mevzuatından doğan yükümlülük',
      on: ['contract', 'duty'],
      retention: 'Düzenlendiği yılı izleyen on yıl boyunca',
    },
    {
      name: 'Yazışmalar ve bağlantılar',
      purpose: 'Belgeleri göndermek, ulaştığını gösterebilmek',
      ground: 'Sözleşmenin ifası ve meşru menfaat',
      on: ['contract', 'interest'],
      retention: 'İşletme kartı silene dek',
    },
    {
      name: 'Notlar, etiketler ve dosyalar',
      purpose: 'İlişkiyi ve verilen sözleri hatırlamak',
      ground: 'Meşru menfaat',
      on: ['interest'],
      retention: 'İşletme silene dek',
    },
    {
      name: 'Tercihler, kısıtlamalar ve başvurular',
      purpose: 'Söylediklerinize uymak ve uyulduğunu gösterebilmek',
      ground: 'Hukuki yükümlülük',
      on: ['duty'],
      retention: 'İşletme kartı silene dek',
    },
  ],
  recipients: [
    'Veriler işletme adına crmFEX tarafından, Avrupa Birliği’ndeki (İrlanda ve Hollanda) sunucularda işlenir.',
    'E-postalar SendGrid ya da işletmenin kendi e-posta sunucusu üzerinden gönderilir.',
    'Yasa gerektirmedikçe başka kimseye verilmez.',
  ],
  source:
    'Veriler sizden, çalıştığınız kurumdan ya da sizinle yapılan yazışmalardan alınmış ve işletme tarafından girilmiştir.',
  automatedDecisions: 'Veriler profil çıkarmak ya da yalnızca otomatik yollarla karar almak için kullanılmaz.',
  rights: (business) => [
    `Aşağıdakileri ${business} işletmesinden ücretsiz isteyebilirsiniz; başvuruya en geç otuz gün içinde yanıt verilir.`,
    'Verilerinizin işlenip işlenmediğini öğrenmek, bunlara erişmek ve bir kopyasını ya da makinece okunabilir dosyasını almak.',
    'Eksik ya da yanlış işlenmiş verilerin düzeltilmesini istemek.',
    'Yasanın saklanmasını zorunlu kılmadığı verilerin silinmesini ya da yok edilmesini istemek.',
    'İşlemenin kısıtlanmasını istemek; veriler yalnızca saklanır, size e-posta gönderilmez.',
    'Düzeltme ve silmenin, verilerin aktarıldığı kişilere bildirilmesini istemek.',
    'Meşru menfaate dayanan işlemeye, belgelerinizle ilgili olmayan e-postalara ve otomatik analizle ortaya çıkan sonuçlara itiraz etmek.',
    'Hukuka aykırı işleme nedeniyle uğradığınız zararın giderilmesini istemek.',
  ],
  complaint: {
    kvkk: 'Başvurunuz reddedilir, verilen yanıt yetersiz kalır ya da süresinde yanıt verilmezse, yanıtı öğrendiğiniz günden itibaren otuz, her hâlde başvuru gününden itibaren altmış gün içinde Kişisel Verileri Koruma Kuruluna şikâyette bulunabilirsiniz (KVKK m. 14; kvkk.gov.tr).',
    gdpr: 'Yaşadığınız, çalıştığınız ya da ihlalin gerçekleştiği AB ülkesinin veri koruma makamına şikâyette bulunabilirsiniz (GDPR m. 77; makamların listesi: edpb.europa.eu).',
  },
};

const english: Words = {
  categories: [
    {
      name: 'Identity and contact',
      purpose: 'To deal with the client, and to make out and deliver documents to the right person',
      ground: 'Making and performing a contract',
      on: ['contract'],
      retention: 'Until the business deletes the card',
    },
    {
      name: 'Invoices and payments',
      purpose: 'To make out invoices, to be paid, to keep books',
      ground: 'Performing a contract, and duties under tax law',
      on: ['contract', 'duty'],
      retention: 'For ten years after the year of issue',
    },
    {
      name: 'Mails and links',
      purpose: 'To send documents, and to be able to show that they arrived',
      ground: 'Performing a contract, and legitimate interest',
      on: ['contract', 'interest'],
      retention: 'Until the business deletes the card',
    },
    {
      name: 'Notes, tags and files',
      purpose: 'To remember the relationship and what was promised',
      ground: 'Legitimate interest',
      on: ['interest'],
      retention: 'Until the business deletes them',
    },
    {
      name: 'Choices, restrictions and requests',
      purpose: 'To heed what you said, and to be able to show it',
      ground: 'Legal duty',
      on: ['duty'],
      retention: 'Until the business deletes the card',
    },
  ],
  recipients: [
    'crmFEX processes the data on the business’s behalf, on servers in the European Union (Ireland and the Netherlands).',
    'Mails go out through SendGrid or the business’s own mail server.',
    'Nobody else receives them unless the law demands it.',
  ],
  source:
    'The data come from you, from the organisation you work for or from correspondence with you, and were entered by the business.',
  automatedDecisions: 'The data are not used for profiling, nor for decisions made by automated means alone.',
  rights: (business) => [
    `You may ask ${business} for the following, free of charge; an answer is due within thirty days.`,
    'To learn whether your data are processed, to see them, and to get a copy or a machine-readable file.',
    'To have data corrected that are wrong or incomplete.',
    'To have data erased that no law obliges the business to keep.',
    'To have processing restricted: the data are only kept, and no mail goes to you.',
    'To have corrections and erasures passed on to those who received the data.',
    'To object to processing based on legitimate interest, to mails that concern no document of yours, and to results of automated analysis.',
    'To be compensated for damage that unlawful processing has caused.',
  ],
  complaint: {
    kvkk: 'If your request is refused, answered insufficiently or not in time, you may complain to the Personal Data Protection Board of Türkiye within thirty days of learning the answer, and within sixty days of the request in any case (KVKK art. 14; kvkk.gov.tr).',
    gdpr: 'You may complain to the data protection authority of the EU country where you live or work, or where you think that the law was broken (GDPR art. 77; the authorities are listed at edpb.europa.eu).',
  },
};

const words: Record<Language, Words> = { tr: turkish, en: english };

/** @param business name of whoever answers for the data */
export function informationOf(language: Language, laws: readonly Law[], business: string): AccessReport['information'] {
  const { categories, recipients, source, automatedDecisions, rights, complaint } = words[language];
  return {
    categories: categories.map(({ name, purpose, ground, on, retention }) => ({
      ...{ name, purpose, retention },
      legalBasis: `${ground} (${citation(laws, on, language)})`,
    })),
    recipients,
    source,
    automatedDecisions,
    rights: rights(business),
    complaint: laws.map((law) => complaint[law]),
  };
}
