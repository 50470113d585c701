// Words of the CRM wing: what the server says about clients.

export const crm = {
  en: {
    'client.exists': 'There already is a client with this id.',
    'client.named':
      'This client is named on invoices and cannot be deleted. Archive it instead: it leaves the list, its invoices stay.',
  },
  tr: {
    'client.exists': 'Bu kimlikle kayıtlı bir müşteri zaten var.',
    'client.named':
      'Bu müşteri adına düzenlenmiş faturalar olduğu için silinemez. Bunun yerine arşivleyin: listeden kalkar, faturaları kalır.',
  },
};
