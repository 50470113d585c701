// Who did what: an activity row and its message, in one statement of the transaction that did it.
import * as z from 'zod';
import { newId } from '../../shared/ids.ts';
import { coarseAddress } from './addresses.ts';
import type { Context } from './context.ts';
import { message } from './outbox.ts';
import { command, json, type Statement } from './statement.ts';

export const ActivityMessage = message('activity', z.strictObject({ activityId: z.uuid() }));

export type Audited = { subjectKind?: string; subjectId?: string; detail?: Record<string, unknown> };

/**
 * The statement that records an action of the caller; a job copies it to the thirty-day log.
 * @param kind such as `invoice.issued`; its words stand in the message files of the sites
 * @param detail ids, names and numbers; never a secret, never a whole row
 */
export function audit(ctx: Context, kind: string, { subjectKind, subjectId, detail }: Audited = {}): Statement<never> {
  const id = newId();
  const body = { activityId: id };
  const statement = command(
    `with entry as (
       insert into activity (id, kind, subject_kind, subject_id, detail, ip, user_agent, country, request_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id
     )
     insert into outbox (id, queue, body, request_id) select id, $10, $11, $9 from entry returning tenant_id`,
    [
      id,
      kind,
      subjectKind ?? null,
      subjectId ?? null,
      json(detail ?? {}),
      coarseAddress(ctx.origin.ip),
      ctx.origin.userAgent,
      ctx.origin.country,
      ctx.requestId,
      ActivityMessage.queue,
      json(body),
    ],
  );
  return { ...statement, message: { queue: ActivityMessage.queue, id, body, requestId: ctx.requestId } };
}
