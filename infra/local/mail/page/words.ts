// The mailbox's words in Turkish and English; the browser's language decides.

const english = {
  title: 'Mail',
  local: 'local mailbox',
  search: 'Search people, subjects, text',
  messages: (n: number) => (n === 1 ? '1 message' : `${n} messages`),
  removeAll: 'Delete all',
  removeNow: (n: number) => (n === 1 ? 'Delete 1 message for good' : `Delete ${n} messages for good`),
  keep: 'Keep them',
  emptyTitle: 'No mail yet',
  emptyText:
    'Mail that crmFEX sends on this machine arrives here instead of at people’s inboxes. Send an invoice and it appears by itself.',
  noneFound: 'Nothing matches your search.',
  choose: 'Choose a message to read it.',
  missing: 'This message is no longer here.',
  back: 'All messages',
  from: 'From',
  to: 'To',
  cc: 'Cc',
  bcc: 'Bcc',
  replyTo: 'Reply to',
  noSubject: 'No subject',
  html: 'Message',
  text: 'Plain text',
  details: 'Details',
  noHtml: 'This message has no HTML.',
  noText: 'This message has no plain text.',
  open: 'View',
  download: 'Download',
  attachments: 'Attachments',
  attachmentCount: (n: number) => (n === 1 ? '1 file' : `${n} files`),
  events: 'What happened',
  headers: 'Headers',
  customArgs: 'Custom arguments',
  tracking: 'Open tracking',
  on: 'on',
  off: 'off',
  none: 'None',
  offline: 'The mailbox does not answer. It is asked again every few seconds.',
  states: {
    accepted: 'accepted',
    processed: 'sending',
    delivered: 'delivered',
    deferred: 'delayed',
    bounce: 'bounced',
    dropped: 'dropped',
    open: 'opened',
  },
};

type Words = typeof english;

const turkish: Words = {
  title: 'Posta',
  local: 'yerel posta kutusu',
  search: 'Kişi, konu veya metin ara',
  messages: (n) => `${n} ileti`,
  removeAll: 'Tümünü sil',
  removeNow: (n) => `${n} iletiyi kalıcı olarak sil`,
  keep: 'Vazgeç',
  emptyTitle: 'Henüz posta yok',
  emptyText:
    'Bu bilgisayarda crmFEX’ten çıkan postalar alıcılara değil buraya düşer. Bir fatura gönderin, kendiliğinden görünür.',
  noneFound: 'Aramanızla eşleşen ileti yok.',
  choose: 'Okumak için bir ileti seçin.',
  missing: 'Bu ileti artık burada değil.',
  back: 'Tüm iletiler',
  from: 'Gönderen',
  to: 'Alıcı',
  cc: 'Bilgi',
  bcc: 'Gizli',
  replyTo: 'Yanıt adresi',
  noSubject: 'Konu yok',
  html: 'İleti',
  text: 'Düz metin',
  details: 'Ayrıntılar',
  noHtml: 'Bu iletinin HTML bölümü yok.',
  noText: 'Bu iletinin düz metni yok.',
  open: 'Görüntüle',
  download: 'İndir',
  attachments: 'Ekler',
  attachmentCount: (n) => `${n} ek`,
  events: 'Olanlar',
  headers: 'Başlıklar',
  customArgs: 'Özel alanlar',
  tracking: 'Açılma takibi',
  on: 'açık',
  off: 'kapalı',
  none: 'Yok',
  offline: 'Posta kutusu yanıt vermiyor. Birkaç saniyede bir yeniden soruluyor.',
  states: {
    accepted: 'kabul edildi',
    processed: 'gönderiliyor',
    delivered: 'iletildi',
    deferred: 'gecikiyor',
    bounce: 'geri döndü',
    dropped: 'reddedildi',
    open: 'açıldı',
  },
};

export const language = navigator.language.toLowerCase().startsWith('tr') ? 'tr' : 'en';
export const words: Words = language === 'tr' ? turkish : english;

export function stateWord(state: string): string {
  return new Map(Object.entries(words.states)).get(state) ?? state;
}

const full = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' });
const time = new Intl.DateTimeFormat(language, { timeStyle: 'short' });
const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });

export function fullTime(at: string): string {
  return full.format(new Date(at));
}

/** The time today, the day before that. */
export function shortTime(at: string): string {
  const date = new Date(at);
  return (date.toDateString() === new Date().toDateString() ? time : day).format(date);
}

export function fileSize(bytes: number): string {
  const [unit, size] = bytes >= 1_000_000 ? ['megabyte', 1e6] : bytes >= 1000 ? ['kilobyte', 1e3] : ['byte', 1];
  const unitDisplay = unit === 'byte' ? 'long' : 'short';
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay, maximumFractionDigits: 1 });
  return format.format(bytes / size);
}
