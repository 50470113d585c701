// SQL of going between businesses.
import * as z from 'zod';
import { Language } from '../../../shared/fields.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Context } from '../../platform/context.ts';
import { entering, flush } from '../../platform/flush.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

const Moved = z.strictObject({ isMoved: z.boolean() });

type Move = { from: Uint8Array; tenantId: string; to: Uint8Array };

/** The gate moves the session by itself: nobody steps in, since no business is right before and after. */
export async function moveSession(ctx: Context, { from, tenantId, to }: Move): Promise<void> {
  const stay = command('select 1');
  const move = query(Moved, 'select gate.move_session($1, $2, $3) as is_moved', [from, tenantId, to]);
  const [[moved]] = await flush({ ...ctx, caller: entering('identity', stay) }, [move]);
  if (!moved?.isMoved) throw new Problem('notFound');
}

const Scope = z.strictObject({ userId: z.uuid(), language: Language });

export const selectScope = (): Statement<z.infer<typeof Scope>> =>
  query(Scope, 'select u.id as user_id, u.language from users u where u.id = app.user_id()');
