// Files of an export into the container that they are served from, under the business that imports.
import { PassThrough } from 'node:stream';
import type { Ports } from '../../integrations/ports.ts';
import { holdAgainst, type Listing, type Manifest } from './manifest.ts';
import type { ZipReader } from './read-zip.ts';
import { Refusal } from './refusal.ts';

type Place = { ports: Pick<Ports, 'containers'>; tenantId: string };

/** What is written there by hand or drawn by us is no larger. */
const fileBytesMax = 30 * 1024 ** 2;

const contentTypes: Record<string, string> = {
  jpg: 'image/jpeg',
  pdf: 'application/pdf',
  png: 'image/png',
  webp: 'image/webp',
};
/** Nobody is served a blob by its own type but these; an attachment's stands in its row. */
const contentTypeOf = (path: string) => contentTypes[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream';

const isFile = ({ path }: Listing) => path.startsWith('files/');
const keyOf = ({ tenantId }: Place, path: string) => `${tenantId}/${path.slice('files/'.length)}`;

export const filesOf = (manifest: Manifest): Listing[] => manifest.files.filter(isFile);

/**
 * Puts every file where it belongs; twice is the same as once.
 * @throws Refusal when a file is not the one that was exported
 */
export async function bringFiles(
  place: Place,
  zip: ZipReader,
  manifest: Manifest,
  told: (files: number) => void,
): Promise<void> {
  let brought = 0;
  const container = place.ports.containers('files');
  for (const listing of filesOf(manifest)) {
    const { path, bytes } = listing;
    if (bytes > fileBytesMax) throw new Refusal('oversized', { path });
    const through = new PassThrough();
    const writing = container.write(keyOf(place, path), through, contentTypeOf(path));
    // Whichever fails first is told; the other one is only listened to, so that it ends nothing.
    writing.catch((error: unknown) => through.destroy(error instanceof Error ? error : undefined));
    const measured = await zip.read(path, through).catch(async (error: unknown) => {
      through.destroy();
      await writing.catch(() => undefined);
      throw error;
    });
    await writing;
    holdAgainst(listing, measured);
    told((brought += 1));
  }
}

/** Takes back what a run that came to nothing has put there. The business was empty: nothing else bears these names. */
export async function removeFiles(place: Place, manifest: Manifest): Promise<void> {
  for (const { path } of filesOf(manifest)) await place.ports.containers('files').remove(keyOf(place, path));
}
