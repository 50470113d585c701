// Words of identity: refusals about accounts, sign-in and the business, and the mails that go with them.

const en = {
  'auth.wrong': 'E-mail or password is not right.',
  'auth.unverified': 'This address has not been confirmed yet. We have just sent you a new mail with a link.',
  'auth.lockedSeconds':
    'Too many attempts for this address. Try again in {retryAfterSeconds} seconds, or choose a new password.',
  'auth.lockedMinutes': 'Too many attempts for this address. Try again in {minutes} minutes, or choose a new password.',
  'auth.busy': 'Many people are signing in right now. Try again in a moment.',
  'auth.linkDead': 'This link has expired or was used already. Ask for a new one.',
  'signUp.tooYoung': 'crmFEX is for people of {years} and older. We have kept nothing of what you entered.',
  'signUp.policiesChanged': 'Our terms or privacy policy have changed. Reload the page and read the new version first.',
  'password.common': 'This password is easy to guess. Take several words that have nothing to do with each other.',
  'password.context': 'Use something other than your name, your address, your business or ours.',
  'password.tooLong': 'This password is too long.',
  'field.taxNumber':
    'Enter a valid tax number: 10 digits (VKN), 11 digits (TCKN), or an EU VAT number with its country.',
  'field.iban': 'This IBAN is not valid. Check it for a typing error.',
  'tenant.logoWrongType': 'The file is not the PNG or JPEG image it claims to be.',
  'tenant.logoBroken': 'This image is damaged. Save it again and try once more.',
  'tenant.logoTooLarge': 'This image has too many pixels. Take one of at most {max} × {max}.',
  'mail.signUp.subject': 'Confirm your e-mail address',
  'mail.signUp.title': 'One step left',
  'mail.signUp.preheader': 'Confirm your address to open your account.',
  'mail.signUp.text':
    'Somebody, we hope you, has asked for a crmFEX account with this address. Confirm it and the account is open.',
  'mail.signUp.action': 'Confirm address',
  'mail.signUp.closing': 'The link works once, for 24 hours.',
  'mail.signUp.notYou': 'If it was not you, do nothing: without the confirmation no account comes into being.',
  'mail.accountExists.subject': 'You already have an account',
  'mail.accountExists.title': 'You already have an account',
  'mail.accountExists.preheader': 'Somebody tried to sign up with your address.',
  'mail.accountExists.text':
    'Somebody, perhaps you, has tried to open a crmFEX account with this address. You have one already: just sign in. If you have forgotten your password, choose a new one on the sign-in page.',
  'mail.accountExists.action': 'Sign in',
  'mail.accountExists.closing': 'If it was not you, there is nothing to do. Nothing about your account has changed.',
  'mail.passwordReset.subject': 'Choose a new password',
  'mail.passwordReset.title': 'Choose a new password',
  'mail.passwordReset.preheader': 'The link works for 30 minutes.',
  'mail.passwordReset.text': 'You can choose a new password for crmFEX here. You will then be signed out everywhere.',
  'mail.passwordReset.action': 'Choose a new password',
  'mail.passwordReset.closing': 'The link works once, for 30 minutes. A newer mail like this one makes it invalid.',
  'mail.passwordReset.notYou': 'If you did not ask for it, do nothing: your password stays as it is.',
  'mail.passwordChanged.subject': 'Your password was changed',
  'mail.passwordChanged.title': 'Your password was changed',
  'mail.passwordChanged.preheader': 'You were signed out everywhere.',
  'mail.passwordChanged.text':
    'The password of your crmFEX account was changed on {at} (Türkiye time). All devices were signed out.',
  'mail.passwordChanged.notYou':
    'If it was not you, choose a new password on the sign-in page at once: somebody can read your mail or has your link.',
  'mail.passwordChanged.action': 'Sign in',
};

