// Words about the own account: proofs, second factors, passkeys, the address, and the mails that tell of each change.

const en = {
  'account.passwordWrong': 'This is not your password.',
  'account.codeWrong': 'This code is not right, or it was used already. Wait for the next one.',
  'account.secondFactorOn': 'Two-step sign-in is on already. Turn it off first to set it up anew.',
  'account.proofOne': 'Send one proof: a password, a code or a passkey.',
  'account.passkeyWrong': 'This passkey did not work here. Try again, or use your password.',
  'account.passkeyKnown': 'This passkey is known already.',
  'account.emailSame': 'This is your address already.',
  'account.emailTaken': 'This address belongs to another account by now.',
  'auth.stepDead': 'This took too long. Please sign in again from the start.',
  'mail.alert.device': 'Device: {device}',
  'mail.alert.deviceUnknown': 'Device: unknown',
  'mail.alert.place': 'Place: {place}',
  'mail.alert.notYou':
    'If it was not you, change your password at once and end the sessions you do not recognise. If you cannot sign in, choose “I forgot my password”.',
  'mail.alert.action': 'Look at my security settings',
  'mail.newDevice.subject': 'A new device has signed in',
  'mail.newDevice.title': 'A new device has signed in',
  'mail.newDevice.preheader': 'If it was you, there is nothing to do.',
  'mail.newDevice.text':
    'Somebody signed in to your crmFEX account on {at} (Türkiye time) from a device we have not seen.',
  'mail.sessionsEnded.subject': 'Sessions were ended',
  'mail.sessionsEnded.title': 'Sessions were ended',
  'mail.sessionsEnded.preheader': 'Devices were signed out of your account.',
  'mail.sessionsEnded.text': 'On {at} (Türkiye time) one or more sessions of your crmFEX account were ended.',
  'mail.secondFactorAdded.subject': 'Two-step sign-in is on',
  'mail.secondFactorAdded.title': 'Two-step sign-in is on',
  'mail.secondFactorAdded.preheader': 'Signing in now asks for a code as well.',
  'mail.secondFactorAdded.text':
    'On {at} (Türkiye time) an authenticator app was added to your crmFEX account. Signing in now asks for its code as well. Other devices were signed out.',
  'mail.secondFactorRemoved.subject': 'Two-step sign-in is off',
  'mail.secondFactorRemoved.title': 'Two-step sign-in is off',
  'mail.secondFactorRemoved.preheader': 'Your password alone opens your account again.',
  'mail.secondFactorRemoved.text':
    'On {at} (Türkiye time) the authenticator app was removed from your crmFEX account. Your password alone is enough to sign in. Other devices were signed out.',
  'mail.recoveryCodeUsed.subject': 'A recovery code was used',
  'mail.recoveryCodeUsed.title': 'A recovery code was used',
  'mail.recoveryCodeUsed.preheader': 'The code does not work again.',
  'mail.recoveryCodeUsed.text':
    'On {at} (Türkiye time) a recovery code opened your crmFEX account instead of your authenticator app. The code does not work again.',
  'mail.recoveryCodesRenewed.subject': 'You have new recovery codes',
  'mail.recoveryCodesRenewed.title': 'You have new recovery codes',
  'mail.recoveryCodesRenewed.preheader': 'The former codes no longer work.',
  'mail.recoveryCodesRenewed.text':
    'On {at} (Türkiye time) new recovery codes were made for your crmFEX account. The former ones no longer work.',
  'mail.passkeyAdded.subject': 'A passkey was added',
  'mail.passkeyAdded.title': 'A passkey was added',
  'mail.passkeyAdded.preheader': 'It opens your account without a password.',
  'mail.passkeyAdded.text':
    'On {at} (Türkiye time) a passkey was added to your crmFEX account. It opens the account without a password.',
  'mail.passkeyRemoved.subject': 'A passkey was removed',
  'mail.passkeyRemoved.title': 'A passkey was removed',
  'mail.passkeyRemoved.preheader': 'It no longer opens your account.',
  'mail.passkeyRemoved.text':
    'On {at} (Türkiye time) a passkey was removed from your crmFEX account. It no longer opens the account.',
  'mail.emailRestored.subject': 'Your address is back',
  'mail.emailRestored.title': 'Your address is back',
  'mail.emailRestored.preheader': 'All devices were signed out.',
  'mail.emailRestored.text':
    'On {at} (Türkiye time) this address became that of your crmFEX account again. All devices were signed out. Choose a new password now.',
  'mail.emailConfirm.subject': 'Confirm your new address',
  'mail.emailConfirm.title': 'Confirm your new address',
  'mail.emailConfirm.preheader': 'The link works for one hour.',
  'mail.emailConfirm.text': 'This address is to become the one you sign in to crmFEX with. Confirm it and it is.',
  'mail.emailConfirm.action': 'Confirm new address',
  'mail.emailConfirm.closing': 'The link works once, for one hour. Until then your present address stays.',
  'mail.emailConfirm.notYou': 'If you did not ask for it, do nothing: without the confirmation nothing changes.',
  'mail.emailChanged.subject': 'Your address was changed',
  'mail.emailChanged.title': 'Your address was changed',
  'mail.emailChanged.preheader': 'You can undo it for three days.',
  'mail.emailChanged.text':
    'On {at} (Türkiye time) the address of your crmFEX account was changed. This one no longer opens it.',
  'mail.emailChanged.action': 'Undo this change',
  'mail.emailChanged.closing':
    'If it was you, there is nothing to do. If not, undo it within 72 hours: this address comes back and all devices are signed out.',
  'mail.emailRestored.action': 'Choose a new password',
  'mail.emailRestored.closing': 'Whoever changed the address may know your password.',
};

