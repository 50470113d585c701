// SQL of changes of address: asked for, confirmed from the new one, undone from the old one.
import * as z from 'zod';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

nameConstraints({
  email_is_unique: { key: 'account.emailTaken', kind: 'conflict' },
});

/** Takes the place of what was asked for before and not confirmed. */
export function deleteUnconfirmed(): Statement<never> {
  return command('delete from email_changes where user_id = app.user_id() and confirmed_at is null');
}

export function insertChange(id: string, newEmail: string): Statement<never> {
  return command(
    'insert into email_changes (id, user_id, old_email, new_email) values ($1, app.user_id(), app.email(), $2)',
    [id, newEmail],
  );
}

const ChangeRow = z.strictObject({ id: z.uuid(), oldEmail: z.string(), newEmail: z.string() });
export type ChangeRow = z.infer<typeof ChangeRow>;

/** Of two at once the second waits, then finds it confirmed. */
export function takeConfirmation(hash: Uint8Array): Statement<ChangeRow> {
  return query(
    ChangeRow,
    `update email_changes set confirmed_at = now()
     where user_id = app.user_id() and confirm_hash = $1 and confirmed_at is null and created_at > now() - interval '1 hour'
     returning id, old_email, new_email`,
    [hash],
  );
}

export function selectUndo(hash: Uint8Array): Statement<ChangeRow> {
  return query(
    ChangeRow,
    `select id, old_email, new_email from email_changes
     where user_id = app.user_id() and undo_hash = $1 and undone_at is null and confirmed_at > now() - interval '72 hours'`,
    [hash],
  );
}

/** This one and every later one: a link in a mailbox that was never the person's must not move the address again. */
export function endEveryChange(): Statement<never> {
  return command(
    'update email_changes set undone_at = now() where user_id = app.user_id() and confirmed_at is not null and undone_at is null',
  );
}

export function moveEmail(email: string): Statement<never> {
  return command(
    'update users set email = $1, email_verified_at = now(), updated_at = now() where id = app.user_id()',
    [email],
  );
}
