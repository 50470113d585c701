// The maintenance login's own connection: for backups, restores and erasures, which act for no tenant and never answer a request.
import type { Readable, Writable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Config } from './config.ts';
import { send } from './flight.ts';
import type { Statement } from './statement.ts';
import { readRows } from './transaction.ts';

/** How many rows went through is known when the stream has ended. */
export type CopyOut = Readable & { rowCount: number };
export type CopyIn = Writable & { rowCount: number };

export type Keeper = {
  /** One statement, its rows parsed by its schema. */
  read<Row>(statement: Statement<Row>): Promise<Row[]>;
  /** Commands without values or rows, several of them parted by semicolons. */
  execute(text: string): Promise<void>;
  /** The rows of a table or query as PostgreSQL's text format, e.g. `copyOut('clients (id, name)')`. */
  copyOut(what: string, options?: string): CopyOut;
  copyIn(what: string, options?: string): CopyIn;
  /** All that `work` does, or nothing of it when it throws. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** All that `work` reads is of one instant: what another transaction did is in all of it or in none. Nothing can be written. */
  snapshot<T>(work: () => Promise<T>): Promise<T>;
};

const statementTimeoutMs = 30 * 60_000;
const lockTimeoutMs = 5_000;

/** Names are of our own schema or of our own making, quoted all the same. */
export const quoted = (name: string): string => pg.escapeIdentifier(name);
export const literal = (text: string): string => pg.escapeLiteral(text);

/** Opens a connection as `crmfex_maintenance`, hands it to `work` and closes it. `database` names another one than the product's. */
export async function maintain<T>(
  config: Pick<Config, 'databaseMaintenanceUrl'>,
  work: (keeper: Keeper) => Promise<T>,
  database?: string,
): Promise<T> {
  const url = new URL(config.databaseMaintenanceUrl);
  if (database) url.pathname = `/${database}`;
  return connected(url.href, work);
}

/** The same over any address: the operator's restore brings an administrator's. */
export async function connected<T>(url: string, work: (keeper: Keeper) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'crmfex-maintenance',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    options:
      '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c bytea_output=hex -c synchronize_seqscans=off -c check_function_bodies=off',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(keeperOf(client));
  } finally {
    await client.end();
  }
}

function keeperOf(client: pg.Client): Keeper {
  let copying: CopyOut | undefined;
  /** A stream left half read keeps the connection busy, and a lost one takes no command: the end of either undoes the work as well. */
  async function undo(): Promise<void> {
    if (copying && !copying.readableEnded) {
      copying.on('error', () => undefined); // Nobody reads on: how it ends is no news.
      return client.end();
    }
    await client.query('rollback').catch(() => client.end());
  }
  async function together<T>(begin: string, work: () => Promise<T>): Promise<T> {
    await client.query(begin);
    try {
      const done = await work();
      await client.query('commit');
      return done;
    } catch (error) {
      await undo();
      throw error;
    }
  }
  return {
    read: async <Row>(statement: Statement<Row>) => {
      const landed = await send(client, [{ tag: 'login', statement }], statementTimeoutMs + 5_000);
      return readRows([statement], landed, 0)[0] as Row[]; // parsed by the statement's own schema
    },
    execute: async (text) => void (await client.query(text)),
    copyOut: (what, options = '') => (copying = client.query(copyTo(`copy ${what} to stdout ${options}`))),
    copyIn: (what, options = '') => client.query(copyFrom(`copy ${what} from stdin ${options}`)),
    transaction: (work) => together('begin', work),
    snapshot: (work) => together('begin isolation level repeatable read, read only', work),
  };
}
