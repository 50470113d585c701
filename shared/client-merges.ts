// Merging two clients that are one: which stays, which of its fields take the other's value, and the way back.
import * as z from 'zod';
import { ClientInput } from './clients.ts';
import { Instant } from './fields.ts';
import { byId, route } from './route.ts';

/** For so long a merge can be undone. */
export const undoDays = 30;

// The primary contact's name comes with the contacts, and a business's own fields have ids of their own.
const Mergeable = ClientInput.omit({ contactName: true, customFields: true });
export const mergeableFields = Mergeable.keyof();
export type MergeableField = z.infer<typeof mergeableFields>;

export const MergeInput = z.strictObject({
  /** The client that goes into this one. */
  otherId: z.uuid(),
  /** Fields that take the other client's value; all others stay. */
  take: z.array(mergeableFields).max(30),
  /** The same for the business’s own fields, by their ids. */
  takeCustom: z.array(z.uuid()).max(100),
});
export type MergeInput = z.infer<typeof MergeInput>;

export const ClientMerge = z.strictObject({
  id: z.uuid(),
  survivorId: z.uuid(),
  survivorName: z.string(),
  mergedId: z.uuid(),
  mergedName: z.string(),
  mergedAt: Instant,
  mergedByName: z.string().nullable(),
  undoneAt: Instant.nullable(),
  /** How many records moved. */
  invoiceCount: z.int(),
  paymentCount: z.int(),
  otherCount: z.int(),
});
export type ClientMerge = z.infer<typeof ClientMerge>;

/** Whether a merge can still be taken back, as far as time goes. */
export function isUndoable({ mergedAt, undoneAt }: Pick<ClientMerge, 'mergedAt' | 'undoneAt'>, now: Date): boolean {
  return undoneAt === null && now.getTime() - Date.parse(mergedAt) < undoDays * 86_400_000;
}

export const clientMergeRoutes = {
  merge: route('POST /clients/{id}/merge', {
    summary: 'Move everything of another client to this one; the other is archived and leads here',
    params: byId,
    body: MergeInput,
    response: ClientMerge,
  }),
  list: route('GET /clients/{id}/merges', {
    summary: 'What a client took in, newest first',
    params: byId,
    response: z.array(ClientMerge),
  }),
  undo: route('POST /client-merges/{id}/undo', {
    summary: 'Take a merge back within thirty days: exactly what moved goes back',
    params: byId,
    response: ClientMerge,
    status: 200,
  }),
};
