// SQL of the sign-in log and of the wait after wrong passwords.
import * as z from 'zod';
import { newId } from '../../../shared/ids.ts';
import { SignInRecord } from '../../../shared/users.ts';
import type { Origin } from '../../platform/context.ts';
import { list } from '../../platform/lists.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

/** Where somebody came from, with the device by name. */
export type Scene = Origin & { device: string | null };

export function insertSignIn(outcome: SignInRecord['outcome'], origin: Scene): Statement<never> {
  return command(
    `insert into sign_ins (id, user_id, outcome, ip, user_agent, country, device)
     select $1, app.user_id(), $2, $3, $4, $5, $6 where app.user_id() is not null`,
    [newId(), outcome, origin.ip, origin.userAgent, origin.country, origin.device],
  );
}

/** For an attempt on an account that still waits for its verification. */
export function insertPendingSignIn(
  userId: string,
  outcome: SignInRecord['outcome'],
  origin: Origin,
): Statement<never> {
  return command(
    'insert into sign_ins (id, user_id, outcome, ip, user_agent, country) values ($1, $2, $3, $4, $5, $6)',
    [newId(), userId, outcome, origin.ip, origin.userAgent, origin.country],
  );
}

export const ownSignIns = list({
  item: SignInRecord,
  columns: 's.id, s.at, s.outcome, s.ip, s.user_agent, s.country',
  from: 'sign_ins s',
  id: 's.id',
  sorts: { at: { expression: 's.at', type: 'timestamptz' } },
  defaultSort: '-at',
});

const KnownRow = z.strictObject({ isKnown: z.boolean() });

/** Whether the person came in from such a device and country before, as far as the log reaches; a first sign-in is no news either. */
export function selectIsKnown(origin: Scene): Statement<z.infer<typeof KnownRow>> {
  return query(
    KnownRow,
    `select not exists (select from sign_ins s where s.user_id = app.user_id() and s.outcome in ('ok', 'verified'))
       or exists (select from sign_ins s where s.user_id = app.user_id() and s.outcome in ('ok', 'verified')
         and s.device is not distinct from $1 and s.country is not distinct from $2) as is_known`,
    [origin.device, origin.country],
  );
}

const WaitRow = z.strictObject({ waitSeconds: z.int().nullable() });

export function countAttempt(): Statement<z.infer<typeof WaitRow>> {
  return query(WaitRow, 'select app.count_sign_in() as wait_seconds');
}

export function deleteFailures(): Statement<never> {
  return command("delete from sign_in_failures where email_hash = sha256(convert_to(app.email(), 'UTF8'))");
}

/** Changes nothing that counts: a refusal writes for unknown addresses as well, so that it takes as long. */
export function touchFailures(): Statement<never> {
  return command(
    "update sign_in_failures set last_at = now() where email_hash = sha256(convert_to(app.email(), 'UTF8'))",
  );
}
