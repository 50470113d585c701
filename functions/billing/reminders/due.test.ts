// Which reminder is due on a day: at each edge, after downtime, and with several invoices of one client.
import { describe, expect, it } from 'vitest';
import { newId } from '../../../shared/ids.ts';
import { afterSending, dueStep, firmest, remindersOf, type CountingStep } from './due.ts';
import type { Candidate } from './store.ts';

const since = '2026-01-01';
const steps: CountingStep[] = [
  { days: -3, tone: 'first', since },
  { days: 0, tone: 'first', since },
  { days: 7, tone: 'second', since },
  { days: 30, tone: 'final', since },
];
const invoice = (changes: Partial<Candidate> = {}): Candidate => ({
  invoiceId: newId(),
  number: 'FTR2026000000001',
  clientId: 'a',
  clientName: 'Öykü Yayın',
  to: 'deniz@oyku.example',
  language: 'tr',
  currency: 'TRY',
  openMinor: 10_000,
  dueDate: '2026-03-10',
  issuedDay: '2026-02-10',
  lastStepDays: null,
  heldUntil: null,
  ...changes,
});
const days = (candidate: Candidate, day: string) => dueStep(steps, candidate, day)?.days ?? null;

describe('a step', () => {
  it('comes on its day and not the day before', () => {
    expect(days(invoice(), '2026-03-06')).toBeNull();
    expect(days(invoice(), '2026-03-07')).toBe(-3);
    expect(days(invoice({ lastStepDays: -3 }), '2026-03-09')).toBeNull();
    expect(days(invoice({ lastStepDays: -3 }), '2026-03-10')).toBe(0);
  });

  it('that was missed gives way to the latest, and never comes afterwards', () => {
    expect(days(invoice({ lastStepDays: -3 }), '2026-04-20')).toBe(30);
    expect(days(invoice({ lastStepDays: 30 }), '2026-04-21')).toBeNull();
  });

  it('before the plan was switched on, or before the invoice was issued, is not made up for', () => {
    const late = steps.map((step) => ({ ...step, since: '2026-03-18' }));
    expect(dueStep(late, invoice(), '2026-03-18')).toBeNull();
    expect(dueStep(late, invoice(), '2026-04-09')?.days).toBe(30);
    expect(days(invoice({ issuedDay: '2026-03-18' }), '2026-03-20')).toBeNull();
  });

  it('waits until the hold has ended, and comes on that very day', () => {
    const held = invoice({ heldUntil: '2026-03-20' });
    expect(days(held, '2026-03-19')).toBeNull();
    expect(days(held, '2026-03-20')).toBe(7);
    expect(days(invoice({ heldUntil: '9999-12-31' }), '2026-04-20')).toBeNull();
  });

  it('counts days over the end of a month and of February', () => {
    expect(days(invoice({ dueDate: '2026-02-28' }), '2026-03-07')).toBe(7);
    expect(days(invoice({ dueDate: '2028-02-29', issuedDay: '2028-02-01' }), '2028-03-07')).toBe(7);
  });
});

describe('the mails of a day', () => {
  it('gather the invoices of a client, in the firmest tone, and keep clients apart', () => {
    const all = [invoice(), invoice({ dueDate: '2026-03-03' }), invoice({ clientId: 'b', clientName: 'Başka' })];
    const mails = remindersOf(steps, all, '2026-03-10');
    expect(mails.map(({ clientId, tone, invoices }) => [clientId, tone, invoices.length])).toEqual([
      ['a', 'second', 2],
      ['b', 'first', 1],
    ]);
  });

  it('once sent, are not sent again; without an address they stay due', () => {
    const all = [invoice(), invoice({ clientId: 'b', to: null })];
    const mails = remindersOf(steps, all, '2026-03-10');
    const after = remindersOf(steps, afterSending(all, mails), '2026-03-11');
    expect(after.map(({ clientId }) => clientId)).toEqual(['b']);
  });
});

it('the firmest tone of several is the last one', () => {
  expect(firmest(['first', 'final', 'second'])).toBe('final');
  expect(firmest(['first'])).toBe('first');
});
