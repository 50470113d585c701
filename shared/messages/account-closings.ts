// Words of the deletion of one person's account.

export const accountClosings = {
  en: {
    'problem.accountClosing': 'This account is being deleted',
    accountClosing: 'Your account will be deleted. Until then you can keep it after all; nothing else is open.',
    'accountClosing.already': 'The deletion of this account has been asked for already.',
    'accountClosing.begun': 'The deletion has begun and cannot be taken back any more.',
    'accountClosing.emailDiffers': 'That is not the e-mail address of this account. Type it exactly as it is shown.',
    'accountClosing.lastOwner':
      'You are the only owner of {business}. Make somebody else its owner, or delete that business first.',
    'mail.accountClosingAsked.subject': 'Your account will be deleted on {until}',
    'mail.accountClosingAsked.title': 'Your account will be deleted on {until}',
    'mail.accountClosingAsked.preheader': 'Until then you can keep it after all.',
    'mail.accountClosingAsked.text':
      'You asked for it on {at}. You were signed out on every other device, and no business counts on you any more. Sign in before {until} to keep your account after all.',
    'mail.accountClosingAsked.action': 'Look at the deletion',
    'mail.accountClosingAsked.notYou':
      'Was it not you? Sign in, keep your account, and choose a new password at once: somebody knows yours.',
    'mail.accountClosingTakenBack.subject': 'Your account stays',
    'mail.accountClosingTakenBack.title': 'Your account stays',
    'mail.accountClosingTakenBack.preheader': 'Its deletion was taken back.',
    'mail.accountClosingTakenBack.text': 'The deletion was taken back on {at}. Everything is as before.',
    'mail.accountClosingTakenBack.action': 'Sign in',
    'mail.accountClosingTakenBack.notYou': 'Was it not you? Choose a new password at once: somebody knows yours.',
    'mail.accountClosingSoon.subject': 'Your account will be deleted on {until}',
    'mail.accountClosingSoon.title': 'Your account will be deleted on {until}',
    'mail.accountClosingSoon.preheader': 'Until that moment you can keep it after all.',
    'mail.accountClosingSoon.text':
      'You asked for the deletion of your account. On {until} it is erased for good. Until that moment you can sign in and keep it after all.',
    'mail.accountClosingSoon.action': 'Look at the deletion',
    'mail.accountClosingSoon.closing': 'You get this mail because the deletion of your account was asked for.',
    'mail.accountClosingDone.subject': 'Your account has been deleted',
    'mail.accountClosingDone.title': 'Your account has been deleted',
    'mail.accountClosingDone.preheader': 'Nothing brings it back.',
    'mail.accountClosingDone.text':
      'Your account was erased on {at}, as you asked. It is gone from backups after 7 more days. What you wrote in a business stays with that business, without your name.',
    'mail.accountClosingDone.action': 'Open crmFEX',
    'mail.accountClosingDone.closing': 'This is the last mail about your account.',
  },
  tr: {
    'problem.accountClosing': 'Bu hesap siliniyor',
    accountClosing: 'Hesabınız silinecek. O güne kadar yalnızca silmekten vazgeçebilirsiniz; başka bir şey açık değil.',
    'accountClosing.already': 'Bu hesabın silinmesi zaten istenmiş.',
    'accountClosing.begun': 'Silme başladı; artık vazgeçilemez.',
    'accountClosing.emailDiffers': 'Bu hesabın e-posta adresi bu değil. Adresi, gösterildiği gibi yazın.',
    'accountClosing.lastOwner':
      'Şu işletmenin tek sahibi sizsiniz: {business}. Önce başka birini sahip yapın ya da o işletmeyi silin.',
    'mail.accountClosingAsked.subject': 'Hesabınız silinecek: {until}',
    'mail.accountClosingAsked.title': 'Hesabınız silinecek: {until}',
    'mail.accountClosingAsked.preheader': 'O güne kadar vazgeçebilirsiniz.',
    'mail.accountClosingAsked.text':
      'Bunu siz istediniz. Zaman: {at}. Diğer bütün cihazlarda oturumunuz kapatıldı; artık hiçbir işletmede yetkiniz yok. Hesabınızda kalmak için şu andan önce oturum açın: {until}.',
    'mail.accountClosingAsked.action': 'Silme isteğini görün',
    'mail.accountClosingAsked.notYou':
      'Siz istemediyseniz oturum açın, silmekten vazgeçin ve hemen yeni bir parola seçin: parolanızı bilen biri var.',
    'mail.accountClosingTakenBack.subject': 'Hesabınız kalıyor',
    'mail.accountClosingTakenBack.title': 'Hesabınız kalıyor',
    'mail.accountClosingTakenBack.preheader': 'Silmekten vazgeçildi.',
    'mail.accountClosingTakenBack.text': 'Silmekten vazgeçildi. Zaman: {at}. Her şey eskisi gibi.',
    'mail.accountClosingTakenBack.action': 'Oturum açın',
    'mail.accountClosingTakenBack.notYou': 'Siz değilseniz hemen yeni bir parola seçin: parolanızı bilen biri var.',
    'mail.accountClosingSoon.subject': 'Hesabınız silinecek: {until}',
    'mail.accountClosingSoon.title': 'Hesabınız silinecek: {until}',
    'mail.accountClosingSoon.preheader': 'O ana kadar vazgeçebilirsiniz.',
    'mail.accountClosingSoon.text':
      'Hesabınızın silinmesini istemiştiniz. Hesabınız şu anda kalıcı olarak silinir: {until}. O ana kadar oturum açıp silmekten vazgeçebilirsiniz.',
    'mail.accountClosingSoon.action': 'Silme isteğini görün',
    'mail.accountClosingSoon.closing': 'Bu e-posta size, hesabınızın silinmesi istendiği için gönderildi.',
    'mail.accountClosingDone.subject': 'Hesabınız silindi',
    'mail.accountClosingDone.title': 'Hesabınız silindi',
    'mail.accountClosingDone.preheader': 'Artık geri getirilemez.',
    'mail.accountClosingDone.text':
      'Hesabınız, istediğiniz gibi silindi. Zaman: {at}. 7 gün sonra yedeklerden de silinmiş olur. İşletmelerde yazdıklarınız, adınız olmadan o işletmelerde kalır.',
    'mail.accountClosingDone.action': 'crmFEX’i açın',
    'mail.accountClosingDone.closing': 'Bu, hesabınızla ilgili son e-postadır.',
  },
};
