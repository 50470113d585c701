// Brings files of a backup back to where they are served from; what is there already stays.
import type { Ports } from '../../integrations/ports.ts';
import { erasedSince } from '../erasures/list.ts';
import { fileNameOf } from './files.ts';
import type { Manifest } from './manifest.ts';
import { follow, namesOf } from './sorted.ts';
import { linesOf } from './streams.ts';

export type RestoredFiles = { restored: number; kept: number; erased: number };

/** Files begin with the id of whom they belong to; those of somebody erased since do not come back. */
export async function restoreFiles(base: { ports: Ports }, manifest: Manifest): Promise<RestoredFiles> {
  const erased = new Set((await erasedSince(base, new Date(manifest.startedAt))).map(({ id }) => id));
  const files = base.ports.containers('files');
  const present = follow(namesOf(files.list()));
  const done = { restored: 0, kept: 0, erased: 0 };
  for await (const copy of linesOf(base, manifest.files.file)) {
    const name = fileNameOf(copy);
    if (erased.has(name.split('/')[0] ?? '')) done.erased += 1;
    else if (await present.has(name)) done.kept += 1;
    else if (await files.copyFrom('backup-files', copy, name)) done.restored += 1;
    else throw new Error(`The copy ${copy} is missing.`);
  }
  return done;
}
