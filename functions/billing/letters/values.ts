// What the variables of a mail stand for: of an invoice, of a client, and of the business that writes.
import type { Language } from '../../../shared/fields.ts';
import { formatIban } from '../../../shared/format.ts';
import { mailVariables, type MailKind } from '../../../shared/mail-templates.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import type { Day, Money, Values } from '../../office/mail-templates/engine.ts';
import type { Statement } from '../../platform/statement.ts';
import type { invoiceStatements } from '../invoices/invoices.ts';
import { addressee, latestIssued, letterFacts, type LetterFacts } from './store.ts';

/** What is read beside the invoice's own row. */
export const letterStatements = { facts: letterFacts, latest: latestIssued, client: addressee };

export type Head = ReturnType<typeof invoiceStatements.head> extends Statement<infer Row> ? Row : never;
export type { LetterFacts };
type Business = Pick<Tenant, 'name' | 'phone' | 'email'>;
type Account = { bankName: string | null; iban: string | null };

const day = (value: string | null): Day | null => (value ? { day: value } : null);

/** Exactly the variables of the kind; those that nothing is known about are null. */
function ofKind(kind: MailKind, known: Values): Values {
  return Object.fromEntries(mailVariables[kind].map((name) => [name, known[name] ?? null]));
}

function ofBusiness({ name, phone, email }: Business): Values {
  return { businessName: name, businessPhone: phone, businessEmail: email };
}

const ofAccount = ({ bankName, iban }: Account): Values => ({
  bankName: iban ? bankName : null,
  iban: iban ? formatIban(iban) : null,
});

/** The values of a mail to a client that is about no invoice; `extra` fills what the kind has beside. */
export function clientValues(kind: MailKind, clientName: string, business: Business, extra: Values = {}): Values {
  return ofKind(kind, { ...ofBusiness(business), clientName, ...extra });
}

/** The values of a mail about an invoice. `link` is null until there is one. */
export function invoiceValues(
  kind: MailKind,
  head: Head,
  { business, facts, link }: { business: Business; facts: LetterFacts; link: string | null },
): Values {
  const { currency, seller } = head;
  const money = (minor: number): Money => ({ minor, currency });
  const open = head.openMinor > 0 ? money(head.openMinor) : null;
  return ofKind(kind, {
    ...ofBusiness(seller ?? business),
    ...ofAccount(seller ?? { bankName: null, iban: null }),
    clientName: head.clientName,
    number: head.number ?? facts.originalNumber,
    originalNumber: facts.originalNumber,
    amount: money(head.payableMinor),
    openAmount: open,
    paidAmount: money(facts.paidMinor ?? head.settledMinor),
    paidDate: day(facts.paidDate),
    issueDate: day(head.issueDate),
    dueDate: day(head.dueDate),
    daysOverdue: head.overdueDays,
    reason: head.cancelReason,
    link,
  });
}

/** The language of a mail: of the document, else of the client, else of the business. */
export const languageOf = (...candidates: (Language | null | undefined)[]): Language =>
  candidates.find((one) => one !== null && one !== undefined) ?? 'tr';
