// Merging two clients that are one, in one transaction, and taking it back: exactly what moved goes back.
import { isUndoable, undoDays, type ClientMerge, type MergeInput } from '../../../shared/client-merges.ts';
import type { TaggedClient } from '../../../shared/clients.ts';
import type { CustomValues } from '../../../shared/custom-fields.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one, type Tx } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { clientStatements } from '../clients/clients.ts';
import { leaveAddresses, moveBack, moveRecords, moveRemovedDrafts, moveRemovedDraftsBack, moves } from './moves.ts';
import {
  countTies,
  followPrimary,
  insertMerge,
  lockMerge,
  markUndone,
  mergesOf,
  showMerge,
  type Kept,
  type Values,
} from './store.ts';

nameConstraints({
  'a client is merged once': { key: 'merge.already' },
  'a merged client takes nothing new': { key: 'merge.takesNothing', kind: 'conflict' },
  'a merged client is archived': { key: 'merge.stays', kind: 'conflict' },
  'a client that took in another stays': { key: 'merge.tookIn', kind: 'conflict' },
  'a client that took in another is not deleted': { key: 'merge.tookIn', kind: 'conflict' },
  'a merged client is not deleted': { key: 'merge.stays', kind: 'conflict' },
});

const told = (ctx: Context, kind: string, { id, name }: TaggedClient, other: TaggedClient) =>
  audit(ctx, kind, { subjectKind: 'client', subjectId: id, detail: { name, other: other.name } });

/** Both clients, locked in the order of their ids: two people who merge the same two do not wait for each other for ever. */
async function lockBoth(tx: Tx, id: string, otherId: string): Promise<[TaggedClient, TaggedClient]> {
  const [first = '', second = ''] = [id, otherId].sort();
  const [ones, others] = await tx.read([
    clientStatements.get(first, 'for update'),
    clientStatements.get(second, 'for update'),
  ]);
  const [low, high] = [one(ones), one(others)];
  return low.id === id ? [low, high] : [high, low];
}

/** What the survivor held in the chosen fields, and what it takes. */
function chosenValues(survivor: TaggedClient, other: TaggedClient, { take, takeCustom }: MergeInput) {
  const fieldsOf = (client: TaggedClient) => Object.fromEntries(take.map((name) => [name, client[name]]));
  const customOf = (client: TaggedClient): CustomValues =>
    Object.fromEntries(
      takeCustom.flatMap((id) => {
        const value = client.customFields[id];
        return value === undefined ? [] : [[id, value]];
      }),
    );
  const values = (client: TaggedClient): Values => ({ fields: fieldsOf(client), custom: customOf(client) });
  return { before: values(survivor), taken: values(other) };
}

/** The survivor's own fields with some of them put in place of what they were. */
function customWith(client: TaggedClient, ids: readonly string[], values: CustomValues): CustomValues {
  const others = Object.entries(client.customFields).filter(([id]) => !ids.includes(id));
  return { ...Object.fromEntries(others), ...values };
}

/**
 * Moves everything of the other client here; the other one is archived and leads here from then on. Issued invoices keep what they
 * say of their buyer.
 * @throws Problem `conflict` when one of them was merged before, `unprocessable` when both are the same
 */
export async function mergeClients(ctx: Context, id: string, input: MergeInput): Promise<ClientMerge> {
  const { otherId, takeCustom } = input;
  if (id === otherId) throw new Problem('unprocessable', 'merge.same');
  const mergedAt = ctx.clock().toISOString();
  const mergeId = newId();
  return inTenant(ctx, async (tx) => {
    const [survivor, other] = await lockBoth(tx, id, otherId);
    if (survivor.mergedInto || other.mergedInto) throw new Problem('conflict', 'merge.already');
    const { before, taken } = chosenValues(survivor, other, input);
    const ids = { mergeId, from: otherId, to: id };
    const kept = { id: mergeId, survivorId: id, mergedId: otherId, mergedArchivedAt: other.archivedAt, mergedAt };
    tx.write(insertMerge({ ...kept, before, taken }));
    tx.write(...Object.keys(moves).map((name) => moveRecords(name, ids)), moveRemovedDrafts(ids));
    tx.write(
      clientStatements.update(id, {
        ...taken.fields,
        customFields: customWith(survivor, takeCustom, taken.custom),
      }),
      clientStatements.update(otherId, { archivedAt: other.archivedAt ?? mergedAt, mergedInto: id }),
      told(ctx, 'client.merged', survivor, other),
    );
    const [rows] = await tx.commit([showMerge(mergeId)]);
    return one(rows);
  });
}

export async function listMerges(ctx: Context, clientId: string): Promise<ClientMerge[]> {
  const [clients, rows] = await flush(ctx, [clientStatements.get(clientId), mergesOf(clientId)]);
  one(clients);
  return rows;
}

/** What was taken is given back, except where somebody has written something else since. */
function restored(survivor: TaggedClient, { before, taken }: Kept) {
  const now: Record<string, unknown> = survivor;
  const fields = Object.entries(before.fields).filter(([name]) => now[name] === taken.fields[name]);
  const ids = [...new Set([...Object.keys(before.custom), ...Object.keys(taken.custom)])];
  const same = ids.filter((id) => survivor.customFields[id] === taken.custom[id]);
  const custom = Object.fromEntries(Object.entries(before.custom).filter(([id]) => same.includes(id)));
  return { ...Object.fromEntries(fields), customFields: customWith(survivor, same, custom) };
}

/**
 * Exactly what moved goes back, and the client stands where it stood before. What was written for the survivor since stays there.
 * @throws Problem `conflict` when it is too late, undone already, or documents of both became each other's meanwhile
 */
export async function undoMerge(ctx: Context, mergeId: string): Promise<ClientMerge> {
  const now = ctx.clock();
  return inTenant(ctx, async (tx) => {
    const [found] = await tx.read([showMerge(mergeId)]);
    const { survivorId, mergedId } = one(found);
    const [survivor, other] = await lockBoth(tx, survivorId, mergedId);
    const [merges, ties] = await tx.read([lockMerge(mergeId), countTies(mergeId)]);
    const merge = one(merges);
    if (merge.undoneAt !== null) throw new Problem('conflict', 'merge.undone');
    if (!isUndoable(merge, now)) throw new Problem('conflict', 'merge.tooLate', { days: undoDays });
    if (survivor.mergedInto) throw new Problem('conflict', 'merge.survivorMerged');
    if (one(ties).count > 0) throw new Problem('conflict', 'merge.tied');
    const ids = { mergeId, from: survivorId, to: mergedId };
    tx.write(
      markUndone(mergeId, now.toISOString()),
      clientStatements.update(mergedId, { mergedInto: null, archivedAt: merge.mergedArchivedAt }),
      ...Object.keys(moves).map((name) => moveBack(name, ids)),
      moveRemovedDraftsBack(ids),
      leaveAddresses(survivorId),
      leaveAddresses(mergedId),
      clientStatements.update(survivorId, restored(survivor, merge)),
      followPrimary(survivorId),
      followPrimary(mergedId),
      told(ctx, 'client.mergeUndone', survivor, other),
    );
    const [rows] = await tx.commit([showMerge(mergeId)]);
    return one(rows);
  });
}
