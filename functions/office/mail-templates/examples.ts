// Made-up values for every variable: a text is tried with them before it is kept, and shown with them while it is written.
import { mailVariables, type MailKind, type MailVariable } from '../../../shared/mail-templates.ts';
import type { Value, Values } from './engine.ts';

const examples: Record<MailVariable, Value> = {
  clientName: 'Yıldız Gıda Ltd. Şti.',
  businessName: 'Örnek İşletme',
  businessPhone: '+90 232 000 00 00',
  businessEmail: 'info@ornek.example',
  number: 'FTR2026000000042',
  originalNumber: 'FTR2026000000017',
  amount: { minor: 1_845_000, currency: 'TRY' },
  openAmount: { minor: 1_200_000, currency: 'TRY' },
  paidAmount: { minor: 645_000, currency: 'TRY' },
  balance: { minor: 3_045_000, currency: 'TRY' },
  issueDate: { day: '2026-10-01' },
  dueDate: { day: '2026-10-31' },
  paidDate: { day: '2026-11-05' },
  fromDate: { day: '2026-01-01' },
  toDate: { day: '2026-11-05' },
  daysOverdue: 5,
  bankName: 'Örnek Bank',
  iban: 'TR33 0006 1005 1978 6457 8413 26',
  link: 'https://portal.example/i#ornek',
  reason: 'Yanlış adres',
};

/** A value for each variable of a kind. */
export function exampleValues(kind: MailKind): Values {
  return Object.fromEntries(mailVariables[kind].map((name) => [name, examples[name]]));
}
