// The log must stay readable when one draft saves itself fifty times, and must tell days as the business counts them.
import type { Activity } from '@crmfex/shared/activity.ts';
import { expect, test } from 'vitest';
import { byDay, subjectName, subjectNames } from './activity-rows.ts';

const entry = (change: Partial<Activity>): Activity => ({
  id: crypto.randomUUID(),
  at: '2026-11-25T10:00:00.000Z',
  actorKind: 'staff',
  actorName: 'Deniz',
  kind: 'invoice.updated',
  subjectKind: 'invoice',
  subjectId: 'a',
  detail: {},
  ...change,
});

test('repeats of one act on one record are one row with their count and the newest moment', () => {
  const entries = [
    entry({ at: '2026-11-25T10:02:00.000Z' }),
    entry({ at: '2026-11-25T10:01:00.000Z' }),
    entry({ actorName: 'Ali' }),
    entry({ subjectId: 'b', actorName: 'Ali' }),
  ];
  const [day, ...others] = byDay(entries, 'Europe/Istanbul');
  expect(others).toEqual([]);
  expect(day?.rows.map(({ entry: newest, times }) => [newest.at, times])).toEqual([
    ['2026-11-25T10:02:00.000Z', 2],
    ['2026-11-25T10:00:00.000Z', 1],
    ['2026-11-25T10:00:00.000Z', 1],
  ]);
});

test('a day ends at midnight of the business, and a repeat does not cross it', () => {
  const entries = [entry({ at: '2026-11-25T21:00:00.000Z' }), entry({ at: '2026-11-25T20:59:59.000Z' })];
  expect(byDay(entries, 'Europe/Istanbul').map(({ day, rows }) => [day, rows.length])).toEqual([
    ['2026-11-26', 1],
    ['2026-11-25', 1],
  ]);
});

test('an entry that names nothing borrows the name another entry tells of the same record', () => {
  const silent = entry({});
  const names = subjectNames([silent, entry({ kind: 'invoice.created', detail: { clientName: 'Ayşe' } })]);
  expect(subjectName(silent, names)).toBe('Ayşe');
  expect(subjectName(entry({ detail: { number: 'CRM2026000000001' } }), names)).toBe('CRM2026000000001');
  expect(subjectName(entry({ subjectId: 'b' }), names)).toBeUndefined();
});
