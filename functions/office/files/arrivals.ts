// Bytes that have arrived: examined, put where they are served from, or refused; and the sweep that misses nothing.
import { createHash } from 'node:crypto';
import { fileBytesMax, pictureBytesMax } from '../../../shared/files.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { finish } from '../../platform/outbox.ts';
import { examineFile, examinePicture, type Verdict } from './examine.ts';
import { fileKey, uploadKey } from './files.ts';
import { pictureKey } from './pictures.ts';
import { files, listUnfinished, markReady, markRefused, replacePicture, type FileRow } from './store.ts';

function tenantOf({ caller }: Context): string {
  if (caller.kind !== 'job') throw new Error('Only a job looks at uploads.');
  return caller.tenantId;
}

async function verdictOn(row: FileRow, bytes: Uint8Array | null): Promise<Verdict> {
  if (bytes === null) return { refusal: row.purpose === 'picture' ? 'file.pictureTooLarge' : 'file.tooLarge' };
  return row.purpose === 'picture' ? examinePicture(bytes) : examineFile(row.name, bytes);
}

/** The file before its state: a crash in between leaves bytes that nobody serves, and the next run begins again. */
async function keep(ctx: Context, row: FileRow, { bytes, contentType }: { bytes: Uint8Array; contentType: string }) {
  const sha256 = createHash('sha256').update(bytes).digest();
  const examined = { contentType, sizeBytes: bytes.length, sha256 };
  if (row.purpose === 'attachment') {
    await ctx.ports.blobs.put(fileKey(tenantOf(ctx), row.id), bytes, { contentType });
    await flush(ctx, [markReady(row.id, examined)]);
    return;
  }
  const userId = row.createdBy ?? '';
  await ctx.ports.blobs.put(pictureKey(userId, row.id), bytes, { contentType });
  const [ready, replaced] = await flush(ctx, [markReady(row.id, examined), replacePicture(userId, row.id)]);
  const old = replaced[0]?.oldPictureId;
  if (ready.length > 0 && old && old !== row.id) await ctx.ports.blobs.remove(pictureKey(userId, old));
}

/** Looks at an upload; without a row that waits for it, or before it has arrived, there is nothing to do. Twice is once. */
export async function receiveUpload(ctx: Context, id: string): Promise<void> {
  const key = uploadKey(tenantOf(ctx), id);
  const [rows] = await flush(ctx, [files.get(id)]);
  const row = rows[0];
  if (row?.state === 'uploading') {
    const bytesMax = row.purpose === 'picture' ? pictureBytesMax : fileBytesMax;
    const arrived = await ctx.ports.uploads.read(key, bytesMax);
    if (!arrived) return;
    const verdict = await verdictOn(row, arrived.bytes);
    if ('refusal' in verdict) await flush(ctx, [markRefused(id, verdict.refusal)]);
    else await keep(ctx, row, verdict);
  }
  await ctx.ports.uploads.remove(key);
}

async function clearAway(ctx: Context, id: string, purpose: FileRow['purpose']): Promise<void> {
  const tenantId = tenantOf(ctx);
  await ctx.ports.uploads.remove(uploadKey(tenantId, id));
  // A picture lives on under its person; only the record of its upload goes.
  if (purpose === 'attachment') await ctx.ports.blobs.remove(fileKey(tenantId, id));
  await flush(ctx, [files.remove(id)]);
}

/** Takes up what arrived without being noticed, and clears away what is over. */
export async function sweepFiles(ctx: Context): Promise<void> {
  const [unfinished] = await flush(ctx, [listUnfinished()]);
  for (const { id, purpose, isOver } of unfinished) {
    if (isOver) await clearAway(ctx, id, purpose);
    else await receiveUpload(ctx, id);
  }
  await flush(ctx, [finish(ctx)]);
}
