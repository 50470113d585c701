// Words about reminders by schedule.

const en = {
  'reminder.sameDay': 'Two steps fall on the same day. Give each step a day of its own.',
  'reminder.notOpen': 'Nothing is to be paid for this invoice.',
  'reminder.nothingOverdue': 'Nothing of this client is overdue.',
  'reminder.noAddress': 'The client has no e-mail address to be reminded at.',
  'reminder.holdIsPast': 'Choose a day that is still to come.',
  'reminder.justSent': 'This reminder has just been sent.',
  'statement.justSent': 'The statement of this month has just been sent.',
};

const tr: Record<keyof typeof en, string> = {
  'reminder.sameDay': 'İki adım aynı güne denk geliyor. Her adıma ayrı bir gün verin.',
  'reminder.notOpen': 'Bu fatura için ödenecek bir tutar yok.',
  'reminder.nothingOverdue': 'Bu müşterinin gecikmiş faturası yok.',
  'reminder.noAddress': 'Müşterinin hatırlatma gönderilecek bir e-posta adresi yok.',
  'reminder.holdIsPast': 'Henüz gelmemiş bir gün seçin.',
  'reminder.justSent': 'Bu hatırlatma az önce gönderildi.',
  'statement.justSent': 'Bu ayın ekstresi az önce gönderildi.',
};

export const reminders = { en, tr };
