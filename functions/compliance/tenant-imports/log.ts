// The thirty-day log of an export into the log of the business that imports: with its own dates, so that it ends on its own days.
import * as z from 'zod';
import type { ActivityEntry, ActivityLog } from '../../integrations/activity-log/port.ts';
import { eachLine } from './each-line.ts';
import { holdAgainst, type Manifest } from './manifest.ts';
import type { ZipReader } from './read-zip.ts';
import { Refusal } from './refusal.ts';

const Detail = z.record(z.string(), z.unknown()).refine((detail) => JSON.stringify(detail).length <= 8_000);
const text = (max: number) => z.string().max(max);
const maybe = (max: number) =>
  text(max)
    .nullish()
    .transform((value) => value ?? undefined);

const Entry = z.strictObject({
  id: z.uuid(),
  at: z.iso.datetime({ offset: true }),
  actorKind: z.enum(['staff', 'portal', 'system']),
  actorId: text(60),
  actorName: maybe(200),
  kind: text(60),
  subjectKind: maybe(40),
  subjectId: maybe(60),
  detail: Detail,
  ip: maybe(45),
  userAgent: maybe(400),
  country: maybe(2),
});

/** Rows of the table `activity` were on their way to the log when they were exported. */
const Row = z
  .strictObject({
    ...{ id: z.uuid(), at: z.iso.datetime({ offset: true }), actor_kind: text(20), actor_id: z.uuid().nullable() },
    ...{ kind: text(60), subject_kind: text(40).nullable(), subject_id: z.uuid().nullable(), detail: Detail },
    ...{
      ip: text(45).nullable(),
      user_agent: text(400).nullable(),
      country: text(2).nullable(),
      request_id: text(100),
    },
  })
  .transform((row) =>
    Entry.parse({
      ...{ id: row.id, at: row.at, actorKind: row.actor_kind, actorId: row.actor_id ?? row.actor_kind, kind: row.kind },
      ...{ subjectKind: row.subject_kind, subjectId: row.subject_id, detail: row.detail },
      ...{ ip: row.ip, userAgent: row.user_agent, country: row.country },
    }),
  );

const sources = [
  { path: 'activity.jsonl', shape: Entry },
  { path: 'tables/activity.jsonl', shape: Row },
];

function entryOf(shape: z.ZodType<z.output<typeof Entry>>, line: string, at: Date): z.output<typeof Entry> | null {
  try {
    const entry = shape.parse(JSON.parse(line));
    // Nothing has happened that is still to come: it would outlive its thirty days.
    return Date.parse(entry.at) <= at.getTime() ? entry : null;
  } catch {
    return null;
  }
}

/** The entries of an export, each looked at; `each` is awaited, so that few of them are held. */
async function readEntries(
  zip: ZipReader,
  manifest: Manifest,
  at: Date,
  each: (entry: z.output<typeof Entry>) => Promise<void>,
): Promise<void> {
  for (const { path, shape } of sources) {
    const listing = manifest.files.find((one) => one.path === path);
    if (!listing) continue;
    const lines = eachLine(async (line, number) => {
      const entry = entryOf(shape, line, at);
      if (!entry) throw new Refusal('activity', { path, line: number });
      await each(entry);
    });
    holdAgainst(listing, await zip.read(path, lines));
  }
}

/** Looks at every entry, before anything is kept. @throws Refusal */
export const checkLog = (zip: ZipReader, manifest: Manifest, at: Date): Promise<void> =>
  readEntries(zip, manifest, at, async () => undefined);

/** The log is far away: so many entries are on their way at once. */
const atOnce = 25;

/** Appends every entry; what is older than thirty days the log refuses by itself, and an entry that is there stays one. */
export async function bringLog(
  { activityLog, tenantId, at }: { activityLog: ActivityLog; tenantId: string; at: Date },
  zip: ZipReader,
  manifest: Manifest,
): Promise<void> {
  const batch: ActivityEntry[] = [];
  const send = async () => void (await Promise.all(batch.splice(0).map((entry) => activityLog.append(entry))));
  await readEntries(zip, manifest, at, async (entry) => {
    batch.push({ ...entry, tenantId });
    if (batch.length >= atOnce) await send();
  });
  await send();
}
