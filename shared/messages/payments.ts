// Words of the billing wing about money: refusals of payments, allocations and write-offs.

const en = {
  'payment.exists': 'There already is a payment with this id.',
  'payment.handOrOldest': 'Name the invoices or let the oldest be settled first, not both.',
  'payment.inFuture': 'Money cannot have been received after today. Choose today or an earlier day.',
  'payment.unknownInvoice': 'There is no such invoice.',
  'payment.otherClient': 'This invoice is made out to another client.',
  'payment.otherCurrency': 'This invoice is in another currency than the payment.',
  'payment.notIssued': 'Only an issued invoice can be settled.',
  'payment.invoiceTwice': 'This invoice is named twice.',
  'payment.moreThanOpen': 'This is more than is still to be paid.',
  'payment.moreThanPaid': 'More is allocated than was paid.',
  'payment.cannotAllocate': 'The payment cannot be allocated like this.',
  'payment.nothingOpen': 'Nothing is left to be paid of this invoice.',
  'payment.voided': 'This payment has been voided.',
  'payment.isReturn': 'This credit comes from a return invoice. Cancel the return invoice instead.',
  'statement.periodEndsFirst': 'The last day lies before the first.',
  'statement.tooLong': 'This period holds more than {most} entries. Choose a shorter one.',
  'invoice.hasPayments':
    'Something has settled this invoice already. Void its payments first, or make a return invoice instead of cancelling.',
  'client.hasPayments':
    'This client has payments and cannot be deleted. Archive it instead: it leaves the list, its records stay.',
};

const tr: Record<keyof typeof en, string> = {
  'payment.exists': 'Bu kimlikle kayıtlı bir tahsilat zaten var.',
  'payment.handOrOldest': 'Faturaları ya tek tek seçin ya da en eskiden başlatın, ikisi birlikte olmaz.',
  'payment.inFuture': 'Tahsilat tarihi bugünden sonra olamaz. Bugünü ya da daha önceki bir günü seçin.',
  'payment.unknownInvoice': 'Böyle bir fatura yok.',
  'payment.otherClient': 'Bu fatura başka bir müşteri adına düzenlenmiş.',
  'payment.otherCurrency': 'Bu faturanın para birimi tahsilatınkinden farklı.',
  'payment.notIssued': 'Yalnızca kesilmiş faturalar kapatılabilir.',
  'payment.invoiceTwice': 'Bu fatura iki kez seçilmiş.',
  'payment.moreThanOpen': 'Bu tutar, kalan borçtan fazla.',
  'payment.moreThanPaid': 'Dağıtılan tutar, tahsil edilenden fazla.',
  'payment.cannotAllocate': 'Tahsilat bu şekilde dağıtılamaz.',
  'payment.nothingOpen': 'Bu faturanın kalan borcu yok.',
  'payment.voided': 'Bu tahsilat geri alınmış.',
  'payment.isReturn': 'Bu alacak bir iade faturasından geliyor. Bunun yerine iade faturasını iptal edin.',
  'statement.periodEndsFirst': 'Son gün, ilk günden önce olamaz.',
  'statement.tooLong': 'Bu dönemde {most} hareketten fazlası var. Daha kısa bir dönem seçin.',
  'invoice.hasPayments':
    'Bu faturanın tamamı ya da bir kısmı kapatılmış. Önce tahsilatlarını geri alın ya da iptal yerine iade faturası kesin.',
  'client.hasPayments':
    'Bu müşterinin tahsilatları olduğu için silinemez. Bunun yerine arşivleyin: listeden kalkar, kayıtları kalır.',
};

export const payments = { en, tr };
