// Entries of the activity log as a page tells them: by day, repeats of one act told once, subjects by the name they are known by.
import type { Activity } from '@crmfex/shared/activity.ts';
import { today } from '@crmfex/shared/dates.ts';

/** `times` acts of one kind by one person on one record, of which `entry` is the newest. */
export type Row = { entry: Activity; times: number };
export type ActivityDay = { day: string; rows: Row[] };

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

/** What the subject of an entry is called: its number, else whose it is. */
function ownName({ detail }: Activity): string | undefined {
  return text(detail['number']) ?? text(detail['clientName']) ?? text(detail['name']);
}

/** Names of subjects by id: the newest entry that tells one speaks for those that do not. */
export function subjectNames(entries: Activity[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const entry of entries) {
    const name = ownName(entry);
    if (entry.subjectId && name && !names.has(entry.subjectId)) names.set(entry.subjectId, name);
  }
  return names;
}

/** The name for one entry: what it tells itself, else what others tell of its subject. */
export function subjectName(entry: Activity, names: Map<string, string>): string | undefined {
  return ownName(entry) ?? (entry.subjectId ? names.get(entry.subjectId) : undefined);
}

const isRepeat = (one: Activity, other: Activity) =>
  one.kind === other.kind && one.subjectId === other.subjectId && one.actorName === other.actorName;

/** Newest first, by the business's own days. */
export function byDay(entries: Activity[], timeZone: string): ActivityDay[] {
  const days: ActivityDay[] = [];
  for (const entry of entries) {
    const day = today(timeZone, entry.at);
    let last = days.at(-1);
    if (last?.day !== day) days.push((last = { day, rows: [] }));
    const row = last.rows.at(-1);
    if (row && isRepeat(row.entry, entry)) row.times += 1;
    else last.rows.push({ entry, times: 1 });
  }
  return days;
}
