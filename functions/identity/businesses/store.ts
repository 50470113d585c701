// SQL of going between businesses.
import * as z from 'zod';
import { Language } from '../../../shared/fields.ts';
import { query, type Statement } from '../../platform/statement.ts';

const Moved = z.strictObject({ isMoved: z.boolean() });

type Move = { from: Uint8Array; tenantId: string; to: Uint8Array };

/** Done by the gate itself, before anybody has stepped in: no business is right before and after. */
export const moveSession = ({ from, tenantId, to }: Move): Statement<z.infer<typeof Moved>> =>
  query(Moved, 'select gate.move_session($1, $2, $3) as is_moved', [from, tenantId, to]);

const Scope = z.strictObject({ userId: z.uuid(), language: Language });

export const selectScope = (): Statement<z.infer<typeof Scope>> =>
  query(Scope, 'select u.id as user_id, u.language from users u where u.id = app.user_id()');
