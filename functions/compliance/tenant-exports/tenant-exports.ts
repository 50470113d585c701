// Exports of a whole business as an owner handles them: asked for, waited for, taken along, deleted.
import { today } from '../../../shared/dates.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import { exportDays, type TenantExport } from '../../../shared/tenant-exports.ts';
import { alertAsked } from '../../identity/notices/notices.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { asSelf } from '../../identity/users/identity-scope.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { enqueue } from '../../platform/outbox.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { TenantExportMake } from './messages.ts';
import { deleteExport, insertExport, listExports, selectExport } from './store.ts';

nameConstraints({ one_export_of_a_business_runs: { key: 'tenantExport.running' } });

const linkMinutes = 15;
const dayMs = 24 * 3600_000;

export const endOf = (at: Date): Date => new Date(at.getTime() + exportDays * dayMs);
export const blobOf = (tenantId: string, id: string): string => `${tenantId}/${id}.zip`;

export async function listTenantExports(ctx: Context): Promise<TenantExport[]> {
  const [rows] = await flush(ctx, [listExports()]);
  return rows;
}

/**
 * Asks for a file of everything, and tells whoever asked by mail that somebody did.
 * @throws Problem `conflict` while another one is being made
 */
export async function askForExport(ctx: Context): Promise<TenantExport> {
  const id = newId();
  const asked = await inTenant(ctx, async (tx) => {
    const at = ctx.clock();
    tx.write(
      insertExport(id, at, endOf(at)),
      audit(ctx, 'tenant.exportAsked', { subjectKind: 'tenantExport', subjectId: id }),
      enqueue(ctx, TenantExportMake, { exportId: id }),
    );
    const [rows] = await tx.commit([selectExport(id)]);
    return one(rows);
  });
  await flush(asSelf(ctx), alertAsked(ctx, 'exportAsked'));
  const { tenantId: _, ...shown } = asked;
  return shown;
}

/** An address for the file that works for some minutes. @throws Problem `notFound` unless it is ready */
export async function linkToExport(ctx: Context, id: string): Promise<{ url: string }> {
  const { tenantId, fileName } = await inTenant(ctx, async (tx) => {
    const [rows, tenants] = await tx.read([selectExport(id), ownTenant()]);
    const row = one(rows);
    if (row.state !== 'ready' || Date.parse(row.expiresAt) <= ctx.clock().getTime()) throw new Problem('notFound');
    tx.write(audit(ctx, 'tenant.exportTaken', { subjectKind: 'tenantExport', subjectId: id }));
    return { tenantId: row.tenantId, fileName: `crmfex-${today(one(tenants).timeZone, row.createdAt)}.zip` };
  });
  const options = {
    fileName,
    contentType: 'application/zip',
    minutes: linkMinutes,
    disposition: 'attachment' as const,
  };
  return { url: await ctx.ports.containers('exports').link(blobOf(tenantId, id), options) };
}

/** The row goes first: a job that is still writing finds it gone and clears up after itself. */
export async function removeExport(ctx: Context, id: string): Promise<void> {
  const tenantId = await inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([deleteExport(id)]);
    tx.write(audit(ctx, 'tenant.exportDeleted', { subjectKind: 'tenantExport', subjectId: id }));
    return one(rows).tenantId;
  });
  await ctx.ports.containers('exports').remove(blobOf(tenantId, id));
}
