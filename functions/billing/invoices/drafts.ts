// Drafts: begun, changed, deleted. Sums are made here from what was typed and never taken from outside.
import type { BulkResults } from '../../../shared/bulk.ts';
import { newId } from '../../../shared/ids.ts';
import type { Invoice, InvoiceCreate, InvoiceInput, InvoicePatch } from '../../../shared/invoices.ts';
import { Problem } from '../../../shared/problem.ts';
import { today } from '../../../shared/dates.ts';
import type { Address } from '../../../shared/addresses.ts';
import type { Client } from '../../../shared/clients.ts';
import type { Tenant } from '../../../shared/tenants.ts';
import { addressStatements } from '../../crm/addresses/addresses.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inBulk } from '../../platform/bulk.ts';
import { inTenant, one, type Tx } from '../../platform/flush.ts';
import { enqueue } from '../../platform/outbox.ts';
import type { Statement } from '../../platform/statement.ts';
import { removedAddresses } from './address-store.ts';
import { checkAddresses, keptAddresses, noAddresses } from './addresses.ts';
import { newDraft, patchedDraft, sumsOf } from './compose.ts';
import { restoreMarks } from './marks-store.ts';
import { PreviewGone } from './messages.ts';
import { toInput, toInvoice } from './record.ts';
import { dropRemoved, getRemoved, keepRemoved, removedClient } from './removed-store.ts';
import {
  getHead,
  getLines,
  insertDraft,
  readInvoice,
  removeDraft,
  replaceLines,
  setInternalNotes,
  updateDraft,
} from './store.ts';

/**
 * The client that a draft is for.
 * @throws Problem `invalid` when there is none, `conflict` when it is archived
 */
export function usable(clients: Client[]): Client {
  const [client] = clients;
  const pointer = '#/clientId';
  if (!client) throw new Problem('invalid', 'invoice.unknownClient', {}, [{ pointer, key: 'invoice.unknownClient' }]);
  if (client.archivedAt)
    throw new Problem('conflict', 'invoice.clientArchived', {}, [{ pointer, key: 'invoice.clientArchived' }]);
  return client;
}

/** @throws Problem `notFound` when there is no such invoice */
export function found(invoice: Invoice | null): Invoice {
  if (!invoice) throw new Problem('notFound');
  return invoice;
}

type Beginning = {
  id: string;
  typed: Omit<InvoiceCreate, 'id'>;
  client: Client;
  tenant: Tenant;
  /** The client's further ones, as far as the draft may name them. */
  addresses?: readonly Address[];
  /** What else is written once the draft is there. */
  more?: readonly Statement<never>[];
};

/** The end of every transaction that begins a draft: composed, summed, written, and read back. */
export async function beginDraft(
  ctx: Context,
  tx: Tx,
  { id, typed, more = [], ...parties }: Beginning,
): Promise<Invoice> {
  const now = ctx.clock();
  const { client, tenant } = parties;
  const draft = newDraft(typed, parties, today(tenant.timeZone, now));
  const sums = sumsOf(draft);
  tx.write(
    insertDraft(id, draft, sums, now),
    ...replaceLines(id, draft.lines, sums.lines),
    ...more,
    audit(ctx, 'invoice.created', { subjectKind: 'invoice', subjectId: id, detail: { clientName: client.name } }),
  );
  return found(toInvoice(await tx.commit(readInvoice(id, now)), ctx.language));
}

/**
 * Begins a draft; what is left out comes from client and tenant.
 * @throws Problem `invalid` for an unknown client or sums that cannot be, `conflict` for an archived client or a taken id
 */
export async function createInvoice(ctx: Context, { id = newId(), ...typed }: InvoiceCreate): Promise<Invoice> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [clients, tenants, addresses, taken] = await tx.read([
      clientStatements.get(typed.clientId),
      ownTenant(),
      addressStatements.of(typed.clientId),
      getHead(id, now),
    ]);
    if (taken.length > 0) throw new Problem('conflict', 'invoice.exists');
    return beginDraft(ctx, tx, { id, typed, client: usable(clients), tenant: one(tenants), addresses });
  });
}

/**
 * Changes a draft; lines, when given, are replaced as a whole.
 * @throws Problem `changed` when somebody else was faster, `conflict` once it is issued, `invalid` as at creation
 */
