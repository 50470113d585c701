// What must be known again is sealed under a key of the vault; no column holds a secret as plain text.
import * as z from 'zod';
import { query } from '../../../platform/statement.ts';
import { showKeys } from '../../keys/keys.ts';
import { counted, keptIf, said, type PromiseCheck } from '../promise.ts';

const Columns = z.strictObject({ n: z.int() });
const plainColumns = query(
  Columns,
  `select count(*)::int as n from information_schema.columns
   where table_schema = 'public' and data_type in ('text', 'character varying', 'jsonb')
     and column_name ~ '(^|_)(secret|password|api_key|private_key|access_token|refresh_token|seed)$'`,
);

export const vault: PromiseCheck = {
  key: 'vault',
  async look(base, keeper) {
    const [columns] = await keeper.read(plainColumns);
    const { n } = Columns.parse(columns);
    // Asking for the newest key proves that the vault answers; what lies under an older one is sealed anew by its own timer.
    const { sealed, staleCount } = await showKeys(base);
    return {
      result: keptIf(n === 0),
      evidence: [
        counted(
          'sealed',
          sealed.reduce((sum, { count }) => sum + count, 0),
        ),
        counted('underOlderKeys', staleCount),
        counted('plainColumns', n),
        said('vault', new URL(base.config.ports.vault.endpoint).hostname),
      ],
    };
  },
};
