// What happened with a client: invoices, mails, payments and notes, newest first.
import type { ClientEvent } from '../../../shared/notes.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { timelineOf } from './store.ts';

/** The latest hundred entries, in one round trip. @throws Problem `notFound` */
export async function getClientTimeline(ctx: Context, clientId: string): Promise<ClientEvent[]> {
  const [clients, events] = await flush(ctx, [clientStatements.get(clientId), timelineOf(clientId)]);
  one(clients);
  return events;
}
