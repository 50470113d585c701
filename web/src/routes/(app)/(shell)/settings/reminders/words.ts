// How the steps of a plan are typed and said.
import type { ReminderStep, ReminderTone } from '@crmfex/shared/reminders.ts';
import { m } from '#lib/paraglide/messages.js';

/** A step as it stands in the form: a number of days and its side of the due date. */
export type TypedStep = { days: string; side: 'before' | 'on' | 'after'; tone: ReminderTone };

export const hourWords = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

export const toneWords: Record<ReminderTone, () => string> = {
  first: m.reminders_first,
  second: m.reminders_second,
  final: m.reminders_final,
};

export function typedStep({ days, tone }: ReminderStep): TypedStep {
  return { days: String(Math.abs(days)), side: days < 0 ? 'before' : days > 0 ? 'after' : 'on', tone };
}

/** What is no number goes to the server as it is not allowed there, so that the refusal stands at its field. */
export function readStep({ days, side, tone }: TypedStep): ReminderStep {
  const typed = /^\d{1,3}$/.test(days.trim()) ? Number(days) : 999;
  return { days: side === 'on' ? 0 : side === 'before' ? -typed : typed, tone };
}
