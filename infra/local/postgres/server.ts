// Starts the real PostgreSQL from npm on a data folder of ours, and makes sure that it is this server which answers.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { commandOf, identityOf, isAlive, stopProcess } from '../process-identity.ts';
import { findBinaries, type Binaries } from './binaries.ts';

export type PostgresOptions = {
  dataDir: string;
  port: number;
  password: string;
  logFile: string;
  /** Off only where the data is thrown away afterwards: without it a power cut may lose the database. */
  isDurable: boolean;
};

const readyWithinMs = 30_000;

/** Creates the cluster when there is none yet. A folder that a killed initdb left half made is begun anew. */
export function initializeCluster({ dataDir, password }: Pick<PostgresOptions, 'dataDir' | 'password'>): void {
  const doneMark = join(dataDir, 'crmfex-initialized');
  if (existsSync(doneMark)) return;
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const binaries = findBinaries();
  binaries.own(dataDir);
  const passwordFile = `${dataDir}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  binaries.own(passwordFile);
  const args = ['-D', dataDir, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  args.push('--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync', '--no-instructions');
  const { file, args: all, ...user } = binaries.command('initdb', args);
  const result = spawnSync(file, all, { ...user, env: { ...process.env, LC_ALL: 'C' }, encoding: 'utf8', cwd: '/' });
  rmSync(passwordFile, { force: true });
  if (result.status !== 0) {
    rmSync(dataDir, { recursive: true, force: true });
    throw new Error(`initdb failed: ${result.error?.message ?? result.stderr}`);
  }
  writeFileSync(doneMark, '');
}

/** A server whose starter was killed still holds the data folder: it is stopped, and a lock that lies is removed. */
export async function stopLeftover(dataDir: string): Promise<void> {
  const lock = join(dataDir, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const pid = Number(readFileSync(lock, 'utf8').split('\n')[0]);
  const identity = identityOf(pid);
  const isOurs = isAlive(identity) && commandOf(pid).includes(dataDir);
  if (isOurs) await stopProcess(identity, 'SIGINT');
  rmSync(lock, { force: true });
}

function settingsOf({ isDurable }: PostgresOptions): string[] {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'log_timezone=UTC'];
  settings.push('max_connections=200', 'shared_buffers=128MB', 'jit=off', 'wal_level=minimal', 'max_wal_senders=0');
  if (!isDurable) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off');
  return settings.flatMap((setting) => ['-c', setting]);
}

export async function spawnPostgres(
  options: PostgresOptions,
  binaries: Binaries = findBinaries(),
): Promise<ChildProcess> {
  await stopLeftover(options.dataDir);
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a');
  const args = ['-D', options.dataDir, '-p', String(options.port), ...settingsOf(options)];
  const { file, args: all, ...user } = binaries.command('postgres', args);
  const child = spawn(file, all, {
    ...user,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', log, log],
    cwd: '/',
    // A group of its own: Ctrl-C in the terminal must not stop it before the host has finished its work.
    detached: true,
  });
  closeSync(log);
  child.on('error', () => undefined);
  return child;
}

export function adminUrl(options: Pick<PostgresOptions, 'password' | 'port'>, database = 'postgres'): string {
  return `postgres://postgres:${options.password}@127.0.0.1:${options.port}/${database}`;
}

/** Only an answer from a server with our own data folder counts: a stranger on the same port would answer too. */
export async function waitForPostgres(options: PostgresOptions, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + readyWithinMs;
  let problem = '';
  while (Date.now() < deadline && child.exitCode === null && child.signalCode === null) {
    const client = new pg.Client({ connectionString: adminUrl(options) });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const result = await client.query<{ directory: string }>("select current_setting('data_directory') as directory");
      const directory = result.rows[0]?.directory ?? '';
      if (realpathSync(directory) === realpathSync(options.dataDir)) return;
      problem = `port ${options.port} belongs to another PostgreSQL, of ${directory}`;
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    } finally {
      await client.end();
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const log = existsSync(options.logFile) ? readFileSync(options.logFile, 'utf8').trim().slice(-600) : '';
  throw new Error(`PostgreSQL did not start: ${problem}\n${log}`);
}
