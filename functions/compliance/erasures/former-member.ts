// What the thirty-day log of a business keeps of somebody who was erased: what was done and when, and not by whom or from where.
import type { ActivityEntry } from '../../integrations/activity-log/port.ts';

/** Whom rows and entries name that named somebody who was erased. No account ever has this id. */
export const formerMember = '00000000-0000-7000-8000-000000000001';

type Person = { id: string; name: string; email: string };

/** An entry of which the person is actor or subject, without them. */
export function forgetPerson(entry: ActivityEntry, { id, name, email }: Person): ActivityEntry {
  const { actorName, ip, userAgent, country, ...rest } = entry;
  const told = Object.entries(entry.detail).filter(([, value]) => value !== name && value !== email);
  return {
    ...rest,
    ...(entry.actorId === id ? { actorId: formerMember } : { actorName, ip, userAgent, country }),
    ...(entry.subjectId === id ? { subjectId: formerMember } : {}),
    detail: Object.fromEntries(told),
  };
}
