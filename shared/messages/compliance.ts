// Words of the compliance wing: deletion and what belongs to it.

export const compliance = {
  en: {
    'problem.closing': 'This business is being deleted',
    closing: 'This business will be deleted. Until then it can be read and exported; an owner can keep it after all.',
    'closing.nameDiffers': 'That is not the name of this business. Type it exactly as it is shown.',
    'incident.future': 'This is still to come. Give the time at which it happened, in UTC.',
    'incident.order': 'The end comes before the beginning.',
    'deadLetter.settled': 'Somebody has put it back or thrown it away already, or it has been done since.',
    'closing.already': 'The deletion of this business has been asked for already.',
    'mail.closingAsked.subject': 'Your business will be deleted in 30 days',
    'mail.closingAsked.title': 'Your business will be deleted in 30 days',
    'mail.closingAsked.preheader': 'Until then you can keep it after all.',
    'mail.closingAsked.text':
      'You asked for it with your account on {at}. From now on nothing is written, sent or run for it. For 30 days you can read it, export it, or keep it after all.',
    'mail.closingTakenBack.subject': 'Your business stays',
    'mail.closingTakenBack.title': 'Your business stays',
    'mail.closingTakenBack.preheader': 'Its deletion was taken back.',
    'mail.closingTakenBack.text': 'The deletion was taken back with your account on {at}. Everything works as before.',
  },
  tr: {
    'problem.closing': 'Bu işletme siliniyor',
    closing: 'Bu işletme silinecek. O güne kadar görülebilir ve dışa aktarılabilir; bir sahip silmekten vazgeçebilir.',
    'closing.nameDiffers': 'Bu işletmenin adı bu değil. Adı, gösterildiği gibi yazın.',
    'incident.future': 'Bu an henüz gelmedi. Olayın olduğu zamanı UTC olarak yazın.',
    'incident.order': 'Bitiş, başlangıçtan önce.',
    'deadLetter.settled': 'Biri bunu zaten kuyruğa geri koydu ya da attı; belki de o arada yapıldı.',
    'closing.already': 'Bu işletmenin silinmesi zaten istenmiş.',
    'mail.closingAsked.subject': 'İşletmeniz 30 gün sonra silinecek',
    'mail.closingAsked.title': 'İşletmeniz 30 gün sonra silinecek',
    'mail.closingAsked.preheader': 'O güne kadar vazgeçebilirsiniz.',
    'mail.closingAsked.text':
      'Silme, hesabınızla istendi. Zaman: {at}. Bundan böyle işletme adına bir şey yazılmaz, gönderilmez ve çalıştırılmaz. 30 gün boyunca görebilir, dışa aktarabilir ya da silmekten vazgeçebilirsiniz.',
    'mail.closingTakenBack.subject': 'İşletmeniz kalıyor',
    'mail.closingTakenBack.title': 'İşletmeniz kalıyor',
    'mail.closingTakenBack.preheader': 'Silme geri alındı.',
    'mail.closingTakenBack.text': 'Silme, hesabınızla geri alındı. Zaman: {at}. Her şey eskisi gibi çalışıyor.',
  },
};
