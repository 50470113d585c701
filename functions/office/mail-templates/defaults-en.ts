// Our own texts of mails in English, for businesses that have not written theirs.
import type { MailKind, MailTemplateInput } from '../../../shared/mail-templates.ts';

export const english: Record<MailKind, MailTemplateInput> = {
  invoice: {
    subject: 'Invoice {{ number }} from {{ businessName }}',
    body: `Hello,

Please find attached invoice **{{ number }}**.
Amount to pay: {{ amount | money }}{% if dueDate %}
Due: {{ dueDate | date }}{% endif %}

You can also see the invoice online at any time.

Thank you,
{{ businessName }}`,
  },
  reminderFirst: {
    subject: '{{ businessName }} – Reminder: Invoice {{ number }}',
    body: `Hello,

Invoice **{{ number }}** was due on {{ dueDate | date }}.
Amount to pay: {{ openAmount | money }}

If you have paid already, please disregard this message. The invoice is attached again.

{{ businessName }}`,
  },
  reminderSecond: {
    subject: '{{ businessName }} – Second reminder: Invoice {{ number }}',
    body: `Hello,

We have not seen a payment for invoice **{{ number }}** yet. It was due on {{ dueDate | date }}, {{ daysOverdue | plural: "day", "days" }} ago.
Amount to pay: {{ openAmount | money }}

Please pay within this week. If something is wrong, just reply to this mail.

{{ businessName }}`,
  },
  reminderFinal: {
    subject: '{{ businessName }} – Final reminder: Invoice {{ number }}',
    body: `Hello,

In spite of our reminders invoice **{{ number }}** has been overdue for {{ daysOverdue | plural: "day", "days" }}.
Amount to pay: {{ openAmount | money }}

Please pay within seven days, or get in touch with us within that time.

{{ businessName }}{% if businessPhone %}
{{ businessPhone }}{% endif %}`,
  },
  statement: {
    subject: 'Account statement from {{ businessName }}',
    body: `Hello,

Your account statement for {{ fromDate | date }} – {{ toDate | date }} is attached.
Balance: {{ balance | money }}

If anything does not match your records, just reply to this mail.

{{ businessName }}`,
  },
  paymentReceived: {
    subject: '{{ businessName }}: we have received your payment',
    body: `Hello,

We have received your payment{% if number %} for invoice **{{ number }}**{% endif %}. Thank you.
Amount received: {{ paidAmount | money }}{% if openAmount %}
Still to pay: {{ openAmount | money }}{% endif %}

{{ businessName }}`,
  },
  cancelled: {
    subject: '{{ businessName }}: invoice {{ number }} was cancelled',
    body: `Hello,

Invoice **{{ number }}** of {{ amount | money }} was cancelled. There is nothing to pay for it.{% if reason %}
Reason: {{ reason }}{% endif %}

{{ businessName }}`,
  },
  returned: {
    subject: '{{ businessName }}: credit note {{ number }}',
    body: `Hello,

Please find attached credit note **{{ number }}**{% if originalNumber %} for invoice {{ originalNumber }}{% endif %}.
Amount: {{ amount | money }}

{{ businessName }}`,
  },
  free: {
    subject: '{{ businessName }}',
    body: `Hello,



Kind regards,
{{ businessName }}`,
  },
};
