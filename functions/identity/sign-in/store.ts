// SQL of the tokens that choose a new password.
import * as z from 'zod';
import { query, type Statement } from '../../platform/statement.ts';

const UsedRow = z.strictObject({ userId: z.uuid() });

/** Of two at once the second waits, then finds the token used. */
export function useResetToken(hash: Uint8Array): Statement<z.infer<typeof UsedRow>> {
  return query(
    UsedRow,
    `update user_tokens set used_at = now()
     where token_hash = $1 and purpose = 'reset' and used_at is null and expires_at > now() returning user_id`,
    [hash],
  );
}
