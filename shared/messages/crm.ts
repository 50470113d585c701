// Words of the CRM wing: what the server says about clients.

export const crm = {
  en: {
    'contact.exists': 'There already is a contact with this id.',
    'contact.primary': 'Somebody else has just made another contact primary. Load the page anew.',
    'contact.tooMany': 'A client has at most {max} contacts. Remove one that is no longer needed first.',
    'note.exists': 'There already is a note with this id.',
    'note.notYours': 'Only the author of a note can change or delete it.',
    'client.exists': 'There already is a client with this id.',
    'client.named':
      'This client is named on invoices and cannot be deleted. Archive it instead: it leaves the list, its invoices stay.',
  },
  tr: {
    'contact.exists': 'Bu kimlikle kayıtlı bir ilgili kişi zaten var.',
    'contact.primary': 'Başka biri az önce ana kişiyi değiştirdi. Sayfayı yeniden yükleyin.',
    'contact.tooMany': 'Bir müşterinin en çok {max} ilgili kişisi olur. Önce artık gerekmeyen birini silin.',
    'note.exists': 'Bu kimlikle kayıtlı bir not zaten var.',
    'note.notYours': 'Bir notu yalnız yazan kişi değiştirebilir ya da silebilir.',
    'client.exists': 'Bu kimlikle kayıtlı bir müşteri zaten var.',
    'client.named':
      'Bu müşteri adına düzenlenmiş faturalar olduğu için silinemez. Bunun yerine arşivleyin: listeden kalkar, faturaları kalır.',
  },
};
