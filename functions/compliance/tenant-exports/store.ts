// SQL of exports of a whole business.
import * as z from 'zod';
import { Language } from '../../../shared/fields.ts';
import { TenantExport } from '../../../shared/tenant-exports.ts';
import { command, query } from '../../platform/statement.ts';

const shown = `e.id, e.state, e.row_count::int as row_count, e.file_count, e.size_bytes, e.problem, e.created_at, e.ready_at, e.expires_at,
  app.actor_name(e.requested_by) as requested_by_name`;

export const listExports = () =>
  query(TenantExport, `select ${shown} from tenant_exports e order by e.created_at desc, e.id desc limit 50`);

export const selectExport = (id: string) =>
  query(
    TenantExport.extend({ tenantId: z.uuid() }),
    `select e.tenant_id, ${shown} from tenant_exports e where e.id = $1`,
    [id],
  );

export const insertExport = (id: string, at: Date, expiresAt: Date) =>
  command('insert into tenant_exports (id, created_at, expires_at) values ($1, $2, $3)', [id, at, expiresAt]);

const Removed = z.strictObject({ tenantId: z.uuid() });
export const deleteExport = (id: string) =>
  query(Removed, 'delete from tenant_exports where id = $1 returning tenant_id', [id]);

const Work = z.strictObject({
  tenantId: z.uuid(),
  state: TenantExport.shape.state,
  requestedBy: z.uuid().nullable(),
  mailedAt: z.string().nullable(),
});

/** What the job needs to know; one that is being made is handed to nobody else. A run that died begins again from nothing. */
export const beginExport = (id: string, now: Date, heldUntil: Date) =>
  query(
    Work,
    `update tenant_exports set row_count = case when state = 'running' then 0 else row_count end,
       file_count = case when state = 'running' then 0 else file_count end, held_until = $3
     where id = $1 and (held_until is null or held_until <= $2) returning tenant_id, state, requested_by, mailed_at`,
    [id, now, heldUntil],
  );

const Held = z.strictObject({ isHeld: z.boolean() });
export const selectHeld = (id: string, now: Date) =>
  query(Held, 'select coalesce(held_until > $2, false) as is_held from tenant_exports where id = $1', [id, now]);

/** For somebody else to take up. */
export const letGo = (id: string) => command('update tenant_exports set held_until = null where id = $1', [id]);

const Wanted = z.strictObject({ id: z.uuid() });

/** Whether anybody still waits for it; run by the maintenance login, since the business itself may be gone. */
export const selectWanted = (tenantId: string, id: string) =>
  query(Wanted, 'select id from tenant_exports where tenant_id = $1 and id = $2', [tenantId, id]);

const Still = z.strictObject({ id: z.uuid() });
const stillRunning = `where id = $1 and state = 'running' returning id`;

type Counted = { rows: number; files: number; heldUntil: Date };

export const countExport = (id: string, { rows, files, heldUntil }: Counted) =>
  query(Still, `update tenant_exports set row_count = $2, file_count = $3, held_until = $4 ${stillRunning}`, [
    id,
    rows,
    files,
    heldUntil,
  ]);

type Ready = { rows: number; files: number; sizeBytes: number; at: Date; expiresAt: Date };

export const setReady = (id: string, { rows, files, sizeBytes, at, expiresAt }: Ready) =>
  query(
    Still,
    `update tenant_exports set state = 'ready', problem = null, row_count = $2, file_count = $3, size_bytes = $4, ready_at = $5,
       expires_at = $6, held_until = null ${stillRunning}`,
    [id, rows, files, sizeBytes, at, expiresAt],
  );

export const setProblem = (id: string, problem: NonNullable<TenantExport['problem']>) =>
  query(Still, `update tenant_exports set problem = $2, held_until = null ${stillRunning}`, [id, problem]);

export const setFailed = (id: string) =>
  query(Still, `update tenant_exports set state = 'failed', problem = coalesce(problem, 'other') ${stillRunning}`, [
    id,
  ]);

export const setMailed = (id: string, at: Date) =>
  command('update tenant_exports set mailed_at = $2 where id = $1', [id, at]);

const Over = z.strictObject({ tenantId: z.uuid(), id: z.uuid() });

/** Of every business, closing ones too; run by the maintenance login. */
export const exportsOver = (now: Date) =>
  query(Over, 'select tenant_id, id from tenant_exports where expires_at <= $1 order by expires_at limit 500', [now]);

export const removeOver = (tenantId: string, id: string, now: Date) =>
  command('delete from tenant_exports where tenant_id = $1 and id = $2 and expires_at <= $3', [tenantId, id, now]);

const Reader = z.strictObject({ name: z.string(), email: z.string(), language: Language });

/** Who asked, as long as they still belong to the business, are not leaving and not restricted; run by the maintenance login. */
export const askerOf = (tenantId: string, userId: string) =>
  query(
    Reader,
    `select u.name, u.email, u.language from users u join members m on m.user_id = u.id where m.tenant_id = $1 and u.id = $2
       and not exists (select from member_restrictions r where r.tenant_id = $1 and r.user_id = u.id and r.lifted_at is null)
       and not exists (select from account_closings a where a.user_id = u.id)`,
    [tenantId, userId],
  );