const tr: typeof en = {
  'account.passwordWrong': 'Parolanız bu değil.',
  'account.codeWrong': 'Bu kod doğru değil ya da daha önce kullanılmış. Bir sonraki kodu bekleyin.',
  'account.secondFactorOn': 'İki adımlı giriş zaten açık. Yeniden kurmak için önce kapatın.',
  'account.proofOne': 'Tek bir kanıt gönderin: parola, kod ya da geçiş anahtarı.',
  'account.passkeyWrong': 'Bu geçiş anahtarı burada çalışmadı. Yeniden deneyin ya da parolanızı kullanın.',
  'account.passkeyKnown': 'Bu geçiş anahtarı zaten kayıtlı.',
  'account.emailSame': 'Adresiniz zaten bu.',
  'account.emailTaken': 'Bu adres bu arada başka bir hesabın oldu.',
  'auth.stepDead': 'Süre doldu. Lütfen baştan giriş yapın.',
  'mail.alert.device': 'Cihaz: {device}',
  'mail.alert.deviceUnknown': 'Cihaz: bilinmiyor',
  'mail.alert.place': 'Yer: {place}',
  'mail.alert.notYou':
    'Bunu siz yapmadıysanız parolanızı hemen değiştirin ve tanımadığınız oturumları kapatın. Giriş yapamıyorsanız “Parolamı unuttum” bağlantısını kullanın.',
  'mail.alert.action': 'Güvenlik ayarlarıma bak',
  'mail.newDevice.subject': 'Yeni bir cihazdan giriş yapıldı',
  'mail.newDevice.title': 'Yeni bir cihazdan giriş yapıldı',
  'mail.newDevice.preheader': 'Giriş yapan sizseniz bir şey yapmanız gerekmez.',
  'mail.newDevice.text': 'crmFEX hesabınıza daha önce görmediğimiz bir cihazdan giriş yapıldı (Türkiye saatiyle {at}).',
  'mail.sessionsEnded.subject': 'Oturumlar kapatıldı',
  'mail.sessionsEnded.title': 'Oturumlar kapatıldı',
  'mail.sessionsEnded.preheader': 'Bazı cihazlarda oturumunuz kapatıldı.',
  'mail.sessionsEnded.text': 'crmFEX hesabınızın bir ya da birkaç oturumu kapatıldı (Türkiye saatiyle {at}).',
  'mail.secondFactorAdded.subject': 'İki adımlı giriş açıldı',
  'mail.secondFactorAdded.title': 'İki adımlı giriş açıldı',
  'mail.secondFactorAdded.preheader': 'Giriş yaparken artık bir kod da istenir.',
  'mail.secondFactorAdded.text':
    'crmFEX hesabınıza bir doğrulama uygulaması eklendi (Türkiye saatiyle {at}). Giriş yaparken artık onun kodu da istenir. Diğer cihazlarda oturumunuz kapatıldı.',
  'mail.secondFactorRemoved.subject': 'İki adımlı giriş kapatıldı',
  'mail.secondFactorRemoved.title': 'İki adımlı giriş kapatıldı',
  'mail.secondFactorRemoved.preheader': 'Hesabınız yeniden yalnızca parolayla açılır.',
  'mail.secondFactorRemoved.text':
    'Doğrulama uygulaması crmFEX hesabınızdan kaldırıldı (Türkiye saatiyle {at}). Giriş için parolanız yeterli. Diğer cihazlarda oturumunuz kapatıldı.',
  'mail.recoveryCodeUsed.subject': 'Bir kurtarma kodu kullanıldı',
  'mail.recoveryCodeUsed.title': 'Bir kurtarma kodu kullanıldı',
  'mail.recoveryCodeUsed.preheader': 'Bu kod bir daha kullanılamaz.',
  'mail.recoveryCodeUsed.text':
    'crmFEX hesabınız, doğrulama uygulaması yerine bir kurtarma koduyla açıldı (Türkiye saatiyle {at}). Bu kod bir daha kullanılamaz.',
  'mail.recoveryCodesRenewed.subject': 'Kurtarma kodlarınız yenilendi',
  'mail.recoveryCodesRenewed.title': 'Kurtarma kodlarınız yenilendi',
  'mail.recoveryCodesRenewed.preheader': 'Eski kodlar artık geçerli değil.',
  'mail.recoveryCodesRenewed.text':
    'crmFEX hesabınız için yeni kurtarma kodları oluşturuldu (Türkiye saatiyle {at}). Eski kodlar artık geçerli değil.',
  'mail.passkeyAdded.subject': 'Geçiş anahtarı eklendi',
  'mail.passkeyAdded.title': 'Geçiş anahtarı eklendi',
  'mail.passkeyAdded.preheader': 'Hesabınızı parolasız açar.',
  'mail.passkeyAdded.text':
    'crmFEX hesabınıza bir geçiş anahtarı eklendi (Türkiye saatiyle {at}). Bu anahtar hesabınızı parolasız açar.',
  'mail.passkeyRemoved.subject': 'Geçiş anahtarı kaldırıldı',
  'mail.passkeyRemoved.title': 'Geçiş anahtarı kaldırıldı',
  'mail.passkeyRemoved.preheader': 'Artık hesabınızı açmaz.',
  'mail.passkeyRemoved.text':
    'crmFEX hesabınızdan bir geçiş anahtarı kaldırıldı (Türkiye saatiyle {at}). Bu anahtar artık hesabınızı açmaz.',
  'mail.emailRestored.subject': 'Adresiniz geri alındı',
  'mail.emailRestored.title': 'Adresiniz geri alındı',
  'mail.emailRestored.preheader': 'Tüm cihazlarda oturumunuz kapatıldı.',
  'mail.emailRestored.text':
    'crmFEX hesabınızın adresi yeniden bu adres oldu (Türkiye saatiyle {at}). Tüm cihazlarda oturumunuz kapatıldı. Şimdi yeni bir parola belirleyin.',
  'mail.emailConfirm.subject': 'Yeni adresinizi onaylayın',
  'mail.emailConfirm.title': 'Yeni adresinizi onaylayın',
  'mail.emailConfirm.preheader': 'Bağlantı bir saat geçerlidir.',
  'mail.emailConfirm.text':
    'crmFEX hesabınıza bundan sonra bu adresle giriş yapılması istendi. Onayladığınızda adresiniz değişir.',
  'mail.emailConfirm.action': 'Yeni adresi onayla',
  'mail.emailConfirm.closing':
    'Bağlantı bir kez ve bir saat boyunca geçerlidir. O zamana kadar şimdiki adresiniz geçerli kalır.',
  'mail.emailConfirm.notYou': 'Bunu siz istemediyseniz bir şey yapmanız gerekmez: onay olmadan hiçbir şey değişmez.',
  'mail.emailChanged.subject': 'Adresiniz değiştirildi',
  'mail.emailChanged.title': 'Adresiniz değiştirildi',
  'mail.emailChanged.preheader': 'Üç gün içinde geri alabilirsiniz.',
  'mail.emailChanged.text':
    'crmFEX hesabınızın adresi değiştirildi (Türkiye saatiyle {at}). Hesabınız artık bu adresle açılmaz.',
  'mail.emailChanged.action': 'Değişikliği geri al',
  'mail.emailChanged.closing':
    'Değiştiren sizseniz bir şey yapmanız gerekmez. Değilseniz 72 saat içinde geri alın: bu adres geri gelir ve tüm cihazlarda oturumunuz kapatılır.',
  'mail.emailRestored.action': 'Yeni parola belirle',
  'mail.emailRestored.closing': 'Adresi değiştiren kişi parolanızı biliyor olabilir.',
};

export const accounts = { en, tr };
