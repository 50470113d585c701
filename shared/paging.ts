// Lists: bounded, by cursor, with the same names for search, sort and paging everywhere.
import * as z from 'zod';

const limit = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,3}$/)
      .transform(Number),
  ])
  .pipe(z.int().min(1).max(100));

/** Query of a list: `limit` (1 to 100), `cursor` of the page before, `search` (folded, any word order), `sort` (`-` first for descending). */
export function listQuery<const Sorts extends readonly [string, ...string[]]>(sorts: Sorts) {
  const both = sorts.flatMap((sort) => [sort, `-${sort}`]) as [Sorts[number] | `-${Sorts[number]}`]; // never empty, as sorts is not
  return z.strictObject({
    limit: limit.optional(),
    cursor: z.string().max(500).optional(),
    search: z.string().trim().max(200).optional(),
    sort: z.enum(both).optional(),
  });
}

/** One page of a list; `nextCursor` is null on the last. */
export function page<T extends z.ZodType>(item: T) {
  return z.strictObject({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** An amount of a filter in minor units, as a number or as its digits. */
export const FilterAmount = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,13}$/)
      .transform(Number),
  ])
  .pipe(z.int().min(0).max(9_999_999_999_999));
