// Clients: whom the business sells to. Added, corrected, put out of the way, and deleted only while no document names them.
import type { BulkResults } from '../../../shared/bulk.ts';
import type { ClientCreate, ClientInput, ClientList, ClientSummary, TaggedClient } from '../../../shared/clients.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inBulk } from '../../platform/bulk.ts';
import { flush, inTenant, one, type Tx } from '../../platform/flush.ts';
import type { Page } from '../../platform/lists.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import type { Statement } from '../../platform/statement.ts';
import { customFieldStatements } from '../custom-fields/custom-fields.ts';
import { applyCustomChanges } from '../custom-fields/values.ts';
import { clientList, clients, conditionsOf, homeCountry, summarize, type ClientFilter } from './store.ts';
import { findByKeys, insertClients, removeClients, usesOf } from './many-store.ts';

nameConstraints({
  clients_pkey: { key: 'client.exists' },
  'a client with documents cannot be deleted': { key: 'client.named', kind: 'conflict' },
});

/** Steps that other wings take inside their own transactions. */
export const clientStatements = {
  get: (id: string, lock?: 'for update'): Statement<TaggedClient> => clients.get(id, lock),
  update: (id: string, values: Partial<TaggedClient>): Statement<TaggedClient> => clients.update(id, values),
  findByKeys,
  insertMany: insertClients,
  usesOf,
  removeMany: removeClients,
};

const subject = (id: string, detail: Record<string, unknown>) => ({ subjectKind: 'client', subjectId: id, detail });

export async function listClients(ctx: Context, query: ClientList): Promise<Page<TaggedClient>> {
  const [rows] = await flush(ctx, [clientList.statement(query, conditionsOf(query))]);
  return clientList.page(rows, query);
}

export async function summarizeClients(ctx: Context, filter: ClientFilter): Promise<ClientSummary> {
  const [rows] = await flush(ctx, [summarize(filter)]);
  return one(rows);
}

export async function getClient(ctx: Context, id: string): Promise<TaggedClient> {
  const [rows] = await flush(ctx, [clients.get(id)]);
  return one(rows);
}

/**
 * Adds a client; what is left out is empty, the country is that of the own business.
 * @throws Problem `conflict` when the id is taken
 */
export async function createClient(ctx: Context, { id = newId(), ...typed }: ClientCreate): Promise<TaggedClient> {
  const createdAt = ctx.clock().toISOString();
  return inTenant(ctx, async (tx) => {
    const [homes, fields] = await tx.read([homeCountry(), customFieldStatements.of('client')]);
    const country = typed.country ?? one(homes).country;
    const customFields = applyCustomChanges(fields, {}, typed.customFields);
    tx.write(audit(ctx, 'client.created', subject(id, { name: typed.name })));
    const row = { ...typed, id, country, customFields, createdAt, updatedAt: createdAt };
    const [rows] = await tx.commit([clients.insert(row)]);
    return one(rows);
  });
}

/** @throws Problem `changed` when somebody else was faster */
export async function updateClient(
  ctx: Context,
  id: string,
  ifMatch: number,
  changes: Partial<ClientInput>,
): Promise<TaggedClient> {
  return inTenant(ctx, async (tx) => {
    const [rows, fields] = await tx.read([clients.get(id, 'for update'), customFieldStatements.of('client')]);
    const client = one(rows);
    if (client.version !== ifMatch) throw new Problem('changed');
    if (client.mergedInto) throw new Problem('conflict', 'merge.stays');
    const customFields = applyCustomChanges(fields, client.customFields, changes.customFields);
    tx.write(audit(ctx, 'client.updated', subject(id, { name: client.name, fields: Object.keys(changes) })));
    const [updated] = await tx.commit([clients.update(id, { ...changes, customFields })]);
    return one(updated);
  });
}

type Shelf = { kind: 'client.archived' | 'client.restored'; archivedAt: string | null };

/** Writes nothing when the client stands where it should. Answers the client as it was, and whether it moves. */
async function shelveStep(ctx: Context, tx: Tx, id: string, { kind, archivedAt }: Shelf) {
  const [rows] = await tx.read([clients.get(id, 'for update')]);
  const client = one(rows);
  if (client.mergedInto) throw new Problem('conflict', 'merge.stays');
  const moves = (client.archivedAt === null) !== (archivedAt === null);
  if (moves) tx.write(audit(ctx, kind, subject(id, { name: client.name })));
  return { client, moves };
}

async function setArchived(ctx: Context, id: string, shelf: Shelf): Promise<TaggedClient> {
  return inTenant(ctx, async (tx) => {
    const { client, moves } = await shelveStep(ctx, tx, id, shelf);
    if (!moves) return client;
    const [updated] = await tx.commit([clients.update(id, { archivedAt: shelf.archivedAt })]);
    return one(updated);
  });
}

function setManyArchived(ctx: Context, ids: string[], shelf: Shelf): Promise<BulkResults> {
  return inBulk(ctx, ids, async (tx, id) => {
    const { moves } = await shelveStep(ctx, tx, id, shelf);
    if (moves) tx.write(clients.update(id, { archivedAt: shelf.archivedAt }));
  });
}

const away = (ctx: Context): Shelf => ({ kind: 'client.archived', archivedAt: ctx.clock().toISOString() });
const back: Shelf = { kind: 'client.restored', archivedAt: null };

/** Takes a client off the list; its documents stay. Archiving twice is archiving once. */
export const archiveClient = (ctx: Context, id: string): Promise<TaggedClient> => setArchived(ctx, id, away(ctx));

/** Puts an archived client back on the list. */
export const restoreClient = (ctx: Context, id: string): Promise<TaggedClient> => setArchived(ctx, id, back);

/** As one request; each client says what became of it. */
export const archiveClients = (ctx: Context, ids: string[]): Promise<BulkResults> =>
  setManyArchived(ctx, ids, away(ctx));

/** As one request; each client says what became of it. */
export const restoreClients = (ctx: Context, ids: string[]): Promise<BulkResults> => setManyArchived(ctx, ids, back);

/** @throws Problem `conflict` when a document names the client */
export async function deleteClient(ctx: Context, id: string): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([clients.get(id, 'for update')]);
    tx.write(...removeClients([id]), audit(ctx, 'client.deleted', subject(id, { name: one(rows).name })));
  });
}
