// SQL of the deletion of an account while it can still be taken back; runs as that very person.
import * as z from 'zod';
import { AccountClosing, LeftBusiness } from '../../../shared/account-closings.ts';
import { command, query } from '../../platform/statement.ts';

const Own = z.strictObject({ email: z.string() });

export const selectOwnEmail = () => query(Own, 'select email from users where id = app.user_id()');

export const selectAccountClosing = () =>
  query(AccountClosing, 'select requested_at, due_at from account_closings where user_id = app.user_id()');

/** Every business of the person and what becomes of it when the account goes at an instant. */
export const selectLeftBusinesses = (dueAt: Date) =>
  query(
    LeftBusiness,
    `select b.id, b.name, b.role, b.ends_at,
       case when b.ends_at <= $1 then 'ends' when b.is_held then 'holds' else 'leaves' end as fate
     from gate.left_businesses_of_self() b order by b.name, b.id`,
    [dueAt],
  );

export const insertAccountClosing = (dueAt: Date) =>
  command('insert into account_closings (due_at) values ($1)', [dueAt]);

const Kept = z.strictObject({ userId: z.uuid() });

/** No row when nothing was asked for, or when erasure has begun. */
export const deleteAccountClosing = () =>
  query(Kept, 'delete from account_closings where user_id = app.user_id() returning user_id');
