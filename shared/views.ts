// Saved views of lists: what a list was asked, under a name, for oneself or for the whole business.
import * as z from 'zod';
import { Instant, line } from './fields.ts';
import { byId, route } from './route.ts';

export const ViewedList = z.enum(['invoices', 'clients', 'products', 'payments', 'mails']);
export type ViewedList = z.infer<typeof ViewedList>;

const viewShape = {
  name: line(60),
  /** The address's query without its question mark, such as `state=issued&sort=dueDate`. */
  query: z
    .string()
    .max(2000)
    .regex(/^[\w\-.~%=&+:*!'(),]*$/, { error: 'field.format' }),
  /** Colleagues see it too; only its owner changes it. */
  isShared: z.boolean(),
};

export const SavedViewCreate = z.strictObject({ id: z.uuid().optional(), list: ViewedList, ...viewShape });
export type SavedViewCreate = z.infer<typeof SavedViewCreate>;
export const SavedViewPatch = z.strictObject(viewShape).partial();
export type SavedViewPatch = z.infer<typeof SavedViewPatch>;

export const SavedView = z.strictObject({
  id: z.uuid(),
  list: ViewedList,
  ...viewShape,
  /** Whether the reader made it. */
  isOwn: z.boolean(),
  ownerName: z.string(),
  createdAt: Instant,
  updatedAt: Instant,
});
export type SavedView = z.infer<typeof SavedView>;

export const viewRoutes = {
  list: route('GET /views', {
    summary: 'Saved views of one list: the own ones and those that colleagues share, by name',
    query: z.strictObject({ list: ViewedList }),
    response: z.array(SavedView),
  }),
  create: route('POST /views', { summary: 'Save a view', body: SavedViewCreate, response: SavedView }),
  update: route('PATCH /views/{id}', {
    summary: 'Rename, change or share an own view',
    params: byId,
    body: SavedViewPatch,
    response: SavedView,
  }),
  remove: route('DELETE /views/{id}', { summary: 'Delete an own view', params: byId }),
};
