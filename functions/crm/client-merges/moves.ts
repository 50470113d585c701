// How the records of each table go from one client to another; a test holds this list against every table that names a client.
import { command, type Statement } from '../../platform/statement.ts';

type Move = {
  /** Column that names the record within its client; `id` unless said otherwise. */
  record?: string;
  /** A mark that one record of a client may carry; one that comes yields to the one that is there. */
  mark?: { column: string; within?: string };
  /** What the surviving client has already stays with the other one. */
  isOnce?: true;
};

export const moves: Record<string, Move> = {
  invoices: {},
  payments: {},
  client_contacts: { mark: { column: 'is_primary' } },
  client_notes: {},
  client_addresses: { mark: { column: 'is_default', within: 'kind' } },
  client_tags: { record: 'tag_id', isOnce: true },
  files: {},
  deliveries: {},
};

type Ids = { mergeId: string; from: string; to: string };

/** Moves the records of one table and writes down which. */
export function moveRecords(name: string, { mergeId, from, to }: Ids): Statement<never> {
  const { record = 'id', mark, isOnce } = moves[name] ?? {};
  const alike = `select from ${name} s where s.client_id = $3`;
  const sets = mark
    ? `, ${mark.column} = t.${mark.column} and not exists (${alike} and s.${mark.column}
        ${mark.within ? `and s.${mark.within} = t.${mark.within}` : ''})`
    : '';
  const was = mark ? `jsonb_build_object('mark', o.${mark.column})` : 'null::jsonb';
  return command(
    `with o as (
       select t.* from ${name} t where t.client_id = $2
         ${isOnce ? `and not exists (${alike} and s.${record} = t.${record})` : ''} for update
     ), moved as (
       update ${name} t set client_id = $3${sets} from o where t.client_id = $2 and t.${record} = o.${record} returning t.${record}
     )
     insert into client_merge_moves (merge_id, kind, record_id, was)
     select $1, '${name}', o.${record}, ${was} from o join moved using (${record})`,
    [mergeId, from, to],
  );
}

/** Moves back what moved, as far as it still is where the merge put it. */
export function moveBack(name: string, { mergeId, from, to }: Ids): Statement<never> {
  const { record = 'id', mark } = moves[name] ?? {};
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
