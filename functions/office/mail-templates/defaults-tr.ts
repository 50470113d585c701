// Our own texts of mails in Turkish, for businesses that have not written theirs.
import type { MailKind, MailTemplateInput } from '../../../shared/mail-templates.ts';

export const turkish: Record<MailKind, MailTemplateInput> = {
  invoice: {
    subject: '{{ businessName }}: {{ number }} numaralı fatura',
    body: `Merhaba,

**{{ number }}** numaralı faturanız ektedir.
Ödenecek tutar: {{ amount | money }}{% if dueDate %}
Vade: {{ dueDate | date }}{% endif %}

Faturayı dilediğiniz zaman çevrim içi de görüntüleyebilirsiniz.

Teşekkür ederiz.
{{ businessName }}`,
  },
  reminderFirst: {
    subject: '{{ businessName }} – Hatırlatma: Fatura {{ number }}',
    body: `Merhaba,

**{{ number }}** numaralı faturanın vadesi {{ dueDate | date }} günü doldu.
Ödenecek tutar: {{ openAmount | money }}

Ödemeyi yaptıysanız bu iletiyi dikkate almayın. Fatura yeniden ektedir.

{{ businessName }}`,
  },
  reminderSecond: {
    subject: '{{ businessName }} – İkinci hatırlatma: Fatura {{ number }}',
    body: `Merhaba,

**{{ number }}** numaralı fatura için henüz bir ödeme göremedik. Vade: {{ dueDate | date }} ({{ daysOverdue }} gün geçti).
Ödenecek tutar: {{ openAmount | money }}

Ödemeyi bu hafta içinde yapmanızı rica ederiz. Bir sorun varsa bu e-postayı yanıtlamanız yeterli.

{{ businessName }}`,
  },
  reminderFinal: {
    subject: '{{ businessName }} – Son hatırlatma: Fatura {{ number }}',
    body: `Merhaba,

Hatırlatmalarımıza karşın **{{ number }}** numaralı fatura {{ daysOverdue }} gündür ödenmedi.
Ödenecek tutar: {{ openAmount | money }}

Lütfen ödemeyi yedi gün içinde yapın ya da bu sürede bizimle iletişime geçin.

{{ businessName }}{% if businessPhone %}
{{ businessPhone }}{% endif %}`,
  },
  statement: {
    subject: '{{ businessName }}: hesap ekstresi',
    body: `Merhaba,

{{ fromDate | date }} – {{ toDate | date }} dönemine ait hesap ekstreniz ektedir.
Bakiye: {{ balance | money }}

Kayıtlarınızla uyuşmayan bir şey görürseniz bu e-postayı yanıtlamanız yeterli.

{{ businessName }}`,
  },
  paymentReceived: {
    subject: '{{ businessName }}: ödemenizi aldık',
    body: `Merhaba,

{% if number %}**{{ number }}** numaralı fatura için ödemenizi aldık. {% else %}Ödemenizi aldık. {% endif %}Teşekkür ederiz.
Alınan tutar: {{ paidAmount | money }}{% if openAmount %}
Kalan tutar: {{ openAmount | money }}{% endif %}

{{ businessName }}`,
  },
  cancelled: {
    subject: '{{ businessName }}: {{ number }} numaralı fatura iptal edildi',
    body: `Merhaba,

**{{ number }}** numaralı ve {{ amount | money }} tutarındaki fatura iptal edildi. Bu fatura için ödeme yapmanız gerekmez.{% if reason %}
İptal nedeni: {{ reason }}{% endif %}

{{ businessName }}`,
  },
  returned: {
    subject: '{{ businessName }}: {{ number }} numaralı iade faturası',
    body: `Merhaba,

{% if originalNumber %}{{ originalNumber }} numaralı faturaya ait {% endif %}**{{ number }}** numaralı iade faturası ektedir.
Tutar: {{ amount | money }}

{{ businessName }}`,
  },
  free: {
    subject: '{{ businessName }}',
    body: `Merhaba,



Saygılarımızla
{{ businessName }}`,
  },
};
