// The thirty-day log of a business: rows are copied to it by a job, and read from it.
import * as z from 'zod';
import { Activity, type ActivityQuery } from '../../../shared/activity.ts';
import { Problem } from '../../../shared/problem.ts';
import type { ActivityEntry } from '../../integrations/activity-log/port.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { finish } from '../../platform/outbox.ts';
import { activityRow, ownTenant, removeActivityRow, type ActivityRow } from './store.ts';

const pageSize = 50;
const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

/** Absent instead of null: the log keeps only what is known. */
function entryOf(row: ActivityRow): ActivityEntry {
  const { actorId, actorName, subjectKind, subjectId, ip, userAgent, country, ...always } = row;
  return {
    ...always,
    actorId: actorId ?? row.actorKind,
    actorName: actorName ?? undefined,
    subjectKind: subjectKind ?? undefined,
    subjectId: subjectId ?? undefined,
    ip: ip ?? undefined,
    userAgent: userAgent ?? undefined,
    country: country ?? undefined,
  };
}

/** Copies one row to the log, where its id makes a second copy the same as the first, and then removes it. */
export async function copyActivity(ctx: Context, id: string): Promise<void> {
  const [[row]] = await flush(ctx, [activityRow(id)]);
  if (row) await ctx.ports.activityLog.append(entryOf(row));
  await flush(ctx, [removeActivityRow(id), finish(ctx)]);
}

function readCursor(cursor: string | undefined): { before?: string; beforeId?: string } {
  if (cursor === undefined) return {};
  try {
    const [before, beforeId] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { before, beforeId };
  } catch {
    throw new Problem('invalid', 'invalid', {}, [{ pointer: '?cursor', key: 'field.cursor' }]);
  }
}

const shown = Activity.keyof().options;

/** One page of what happened, newest first. */
export async function listActivity(ctx: Context, { cursor, until, actor, kind }: ActivityQuery) {
  const from = readCursor(cursor);
  const [tenants] = await flush(ctx, [ownTenant(until)]);
  const { tenantId, before } = one(tenants);
  // A cursor is older than the day's end already.
  const asked = { before: before ?? undefined, ...from, actor, kind, limit: pageSize + 1 };
  const entries = await ctx.ports.activityLog.list(tenantId, asked);
  const items = entries.slice(0, pageSize).map((entry) => {
    const known: Record<string, unknown> = { actorName: null, subjectKind: null, subjectId: null, ...entry };
    return Activity.parse(Object.fromEntries(shown.map((field) => [field, known[field] ?? null])));
  });
  const last = entries.length > pageSize ? items.at(-1) : undefined;
  const nextCursor = last ? Buffer.from(JSON.stringify([last.at, last.id])).toString('base64url') : null;
  return { items, nextCursor };
}
