// Words about publishing our own texts, and the mail that tells of a change.
export const policies = {
  en: {
    'policies.notShipped': 'This version does not ship with what runs here.',
    'policies.tooSoon': 'A change that matters is told {days} days ahead: choose a later day.',
    'policies.past': 'This version would have taken effect already: choose a later day.',
    'policies.noSummary': 'A change that matters needs a summary in both languages: the mail says it.',
    'policies.already': 'This version was published already.',
    'policies.notAnAgreement':
      'The privacy policy informs you and asks for no agreement, so there is none to take back. To object to what it describes, write to us.',
    'mail.policy.privacy': 'Our privacy policy changes on {day}',
    'mail.policy.terms': 'Our terms change on {day}',
    'mail.policy.privacyChanged': 'Our privacy policy changed on {day}',
    'mail.policy.termsChanged': 'Our terms changed on {day}',
    'mail.policy.since': 'The new text has been in effect since {day}.',
    'mail.policy.hello': 'Hello {name},',
    'mail.policy.until': 'The new text takes effect on {day}; until then today’s text holds.',
    'mail.policy.action': 'Read the new text',
    'mail.policy.closing':
      'All former versions stay readable on the same page. If you do not agree, you can take your data along and delete your account.',
  },
  tr: {
    'policies.notShipped': 'Bu sürüm burada çalışan yazılımla birlikte gelmiyor.',
    'policies.tooSoon': 'Önemli bir değişiklik {days} gün önceden bildirilir: Daha ileri bir gün seçin.',
    'policies.past': 'Bu sürüm çoktan yürürlüğe girmiş olurdu: Daha ileri bir gün seçin.',
    'policies.noSummary': 'Önemli bir değişikliğin iki dilde özeti olmalıdır: E-posta onu aktarır.',
    'policies.already': 'Bu sürüm zaten yayımlandı.',
    'policies.notAnAgreement':
      'Gizlilik politikası bir bilgilendirmedir ve onay istemez; bu yüzden geri alınacak bir onay yoktur. Anlatılanlara itiraz etmek için bize yazın.',
    'mail.policy.privacy': 'Gizlilik politikamız {day} tarihinde değişiyor',
    'mail.policy.terms': 'Kullanım koşullarımız {day} tarihinde değişiyor',
    'mail.policy.privacyChanged': 'Gizlilik politikamız {day} tarihinde değişti',
    'mail.policy.termsChanged': 'Kullanım koşullarımız {day} tarihinde değişti',
    'mail.policy.since': 'Yeni metin {day} tarihinden beri yürürlükte.',
    'mail.policy.hello': 'Merhaba {name},',
    'mail.policy.until': 'Yeni metin {day} tarihinde yürürlüğe girer; o güne kadar bugünkü metin geçerlidir.',
    'mail.policy.action': 'Yeni metni okuyun',
    'mail.policy.closing':
      'Önceki sürümlerin tamamı aynı sayfada okunabilir. Değişikliği kabul etmiyorsanız verilerinizi alıp hesabınızı silebilirsiniz.',
  },
};
