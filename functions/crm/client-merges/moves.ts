// How the records of each table go from one client to another; a test holds this list against every table that names a client.
import { command, type Statement } from '../../platform/statement.ts';

type Move = {
  /** Column that names the record within its client; `id` unless said otherwise. */
  record?: string;
  /** A mark that one record of a client may carry; one that comes yields to the one that is there. */
  mark?: { column: string; within?: string };
  /** When the surviving client has a record `s` like this one `t`, this one stays with the other client. */
  unless?: string;
  /** One row per client: the surviving one gets a copy unless it has its own. Its key columns, and the rest. */
  copy?: { key: string[]; rest: string[] };
};

export const moves: Record<string, Move> = {
  invoices: {},
  payments: {},
  client_contacts: { mark: { column: 'is_primary' } },
  client_notes: {},
  client_addresses: { mark: { column: 'is_default', within: 'kind' } },
  client_tags: { record: 'tag_id', unless: 's.tag_id = t.tag_id' },
  files: {},
  deliveries: {},
  privacy_requests: {},
  restrictions: {
    unless: 's.lifted_at is null and t.lifted_at is null and s.contact_id is not distinct from t.contact_id',
  },
  reminder_holds: { copy: { key: ['subject_id', 'client_id'], rest: ['until', 'created_at'] } },
  statement_mails: { record: 'delivery_id', unless: 's.month = t.month' },
  statement_opt_outs: { copy: { key: ['client_id'], rest: ['created_at'] } },
};

type Ids = { mergeId: string; from: string; to: string };

const copied = (name: string, { key, rest }: NonNullable<Move['copy']>, { mergeId, from, to }: Ids) =>
  command(
    `with made as (
       insert into ${name} (${[...key, ...rest].join(', ')}) select ${[...key.map(() => '$3::uuid'), ...rest].join(', ')}
       from ${name} where client_id = $2 on conflict do nothing returning client_id
     )
     insert into client_merge_moves (merge_id, kind, record_id) select $1, '${name}', client_id from made`,
    [mergeId, from, to],
  );

/** Moves the records of one table and writes down which. */
export function moveRecords(name: string, ids: Ids): Statement<never> {
  const { record = 'id', mark, unless, copy } = moves[name] ?? {};
  if (copy) return copied(name, copy, ids);
  const alike = `select from ${name} s where s.client_id = $3`;
  const sets = mark
    ? `, ${mark.column} = t.${mark.column} and not exists (${alike} and s.${mark.column}
        ${mark.within ? `and s.${mark.within} = t.${mark.within}` : ''})`
    : '';
  const was = mark ? `jsonb_build_object('mark', o.${mark.column})` : 'null::jsonb';
  return command(
    `with o as (
       select t.* from ${name} t where t.client_id = $2 ${unless ? `and not exists (${alike} and ${unless})` : ''} for update
     ), moved as (
       update ${name} t set client_id = $3${sets} from o where t.client_id = $2 and t.${record} = o.${record} returning t.${record}
     )
     insert into client_merge_moves (merge_id, kind, record_id, was)
     select $1, '${name}', o.${record}, ${was} from o join moved using (${record})`,
    [ids.mergeId, ids.from, ids.to],
  );
}

/** Moves back what moved, as far as it still is where the merge put it. */
export function moveBack(name: string, { mergeId, from, to }: Ids): Statement<never> {
  const { record = 'id', mark, copy } = moves[name] ?? {};
  if (copy) {
    const isCopy = `exists (select from client_merge_moves m where m.merge_id = $1 and m.kind = '${name}')`;
    return command(`delete from ${name} where client_id = $2 and ${isCopy}`, [mergeId, from]);
  }
  const sets = mark ? `, ${mark.column} = (m.was ->> 'mark')::boolean` : '';
  return command(
    `update ${name} t set client_id = $3${sets} from client_merge_moves m
     where m.merge_id = $1 and m.kind = '${name}' and m.record_id = t.${record} and t.client_id = $2`,
    [mergeId, from, to],
  );
}

/** Deleted drafts come back to the client that their client has become. */
export function moveRemovedDrafts({ mergeId, from, to }: Ids): Statement<never> {
  return command(
    `with moved as (
       update removed_drafts set draft = jsonb_set(draft, '{clientId}', to_jsonb($3::text)) where draft ->> 'clientId' = $2 returning id
     )
     insert into client_merge_moves (merge_id, kind, record_id) select $1, 'removed_drafts', id from moved`,
    [mergeId, from, to],
  );
}

export function moveRemovedDraftsBack({ mergeId, from, to }: Ids): Statement<never> {
  return command(
    `update removed_drafts d set draft = jsonb_set(draft, '{clientId}', to_jsonb($3::text)) from client_merge_moves m
     where m.merge_id = $1 and m.kind = 'removed_drafts' and m.record_id = d.id and d.draft ->> 'clientId' = $2`,
    [mergeId, from, to],
  );
}

/** Drafts that name an address which went to the other client are billed and delivered to their own client's from now on. */
export const leaveAddresses = (clientId: string): Statement<never> =>
  command(
    `update invoices i set billing_address_id = (select a.id from client_addresses a where a.id = i.billing_address_id and a.client_id = $1),
       delivery_address_id = (select a.id from client_addresses a where a.id = i.delivery_address_id and a.client_id = $1),
       version = i.version + 1
     where i.client_id = $1 and i.state = 'draft' and exists (
       select from client_addresses a where a.id in (i.billing_address_id, i.delivery_address_id) and a.client_id <> $1)`,
    [clientId],
  );
