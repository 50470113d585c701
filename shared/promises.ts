// What the privacy policy promises, sentence by sentence, and what is told of the check behind each: result, evidence, last days.
import * as z from 'zod';
import type { Language } from './fields.ts';
import { route } from './route.ts';

export const promiseKeys = [
  'password',
  'session',
  'isolation',
  'vault',
  'cards',
  'connections',
  'region',
  'deletion',
  'backups',
  'logs',
  'retention',
  'erasureLog',
  'age',
  'policyNotice',
] as const;
export type PromiseKey = (typeof promiseKeys)[number];

/** Word for word as they stand in the policy in force (without its stars): a test compares, so that neither drifts from the other. */
export const promiseSentences: Record<PromiseKey, Record<Language, string>> = {
  password: {
    tr: 'Parolanızı okuyamayız: yalnızca Argon2id ile üretilmiş, geri döndürülemeyen özetini saklarız.',
    en: 'We cannot read your password: only a one-way hash made with Argon2id is kept.',
  },
  session: {
    tr: 'Oturumunuz, sayfadaki betiklerin okuyamadığı bir çerezle sürer: HttpOnly, Secure ve SameSite=Lax.',
    en: 'Your session lives in a cookie that scripts cannot read: HttpOnly, Secure and SameSite=Lax.',
  },
  isolation: {
    tr: 'Her işletmenin kayıtları öbürlerinden veritabanının kendisinde, satır düzeyinde ayrılır: bir işletmenin oturumu başka bir işletmenin tek bir satırını okuyamaz.',
    en: 'The records of each business are separated from all others inside the database, row by row: a session of one business cannot read a single row of another.',
  },
  vault: {
    tr: 'Hizmetlere ait anahtarlar ve parolalar kaynak kodunda değil, bir anahtar kasasında (Azure Key Vault) veya onun anahtarlarıyla şifrelenmiş olarak durur.',
    en: 'Keys and passwords of services never stand in source code; they are kept in a vault (Azure Key Vault) or encrypted under its keys.',
  },
  cards: {
    tr: 'Kart bilgisi almaz, görmez ve saklamayız.',
    en: 'We do not take, see or keep card data.',
  },
  connections: {
    tr: 'Bu erişimi istediğiniz an geri alabilirsiniz: crmFEX ayarlarından veya sağlayıcının hesap sayfasından.',
    en: 'You can take this access back at any time, in crmFEX’s settings or on the provider’s account page.',
  },
  region: {
    tr: 'Veriler Avrupa Birliği’nde, Microsoft Azure’un Kuzey Avrupa (İrlanda) ve Batı Avrupa (Hollanda) bölgelerinde saklanır.',
    en: 'Data is kept in the European Union, in Microsoft Azure’s regions North Europe (Ireland) and West Europe (Netherlands).',
  },
  deletion: {
    tr: 'Silinmesini istediğiniz hesap | 30 gün geri alınabilir, sonra kalıcı olarak silinir',
    en: 'An account you asked us to delete | 30 days during which you can change your mind, then deleted permanently',
  },
  backups: { tr: 'Yedekler | 7 gün', en: 'Backups | 7 days' },
  logs: { tr: 'Sunucu ve işlem günlükleri | 30 gün', en: 'Server and activity logs | 30 days' },
  retention: {
    tr: 'Kesilmiş faturalar ve dayanak belgeleri | Vergi ve ticaret mevzuatı gereği en çok on yıl; hesap silinirse takma adlı, ayrı bir arşivde',
    en: 'Issued invoices and their supporting documents | Up to ten years, as tax and commercial law demand; once an account is deleted, pseudonymised in a separate archive',
  },
  erasureLog: {
    tr: 'Silme kayıtları (kişisel veri içermez) | 3 yıl',
    en: 'Records of deletions (without personal data) | 3 years',
  },
  age: {
    tr: 'crmFEX 16 yaşından küçüklere açık değildir.',
    en: 'crmFEX is not open to anybody under 16.',
  },
  policyNotice: {
    tr: 'Önemli bir değişikliği, yürürlüğe girmesinden en az 14 gün önce bütün kullanıcılara e-postayla bildiririz.',
    en: 'We mail every user about a material change at least 14 days before it takes effect.',
  },
};

/**
 * `kept` and `broken` are findings; `unknown` says that the check could not be made; `notHere` that what it looks at does not exist in
 * this place, such as a region of Azure on somebody's own machine.
 */
export const promiseResults = ['kept', 'broken', 'unknown', 'notHere'] as const;
export const PromiseResult = z.enum(promiseResults);
export type PromiseResult = z.infer<typeof PromiseResult>;

export const factKinds = ['count', 'time', 'text'] as const;

/** One piece of evidence; never of a business or a person. `value` is a number, an instant or words that are the same in all languages. */
export const Fact = z.strictObject({
  name: z.string().regex(/^[a-z][A-Za-z]{1,39}$/),
  kind: z.enum(factKinds),
  value: z.string().max(300).nullable(),
});
export type Fact = z.infer<typeof Fact>;

export const PromiseStatus = z.strictObject({
  key: z.enum(promiseKeys),
  result: PromiseResult,
  /** Null as long as it was never checked. */
  ranAt: z.string().nullable(),
  evidence: z.array(Fact).max(20),
  /** The worst result of each of the last thirty days on which it was checked, oldest first; days in Istanbul. */
  days: z.array(z.strictObject({ day: z.string(), result: PromiseResult })).max(31),
});
export type PromiseStatus = z.infer<typeof PromiseStatus>;

export const Promises = z.strictObject({ promises: z.array(PromiseStatus) });
export type Promises = z.infer<typeof Promises>;

export const promiseRoutes = {
  show: route('GET /promises', {
    summary:
      'What the privacy policy promises, and what the last check of each promise found; holds nothing of any business',
    response: Promises,
  }),
  check: route('POST /operator/promises/check', {
    summary: 'Check every promise now',
    response: Promises,
  }),
};
