// The connections to PostgreSQL: one small pool per login role, and how its errors are told apart.
import pg from 'pg';

export type Database = {
  api: pg.Pool;
  jobs: pg.Pool;
  /** Round trips made so far, for tests and benches that count them. */
  flights: number;
  /** How long a flight may take before its connection is given up. */
  timeoutMs: number;
  end(): Promise<void>;
};

export type DatabaseOptions = {
  apiUrl: string;
  jobsUrl: string;
  /** Connections per login role; more than about eight per two cores only lose time. */
  poolSize?: number;
  statementTimeoutMs?: number;
};

function makePool(connectionString: string, name: string, options: DatabaseOptions): pg.Pool {
  const statementTimeoutMs = options.statementTimeoutMs ?? 15_000;
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
  const timeoutMs = (options.statementTimeoutMs ?? 15_000) + 5_000;
  return { api, jobs, flights: 0, timeoutMs, end: async () => void (await Promise.all([api.end(), jobs.end()])) };
}

/** The server's own refusal, as opposed to a broken connection. */
export function asServerError(error: unknown): pg.DatabaseError | null {
  return error instanceof pg.DatabaseError ? error : null;
}

// Shutdown, crash and cancelled backends: the connection is gone although the server said why.
const endingCodes = /^(57P0|08|XX|25P03)/;
// A plan or a statement that this connection remembers differently from us: a fresh one has no memory.
const forgetfulCodes = new Set(['0A000', '26000']);

/** Whether the connection can no longer be trusted after this error. */
export function breaksConnection(error: unknown): boolean {
  const known = asServerError(error);
  return !known || endingCodes.test(known.code ?? '') || forgetfulCodes.has(known.code ?? '');
}

/** Resolves when the database answers the API's role; rejects otherwise. */
export async function isReachable({ api }: Database): Promise<void> {
  await api.query('select 1');
}
