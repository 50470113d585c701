// The answer to a person who asks what is kept about them (GDPR art. 15, KVKK art. 11).
import { words } from '../../../shared/messages/index.ts';
import type { AccessReport } from '../../../shared/rights.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { reportOf } from './report-store.ts';

const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Names as in the rest of the API; what is inside a snapshot or a field of one's own keeps its names. */
const readable = (entry: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(entry).map(([name, value]) => [camel(name), value]));

/**
 * Everything kept about a client with its people, or about one of its people alone: then nothing of the others, and of the client its name.
 * @throws Problem notFound when there is no such client, or no such person there
 */
export async function accessReport(ctx: Context, clientId: string, contactId: string | null): Promise<AccessReport> {
  const [rows] = await flush(ctx, [reportOf(clientId, contactId)]);
  const { businessName, client, tags, ...lists } = one(rows);
  const about = (name: string) => words(ctx.language, `rights.report.${name}`);
  return {
    madeAt: ctx.clock().toISOString(),
    controller: businessName,
    contactId,
    information: {
      purposes: about('purposes'),
      recipients: about('recipients'),
      retention: about('retention'),
      rights: about('rights'),
    },
    client: readable(client),
    tags,
    contacts: lists.contacts.map(readable),
    addresses: lists.addresses.map(readable),
    notes: lists.notes.map(readable),
    invoices: lists.invoices.map(readable),
    payments: lists.payments.map(readable),
    mails: lists.mails.map(readable),
    mailChoices: lists.mailChoices.map(readable),
    restrictions: lists.restrictions.map(readable),
    requests: lists.requests.map(readable),
  };
}
