// Files of clients and invoices: announced, uploaded past us, examined on arrival, deleted with a way back.
import {
  contentTypeOf,
  filesMax,
  type FileChange,
  type FileCreate,
  type FileList,
  type StoredFile,
  type Upload,
} from '../../../shared/files.ts';
import { newId } from '../../../shared/ids.ts';
import { words } from '../../../shared/messages/index.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit, type Audited } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { files, listFilesOf, readRoom, selectActor, setDeleted, setShared, type FileRow } from './store.ts';

nameConstraints({
  files_pkey: { key: 'file.exists' },
  'only an attachment of an invoice is shared': { key: 'file.notOfInvoice', pointer: '#/isShared' },
});

export const uploadMinutes = 15;
/** What all files of a business may weigh. */
const tenantBytesMax = 5 * 1024 ** 3;

export const uploadKey = (tenantId: string, id: string) => `${tenantId}/${id}`;
export const fileKey = (tenantId: string, id: string) => `${tenantId}/files/${id}`;

function shown(ctx: Context, { purpose: _, refusal, ...row }: FileRow): StoredFile {
  return { ...row, refusal: refusal && words(ctx.language, refusal) };
}

const subjectOf = ({ clientId, invoiceId }: FileList) =>
  clientId ? { subjectKind: 'client', subjectId: clientId } : { subjectKind: 'invoice', subjectId: invoiceId ?? '' };

export async function listFiles(ctx: Context, query: FileList): Promise<StoredFile[]> {
  const [rows] = await flush(ctx, [listFilesOf(query)]);
  return rows.map((row) => shown(ctx, row));
}

/**
 * Announces a file and says where its bytes go; it is `ready` or `refused` some seconds after they arrived.
 * @throws Problem `notFound` when the record is not there, `unprocessable` when it or the business holds too much already
 */
export async function createFile(ctx: Context, body: FileCreate): Promise<Upload> {
  const { id = newId(), name, sizeBytes, isShared = false, ...owner } = body;
  const tenantId = await inTenant(ctx, async (tx) => {
    const [rooms, actors] = await tx.read([readRoom(owner), selectActor()]);
    const { count, recordCount, tenantBytes } = one(rooms);
    if (recordCount === 0) throw new Problem('notFound');
    if (count >= filesMax) throw new Problem('unprocessable', 'file.tooMany', { max: filesMax });
    if (tenantBytes + sizeBytes > tenantBytesMax) throw new Problem('unprocessable', 'file.noRoom');
    const contentType = contentTypeOf(name) ?? '';
    const createdAt = ctx.clock().toISOString();
    tx.write(
      files.insert({ id, purpose: 'attachment', name, sizeBytes, contentType, isShared, createdAt, ...owner }),
      audit(ctx, 'file.added', { ...subjectOf(owner), detail: { name } }),
      ...(isShared ? [audit(ctx, 'file.shared', { ...subjectOf(owner), detail: { name } })] : []),
    );
    return one(actors).tenantId;
  });
  return { fileId: id, uploadUrl: await ctx.ports.uploads.link(uploadKey(tenantId, id), uploadMinutes) };
}

/** An address for the bytes that works for some minutes, always to be saved and never shown as a page of ours. */
export async function fileLink(ctx: Context, id: string): Promise<string> {
  const [rows, actors] = await flush(ctx, [files.get(id), selectActor()]);
  const { name, contentType, state, deletedAt, purpose } = one(rows);
  if (state !== 'ready' || deletedAt !== null || purpose !== 'attachment') throw new Problem('notFound');
  const options = { fileName: name, contentType, minutes: 5, disposition: 'attachment' as const };
  return ctx.ports.blobs.link(fileKey(one(actors).tenantId, id), options);
}

/** What is on record about an act on a file. */
function aboutFile({ clientId, invoiceId, name }: FileRow): Audited {
  return { ...subjectOf({ clientId: clientId ?? undefined, invoiceId: invoiceId ?? undefined }), detail: { name } };
}

async function move(ctx: Context, id: string, deletedAt: string | null): Promise<StoredFile> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([setDeleted(id, deletedAt)]);
    const row = one(rows);
    tx.write(deletedAt ? audit(ctx, 'file.deleted', aboutFile(row)) : audit(ctx, 'file.restored', aboutFile(row)));
    return shown(ctx, row);
  });
}

/**
 * Shows a file of an invoice to its client, or no longer. What it is to be is said whole, so two who say the same do not meet.
 * @throws Problem `notFound` also for a deleted file, `unprocessable` for a file of a client
 */
export async function changeFile(ctx: Context, id: string, { isShared }: FileChange): Promise<StoredFile> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([setShared(id, isShared)]);
    const { wasShared, ...row } = one(rows);
    if (isShared && !wasShared) tx.write(audit(ctx, 'file.shared', aboutFile(row)));
    if (wasShared && !isShared) tx.write(audit(ctx, 'file.unshared', aboutFile(row)));
    return shown(ctx, row);
  });
}

/** Deletes a file; its bytes go after 30 days. */
export async function deleteFile(ctx: Context, id: string): Promise<void> {
  await move(ctx, id, ctx.clock().toISOString());
}

/** Brings a deleted file back. */
export function restoreFile(ctx: Context, id: string): Promise<StoredFile> {
  return move(ctx, id, null);
}
