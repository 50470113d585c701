// Everybody who holds an account said that they are old enough, and no birth date is kept anywhere.
import * as z from 'zod';
import { query } from '../../../platform/statement.ts';
import { counted, keptIf, type PromiseCheck } from '../promise.ts';

const Found = z.strictObject({ accounts: z.int(), unconfirmed: z.int(), birthColumns: z.int() });

const people = query(
  Found,
  `select count(*)::int as accounts,
     count(*) filter (where not exists (select from consents c where c.user_id = u.id and c.purpose = 'age' and c.is_given))::int as unconfirmed,
     (select count(*) from information_schema.columns where table_schema = 'public' and column_name ~ 'birth')::int as birth_columns
   from users u`,
);

export const age: PromiseCheck = {
  key: 'age',
  async look(_base, keeper) {
    const [found] = await keeper.read(people);
    const { accounts, unconfirmed, birthColumns } = Found.parse(found);
    return {
      result: keptIf(unconfirmed === 0 && birthColumns === 0),
      evidence: [
        counted('accounts', accounts),
        counted('unconfirmed', unconfirmed),
        counted('birthColumns', birthColumns),
      ],
    };
  },
};
