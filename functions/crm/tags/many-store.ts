// SQL of many tags at once, as imports make them and put them on records.
import { command, json, type Statement } from '../../platform/statement.ts';

/** Names that are there already, in whatever case, stay as they are. */
export const insertTags = (tags: readonly { id: string; name: string }[], at: Date): Statement<never> =>
  command(
    `insert into tags (id, name, colour, created_at, updated_at)
     select t.id, t.name, 'grey', $2, $2 from jsonb_to_recordset($1::jsonb) as t(id uuid, name text) on conflict do nothing`,
    [json(tags), at],
  );

const linksOf = { client: ['client_tags', 'client_id'], product: ['product_tags', 'product_id'] } as const;

export function putManyTags(
  kind: 'client' | 'product',
  links: readonly { recordId: string; tagId: string }[],
): Statement<never> {
  const [name, column] = linksOf[kind];
  return command(
    `insert into ${name} (${column}, tag_id)
     select l."recordId", l."tagId" from jsonb_to_recordset($1::jsonb) as l("recordId" uuid, "tagId" uuid) on conflict do nothing`,
    [json(links)],
  );
}
