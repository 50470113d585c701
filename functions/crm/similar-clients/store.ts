// SQL that finds clients with the same number, address or nearly the same name.
import { SimilarClient, type SimilarQuery } from '../../../shared/similar-clients.ts';
import { query, type Statement } from '../../platform/statement.ts';

const folded = (text: string) => `app.fold((${text}) collate "pg_c_utf8")`;

/** Alike from 45 % of common trigrams on, or when at least eight letters begin the other name. */
const likeness = `
  ($1 <> '' and (extensions.similarity(${folded('c.name')}, ${folded('$1')}) >= 0.45
    or (length($1) >= 8 and starts_with(${folded('c.name')}, ${folded('$1')}))))`;

export function similarTo({ name = '', email = '', taxNumber = '', except }: SimilarQuery): Statement<SimilarClient> {
  return query(
    SimilarClient,
    `select f.id, f.name, f.city, f.archived_at is not null as is_archived,
       to_jsonb(array_remove(array[
         case when f.by_number then 'taxNumber' end, case when f.by_email then 'email' end, case when f.by_name then 'name' end
       ], null)) as reasons
     from (
       select c.id, c.name, c.city, c.archived_at, coalesce($3 <> '' and c.tax_number = $3, false) as by_number,
         coalesce($2 <> '' and lower(c.email) = lower($2), false) as by_email, ${likeness} as by_name,
         extensions.similarity(${folded('c.name')}, ${folded('$1')}) as likeness
       from clients c where c.id is distinct from $4::uuid and c.merged_into is null
     ) f
     where f.by_number or f.by_email or f.by_name
     order by f.by_number desc, f.by_email desc, f.likeness desc, f.id limit 5`,
    [name.trim().length < 3 ? '' : name.trim(), email.trim(), taxNumber.replace(/\s/g, ''), except ?? null],
  );
}
