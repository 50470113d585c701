// SQL of files.
import * as z from 'zod';
import { StoredFile, type FileList } from '../../../shared/files.ts';
import { command, query, type Statement } from '../../platform/statement.ts';
import { table } from '../../platform/table.ts';

// `refusal` is a key here; the verb turns it into words.
const Row = StoredFile.extend({ purpose: z.enum(['attachment', 'picture']) });
export type FileRow = z.infer<typeof Row>;
export const files = table('files', Row);

/** Files of one record that nobody deleted, newest first. */
export function listFilesOf({ clientId, invoiceId }: FileList): Statement<FileRow> {
  return query(
    Row,
    `select ${files.columns} from files
     where (client_id = $1 or invoice_id = $2) and purpose = 'attachment' and deleted_at is null
     order by created_at desc, id desc limit 200`,
    [clientId ?? null, invoiceId ?? null],
  );
}

const Room = z.strictObject({ count: z.int(), recordCount: z.int(), tenantBytes: z.number() });

/** How many files the record holds, whether it exists, and what all files of the business weigh. */
export function readRoom({ clientId, invoiceId }: FileList): Statement<z.infer<typeof Room>> {
  return query(
    Room,
    `select
       (select count(*) from files where (client_id = $1 or invoice_id = $2) and deleted_at is null)::int as count,
       ((select count(*) from clients where id = $1) + (select count(*) from invoices where id = $2))::int as record_count,
       (select coalesce(sum(size_bytes), 0) from files)::float8 as tenant_bytes`,
    [clientId ?? null, invoiceId ?? null],
  );
}

export type Examined = { contentType: string; sizeBytes: number; sha256: Uint8Array };

/** No row when another run was faster. */
export function markReady(id: string, { contentType, sizeBytes, sha256 }: Examined): Statement<{ id: string }> {
  return query(
    z.strictObject({ id: z.uuid() }),
    `update files set state = 'ready', content_type = $2, size_bytes = $3, sha256 = $4, ready_at = now()
     where id = $1 and state = 'uploading' returning id`,
    [id, contentType, sizeBytes, sha256],
  );
}

export function markRefused(id: string, refusal: string): Statement<never> {
  return command(`update files set state = 'refused', refusal = $2 where id = $1 and state = 'uploading'`, [
    id,
    refusal,
  ]);
}

export function setDeleted(id: string, deletedAt: string | null): Statement<FileRow> {
  return query(
    Row,
    `update files set deleted_at = $2 where id = $1 and purpose = 'attachment' returning ${files.columns}`,
    [id, deletedAt],
  );
}

const Shared = Row.extend({ wasShared: z.boolean() });

/** Shows a file in the portal, or no longer, and tells how it was; no row for one that is deleted. */
export function setShared(id: string, isShared: boolean): Statement<z.infer<typeof Shared>> {
  return query(
    Shared,
    `update files set is_shared = $2 from (
       select id as known, is_shared as was_shared from files
       where id = $1 and purpose = 'attachment' and deleted_at is null for update
     ) before
     where id = known returning ${files.columns}, was_shared`,
    [id, isShared],
  );
}

const Unfinished = z.strictObject({
  id: z.uuid(),
  purpose: Row.shape.purpose,
  state: StoredFile.shape.state,
  isOver: z.boolean(),
});

/** As `gate.tenants_with_unfinished_files` finds them; `isOver` when nothing of it is to be kept. */
export function listUnfinished(): Statement<z.infer<typeof Unfinished>> {
  return query(
    Unfinished,
    `select id, purpose, state, is_over from (
       select f.id, f.purpose, f.state, f.created_at,
         (f.state = 'uploading' and f.created_at < now() - interval '24 hours')
           or (f.state = 'refused' and f.created_at < now() - interval '7 days')
           or coalesce(f.deleted_at < now() - interval '30 days', false)
           or (f.purpose = 'attachment' and num_nonnulls(f.client_id, f.invoice_id) = 0)
           or (f.purpose = 'picture' and f.state = 'ready' and f.created_at < now() - interval '1 day') as is_over
       from files f
     ) found
     where is_over or (state = 'uploading' and created_at < now() - interval '3 minutes')
     order by created_at limit 200`,
  );
}

const Picture = z.strictObject({ pictureId: z.uuid().nullable() });

/** No row for somebody who is not of this business. */
export function selectPicture(userId: string): Statement<z.infer<typeof Picture>> {
  return query(Picture, 'select picture_id from users where id = $1', [userId]);
}

const Replaced = z.strictObject({ userId: z.uuid(), oldPictureId: z.uuid().nullable() });

/** Gives somebody another picture, or none, and tells which one they had. */
export function replacePicture(userId: string, pictureId: string | null): Statement<z.infer<typeof Replaced>> {
  return query(
    Replaced,
    `update users set picture_id = $2, updated_at = now() from (select id, picture_id from users where id = $1) old
     where users.id = old.id returning users.id as user_id, old.picture_id as old_picture_id`,
    [userId, pictureId],
  );
}

const Me = z.strictObject({ userId: z.uuid(), tenantId: z.uuid() });

/** Who the session belongs to, and to which business. */
export const selectActor = () => query(Me, 'select app.user_id() as user_id, app.tenant_id() as tenant_id');
