// SQL of imports of a whole business.
import * as z from 'zod';
import type { FormerMember, FoundExport } from '../../../shared/tenant-imports.ts';
import { TenantImport, TenantImportState } from '../../../shared/tenant-imports.ts';
import { command, json, query } from '../../platform/statement.ts';

const Row = TenantImport.omit({ problem: true }).extend({
  tenantId: z.uuid(),
  problem: z.string().nullable(),
  problemDetail: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ImportRow = z.infer<typeof Row>;

const shown = `i.tenant_id, i.id, i.file_name, i.size_bytes, i.state, i.found, i.row_count::int as row_count, i.file_count, i.problem,
  i.problem_detail, i.people, i.created_at, i.finished_at`;

export const selectImport = (id: string) => query(Row, `select ${shown} from tenant_imports i where i.id = $1`, [id]);

/** The last one, whatever became of it. */
export const selectLatest = () =>
  query(Row, `select ${shown} from tenant_imports i order by i.created_at desc, i.id desc limit 1`);

const Filled = z.strictObject({ filledTable: z.string().nullable() });

/** A table that an import would fill and that is not empty; null in a fresh business. */
export const firstFilledTable = () => query(Filled, 'select app.first_filled_table() as filled_table');

const Id = z.strictObject({ tenantId: z.uuid(), id: z.uuid() });

/** What was begun and came to nothing, or is over: it makes room for another try. */
export const deleteOthers = () =>
  query(Id, `delete from tenant_imports where state <> 'running' returning tenant_id, id`);

export const insertImport = (
  id: string,
  { fileName, sizeBytes }: { fileName: string; sizeBytes: number },
  at: Date,
  expiresAt: Date,
) =>
  query(
    Id,
    'insert into tenant_imports (id, file_name, size_bytes, created_at, expires_at) values ($1, $2, $3, $4, $5) returning tenant_id, id',
    [id, fileName, sizeBytes, at, expiresAt],
  );

export type Problem = { problem: string; detail: Record<string, string | number> };

export const setFound = (id: string, found: z.infer<typeof FoundExport>) =>
  query(
    Row,
    `update tenant_imports i set state = 'found', found = $2, problem = null, problem_detail = '{}' where i.id = $1 and i.state in ('uploading', 'found')
     returning ${shown}`,
    [id, json(found)],
  );

/** Refused before anything was brought in. */
export const setRefused = (id: string, { problem, detail }: Problem) =>
  query(
    Row,
    `update tenant_imports i set state = 'failed', problem = $2, problem_detail = $3 where i.id = $1 and i.state in ('uploading', 'found') returning ${shown}`,
    [id, problem, json(detail)],
  );

/** No row when it was started already, or was never looked at. */
export const setRunning = (id: string) =>
  query(Row, `update tenant_imports i set state = 'running' where i.id = $1 and i.state = 'found' returning ${shown}`, [
    id,
  ]);

export const deleteImport = (id: string) =>
  query(Id, `delete from tenant_imports where id = $1 and state <> 'running' returning tenant_id, id`, [id]);

const Work = z.strictObject({
  tenantId: z.uuid(),
  state: TenantImportState,
  requestedBy: z.uuid().nullable(),
  keptAt: z.string().nullable(),
  cutOffCount: z.int(),
});

/**
 * What the job needs to know; one that is running is handed to nobody else. A run that died begins again from nothing: it left its hold
 * behind, since one that failed lets go, and is counted by it.
 */
export const beginImport = (id: string, now: Date, heldUntil: Date) =>
  query(
    Work,
    `with begun as (
       update tenant_imports set row_count = case when kept_at is null then 0 else row_count end,
         file_count = case when kept_at is null then 0 else file_count end,
         cut_off_count = cut_off_count + case when held_until is null then 0 else 1 end, held_until = $3
       where id = $1 and (held_until is null or held_until <= $2) returning id, cut_off_count
     )
     select i.tenant_id, i.state, i.requested_by, i.kept_at, begun.cut_off_count from tenant_imports i join begun using (id)`,
    [id, now, heldUntil],
  );

const Held = z.strictObject({ isHeld: z.boolean() });
export const selectHeld = (id: string, now: Date) =>
  query(Held, 'select coalesce(held_until > $2, false) as is_held from tenant_imports where id = $1', [id, now]);

type Counted = { rows: number; files: number; heldUntil: Date };

export const countImport = (id: string, { rows, files, heldUntil }: Counted) =>
  command(
    `update tenant_imports set row_count = $2, file_count = $3, held_until = $4 where id = $1 and state = 'running' and kept_at is null`,
    [id, rows, files, heldUntil],
  );

/** For somebody else to take up, with what stood in the way. */
export const setProblem = (id: string, { problem, detail }: Problem) =>
  command(
    `update tenant_imports set problem = $2, problem_detail = $3, held_until = null where id = $1 and state = 'running'`,
    [id, problem, json(detail)],
  );

const Ended = z.strictObject({ id: z.uuid() });

/** No row when its rows were kept after all: then nothing may be taken back. */
export const setFailed = (id: string, { problem, detail }: Problem, at: Date, expiresAt: Date) =>
  query(
    Ended,
    `update tenant_imports set state = 'failed', problem = $2, problem_detail = $3, finished_at = $4, expires_at = $5, held_until = null
     where id = $1 and state = 'running' and kept_at is null returning id`,
    [id, problem, json(detail), at, expiresAt],
  );

export const setReady = (id: string, at: Date, expiresAt: Date) =>
  command(
    `update tenant_imports set state = 'ready', problem = null, problem_detail = '{}', finished_at = $2, expires_at = $3, held_until = null
     where id = $1 and state = 'running'`,
    [id, at, expiresAt],
  );

const Kept = z.strictObject({ isKept: z.boolean() });

/** Whether another run brought the rows; run by the maintenance login, as are those below. */
export const selectKept = (tenantId: string, id: string) =>
  query(Kept, `select kept_at is not null as is_kept from tenant_imports where tenant_id = $1 and id = $2`, [
    tenantId,
    id,
  ]);

type Keeping = { rows: number; files: number; people: readonly z.infer<typeof FormerMember>[]; at: Date };

/** In the transaction of the rows themselves. */
export const setKept = (tenantId: string, id: string, { rows, files, people, at }: Keeping) =>
  query(
    Ended,
    `update tenant_imports set kept_at = $3, row_count = $4, file_count = $5, people = $6
     where tenant_id = $1 and id = $2 and state = 'running' and kept_at is null returning id`,
    [tenantId, id, at, rows, files, json(people)],
  );

export const importsOver = (now: Date) =>
  query(Id, `select tenant_id, id from tenant_imports where expires_at <= $1 and state <> 'running'`, [now]);

export const removeOver = (tenantId: string, id: string, now: Date) =>
  command(`delete from tenant_imports where tenant_id = $1 and id = $2 and expires_at <= $3 and state <> 'running'`, [
    tenantId,
    id,
    now,
  ]);

export const existing = (tenantId: string, id: string) =>
  query(Id, 'select tenant_id, id from tenant_imports where tenant_id = $1 and id = $2', [tenantId, id]);
