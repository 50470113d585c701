// SQL of passkeys and of the challenges they answer, each of which works once.
import * as z from 'zod';
import { Passkey } from '../../../shared/passkeys.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { command, query, type Statement } from '../../platform/statement.ts';

nameConstraints({
  passkey_is_known_once: { key: 'account.passkeyKnown', kind: 'conflict' },
});

export type ChallengePurpose = 'passkey' | 'passkeyAdded';

/** Kept by its hash; for nobody when somebody is yet to show who they are. */
export function insertChallenge(hash: Uint8Array, purpose: ChallengePurpose): Statement<never> {
  return command(
    `insert into sign_in_steps (token_hash, purpose, user_id) values ($1, $2, case when $2 = 'passkeyAdded' then app.user_id() end)`,
    [hash, purpose],
  );
}

const TakenRow = z.strictObject({ purpose: z.string() });

export function takeChallenge(hash: Uint8Array, purpose: ChallengePurpose): Statement<z.infer<typeof TakenRow>> {
  return query(
    TakenRow,
    'delete from sign_in_steps where token_hash = $1 and purpose = $2 and expires_at > now() returning purpose',
    [hash, purpose],
  );
}

const columns = 'id, name, is_backed_up, created_at, last_used_at';

export function selectPasskeys(): Statement<Passkey> {
  return query(Passkey, `select ${columns} from passkeys where user_id = app.user_id() order by created_at, id`);
}

const KeyRow = z.strictObject({
  id: z.uuid(),
  credentialId: z.string(),
  publicKey: z.instanceof(Uint8Array),
  counter: z.int(),
  transports: z.string(),
});
export type KeyRow = z.infer<typeof KeyRow>;

export function selectKeys(): Statement<KeyRow> {
  return query(
    KeyRow,
    'select id, credential_id, public_key, counter, transports from passkeys where user_id = app.user_id()',
  );
}

export type NewPasskey = {
  id: string;
  name: string;
  credentialId: string;
  publicKey: Uint8Array;
  counter: number;
  transports: string;
  isBackedUp: boolean;
};

export function insertPasskey(key: NewPasskey): Statement<Passkey> {
  return query(
    Passkey,
    `insert into passkeys (id, user_id, name, credential_id, public_key, counter, transports, is_backed_up)
     values ($1, app.user_id(), $2, $3, $4, $5, $6, $7) returning ${columns}`,
    [key.id, key.name, key.credentialId, key.publicKey, key.counter, key.transports, key.isBackedUp],
  );
}

/** No row when the counter went back since it was read: of two uses of a copied key one is refused. */
export function usePasskey(id: string, counter: number, isBackedUp: boolean): Statement<{ id: string }> {
  return query(
    z.strictObject({ id: z.uuid() }),
    `update passkeys set counter = $2, is_backed_up = $3, last_used_at = now()
     where id = $1 and user_id = app.user_id() and (counter < $2 or (counter = 0 and $2 = 0)) returning id`,
    [id, counter, isBackedUp],
  );
}

export function renamePasskey(id: string, name: string): Statement<Passkey> {
  return query(
    Passkey,
    `update passkeys set name = $2 where id = $1 and user_id = app.user_id() returning ${columns}`,
    [id, name],
  );
}

export function deletePasskey(id: string): Statement<Passkey> {
  return query(Passkey, `delete from passkeys where id = $1 and user_id = app.user_id() returning ${columns}`, [id]);
}
