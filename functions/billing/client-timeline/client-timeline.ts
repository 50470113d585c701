// What happened with a client: invoices, returns, mails, reminders, payments and notes, newest first.
import type { ClientEvent, ClientTimeline } from '../../../shared/notes.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { decodeCursor, encodeCursor, limitDefault, type Page } from '../../platform/lists.ts';
import { Place, timelineOf, type Placed } from './store.ts';

const placeOf = ({ exactAt, place, id }: Placed): Place => [exactAt, place, id];
const shown = ({ place: _, exactAt: __, ...event }: Placed): ClientEvent => event;

/** One page, in one round trip. @throws Problem `notFound`, `invalid` for a cursor that is none */
export async function getClientTimeline(
  ctx: Context,
  clientId: string,
  { limit = limitDefault, cursor }: ClientTimeline,
): Promise<Page<ClientEvent>> {
  const before = cursor === undefined ? undefined : decodeCursor(Place, cursor);
  const [clients, events] = await flush(ctx, [clientStatements.get(clientId), timelineOf(clientId, limit + 1, before)]);
  one(clients);
  const items = events.slice(0, limit);
  const last = events.length > limit ? items.at(-1) : undefined;
  return { items: items.map(shown), nextCursor: last ? encodeCursor(placeOf(last)) : null };
}
