// Sending and removing the own picture.
import { fileRoutes } from '@crmfex/shared/files.ts';
import { userRoutes } from '@crmfex/shared/users.ts';
import { invalidate } from '$app/navigation';
import { api } from '../api.ts';
import { depend } from '../changes.svelte.ts';
import { putBytes } from '../files.ts';

const looks = 12;
const lookEveryMs = 1000;

/**
 * Sends a square and waits until it has become the picture.
 * @param before the id of the picture so far
 * @returns false when it is still being examined after twelve seconds
 */
export async function sendPicture(square: Blob, before: string | null): Promise<boolean> {
  const body = { contentType: 'image/jpeg' as const, sizeBytes: square.size };
  const upload = await api(fileRoutes.createPicture, { body });
  await putBytes(upload, square, () => undefined);
  for (let look = 0; look < looks; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    const { user } = await api(userRoutes.me);
    if (user.pictureId === before) continue;
    await invalidate(depend.tenant);
    return true;
  }
  return false;
}

export async function removePicture(): Promise<void> {
  await api(fileRoutes.removePicture);
  await invalidate(depend.tenant);
}
