// Words about mails of a business: its own server, and what went wrong there.

const en = {
  'mailServer.host': 'Enter the name of the server, such as smtp.example.com.',
  'mailServer.port': 'Choose port 465, 587 or 2525.',
  'mailServer.passwordNeeded':
    'Enter the password again: it is kept for the server and user it was entered for, and for no other.',
  'mailServer.none': 'There is no mail server of your own to try.',
  'mailServer.unsaved': 'The mail server was not saved, because the connection did not succeed.',
  'mailServer.testFailed': 'The test mail could not be sent.',
  'mailServer.unreachable': 'The server could not be reached under this name and port.',
  'mailServer.certificate': 'The server did not offer an encrypted connection with a valid certificate for its name.',
  'mailServer.signIn': 'The server did not accept the user name or the password.',
  'mailServer.basicAuthOff':
    'Microsoft 365 no longer accepts a password here (5.7.30). Ask your administrator to allow authenticated SMTP for this mailbox, or use another mail service.',
  'mailServer.sender': 'The server does not let this user send from this address.',
  'mailServer.recipient': 'The server did not accept the recipient. Check the address.',
  'mailServer.refused': 'The server refused the mail.',
  'mailServer.busy': 'The server cannot take the mail right now.',
  'mailServer.unknownOutcome': 'The server did not answer after the mail was handed over. It may be on its way.',
  'mailServer.maybeSent':
    'The server took the mail without ever answering. It may have arrived: ask the recipient before you try again.',
  'mail.aboutOne': 'A mail is to one client or about one invoice.',
  'mail.stranger': 'This address belongs to none of your clients. Add it as a contact first.',
  'mail.twice': 'This address is there twice.',
  'mail.fileUnknown': 'This file is not there, not examined yet, or belongs elsewhere.',
  'mail.tooLarge': 'The files weigh more than 20 MB together. Leave some out.',
  'mail.aboutInvoice': 'Such a mail is about an invoice. Choose one.',
  'mail.testFailed': 'The mail could not be sent just now. Try again in a few minutes.',
  'template.wrong': 'The text was not saved, because something in it does not hold.',
  'template.unknownVariable': 'Line {line}: there is no variable “{name}” here. Choose one from the list.',
  'template.unknownFilter':
    'Line {line}: there is no filter “{name}”. Known are money, date, number, plural, upcase, downcase and a few more.',
  'template.unknownTag':
    'Line {line}: “{name}” is not possible here. Known are if, unless, case, for, assign and comment.',
  'template.syntax': 'Line {line}: a bracket or a tag is not closed, or something does not belong there.',
  'template.tooMuch': 'Filling in this text takes too long or makes it too large. Make it simpler.',
  'mail.mailServerChanged.subject': 'The mail server of your business was changed',
  'mail.mailServerChanged.title': 'The mail server of your business was changed',
  'mail.mailServerChanged.preheader': 'Its mails take another way from now on.',
  'mail.mailServerChanged.text': 'It was changed or removed with your account on {at}.',
  'mail.test.subject': 'Test mail from {business}',
  'mail.test.title': 'Your mail server works',
  'mail.test.text': 'This mail left through {host}. From now on the mails of {business} do too.',
  'mail.test.closing': 'You asked for this test in the settings of crmFEX.',
};

