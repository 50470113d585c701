// One business out of a backup as a new business of somebody who is there: for what was deleted by mistake, while the other one lives on.
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { bringBusiness } from '../../../functions/compliance/tenant-imports/bring.ts';
import { removeFiles } from '../../../functions/compliance/tenant-imports/files.ts';
import { bringLog } from '../../../functions/compliance/tenant-imports/log.ts';
import { readManifest } from '../../../functions/compliance/tenant-imports/manifest.ts';
import { openZip, type ZipSource } from '../../../functions/compliance/tenant-imports/read-zip.ts';
import { maintain, type Keeper } from '../../../functions/platform/maintenance.ts';
import { command, query } from '../../../functions/platform/statement.ts';
import { newId } from '../../../shared/ids.ts';
import type { FormerMember } from '../../../shared/tenant-imports.ts';
import { writeBusinessOf } from './business.ts';
import type { RestoreBase } from './restore.ts';

export type BroughtBack = { tenantId: string; rows: number; files: number; people: readonly FormerMember[] };

const Person = z.strictObject({ id: z.uuid() });
const personOf = (email: string) => query(Person, 'select id from users where email = lower($1)', [email]);

const found = async (keeper: Keeper, tenantId: string, name: string, ownerId: string): Promise<void> => {
  await keeper.read(command('insert into tenants (id, name) values ($1, $2)', [tenantId, name]));
  await keeper.read(
    command(`insert into members (tenant_id, user_id, role) values ($1, $2, 'owner')`, [tenantId, ownerId]),
  );
};

const zipAt = (path: string): ZipSource => ({
  sizeBytes: statSync(path).size,
  // The file knows its end as the last byte that is read.
  read: async (start, end) => createReadStream(path, { start, end: Math.max(start, end - 1) }),
});

/** Through the very import that an owner would use: what it refuses is refused here as well, and then nothing of it stays. */
async function bringZip(base: RestoreBase, path: string, ownerId: string): Promise<BroughtBack> {
  const [tenantId, at, counts] = [newId(), new Date(), { rows: 0, files: 0 }];
  const zip = await openZip(zipAt(path));
  const manifest = await readManifest(zip);
  const { ports, databaseMaintenanceUrl } = base;
  let people: readonly FormerMember[] = [];
  try {
    await maintain({ databaseMaintenanceUrl }, (keeper) =>
      bringBusiness(
        { keeper, ports, zip, manifest, tenantId, ownerId, at, counts },
        {
          claim: () => found(keeper, tenantId, manifest.tenant_name, ownerId),
          keep: async (former) => void (people = former),
        },
      ),
    );
  } catch (error) {
    await removeFiles({ ports, tenantId }, manifest);
    throw error;
  }
  await bringLog({ activityLog: ports.activityLog, tenantId, at }, zip, manifest);
  return { tenantId, ...counts, people };
}

/**
 * Restores one business of a backup as a new one, owned by somebody who has an account; the one that is there is not touched.
 * @throws Error when nobody has this address, or as `writeBusinessOf` does: whoever was erased does not rise
 */
export async function restoreAsNew(
  base: RestoreBase,
  backup: string,
  tenantId: string,
  ownerEmail: string,
): Promise<BroughtBack> {
  const { databaseMaintenanceUrl } = base;
  const [owner] = await maintain({ databaseMaintenanceUrl }, (keeper) => keeper.read(personOf(ownerEmail)));
  if (!owner) throw new Error(`Nobody has an account under ${ownerEmail}.`);
  const folder = mkdtempSync(join(tmpdir(), 'crmfex-restore-'));
  try {
    const path = join(folder, 'business.zip');
    await writeBusinessOf(base, backup, tenantId, path);
    return await bringZip(base, path, owner.id);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
