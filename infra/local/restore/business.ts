// One business out of a backup: as it was that night, with its files, as the very zip that its owner could have exported then.
import { createWriteStream, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { fileNameOf } from '../../../functions/compliance/backups/files.ts';
import { linesOf } from '../../../functions/compliance/backups/streams.ts';
import { instantOf, type Manifest } from '../../../functions/compliance/backups/manifest.ts';
import { readManifest } from '../../../functions/compliance/backups/verify.ts';
import { writeBusiness, type Counts } from '../../../functions/compliance/tenant-exports/write.ts';
import { zipped } from '../../../functions/compliance/tenant-exports/zip.ts';
import type { Container } from '../../../functions/integrations/blobs/port.ts';
import type { ActivityLog } from '../../../functions/integrations/activity-log/port.ts';
import { newId } from '../../../shared/ids.ts';
import { connected, quoted } from '../../../functions/platform/maintenance.ts';
import { restoreInto, urlOf, type RestoreBase } from './restore.ts';

/** The files of that night, under the names they had; their bytes are the copies that the backup keeps. */
function filesOfBackup({ ports }: RestoreBase, manifest: Manifest): Container {
  const copies = ports.containers('backup-files');
  // Read one after the other as they are listed: the last one is enough to know.
  let last = { name: '', copy: '' };
  return {
    ...copies,
    list: async function* (prefix = '') {
      for await (const copy of linesOf({ ports }, manifest.files.file)) {
        const name = fileNameOf(copy);
        if (!name.startsWith(prefix)) continue;
        last = { name, copy };
        yield { name, etag: '', sizeBytes: 0, modifiedAt: new Date(0) };
      }
    },
    read: async (name) => {
      const bytes = name === last.name ? await copies.read(last.copy) : null;
      if (!bytes) throw new Error(`The copy of ${name} is missing.`);
      return bytes;
    },
  };
}

/** The log of thirty days is in no backup. */
const noLog: Pick<ActivityLog, 'list'> = { list: async () => [] };

/**
 * Restores the backup into a database of its own, writes one business of it to `path`, and drops the database again.
 * @throws Error when the backup is not good, or holds no such business, or the business was erased since
 */
export async function writeBusinessOf(
  base: RestoreBase,
  backup: string,
  tenantId: string,
  path: string,
): Promise<Counts> {
  const scratch = `crmfex_business_${newId().replaceAll('-', '')}`;
  const counts: Counts = { tables: 0, rows: 0, files: 0, activity: 0 };
  const at = instantOf(backup);
  const manifest = await readManifest(base, backup);
  await restoreInto(base, backup, scratch);
  try {
    const files = filesOfBackup(base, manifest);
    const ports = {
      containers: () => files,
      activityLog: { ...base.ports.activityLog, ...noLog },
    };
    // For the operator's eyes alone, and never over a file that is there.
    const write = (bytes: NodeJS.ReadableStream) =>
      pipeline(bytes, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    await zipped({ write, at }, (zip) =>
      connected(urlOf(base.adminUrl, scratch), (keeper) => writeBusiness({ keeper, ports, tenantId, at }, zip, counts)),
    );
    return counts;
  } catch (error) {
    const isOlder = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isOlder) rmSync(path, { force: true });
    throw error;
  } finally {
    await connected(urlOf(base.adminUrl, 'postgres'), (keeper) =>
      keeper.execute(`drop database if exists ${quoted(scratch)} with (force)`),
    );
  }
}