const tr: Record<keyof typeof en, string> = {
  'mailServer.host': 'Sunucunun adını girin, örneğin smtp.ornek.com.tr.',
  'mailServer.port': '465, 587 ya da 2525 numaralı bağlantı noktasını seçin.',
  'mailServer.passwordNeeded': 'Parolayı yeniden girin: parola yalnızca girildiği sunucu ve kullanıcı için saklanır.',
  'mailServer.none': 'Denenecek bir e-posta sunucunuz yok.',
  'mailServer.unsaved': 'Bağlantı kurulamadığı için e-posta sunucusu kaydedilmedi.',
  'mailServer.testFailed': 'Deneme e-postası gönderilemedi.',
  'mailServer.unreachable': 'Bu ad ve bağlantı noktasıyla sunucuya ulaşılamadı.',
  'mailServer.certificate': 'Sunucu, adına ait geçerli bir sertifikayla şifreli bağlantı sunmadı.',
  'mailServer.signIn': 'Sunucu, kullanıcı adını ya da parolayı kabul etmedi.',
  'mailServer.basicAuthOff':
    'Microsoft 365 burada artık parola kabul etmiyor (5.7.30). Yöneticinizden bu posta kutusu için kimlik doğrulamalı SMTP’yi açmasını isteyin ya da başka bir e-posta hizmeti kullanın.',
  'mailServer.sender': 'Sunucu, bu kullanıcının bu adresten göndermesine izin vermiyor.',
  'mailServer.recipient': 'Sunucu alıcıyı kabul etmedi. Adresi denetleyin.',
  'mailServer.refused': 'Sunucu e-postayı geri çevirdi.',
  'mailServer.busy': 'Sunucu şu anda e-postayı alamıyor.',
  'mailServer.unknownOutcome': 'E-posta teslim edildikten sonra sunucu yanıt vermedi. Yola çıkmış olabilir.',
  'mailServer.maybeSent':
    'Sunucu e-postayı aldı ama hiç yanıt vermedi. Ulaşmış olabilir: yeniden denemeden önce alıcıya sorun.',
  'mail.aboutOne': 'E-posta bir müşteriye ya da bir fatura hakkında yazılır.',
  'mail.stranger': 'Bu adres hiçbir müşterinize ait değil. Önce ilgili kişi olarak ekleyin.',
  'mail.twice': 'Bu adres iki kez girilmiş.',
  'mail.fileUnknown': 'Bu dosya yok, henüz denetlenmedi ya da buraya ait değil.',
  'mail.tooLarge': 'Dosyalar toplam 20 MB’ı aşıyor. Bazılarını çıkarın.',
  'mail.aboutInvoice': 'Bu tür bir e-posta bir fatura hakkındadır. Bir fatura seçin.',
  'mail.testFailed': 'E-posta şu anda gönderilemedi. Birkaç dakika sonra yeniden deneyin.',
  'template.wrong': 'Metinde düzeltilmesi gereken bir yer olduğu için kaydedilmedi.',
  'template.unknownVariable': '{line}. satır: burada “{name}” adlı bir değişken yok. Listeden birini seçin.',
  'template.unknownFilter':
    '{line}. satır: “{name}” adlı bir süzgeç yok. Bilinenlerden bazıları: money, date, number, plural, upcase, downcase.',
  'template.unknownTag':
    '{line}. satır: “{name}” burada kullanılamaz. Bilinenler: if, unless, case, for, assign, comment.',
  'template.syntax': '{line}. satır: bir ayraç ya da etiket kapatılmamış veya oraya ait olmayan bir şey var.',
  'template.tooMuch': 'Bu metnin doldurulması çok uzun sürüyor ya da metin çok büyüyor. Daha yalın yazın.',
  'mail.mailServerChanged.subject': 'İşletmenizin e-posta sunucusu değişti',
  'mail.mailServerChanged.title': 'İşletmenizin e-posta sunucusu değişti',
  'mail.mailServerChanged.preheader': 'E-postalar bundan böyle başka bir yoldan gidiyor.',
  'mail.mailServerChanged.text': 'Sunucu, hesabınızla değiştirildi ya da kaldırıldı. Zaman: {at}.',
  'mail.test.subject': '{business}: deneme e-postası',
  'mail.test.title': 'E-posta sunucunuz çalışıyor',
  'mail.test.text':
    'Bu e-posta {host} üzerinden gönderildi. İşletme: {business}. E-postalarınız bundan böyle buradan gidecek.',
  'mail.test.closing': 'Bu denemeyi crmFEX ayarlarında siz istediniz.',
};

export const mail = { en, tr };
