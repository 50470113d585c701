// Words about the rights of people whose data a business keeps.

const en = {
  'rights.isRestricted': 'Processing is restricted already.',
  'rights.notRestricted': 'No restriction is in force.',
  'rights.reason': 'Say in a few words why.',
  'rights.addressUnknown': 'This address belongs neither to the client nor to one of its contacts.',
  'rights.mailRestricted': 'Processing of this client or person is restricted: no mail goes to them.',
  'rights.mailObjected': 'This person has said that they want no mails which are about no document of theirs.',
  'rights.answeredBefore': 'The answer cannot be dated before the request was received.',
  'rights.dayToCome': 'This day is still to come.',
  'rights.isAnswered': 'This request has been answered and stays as it is.',
  'rights.oneClick': 'This address is for the unsubscribe button of mail programs.',
  'rights.mail.why': 'You get this mail as a contact of {seller}.',
  'rights.mail.unsubscribe': 'Stop such mails',
};

const tr: Record<keyof typeof en, string> = {
  'rights.isRestricted': 'İşleme zaten kısıtlanmış.',
  'rights.notRestricted': 'Yürürlükte bir kısıtlama yok.',
  'rights.reason': 'Nedenini birkaç sözcükle yazın.',
  'rights.addressUnknown': 'Bu adres ne müşteriye ne de ilgili kişilerinden birine ait.',
  'rights.mailRestricted': 'Bu müşterinin ya da kişinin verilerinin işlenmesi kısıtlı: e-posta gönderilmez.',
  'rights.mailObjected': 'Bu kişi, belgeleriyle ilgili olmayan e-postaları istemediğini bildirdi.',
  'rights.answeredBefore': 'Yanıt tarihi, başvurunun alındığı tarihten önce olamaz.',
  'rights.dayToCome': 'Bu gün henüz gelmedi.',
  'rights.isAnswered': 'Bu başvuru yanıtlandı, artık değiştirilemez.',
  'rights.oneClick': 'Bu adres, e-posta programlarının abonelikten çıkma düğmesi içindir.',
  'rights.mail.why': 'Bu e-postayı {seller} ile iletişiminiz olduğu için alıyorsunuz.',
  'rights.mail.unsubscribe': 'Artık almak istemiyorum',
};

export const rights = { en, tr };
