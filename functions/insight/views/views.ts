// Saved views: kept, renamed, shared and deleted by whoever made them; deleting is undone by saving again under the same id.
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import type { SavedView, SavedViewCreate, SavedViewPatch, ViewedList } from '../../../shared/views.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { getView, insertView, removeView, updateView, viewsOf } from './store.ts';

nameConstraints({ saved_views_pkey: { key: 'view.exists' } });

export async function listViews(ctx: Context, list: ViewedList): Promise<SavedView[]> {
  const [views] = await flush(ctx, [viewsOf(list)]);
  return views;
}

/** @throws Problem `conflict` when the id is taken or fifty views of this list are kept already */
export async function createView(ctx: Context, view: SavedViewCreate): Promise<SavedView> {
  const id = view.id ?? newId();
  const [added, views] = await flush(ctx, [insertView(view, id, ctx.clock()), getView(id)]);
  if (added.length === 0) throw new Problem('conflict', 'view.tooMany');
  return one(views);
}

/** @throws Problem `notFound` unless there is such a view, `notAllowed` when a colleague made it */
export async function changeView(ctx: Context, id: string, patch: SavedViewPatch): Promise<SavedView> {
  const [, views] = await flush(ctx, [updateView(id, patch, ctx.clock()), getView(id)]);
  const view = one(views);
  if (!view.isOwn) throw new Problem('notAllowed', 'view.notOwn');
  return view;
}

/** @throws Problem as at a change */
export async function deleteView(ctx: Context, id: string): Promise<void> {
  const [views, removed] = await flush(ctx, [getView(id), removeView(id)]);
  one(views);
  if (removed.length === 0) throw new Problem('notAllowed', 'view.notOwn');
}
