// SQL of search: the gate finds ids within the reader's business, row-level security decides which of them are shown.
import { SearchHit } from '../../../shared/search.ts';
import { query, type Statement } from '../../platform/statement.ts';

export const findHits = (words: string, most: number): Statement<SearchHit> =>
  query(
    SearchHit,
    `select e.kind, e.id, e.parent_id, e.title, e.detail, e.amount_minor, e.currency,
       exists (select from invoices i where e.kind = 'invoice' and i.id = e.id and i.state = 'draft') as is_draft
     from gate.search_matches($1, $2) m join search_entries e on e.kind = m.kind and e.id = m.id
     order by m.score desc, e.kind = 'client' desc, e.touched_at desc, e.id limit $2`,
    [words, most],
  );
