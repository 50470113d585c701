// SQL of saved views; row-level security decides whose they are.
import * as z from 'zod';
import { SavedView, type SavedViewCreate, type SavedViewPatch, type ViewedList } from '../../../shared/views.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

const columns = `v.id, v.list, v.name, v.query, v.is_shared, v.user_id = app.user_id() as is_own, u.name as owner_name,
  v.created_at, v.updated_at`;
const from = 'saved_views v join users u on u.id = v.user_id';

export const viewsOf = (list: ViewedList): Statement<SavedView> =>
  query(
    SavedView,
    `select ${columns} from ${from} where v.list = $1 order by v.name collate "tr-x-icu", v.id limit 200`,
    [list],
  );

export const getView = (id: string): Statement<SavedView> =>
  query(SavedView, `select ${columns} from ${from} where v.id = $1`, [id]);

/** Brings the row's id, or nothing once somebody keeps as many views as one can look through. */
export function insertView(
  { list, name, query: asked, isShared }: SavedViewCreate,
  id: string,
  at: Date,
): Statement<{ id: string }> {
  return query(
    z.object({ id: z.uuid() }),
    `insert into saved_views (id, list, name, query, is_shared, created_at, updated_at)
     select $1, $2, $3, $4, $5, $6, $6
     where (select count(*) from saved_views where list = $2 and user_id = app.user_id()) < 50 returning id`,
    [id, list, name, asked, isShared, at],
  );
}

/** Touches own views only: a colleague's is not there to be changed. */
export const updateView = (id: string, { name, query: asked, isShared }: SavedViewPatch, at: Date): Statement<never> =>
  command(
    `update saved_views set name = coalesce($2, name), query = coalesce($3, query), is_shared = coalesce($4, is_shared),
       updated_at = $5 where id = $1`,
    [id, name ?? null, asked ?? null, isShared ?? null, at],
  );

export const removeView = (id: string): Statement<{ id: string }> =>
  query(z.object({ id: z.uuid() }), 'delete from saved_views where id = $1 returning id', [id]);
