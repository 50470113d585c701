// What can be done with tags: found, made while typing, put on records and taken back, kept in order.
import { type Tag, tagColours, type TagInput, tagRoutes } from '@crmfex/shared/tags.ts';
import { newId } from '@crmfex/shared/ids.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { api } from '../api.ts';
import { depend } from '../changes.svelte.ts';
import { etag } from '../etag.ts';
import type { BulkAct, ChoiceAsked, Filter } from '../list/description.ts';
import { m } from '../paraglide/messages.js';
import { problemText } from '../problems.ts';

export type TagSubject = 'client' | 'product' | 'invoice';

const put = { client: tagRoutes.tagClients, product: tagRoutes.tagProducts, invoice: tagRoutes.tagInvoices };
const take = { client: tagRoutes.untagClients, product: tagRoutes.untagProducts, invoice: tagRoutes.untagInvoices };
const needs = { client: 'clients:write', product: 'products:write', invoice: 'invoices:write' } as const;

const folded = (text: string) => text.toLocaleLowerCase('tr');
const alike = (tags: Tag[], typed: string) => tags.filter(({ name }) => folded(name).includes(folded(typed.trim())));

export const readTags = (signal?: AbortSignal): Promise<Tag[]> => api(tagRoutes.list, { signal });

/** Makes a tag of a colour that few others have. */
export async function makeTag(name: string): Promise<Tag> {
  const tags = await readTags();
  const colour = tagColours[(tags.length + 6) % tagColours.length] ?? 'grey';
  const tag = await api(tagRoutes.create, { body: { name, colour }, idempotencyKey: newId() });
  await invalidate(depend.tags);
  return tag;
}

/** Tags to choose from, except those that are there already. */
export function tagChoice(except: () => readonly string[] = () => []): ChoiceAsked {
  return {
    find: async (typed, signal) =>
      alike(await readTags(signal), typed)
        .filter(({ id }) => !except().includes(id))
        .slice(0, 50)
        .map(({ id, name }) => ({ value: id, label: name })),
    make: { label: (name) => m.tags_make({ name }), run: async (name) => (await makeTag(name)).id },
  };
}

/** Puts a tag on one record, or takes it away; says so only when it failed. */
export async function setTag(subject: TagSubject, id: string, tagId: string, isOn: boolean): Promise<void> {
  try {
    const route = (isOn ? put : take)[subject];
    await api(route, { params: { id: tagId }, body: { ids: [id] }, idempotencyKey: newId() });
    const shown = [depend.clients, depend.client(id), depend.products, depend.invoices, depend.invoice(id)];
    await invalidate((url) => shown.some((name) => name === url.href));
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
}

/** Records with a tag. */
export const tagFilter: Filter = {
  key: 'tagId',
  kind: 'record',
  label: m.tags_one,
  find: async (typed, signal) =>
    alike(await readTags(signal), typed)
      .slice(0, 50)
      .map(({ id, name }) => ({ value: id, label: name })),
  name: async (id) => (await readTags()).find((tag) => tag.id === id)?.name ?? m.tags_gone(),
};

/** Putting a tag on many, and taking it from many. */
export function tagActs<Item extends { id: string; tagIds: string[] }>(subject: TagSubject): BulkAct<Item>[] {
  const many = (route: (typeof put)[TagSubject]) => async (ids: string[], key: string, tagId: string) =>
    (await api(route, { params: { id: tagId }, body: { ids }, idempotencyKey: key })).results;
  const [on, off] = [many(put[subject]), many(take[subject])];
  return [
    {
      key: 'tag',
      label: m.tags_put,
      needs: needs[subject],
      fits: () => true,
      choice: tagChoice(),
      run: on,
      done: (count) => m.tags_put_done({ count }),
      undo: off,
    },
    {
      key: 'untag',
      label: m.tags_take,
      needs: needs[subject],
      fits: ({ tagIds }) => tagIds.length > 0,
      choice: { find: tagFilter.kind === 'record' ? tagFilter.find : async () => [] },
      run: off,
      done: (count) => m.tags_take_done({ count }),
      undo: on,
    },
  ];
}

export async function saveTag(tag: Tag, typed: Partial<TagInput>): Promise<void> {
  await api(tagRoutes.update, { params: { id: tag.id }, body: typed, ifMatch: etag(tag) });
  await invalidate(depend.tags);
}

export async function mergeTag(tag: Tag, into: Tag): Promise<void> {
  await api(tagRoutes.merge, { params: { id: tag.id }, body: { intoId: into.id }, idempotencyKey: newId() });
  await invalidate(depend.tags);
  toast(m.tags_merged({ name: into.name }));
}

export async function removeTag(tag: Tag): Promise<void> {
  await api(tagRoutes.remove, { params: { id: tag.id } });
  await invalidate(depend.tags);
  toast(m.tags_removed({ name: tag.name }));
}
