// The own business: reading and changing the settings that invoices are made from.
import { Problem } from '../../../shared/problem.ts';
import type { Tenant, TenantInput } from '../../../shared/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import type { Statement } from '../../platform/statement.ts';
import { selectTenant, updateTenant } from './store.ts';

/** The tenant of the transaction as one statement, for verbs of other wings that read it together with their own rows. */
export function ownTenant(): Statement<Tenant> {
  return selectTenant();
}

export async function getTenant(ctx: Context): Promise<Tenant> {
  const [rows] = await flush(ctx, [selectTenant()]);
  return one(rows);
}

/**
 * Changes what is given and leaves the rest.
 * @param version as last read by the caller
 * @throws Problem changed when somebody else was faster
 */
export async function changeTenant(ctx: Context, version: number, changes: Partial<TenantInput>): Promise<Tenant> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([updateTenant(version, changes)]);
    const [tenant] = rows;
    if (!tenant) throw new Problem('changed');
    tx.write(
      audit(ctx, 'tenant.changed', {
        subjectKind: 'tenant',
        subjectId: tenant.id,
        detail: { fields: Object.keys(changes) },
      }),
    );
    return tenant;
  });
}
