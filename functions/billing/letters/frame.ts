// What stands around the text of a mail: its title, the figures that matter, the one thing to do, and the small print.
import type { Language } from '../../../shared/fields.ts';
import { formatDay, formatMoney } from '../../../shared/format.ts';
import { isReminder, type MailKind } from '../../../shared/mail-templates.ts';
import { words } from '../../../shared/messages/index.ts';
import type { LetterFrame } from '../../office/mail-templates/compose.ts';
import type { Value, Values } from '../../office/mail-templates/engine.ts';

/** Figures in the order in which they are read: the variable, and the key of its label. */
const facts: Record<MailKind, readonly (readonly [variable: string, label: string])[]> = {
  invoice: [
    ['amount', 'amount'],
    ['dueDate', 'due'],
    ['number', 'number'],
    ['issueDate', 'issued'],
    ['bankName', 'bank'],
    ['iban', 'iban'],
  ],
  reminderFirst: [
    ['openAmount', 'open'],
    ['dueDate', 'due'],
    ['number', 'number'],
    ['bankName', 'bank'],
    ['iban', 'iban'],
  ],
  reminderSecond: [],
  reminderFinal: [],
  statement: [
    ['balance', 'balance'],
    ['bankName', 'bank'],
    ['iban', 'iban'],
  ],
  paymentReceived: [
    ['paidAmount', 'paid'],
    ['paidDate', 'paidOn'],
    ['number', 'number'],
    ['openAmount', 'stillOpen'],
  ],
  cancelled: [
    ['number', 'number'],
    ['amount', 'amount'],
    ['issueDate', 'issued'],
  ],
  returned: [
    ['amount', 'amount'],
    ['number', 'returnNumber'],
    ['originalNumber', 'number'],
  ],
  free: [],
};

export type Around = {
  sender: string;
  brandColour: string | null;
  /** The link to the portal and its last day, where the mail has one. */
  link: { url: string; endsDate: string } | null;
  /** The way out of mails of this kind, where there is one. */
  optOut?: LetterFrame['optOut'];
};

function written(value: Value | undefined, language: Language): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'object') return String(value);
  return 'day' in value ? formatDay(value.day, language) : formatMoney(value.minor, value.currency, language);
}

/** The frame of a letter, from the same values as its text. */
export function letterFrame(kind: MailKind, language: Language, values: Values, around: Around): LetterFrame {
  const number = written(values['number'], language) ?? '';
  const say = (key: string, parameters: Record<string, string> = {}) =>
    words(language, `mail.letter.${key}`, { number, ...parameters });
  const rows = facts[isReminder(kind) ? 'reminderFirst' : kind];
  const figures = rows.flatMap(([variable, label]) => {
    const value = written(values[variable], language);
    return value ? [{ label: say(label), value }] : [];
  });
  const asksForMoney = values['iban'] && (kind === 'invoice' || isReminder(kind));
  return {
    title: kind === 'free' ? null : say(`title.${kind}`),
    facts: figures,
    ...(around.link ? { action: { label: say('button'), url: around.link.url } } : {}),
    closing: [
      ...(asksForMoney ? [say('reference')] : []),
      ...(around.link ? [say('linkNote', { date: formatDay(around.link.endsDate, language) })] : []),
    ],
    ...(around.optOut ? { optOut: around.optOut } : {}),
    sender: around.sender,
    brandColour: around.brandColour,
  };
}