export async function updateInvoice(ctx: Context, id: string, ifMatch: number, patch: InvoicePatch): Promise<Invoice> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [heads, lines, clients, addresses] = await tx.read([
      getHead(id, now, 'for update'),
      getLines(id),
      clientStatements.get(patch.clientId ?? id),
      patch.clientId ? addressStatements.of(patch.clientId) : addressStatements.ofInvoice(id),
    ]);
    const head = one(heads);
    if (head.state !== 'draft') throw new Problem('conflict', 'invoice.notDraft');
    if (head.version !== ifMatch) throw new Problem('changed');
    if (patch.clientId && patch.clientId !== head.clientId) usable(clients);
    const draft = patchedDraft(toInput(head, lines), patch);
    checkAddresses(draft, addresses);
    const sums = sumsOf(draft);
    tx.write(
      updateDraft(id, draft, sums, now),
      ...replaceLines(id, draft.lines, sums.lines),
      audit(ctx, 'invoice.updated', { subjectKind: 'invoice', subjectId: id, detail: { fields: Object.keys(patch) } }),
    );
    return found(toInvoice(await tx.commit(readInvoice(id, now)), ctx.language));
  });
}

/**
 * Changes what the business has noted for itself, whatever the state; nothing that is printed changes.
 * @throws Problem `notFound`, `changed` when somebody else was faster
 */
export async function noteInvoice(
  ctx: Context,
  id: string,
  ifMatch: number,
  { internalNotes }: Pick<InvoiceInput, 'internalNotes'>,
): Promise<Invoice> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [heads] = await tx.read([getHead(id, now, 'for update')]);
    if (one(heads).version !== ifMatch) throw new Problem('changed');
    tx.write(
      setInternalNotes(id, internalNotes, now),
      audit(ctx, 'invoice.noted', { subjectKind: 'invoice', subjectId: id }),
    );
    return found(toInvoice(await tx.commit(readInvoice(id, now)), ctx.language));
  });
}

/** Decides whether it is a draft, then keeps what was typed aside and removes it. */
async function removeStep(ctx: Context, tx: Tx, id: string, now: Date): Promise<void> {
  const [heads, lines] = await tx.read([getHead(id, now, 'for update'), getLines(id)]);
  const head = one(heads);
  if (head.state !== 'draft') throw new Problem('conflict', 'invoice.cannotDelete');
  tx.write(
    keepRemoved(id, toInput(head, lines), { createdAt: head.createdAt, at: now }),
    removeDraft(id),
    audit(ctx, 'invoice.deleted', { subjectKind: 'invoice', subjectId: id, detail: { clientName: head.clientName } }),
    enqueue(ctx, PreviewGone, { invoiceId: id }),
  );
}

/** Decides whether the draft can come back, then writes it as it was, in its old place. */
async function restoreStep(ctx: Context, tx: Tx, id: string, now: Date): Promise<void> {
  const [removed, tenants, taken, clients, addresses] = await tx.read([
    getRemoved(id),
    ownTenant(),
    getHead(id, now),
    removedClient(id),
    removedAddresses(id),
  ]);
  const { draft: was, createdAt } = one(removed);
  const typed = { ...was, ...keptAddresses({ ...noAddresses, ...was }, addresses) };
  if (taken.length > 0) throw new Problem('conflict', 'invoice.exists');
  const client = usable(clients);
  const draft = newDraft(typed, { client, tenant: one(tenants), addresses }, today(one(tenants).timeZone, now));
  const sums = sumsOf(draft);
  tx.write(
    insertDraft(id, draft, sums, new Date(createdAt)),
    ...replaceLines(id, draft.lines, sums.lines),
    restoreMarks(id),
    dropRemoved(id),
    audit(ctx, 'invoice.restored', { subjectKind: 'invoice', subjectId: id, detail: { clientName: client.name } }),
  );
}

/** @throws Problem `conflict` when it is issued: then it is cancelled instead */
export async function deleteInvoice(ctx: Context, id: string): Promise<void> {
  await inTenant(ctx, (tx) => removeStep(ctx, tx, id, ctx.clock()));
}

/** Deletes many drafts as one request. */
export function deleteDrafts(ctx: Context, ids: string[]): Promise<BulkResults> {
  const now = ctx.clock();
  return inBulk(ctx, ids, (tx, id) => removeStep(ctx, tx, id, now));
}

/** Brings back drafts that were deleted within thirty days; each returns under its own id. */
export function restoreDrafts(ctx: Context, ids: string[]): Promise<BulkResults> {
  const now = ctx.clock();
  return inBulk(ctx, ids, (tx, id) => restoreStep(ctx, tx, id, now));
}
