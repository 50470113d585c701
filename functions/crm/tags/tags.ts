// Tags: made while typing, put on many records at once, renamed, merged and deleted in one place.
import type { BulkResults } from '../../../shared/bulk.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Tag, TagCreate, TagInput } from '../../../shared/tags.ts';
import { audit } from '../../platform/audit.ts';
import { inBulk } from '../../platform/bulk.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { insertTags, putManyTags } from './many-store.ts';
import {
  countTags,
  listTags as selectTags,
  putTags,
  recordWithTag,
  spreadTag,
  taggedKinds,
  tags,
  takeTag,
  takeTagFromAll,
  type Tagged,
} from './store.ts';

const tagsMax = 500;

nameConstraints({
  tags_pkey: { key: 'tag.taken' },
  'no two tags share a name': { key: 'tag.exists', pointer: '#/name' },
});

/** What an import writes within its own transaction. */
export const tagStatements = {
  put: putTags,
  all: selectTags,
  insertMany: insertTags,
  putMany: putManyTags,
  take: takeTag,
};

/** The tag itself, after every record has been told. */
const gone = (id: string) => [...taggedKinds.map((kind) => takeTagFromAll(kind, id)), tags.remove(id)];

const subject = (id: string, detail: Record<string, unknown>) => ({ subjectKind: 'tag', subjectId: id, detail });

export async function listTags(ctx: Context): Promise<Tag[]> {
  const [rows] = await flush(ctx, [selectTags()]);
  return rows;
}

/** @throws Problem `conflict` when there is a tag of that name, or too many of them */
export async function createTag(ctx: Context, { id = newId(), ...typed }: TagCreate): Promise<Tag> {
  const createdAt = ctx.clock().toISOString();
  return inTenant(ctx, async (tx) => {
    const [counts] = await tx.read([countTags()]);
    if (one(counts).count >= tagsMax) throw new Problem('conflict', 'tag.tooMany', { max: tagsMax });
    tx.write(audit(ctx, 'tag.created', subject(id, { name: typed.name })));
    const row = { colour: 'grey' as const, ...typed, id, createdAt, updatedAt: createdAt };
    const [rows] = await tx.commit([tags.insert(row)]);
    return one(rows);
  });
}

/** @throws Problem `changed` when somebody else was faster, `conflict` when another tag has that name */
export async function updateTag(ctx: Context, id: string, ifMatch: number, changes: Partial<TagInput>): Promise<Tag> {
  return inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([tags.get(id, 'for update')]);
    if (one(rows).version !== ifMatch) throw new Problem('changed');
    tx.write(audit(ctx, 'tag.updated', subject(id, { name: changes.name ?? one(rows).name })));
    const [updated] = await tx.commit([tags.update(id, changes)]);
    return one(updated);
  });
}

/** Everything that has the one gets the other; the one is gone then. @throws Problem `unprocessable` when both are the same */
export async function mergeTags(ctx: Context, id: string, intoId: string): Promise<Tag> {
  if (id === intoId) throw new Problem('unprocessable', 'tag.same');
  return inTenant(ctx, async (tx) => {
    // In the order of their ids, so that two people who merge the same two do not wait for each other for ever.
    const [first = '', second = ''] = [id, intoId].sort();
    const [ones, others] = await tx.read([tags.get(first, 'for update'), tags.get(second, 'for update')]);
    const [from, kept] = id === first ? [one(ones), one(others)] : [one(others), one(ones)];
    tx.write(...taggedKinds.map((kind) => spreadTag(kind, id, intoId)), ...gone(id));
    tx.write(audit(ctx, 'tag.merged', subject(intoId, { name: kept.name, from: from.name })));
    const [rows] = await tx.commit([tags.get(intoId)]);
    return one(rows);
  });
}

export async function deleteTag(ctx: Context, id: string): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([tags.get(id, 'for update')]);
    tx.write(...gone(id), audit(ctx, 'tag.deleted', subject(id, { name: one(rows).name })));
  });
}

type Many = { kind: Tagged; tagId: string; ids: string[] };

/** Says of each record what became of it; one that stands as it should says so, so that undoing leaves it alone. */
function setOnMany(ctx: Context, { kind, tagId, ids }: Many, isOn: boolean): Promise<BulkResults> {
  return inBulk(
    ctx,
    ids,
    async (tx, id) => {
      const [records] = await tx.read([recordWithTag(kind, id, tagId)]);
      if (one(records).isTagged === isOn) throw new Problem('conflict', isOn ? 'tag.onAlready' : 'tag.offAlready');
      tx.write(isOn ? putTags(kind, id, [tagId]) : takeTag(kind, id, tagId));
    },
    async (tx) => {
      const [rows] = await tx.read([tags.get(tagId, 'for share')]);
      const detail = { name: one(rows).name, count: ids.length, on: kind };
      tx.write(audit(ctx, isOn ? 'tag.put' : 'tag.taken', subject(tagId, detail)));
    },
  );
}

/** @throws Problem `notFound` when there is no such tag */
export const tagMany = (ctx: Context, many: Many): Promise<BulkResults> => setOnMany(ctx, many, true);

/** @throws Problem `notFound` when there is no such tag */
export const untagMany = (ctx: Context, many: Many): Promise<BulkResults> => setOnMany(ctx, many, false);
