// One key, one effect: the answer of a POST is stored in the transaction of its effect and given again when the key comes back.
import * as z from 'zod';
import { command, json, query, type Statement } from './statement.ts';
import type { OpenTransaction } from './transaction.ts';

export type IdempotentCall = {
  key: string;
  /** SHA-256 over method, path and body. */
  hash: Uint8Array;
  /** The verb's transaction, kept open for the answer. */
  open: OpenTransaction | null;
  /** The one transaction has begun. */
  isTaken: boolean;
  /** The verb has ended: a transaction that comes too late is undone instead of kept. */
  isOver: boolean;
};

export type StoredAnswer = { status: number; headers: Record<string, string>; response: string | null };

const StoredRow = z.object({
  requestHash: z.instanceof(Uint8Array),
  status: z.int().nullable(),
  headers: z.record(z.string(), z.string()),
  response: z.string().nullable(),
});

export const claimKey = (call: IdempotentCall): Statement<never> =>
  command('select app.claim_key($1, $2)', [call.key, call.hash]);

export const storeAnswer = (call: IdempotentCall, answer: StoredAnswer): Statement<never> =>
  command(
    `update idempotency_keys set status = $2, headers = $3, response = $4
     where tenant_id = app.tenant_id() and actor_id = app.actor_id() and key = $1`,
    [call.key, answer.status, json(answer.headers), answer.response],
  );

export const storedAnswer = (key: string): Statement<z.infer<typeof StoredRow>> =>
  query(
    StoredRow,
    `select request_hash, status, headers, response from idempotency_keys
     where tenant_id = app.tenant_id() and actor_id = app.actor_id() and key = $1`,
    [key],
  );
