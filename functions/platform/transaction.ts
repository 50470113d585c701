// An explicit transaction over as few round trips as its reads and writes allow.
import type pg from 'pg';
import type { Context } from './context.ts';
import type { Entry } from './enter.ts';
import type { Landed, Step } from './flight.ts';
import { claimKey } from './idempotency.ts';
import { breaksConnection } from './sql-errors.ts';
import { command, type RowsOf, type Statement } from './statement.ts';

/** A message that is to be sent, with the tenant that its own row names. */
export type Departure = { queue: string; id: string; tenantId: string; requestId: string; body: unknown };

export type OpenTransaction = {
  run(statements: readonly Statement<unknown>[], last?: 'commit'): Promise<unknown[][]>;
  rollback(): Promise<void>;
  readonly departures: Departure[];
};

const begin: Step = { tag: 'login', statement: command('begin') };
const commit = command('commit');
const rollback: Step = { tag: 'login', statement: command('rollback') };

/** Parses rows by each statement's schema; a row that does not fit is a bug of ours. */
export function readRows(statements: readonly Statement<unknown>[], landed: Landed, skip: number): unknown[][] {
  return statements.map(({ row }, place) => {
    const rows = landed.rows[place + skip] ?? [];
    return row ? rows.map((value) => row.parse(value)) : [];
  });
}

/** The outbox rows just written, whose tenant only the database knows. */
export function departuresOf(statements: readonly Statement<unknown>[], landed: Landed, skip: number): Departure[] {
  return statements.flatMap(({ message }, place) => {
    const tenantId = landed.rows[place + skip]?.[0]?.['tenantId'];
    return message && typeof tenantId === 'string' ? [{ ...message, tenantId }] : [];
  });
}

/** Lets the platform see that a job did finish its message. */
export function noteFinish({ caller }: Context, statements: readonly Statement<unknown>[]): void {
  if (caller.kind !== 'job' || !caller.progress) return;
  if (statements.some((statement) => statement.finishes)) caller.progress.isFinished = true;
}

/** What goes before the first statement of a transaction. */
export function preamble(ctx: Context, entry: Entry): Step[] {
  const steps: Step[] = [{ tag: 'login', statement: entry.statement }];
  if (ctx.idempotent) steps.push({ tag: entry.tag, statement: claimKey(ctx.idempotent) });
  return steps;
}

/** Takes a connection at the first statement and gives it back at the end; every error rolls back. */
export function openTransaction(ctx: Context, entry: Entry): OpenTransaction {
  let client: pg.PoolClient | null = null;
  let isOver = false;
  const departures: Departure[] = [];

  function release(error?: unknown): void {
    isOver = true;
    client?.release(error !== undefined && breaksConnection(error));
    client = null;
  }

  async function abandon(): Promise<void> {
    isOver = true;
    if (!client) return;
    await ctx.database.fly(client, [rollback]).then(() => release(), release);
  }

  async function run(statements: readonly Statement<unknown>[], last?: 'commit'): Promise<unknown[][]> {
    if (isOver) throw new Error('This transaction is over.');
    const before = client ? [] : [begin, ...preamble(ctx, entry)];
    client ??= await entry.pool.connect();
    const steps = [...before, ...statements.map((statement) => ({ tag: entry.tag, statement }))];
    if (last) steps.push({ tag: entry.tag, statement: commit });
    try {
      const landed = await ctx.database.fly(client, steps);
      departures.push(...departuresOf(statements, landed, before.length));
      // A failed transaction answers COMMIT with ROLLBACK and no error.
      if (last && landed.tags.at(-1) !== 'COMMIT') throw new Error('The transaction was rolled back at its commit.');
      noteFinish(ctx, statements);
      if (last) release();
      return readRows(statements, landed, before.length);
    } catch (error) {
      if (breaksConnection(error)) release(error);
      else await abandon();
      throw error;
    }
  }

  return { run, rollback: abandon, departures };
}

export type Tx = {
  /** Sends the statements now; the first call of a transaction carries its begin and its check of the caller. */
  read<const S extends readonly Statement<unknown>[]>(statements: S): Promise<RowsOf<S>>;
  /** Keeps the statements for the end, where they go together with the commit. */
  write(...statements: Statement<unknown>[]): void;
  /** Ends the transaction with what was kept and these statements, in one round trip, and brings their rows. */
  commit<const S extends readonly Statement<unknown>[]>(statements: S): Promise<RowsOf<S>>;
};
