// SQL of what is sealed, run by the maintenance login.
import * as z from 'zod';
import type { SecretPlace } from '../../integrations/secrets/port.ts';
import { query } from '../../platform/statement.ts';

/** A table with sealed secrets; names are ours. */
export type SealedTable = {
  name: 'authenticators' | 'mail_servers';
  owner: string;
  record: string;
  keyId: string;
  bytes: string;
  kind: string;
};

/** Every place where a secret is kept; whoever adds one adds it here, and a test compares this list with the schema. */
export const sealedTables: readonly SealedTable[] = [
  { name: 'authenticators', owner: 'user_id', record: 'id', keyId: 'seed_key_id', bytes: 'seed', kind: 'totp-seed' },
  {
    name: 'mail_servers',
    owner: 'tenant_id',
    record: 'tenant_id',
    keyId: 'password_key_id',
    bytes: 'password_sealed',
    kind: 'smtp-password',
  },
];

const Count = z.strictObject({ keyId: z.string(), count: z.int() });
export const countByKey = ({ name, keyId }: SealedTable) =>
  query(Count, `select ${keyId} as key_id, count(*)::int as count from ${name} group by 1 order by 1`);

const Row = z.strictObject({ owner: z.uuid(), record: z.uuid(), keyId: z.string(), bytes: z.instanceof(Uint8Array) });
export type SealedRow = z.infer<typeof Row>;

/** The next ones under another key than the newest, after a record. */
export const staleRows = (table: SealedTable, newest: string, after: string, limit: number) =>
  query(
    Row,
    `select ${table.owner} as owner, ${table.record} as record, ${table.keyId} as key_id, ${table.bytes} as bytes
     from ${table.name} where ${table.keyId} <> $1 and ${table.record} > $2 order by ${table.record} limit $3`,
    [newest, after, limit],
  );

export const placeOf = ({ kind }: SealedTable, { owner, record }: SealedRow): SecretPlace => ({
  owner,
  kind,
  recordId: record,
});

const Changed = z.strictObject({ record: z.uuid() });
/** Only what is still as it was read: a secret that was saved meanwhile stays as it was saved. */
export const replaceSealed = (table: SealedTable, old: SealedRow, keyId: string, bytes: Uint8Array) =>
  query(
    Changed,
    `update ${table.name} set ${table.keyId} = $1, ${table.bytes} = $2
     where ${table.owner} = $3 and ${table.record} = $4 and ${table.bytes} = $5 returning ${table.record} as record`,
    [keyId, bytes, old.owner, old.record, old.bytes],
  );
