// The stores that are processes of their own, PostgreSQL and Azurite, described for the supervisor.
import { join } from 'node:path';
import { spawnAzurite, waitForAzurite } from './azurite.ts';
import type { Ports } from './ports.ts';
import {
  adminUrl,
  initializeCluster,
  spawnPostgres,
  waitForPostgres,
  type PostgresOptions,
} from './postgres/server.ts';
import type { Secrets } from './settings.ts';
import type { ProcessPart } from './supervisor.ts';

type StoreOptions = { dataDir: string; ports: Ports; secrets: Secrets; isDurable: boolean };

function postgresOptions({ dataDir, ports, secrets, isDurable }: StoreOptions): PostgresOptions {
  return {
    dataDir: join(dataDir, 'postgres'),
    port: ports.postgres,
    password: secrets.postgresAdmin,
    logFile: join(dataDir, 'logs', 'postgres.log'),
    isDurable,
  };
}

export function postgresAdminUrl(ports: Ports, secrets: Secrets, database?: string): string {
  return adminUrl({ password: secrets.postgresAdmin, port: ports.postgres }, database);
}

export function postgresPart(options: StoreOptions): ProcessPart {
  const server = postgresOptions(options);
  return {
    name: 'postgres',
    title: 'PostgreSQL',
    // Fast shutdown: running transactions are rolled back and everything committed is kept.
    signal: 'SIGINT',
    spawn: () => {
      initializeCluster(server);
      return spawnPostgres(server);
    },
    ready: (child) => waitForPostgres(server, child),
  };
}

export function azuritePart({ dataDir, ports }: StoreOptions): ProcessPart {
  const azurite = { dataDir: join(dataDir, 'azurite'), ports, logFile: join(dataDir, 'logs', 'azurite.log') };
  return {
    name: 'azurite',
    title: 'Azurite',
    signal: 'SIGTERM',
    spawn: () => spawnAzurite(azurite),
    ready: (child) => waitForAzurite(azurite, child),
  };
}
