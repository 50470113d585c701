// Files of an export into the container that they are served from, under the business that imports.
import { PassThrough } from 'node:stream';
import type { Ports } from '../../integrations/ports.ts';
import type { Measured } from '../backups/meter.ts';
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

export const filesOf = ({ files }: Pick<Manifest, 'files'>): Listing[] => files.filter(isFile);

/** One file out of the zip into the store. Both ends are waited for, so that nothing is written after it has failed. */
async function bringFile(place: Place, zip: ZipReader, { path }: Listing): Promise<Measured> {
  const through = new PassThrough();
  through.on('error', () => undefined);
  const writing = place.ports.containers('files').write(keyOf(place, path), through, contentTypeOf(path));
  const [written, read] = await Promise.allSettled([
    writing.catch((error: unknown) => {
      through.destroy();
      throw error;
    }),
    zip.read(path, through),
  ]);
  // A store that fails ends the reading, and a zip that is broken the writing: the cause is told.
  if (read.status === 'rejected' && read.reason instanceof Refusal) throw read.reason;
  if (written.status === 'rejected') throw written.reason;
  if (read.status === 'rejected') throw read.reason;
  return read.value;
}

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
  for (const listing of filesOf(manifest)) {
    if (listing.bytes > fileBytesMax) throw new Refusal('oversized', { path: listing.path });
    holdAgainst(listing, await bringFile(place, zip, listing));
    told((brought += 1));
  }
}

/** Takes back what a run that came to nothing has put there. The business was empty: nothing else bears these names. */
export async function removeFiles(place: Place, manifest: Manifest): Promise<void> {
  for (const { path } of filesOf(manifest)) await place.ports.containers('files').remove(keyOf(place, path));
}
