// Imports of a whole business as an owner handles them: announced, looked at, agreed to, forgotten.
import { newId } from '../../../shared/ids.ts';
import { words } from '../../../shared/messages/index.ts';
import { Problem } from '../../../shared/problem.ts';
import {
  outcomeDays,
  type FoundExport,
  type TenantImport,
  type TenantImportLook,
} from '../../../shared/tenant-imports.ts';
import type { Language } from '../../../shared/fields.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { enqueue } from '../../platform/outbox.ts';
import { keyOfConstraint, nameConstraints } from '../../platform/sql-errors.ts';
import { tablesPassedOver } from './decisions.ts';
import { filesOf } from './files.ts';
import { readManifest, type Manifest } from './manifest.ts';
import { TenantImportRun } from './messages.ts';
import { openZip, type ZipSource } from './read-zip.ts';
import { Refusal } from './refusal.ts';
import {
  deleteImport,
  deleteOthers,
  firstFilledTable,
  insertImport,
  selectImport,
  selectLatest,
  setFound,
  setRefused,
  setRunning,
  type ImportRow,
} from './store.ts';

nameConstraints({ one_import_of_a_business_is_open: { key: 'tenantImport.running' } });

const uploadMinutes = 60;
const dayMs = 24 * 3600_000;

export const blobOf = (tenantId: string, id: string): string => `${tenantId}/${id}.zip`;
export const endOf = (at: Date): Date => new Date(at.getTime() + outcomeDays * dayMs);
const containerOf = ({ ports }: Pick<Context, 'ports'>) => ports.containers('tenant-imports');

/** Rules of the database in the words of whatever wing named them, and as they are called there otherwise. */
function reasonOf(language: Language, key: string, { rule, reason }: ImportRow['problemDetail']): string {
  if (key === 'refused.books') return words(language, `tenantImport.rule.${String(rule)}`);
  const named = rule === undefined ? undefined : keyOfConstraint(String(rule));
  return named ? words(language, named) : String(rule ?? reason ?? '');
}

function shown({ language }: Context, { tenantId: _, problem, problemDetail, ...row }: ImportRow): TenantImport {
  if (problem === null) return { ...row, problem };
  const detail = { ...problemDetail, reason: reasonOf(language, problem, problemDetail) };
  return { ...row, problem: words(language, `tenantImport.${problem}`, detail) };
}

/** The zip where the browser has put it; null when nothing has arrived. */
export async function sourceOf(ctx: Pick<Context, 'ports'>, tenantId: string, id: string): Promise<ZipSource | null> {
  const [container, name] = [containerOf(ctx), blobOf(tenantId, id)];
  const sizeBytes = await container.sizeOf(name);
  if (sizeBytes === null) return null;
  return {
    sizeBytes,
    read: async (start, end) => {
      const bytes = await container.read(name, { start, end });
      if (!bytes) throw new Refusal('uploadGone');
      return bytes;
    },
  };
}

export async function lookAtImport(ctx: Context): Promise<TenantImportLook> {
  const [filled, [latest]] = await flush(ctx, [firstFilledTable(), selectLatest()]);
  return { isEmpty: one(filled).filledTable === null, current: latest ? shown(ctx, latest) : null };
}

/**
 * Announces a file and says where its bytes go; what was begun before and never started makes room.
 * @throws Problem `conflict` when the business is not empty or an import is running
 */
export async function createImport(
  ctx: Context,
  body: { fileName: string; sizeBytes: number },
): Promise<{ id: string; uploadUrl: string }> {
  const id = newId();
  const { tenantId, others } = await inTenant(ctx, async (tx) => {
    const [filled, others] = await tx.read([firstFilledTable(), deleteOthers()]);
    if (one(filled).filledTable !== null) throw new Problem('conflict', 'tenantImport.notEmpty');
    const at = ctx.clock();
    const [created] = await tx.commit([insertImport(id, body, at, new Date(at.getTime() + dayMs))]);
    return { ...one(created), others };
  });
  for (const other of others) await containerOf(ctx).remove(blobOf(other.tenantId, other.id));
  return { id, uploadUrl: await containerOf(ctx).uploadLink(blobOf(tenantId, id), uploadMinutes) };
}

async function forget(ctx: Context, { tenantId, id }: { tenantId: string; id: string }): Promise<void> {
  await containerOf(ctx).remove(blobOf(tenantId, id));
}

/** What is to come in: rows that an import reads past are not counted. */
function foundIn({ tenant_name: name, generated_at: generatedAt, files }: Manifest): FoundExport {
  const rows = files.map(({ table, rows = 0 }) => (table === undefined || table in tablesPassedOver ? 0 : rows));
  return { name, generatedAt, rowCount: rows.reduce((sum, one) => sum + one, 0), fileCount: filesOf({ files }).length };
}

/**
 * Looks into the file that has arrived, without bringing anything in. One that is no export is refused with a sentence and removed.
 * @throws Problem `notFound`, `conflict` when it has not arrived
 */
export async function inspectImport(ctx: Context, id: string): Promise<TenantImport> {
  const [rows] = await flush(ctx, [selectImport(id)]);
  const row = one(rows);
  if (row.state !== 'uploading' && row.state !== 'found') return shown(ctx, row);
  const source = await sourceOf(ctx, row.tenantId, id);
  if (!source) throw new Problem('conflict', 'tenantImport.notArrived');
  try {
    const found = foundIn(await readManifest(await openZip(source)));
    const [known] = await flush(ctx, [setFound(id, found)]);
    return shown(ctx, one(known));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [known] = await flush(ctx, [setRefused(id, { problem: `refused.${error.key}`, detail: error.detail })]);
    await forget(ctx, row);
    return shown(ctx, one(known));
  }
}

/**
 * Has the business brought in.
 * @throws Problem `conflict` when nothing was found yet, it was started before, or the business is no longer empty
 */
export async function startImport(ctx: Context, id: string): Promise<TenantImport> {
  return inTenant(ctx, async (tx) => {
    const [rows, filled] = await tx.read([selectImport(id), firstFilledTable()]);
    const row = one(rows);
    if (row.state === 'running') throw new Problem('conflict', 'tenantImport.running');
    if (row.state !== 'found') throw new Problem('conflict', 'tenantImport.notFound');
    if (one(filled).filledTable !== null) throw new Problem('conflict', 'tenantImport.notEmpty');
    const detail = { name: row.found?.name ?? '' };
    tx.write(
      audit(ctx, 'tenant.importStarted', { subjectKind: 'tenantImport', subjectId: id, detail }),
      enqueue(ctx, TenantImportRun, { importId: id }),
    );
    const [running] = await tx.commit([setRunning(id)]);
    return shown(ctx, one(running));
  });
}

/** Forgets an import with its file. @throws Problem `notFound` when it is not there, or running */
export async function removeImport(ctx: Context, id: string): Promise<void> {
  const [gone] = await flush(ctx, [deleteImport(id)]);
  await forget(ctx, one(gone));
}
