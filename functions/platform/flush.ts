// The only two ways to the data: `flush` for statements that do not need each other's results, `inTenant` for those that do.
import { setTimeout as delay } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Problem } from '../../shared/problem.ts';
import type { Context } from './context.ts';
import type { Database } from './db.ts';
import { entryOf, type Entry } from './enter.ts';
import type { Landed, Step } from './flight.ts';
import type { IdempotentCall } from './idempotency.ts';
import { dispatch } from './outbox.ts';
import { breaksConnection, isRetryable, problemOfSql } from './sql-errors.ts';
import type { RowsOf, Statement } from './statement.ts';
import {
  departuresOf,
  noteFinish,
  openTransaction,
  preamble,
  readRows,
  type OpenTransaction,
  type Tx,
} from './transaction.ts';

export { entering } from './enter.ts';
export type { Tx } from './transaction.ts';

const attemptsMax = 3;

/** Takes a connection for one flight; a connection that its error has broken leaves the pool. */
async function flyOnce(database: Database, pool: Pool, steps: readonly Step[]): Promise<Landed> {
  const client = await pool.connect();
  let isBroken = false;
  try {
    return await database.fly(client, steps);
  } catch (error) {
    isBroken = breaksConnection(error);
    throw error;
  } finally {
    client.release(isBroken);
  }
}

/** One implicit transaction; one that got in another's way runs again as a whole. */
async function fly(ctx: Context, entry: Entry, statements: readonly Statement<unknown>[]): Promise<unknown[][]> {
  const before = preamble(ctx, entry);
  const steps = [...before, ...statements.map((statement) => ({ tag: entry.tag, statement }))];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const landed = await flyOnce(ctx.database, entry.pool, steps);
      noteFinish(ctx, statements);
      await dispatch(ctx, departuresOf(statements, landed, before.length));
      return readRows(statements, landed, before.length);
    } catch (error) {
      if (!isRetryable(error) || attempt === attemptsMax) throw error;
      await delay(10 * attempt * Math.random());
    }
  }
}

/** One statement as the jobs' login, which may call functions of the gate and read nothing else. */
export async function flyAsJobs<Row>(database: Database, statement: Statement<Row>): Promise<Row[]> {
  return withProblems(async () => {
    const landed = await flyOnce(database, database.jobs, [{ tag: 'login', statement }]);
    return readRows([statement], landed, 0)[0] as Row[]; // parsed by the statement's own schema
  });
}

/** With an idempotency key the verb's transaction stays open until its answer is stored in it. */
async function keepOpen(call: IdempotentCall, open: OpenTransaction): Promise<void> {
  if (call.isOver) await open.rollback();
  else call.open = open;
}

/** Turns errors of the database into problems; everything else passes. */
async function withProblems<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw problemOfSql(error);
  }
}

/** A key covers one transaction: with a second one the first could be done and the key not answered. */
async function onlyOnce<T>({ idempotent }: Context, work: () => Promise<T>): Promise<T> {
  if (!idempotent) return work();
  if (idempotent.isTaken) throw new Error('A verb that accepts an idempotency key has one transaction.');
  idempotent.isTaken = true;
  return work();
}

/**
 * Runs statements in one transaction and one round trip: the caller's session, tenant and permission are checked inside by the
 * first statement, then the given ones run in order. Messages among them go to their queues after the commit.
 * @returns the rows of each statement, parsed
 * @throws Problem signedOut, notAllowed, conflict, unprocessable, invalid or unavailable; nothing has happened then, except that
 *   after a lost connection (unavailable) the outcome is unknown
 */
export async function flush<const S extends readonly Statement<unknown>[]>(
  ctx: Context,
  statements: S,
): Promise<RowsOf<S>> {
  const rows = await withProblems(async () => {
    const entry = entryOf(ctx);
    const { idempotent } = ctx;
    if (!idempotent) return fly(ctx, entry, statements);
    return onlyOnce(ctx, async () => {
      const open = openTransaction(ctx, entry);
      const read = await open.run(statements);
      await keepOpen(idempotent, open);
      return read;
    });
  });
  return rows as RowsOf<S>; // one array per statement, in order, each parsed by its own schema
}

/** The handle that a transaction's callback holds. */
function handleOf(ctx: Context, open: OpenTransaction) {
  let kept: Statement<unknown>[] = [];
  let isOver = false;
  const end = async (statements: readonly Statement<unknown>[]) => {
    isOver = true;
    const rows = await open.run([...kept, ...statements], ctx.idempotent ? undefined : 'commit');
    if (ctx.idempotent) await keepOpen(ctx.idempotent, open);
    else await dispatch(ctx, open.departures);
    return rows.slice(kept.length);
  };
  const tx: Tx = {
    read: async <const S extends readonly Statement<unknown>[]>(statements: S) => {
      const writes = kept;
      kept = [];
      const rows = await open.run([...writes, ...statements]);
      return rows.slice(writes.length) as RowsOf<S>; // as in flush
    },
    write: (...statements) => {
      if (isOver) throw new Error('This transaction is over.');
      kept.push(...statements);
    },
    commit: async <const S extends readonly Statement<unknown>[]>(statements: S) =>
      (await end(statements)) as RowsOf<S>,
  };
  return { tx, isOver: () => isOver, end };
}

/**
 * Runs a callback inside one transaction of the caller's tenant. Reads travel with the begin, writes with the commit: usually two
 * round trips. The network is out of reach inside; call vendors before or after.
 * @throws whatever the callback throws, after a rollback; otherwise as `flush`
 */
export async function inTenant<T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withProblems(() => onlyOnce(ctx, () => transact(ctx, work)));
}

async function transact<T>(ctx: Context, work: (tx: Tx) => Promise<T>): Promise<T> {
  const open = openTransaction(ctx, entryOf(ctx));
  const { tx, isOver, end } = handleOf(ctx, open);
  try {
    const result = await work(tx);
    if (!isOver()) await end([]);
    return result;
  } catch (error) {
    if (ctx.idempotent) ctx.idempotent.open = null;
    await open.rollback();
    throw error;
  }
}

/** The first row; a record that does not exist, or not for this caller, is Problem `notFound`. */
export function one<Row>(rows: readonly Row[]): Row {
  const [first] = rows;
  if (first === undefined) throw new Problem('notFound');
  return first;
}
