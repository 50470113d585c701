// Further addresses: added to a client, corrected and removed; of billing and of delivery one each is the default.
import type { Address, AddressCreate, AddressInput } from '../../../shared/addresses.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { clientStatements } from '../clients/clients.ts';
import { addresses, addressesOf, addressesOfInvoice, draftsWith, yieldDefault } from './store.ts';

const addressesMax = 100;

nameConstraints({
  client_addresses_pkey: { key: 'address.exists' },
  'a client has one default address of a kind': { key: 'address.default' },
});

/** What other wings read inside their own transactions. */
export const addressStatements = { of: addressesOf, ofInvoice: addressesOfInvoice };

const told = (ctx: Context, kind: string, clientId: string, name: string) =>
  audit(ctx, kind, { subjectKind: 'client', subjectId: clientId, detail: { name } });

/** @throws Problem `invalid` when a branch is to be a default */
function checkDefault({ kind, isDefault }: Pick<AddressInput, 'kind' | 'isDefault'>): void {
  if (kind === 'branch' && isDefault) {
    throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/isDefault', key: 'address.branch' }]);
  }
}

/** @throws Problem `notFound` when there is no such client */
export async function listAddresses(ctx: Context, clientId: string): Promise<Address[]> {
  const [clients, rows] = await flush(ctx, [clientStatements.get(clientId), addressesOf(clientId)]);
  one(clients);
  return rows;
}

/** The first address for billing or delivery is the default unless said otherwise. */
export async function createAddress(
  ctx: Context,
  clientId: string,
  { id = newId(), ...typed }: AddressCreate,
): Promise<Address> {
  const createdAt = ctx.clock().toISOString();
  return inTenant(ctx, async (tx) => {
    const [clients, known] = await tx.read([clientStatements.get(clientId), addressesOf(clientId)]);
    const { country } = one(clients);
    if (known.length >= addressesMax) throw new Problem('conflict', 'address.tooMany', { max: addressesMax });
    const isFirst = typed.kind !== 'branch' && !known.some(({ kind }) => kind === typed.kind);
    const isDefault = typed.isDefault ?? isFirst;
    checkDefault({ kind: typed.kind, isDefault });
    if (isDefault) tx.write(yieldDefault(clientId, typed.kind));
    tx.write(told(ctx, 'address.created', clientId, typed.label));
    const row = { country, ...typed, id, clientId, isDefault, createdAt, updatedAt: createdAt };
    const [rows] = await tx.commit([addresses.insert(row)]);
    return one(rows);
  });
}

/** @throws Problem `changed` when somebody else was faster */
export async function updateAddress(
  ctx: Context,
  id: string,
  ifMatch: number,
  changes: Partial<AddressInput>,
): Promise<Address> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([addresses.get(id, 'for update')]);
    const address = one(rows);
    if (address.version !== ifMatch) throw new Problem('changed');
    const next = { ...address, ...changes };
    checkDefault(next);
    const becomes = next.isDefault && (!address.isDefault || next.kind !== address.kind);
    if (becomes) tx.write(yieldDefault(address.clientId, next.kind));
    tx.write(told(ctx, 'address.updated', address.clientId, next.label));
    const [updated] = await tx.commit([addresses.update(id, changes)]);
    return one(updated);
  });
}

/** Issued invoices keep what was printed. @throws Problem `conflict` while drafts name it */
export async function deleteAddress(ctx: Context, id: string): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [rows, drafts] = await tx.read([addresses.get(id, 'for update'), draftsWith(id)]);
    const { clientId, label } = one(rows);
    const { count } = one(drafts);
    if (count > 0) throw new Problem('conflict', 'address.inDrafts', { count });
    tx.write(addresses.remove(id), told(ctx, 'address.removed', clientId, label));
  });
}