const tr: typeof en = {
  'auth.wrong': 'E-posta ya da parola doğru değil.',
  'auth.unverified': 'Bu adres henüz onaylanmadı. Size az önce yeni bir bağlantı gönderdik.',
  'auth.lockedSeconds':
    'Bu adres için çok fazla deneme yapıldı. {retryAfterSeconds} saniye sonra yeniden deneyin ya da yeni bir parola belirleyin.',
  'auth.lockedMinutes':
    'Bu adres için çok fazla deneme yapıldı. {minutes} dakika sonra yeniden deneyin ya da yeni bir parola belirleyin.',
  'auth.busy': 'Şu anda çok sayıda giriş yapılıyor. Birazdan yeniden deneyin.',
  'auth.linkDead': 'Bu bağlantının süresi dolmuş ya da bağlantı daha önce kullanılmış. Yenisini isteyin.',
  'signUp.tooYoung': 'crmFEX {years} yaş ve üzeri içindir. Girdiğiniz bilgilerin hiçbirini saklamadık.',
  'signUp.policiesChanged':
    'Kullanım koşullarımız ya da gizlilik politikamız değişti. Sayfayı yenileyip önce yeni metni okuyun.',
  'password.common': 'Bu parolayı tahmin etmek kolay. Birbiriyle ilgisi olmayan birkaç sözcük seçin.',
  'password.context': 'Adınız, adresiniz, işletmeniz ya da bizim adımız dışında bir şey seçin.',
  'password.tooLong': 'Bu parola çok uzun.',
  'field.taxNumber':
    'Geçerli bir vergi numarası girin: 10 haneli VKN, 11 haneli TCKN ya da ülke koduyla AB KDV numarası.',
  'field.iban': 'Bu IBAN geçerli değil. Yazım hatası olup olmadığına bakın.',
  'tenant.logoWrongType': 'Dosya, belirtildiği gibi bir PNG ya da JPEG görseli değil.',
  'tenant.logoBroken': 'Bu görsel bozuk. Yeniden kaydedip bir daha deneyin.',
  'tenant.logoTooLarge': 'Bu görselin çözünürlüğü çok yüksek. En çok {max} × {max} piksellik bir görsel seçin.',
  'mail.signUp.subject': 'E-posta adresinizi onaylayın',
  'mail.signUp.title': 'Son bir adım kaldı',
  'mail.signUp.preheader': 'Hesabınızı açmak için adresinizi onaylayın.',
  'mail.signUp.text':
    'Bu adresle bir crmFEX hesabı istendi; umarız isteyen sizsinizdir. Adresi onayladığınızda hesabınız açılır.',
  'mail.signUp.action': 'Adresi onayla',
  'mail.signUp.closing': 'Bağlantı bir kez ve 24 saat boyunca geçerlidir.',
  'mail.signUp.notYou': 'İsteyen siz değilseniz bir şey yapmanız gerekmez: onay olmadan hesap açılmaz.',
  'mail.accountExists.subject': 'Zaten bir hesabınız var',
  'mail.accountExists.title': 'Zaten bir hesabınız var',
  'mail.accountExists.preheader': 'Adresinizle kayıt olunmak istendi.',
  'mail.accountExists.text':
    'Bu adresle bir crmFEX hesabı açılmak istendi; belki de siz istediniz. Zaten bir hesabınız var: giriş yapmanız yeterli. Parolanızı unuttuysanız giriş sayfasında yenisini belirleyebilirsiniz.',
  'mail.accountExists.action': 'Giriş yap',
  'mail.accountExists.closing': 'İsteyen siz değilseniz bir şey yapmanız gerekmez. Hesabınızda hiçbir şey değişmedi.',
  'mail.passwordReset.subject': 'Yeni parola belirleyin',
  'mail.passwordReset.title': 'Yeni parola belirleyin',
  'mail.passwordReset.preheader': 'Bağlantı 30 dakika geçerlidir.',
  'mail.passwordReset.text':
    'crmFEX için yeni parolanızı buradan belirleyebilirsiniz. Ardından tüm cihazlarda oturumunuz kapatılır.',
  'mail.passwordReset.action': 'Yeni parola belirle',
  'mail.passwordReset.closing':
    'Bağlantı bir kez ve 30 dakika boyunca geçerlidir. Daha yeni bir e-posta bunu geçersiz kılar.',
  'mail.passwordReset.notYou': 'Bunu siz istemediyseniz bir şey yapmanız gerekmez: parolanız olduğu gibi kalır.',
  'mail.passwordChanged.subject': 'Parolanız değiştirildi',
  'mail.passwordChanged.title': 'Parolanız değiştirildi',
  'mail.passwordChanged.preheader': 'Tüm cihazlarda oturumunuz kapatıldı.',
  'mail.passwordChanged.text':
    'crmFEX hesabınızın parolası değiştirildi (Türkiye saatiyle {at}). Tüm cihazlarda oturumunuz kapatıldı.',
  'mail.passwordChanged.notYou':
    'Değiştiren siz değilseniz giriş sayfasında hemen yeni bir parola belirleyin: e-postalarınızı okuyabilen ya da bağlantınızı ele geçiren biri olabilir.',
  'mail.passwordChanged.action': 'Giriş yap',
};

export const identity = { en, tr };
