// Every stored password is an Argon2id hash, made with our parameters or stronger ones.
import * as z from 'zod';
import { query } from '../../../platform/statement.ts';
import { passwordParameters } from '../../../identity/passwords/passwords.ts';
import { counted, keptIf, said, type PromiseCheck } from '../promise.ts';

const Found = z.strictObject({ accounts: z.int(), weaker: z.int() });

const hashes = query(
  Found,
  String.raw`select count(*)::int as accounts, count(*) filter (where p is null or p[1]::int < $1 or p[2]::int < $2)::int as weaker
   from (select password_hash from users union all select password_hash from sign_ups) every_hash,
     lateral (select regexp_match(password_hash, '^\$argon2id\$v=19\$m=(\d{1,9}),t=(\d{1,9}),p=\d{1,9}\$[A-Za-z0-9+/]{22,}\$[A-Za-z0-9+/]{43,}$') as p) parsed`,
  [passwordParameters.memoryCost, passwordParameters.timeCost],
);

export const password: PromiseCheck = {
  key: 'password',
  async look(_base, keeper) {
    const [found] = await keeper.read(hashes);
    const { accounts, weaker } = Found.parse(found);
    const { memoryCost, timeCost, parallelism } = passwordParameters;
    const parameters = said('hash', `Argon2id, ${memoryCost / 1024} MiB, t=${timeCost}, p=${parallelism}`);
    return {
      result: keptIf(weaker === 0),
      evidence: [counted('passwords', accounts), counted('weaker', weaker), parameters],
    };
  },
};
