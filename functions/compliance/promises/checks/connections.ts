// Access keys of Google and Microsoft: no table holds one, since no account of theirs can be connected yet.
import * as z from 'zod';
import { query } from '../../../platform/statement.ts';
import { counted, type PromiseCheck } from '../promise.ts';

const Found = z.strictObject({ n: z.int() });
const columns = query(
  Found,
  `select count(*)::int as n from information_schema.columns
   where table_schema = 'public' and column_name ~ '(access|refresh)_token'`,
);

export const connections: PromiseCheck = {
  key: 'connections',
  async look(_base, keeper) {
    const [found] = await keeper.read(columns);
    const { n } = Found.parse(found);
    // Once there is a place for such keys, this check has to look into it: until then it cannot say "kept".
    return { result: n === 0 ? 'notHere' : 'unknown', evidence: [counted('accessKeyColumns', n)] };
  },
};
