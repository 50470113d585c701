// The connections to PostgreSQL: one small pool per login role. Loaded with the first call, since the driver is heavy.
import pg from 'pg';
import { send, type Landed, type Step } from './flight.ts';

export type Database = {
  api: pg.Pool;
  jobs: pg.Pool;
  /** Round trips made so far, for tests and benches that count them. */
  flights: number;
  /** Sends the steps with one Sync over a connection of one of the pools, see `send`. */
  fly(client: pg.PoolClient, steps: readonly Step[]): Promise<Landed>;
  /** Resolves when the database answers the API's role; rejects otherwise. */
  reach(): Promise<void>;
  end(): Promise<void>;
};

export type DatabaseOptions = {
  apiUrl: string;
  jobsUrl: string;
  /** Connections per login role; more than about eight per two cores only lose time. */
  poolSize?: number;
  statementTimeoutMs?: number;
};

const statementTimeoutDefaultMs = 15_000;

function makePool(connectionString: string, name: string, options: DatabaseOptions): pg.Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? statementTimeoutDefaultMs;
  const pool = new pg.Pool({
    connectionString,
    application_name: name,
    max: options.poolSize ?? 8,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    allowExitOnIdle: true,
    statement_timeout: statementTimeoutMs,
    lock_timeout: Math.min(5_000, statementTimeoutMs),
    idle_in_transaction_session_timeout: 20_000,
    options: '-c timezone=UTC -c datestyle=ISO -c intervalstyle=iso_8601 -c bytea_output=hex',
  });
  // A connection that dies between two uses must not end the process; its next use fails and it leaves the pool.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Opens no connection yet: the first flight does. */
export function connectDatabase(options: DatabaseOptions): Database {
  const api = makePool(options.apiUrl, 'crmfex-api', options);
  const jobs = makePool(options.jobsUrl, 'crmfex-jobs', options);
  // Longer than the server's own limit, which says what happened.
  const timeoutMs = (options.statementTimeoutMs ?? statementTimeoutDefaultMs) + 5_000;
  const database: Database = {
    api,
    jobs,
    flights: 0,
    fly: (client, steps) => {
      database.flights += 1;
      return send(client, steps, timeoutMs);
    },
    reach: async () => void (await api.query('select 1')),
    end: async () => void (await Promise.all([api.end(), jobs.end()])),
  };
  return database;
}
