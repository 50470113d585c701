// The picture of a person: uploaded like a file, drawn anew as a small square, shown to everybody in the same business.
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Upload } from '../../../shared/files.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { uploadKey, uploadMinutes } from './files.ts';
import { files, replacePicture, selectActor, selectPicture } from './store.ts';

/** Pictures belong to the person, not to one of their businesses. */
export const pictureKey = (userId: string, pictureId: string) => `${userId}/picture/${pictureId}.webp`;

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;

/** Announces a new picture and says where its bytes go; it takes the place of the old one once it has been examined. */
export async function createPicture(
  ctx: Context,
  { contentType, sizeBytes }: { contentType: keyof typeof extensions; sizeBytes: number },
): Promise<Upload> {
  const id = newId();
  const name = `picture.${extensions[contentType]}`;
  const createdAt = ctx.clock().toISOString();
  const [actors] = await flush(ctx, [
    selectActor(),
    files.insert({ id, purpose: 'picture', name, sizeBytes, contentType, createdAt }),
  ]);
  return { fileId: id, uploadUrl: await ctx.ports.uploads.link(uploadKey(one(actors).tenantId, id), uploadMinutes) };
}

/** Removes the own picture; without one nothing happens. */
export async function removePicture(ctx: Context): Promise<void> {
  const [actors] = await flush(ctx, [selectActor()]);
  const [replaced] = await flush(ctx, [replacePicture(one(actors).userId, null)]);
  const { userId, oldPictureId } = one(replaced);
  if (oldPictureId) await ctx.ports.blobs.remove(pictureKey(userId, oldPictureId));
}

/** An address of somebody's picture. Throws Problem notFound for strangers and for people without one. */
export async function pictureLink(ctx: Context, userId: string): Promise<string> {
  const [rows] = await flush(ctx, [selectPicture(userId)]);
  const { pictureId } = one(rows);
  if (pictureId === null) throw new Problem('notFound');
  const options = { fileName: 'picture.webp', contentType: 'image/webp', minutes: 60, disposition: 'inline' as const };
  return ctx.ports.blobs.link(pictureKey(userId, pictureId), options);
}
