// Rows that are clients, each with its contact persons: added, filled in or left alone.
import type { Contact, ContactInput } from '../../../shared/contacts.ts';
import { fold } from '../../../shared/fold.ts';
import { newId } from '../../../shared/ids.ts';
import { clientStatements } from '../../crm/clients/clients.ts';
import type { KnownClient } from '../../crm/clients/many-store.ts';
import { contactStatements } from '../../crm/contacts/contacts.ts';
import { tagStatements } from '../../crm/tags/tags.ts';
import type { Statement } from '../../platform/statement.ts';
import {
  completeClient,
  markOf,
  readClient,
  type ClientItem,
  type NewClient,
  type TypedClient,
} from './client-rows.ts';
import { clientIndex, clientKeys, marksOf } from './known-clients.ts';
import { failed, skipped, type Decision, type Kind, type Reading } from './kind.ts';
import { tagFinder } from './own-fields.ts';

type Draft = {
  decisions: Decision[];
  clients: NewClient[];
  people: (ContactInput & { id: string; clientId: string })[];
  statements: Statement<unknown>[];
  tags: ReturnType<typeof tagFinder>;
};

function create(reading: Reading, { row, client, own, tags, people }: TypedClient, draft: Draft): void {
  const whole = completeClient(reading, client, own);
  draft.tags.put(whole.id, tags);
  draft.clients.push(whole);
  draft.people.push(
    ...people.map((one, place) => ({ ...one, id: newId(), clientId: whole.id, isPrimary: place === 0 })),
  );
  for (const mark of marksOf(whole)) reading.seen.set(mark, whole.id);
  const made = { recordKind: 'client' as const, recordId: whole.id, before: null, versionAfter: 1 };
  draft.decisions.push({ ...skipped([row]), outcome: 'created', made });
}

/** Only what the row says and what is otherwise: an empty cell takes nothing away. */
function changesOf({ client, row, own }: TypedClient, known: KnownClient): Partial<KnownClient> {
  const entries = Object.entries(client).filter(
    ([key, value]) => key in row.values && value !== known[key as keyof KnownClient], // keys of the contract
  );
  const isOwnOther = Object.entries(own).some(([id, value]) => known.customFields[id] !== value);
  const customFields = isOwnOther ? { customFields: { ...known.customFields, ...own } } : {};
  return { ...Object.fromEntries(entries), ...customFields };
}

function meet(item: TypedClient, contacts: readonly Contact[], draft: Draft, clientId: string) {
  const added: string[] = [];
  const changed: Record<string, unknown>[] = [];
  for (const person of item.people) {
    const known = contacts.find(({ name }) => fold(name) === fold(person.name));
    if (!known) {
      const id = newId();
      added.push(id);
      draft.people.push({ ...person, id, clientId, isPrimary: contacts.length === 0 && added.length === 1 });
      continue;
    }
    const { email, phone, role } = known;
    const wanted = {
      email: person.email ?? email,
      phone: person.phone ?? phone,
      role: 'contactRole' in item.row.values ? person.role : role,
    };
    if (wanted.email === email && wanted.phone === phone && wanted.role === role) continue;
    changed.push({ id: known.id, email, phone, role });
    draft.statements.push(contactStatements.update(known.id, wanted));
  }
  return { added, changed };
}

function fillIn(item: TypedClient, known: KnownClient, contacts: readonly Contact[], draft: Draft): Decision {
  const changes = changesOf(item, known);
  const { added, changed } = meet(item, contacts, draft, known.id);
  const tags = draft.tags.put(known.id, item.tags, known.tagIds);
  const names = Object.keys(changes);
  if (names.length + added.length + changed.length + tags.length === 0) return skipped([item.row]);
  const client = Object.fromEntries(names.map((name) => [name, known[name as keyof KnownClient]])); // names of the contract
  if (names.length > 0) {
    draft.statements.push(clientStatements.update(known.id, changes));
    Object.assign(known, changes, { version: known.version + 1 });
  }
  const before = { client, added, changed, tags };
  return {
    ...skipped([item.row]),
    outcome: 'updated',
    made: { recordKind: 'client', recordId: known.id, before, versionAfter: known.version },
  };
}

/** One row is one client. */
export const clientKind: Kind = async (reading, groups) => {
  const items: ClientItem[] = [];
  for (const [row] of groups) if (row) items.push(await readClient(reading, row));
  const good = items.filter((item): item is TypedClient => 'client' in item);
  return async (look) => {
    const isAnew = reading.options.existing === 'create';
    const [known] = isAnew ? [[]] : await look([clientStatements.findByKeys(clientKeys(good.map(markOf)))]);
    const find = clientIndex(known);
    const [contacts] =
      reading.options.existing === 'update' ? await look([contactStatements.ofMany(known.map(({ id }) => id))]) : [[]];
    const [tags] = await look([tagStatements.all()]);
    const contactsOf = Map.groupBy(contacts, ({ clientId }) => clientId);
    const draft: Draft = {
      ...{ decisions: [], clients: [], people: [], statements: [] },
      tags: tagFinder(tags, reading.at),
    };
    for (const item of items) {
      if (!('client' in item)) {
        draft.decisions.push(failed([item.row], item.errors));
        continue;
      }
      const isSeen = !isAnew && marksOf(markOf(item)).some((mark) => reading.seen.has(mark));
      const found = find(markOf(item));
      if (isSeen || (found && reading.options.existing === 'skip')) draft.decisions.push(skipped([item.row]));
      else if (found) draft.decisions.push(fillIn(item, found, contactsOf.get(found.id) ?? [], draft));
      else create(reading, item, draft);
    }
    const inserts = draft.clients.length > 0 ? [clientStatements.insertMany(draft.clients, reading.at)] : [];
    const people = draft.people.length > 0 ? [contactStatements.insertMany(draft.people, reading.at)] : [];
    return {
      decisions: draft.decisions,
      statements: [...inserts, ...draft.statements, ...people, ...draft.tags.statements('client')],
    };
  };
};
