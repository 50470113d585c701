// SQL of tags and of what they are on.
import * as z from 'zod';
import { Tag } from '../../../shared/tags.ts';
import { command, query, type Statement } from '../../platform/statement.ts';
import { table } from '../../platform/table.ts';

/** What a tag may be put on: the records' table, the links, and the links' column. */
const tagged = {
  client: { records: 'clients', links: 'client_tags', column: 'client_id' },
  product: { records: 'products', links: 'product_tags', column: 'product_id' },
  invoice: { records: 'invoices', links: 'invoice_tags', column: 'invoice_id' },
} as const;
export type Tagged = keyof typeof tagged;
export const taggedKinds = ['client', 'product', 'invoice'] as const satisfies Tagged[];

const countOf = (kind: Tagged) => `(select count(*)::int from ${tagged[kind].links} l where l.tag_id = tags.id)`;

export const tags = table('tags', Tag, {
  computed: { clientCount: countOf('client'), productCount: countOf('product'), invoiceCount: countOf('invoice') },
});

export const listTags = (): Statement<Tag> =>
  query(Tag, `select ${tags.columns} from tags order by name, id limit 500`);

const Count = z.strictObject({ count: z.int() });
export const countTags = () => query(Count, 'select count(*)::int as count from tags');

/** The record, locked against being deleted meanwhile, and whether it has the tag. */
export function recordWithTag(kind: Tagged, id: string, tagId: string): Statement<{ isTagged: boolean }> {
  const { records, links, column } = tagged[kind];
  return query(
    z.strictObject({ isTagged: z.boolean() }),
    `select exists (select from ${links} l where l.${column} = r.id and l.tag_id = $2) as is_tagged
     from ${records} r where r.id = $1 for share of r`,
    [id, tagId],
  );
}

/** What a record has already stays as it is. */
export function putTags(kind: Tagged, id: string, tagIds: readonly string[]): Statement<never> {
  const { links, column } = tagged[kind];
  return command(
    `insert into ${links} (${column}, tag_id) select $1, t.id from tags t where t.id = any($2) on conflict do nothing`,
    [id, tagIds],
  );
}

export function takeTag(kind: Tagged, id: string, tagId: string): Statement<never> {
  const { links, column } = tagged[kind];
  return command(`delete from ${links} where ${column} = $1 and tag_id = $2`, [id, tagId]);
}

/** Takes a tag from everything, so that each record tells of it. */
export function takeTagFromAll(kind: Tagged, tagId: string): Statement<never> {
  return command(`delete from ${tagged[kind].links} where tag_id = $1`, [tagId]);
}

/** Whatever has the one tag gets the other. */
export function spreadTag(kind: Tagged, fromId: string, intoId: string): Statement<never> {
  const { links, column } = tagged[kind];
  return command(
    `insert into ${links} (${column}, tag_id) select ${column}, $2 from ${links} where tag_id = $1 on conflict do nothing`,
    [fromId, intoId],
  );
}
