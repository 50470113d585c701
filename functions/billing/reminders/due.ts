// Which step of a plan is due for which invoice on a day, and which of them share a mail: pure, so that every edge is tested.
import { addDays } from '../../../shared/dates.ts';
import type { ReminderStep, ReminderTone, UpcomingReminder } from '../../../shared/reminders.ts';
import { reminderTones } from '../../../shared/reminders.ts';
import type { Candidate } from './store.ts';

/** A step and the day since which it counts: what lay before the plan was switched on is not made up for. */
export type CountingStep = ReminderStep & { since: string };

/**
 * The step that is to be sent, if any. Only the latest one that has come: those that were missed while nothing ran are skipped, and
 * a step at or before the last one sent never comes again.
 */
export function dueStep(steps: readonly CountingStep[], invoice: Candidate, day: string): CountingStep | null {
  if (invoice.heldUntil !== null && day < invoice.heldUntil) return null;
  const come = steps.filter(({ days }) => addDays(invoice.dueDate, days) <= day);
  const latest = come.toSorted((one, other) => other.days - one.days)[0];
  if (!latest || (invoice.lastStepDays !== null && latest.days <= invoice.lastStepDays)) return null;
  const stepDay = addDays(invoice.dueDate, latest.days);
  return stepDay < latest.since || stepDay < invoice.issuedDay ? null : latest;
}

/** The firmest of several: one mail has one tone. */
export function firmest(tones: readonly ReminderTone[]): ReminderTone {
  return reminderTones.findLast((tone) => tones.includes(tone)) ?? 'first';
}

/** The mails of a day: what is due of one client goes into one. */
export function remindersOf(
  steps: readonly CountingStep[],
  invoices: readonly Candidate[],
  day: string,
): UpcomingReminder[] {
  const due = invoices.flatMap((invoice) => {
    const step = dueStep(steps, invoice, day);
    return step ? [{ invoice, step }] : [];
  });
  return [...Map.groupBy(due, ({ invoice }) => invoice.clientId)].flatMap(([clientId, all]) => {
    const [first] = all;
    if (!first) return [];
    return [
      {
        day,
        clientId,
        clientName: first.invoice.clientName,
        to: first.invoice.to,
        tone: firmest(all.map(({ step }) => step.tone)),
        invoices: all.map(({ invoice, step }) => ({
          invoiceId: invoice.invoiceId,
          number: invoice.number,
          currency: invoice.currency,
          openMinor: invoice.openMinor,
          dueDate: invoice.dueDate,
          stepDays: step.days,
          tone: step.tone,
        })),
      },
    ];
  });
}

/** The invoices as they will stand once these mails are out; what cannot be sent stays as it is. */
export function afterSending(invoices: readonly Candidate[], mails: readonly UpcomingReminder[]): Candidate[] {
  const sent = new Map(
    mails.filter(({ to }) => to !== null).flatMap((mail) => mail.invoices.map((one) => [one.invoiceId, one.stepDays])),
  );
  return invoices.map((invoice) => ({
    ...invoice,
    lastStepDays: sent.get(invoice.invoiceId) ?? invoice.lastStepDays,
  }));
}
