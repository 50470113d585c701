// What one process holds: settings, connections and ports, made once and shared by every request and job.
import type { Logger } from 'pino';
import { connectPorts, type Ports } from '../integrations/ports.ts';
import { systemClock, type Clock } from './clock.ts';
import { readConfig, type Config } from './config.ts';
import { connectDatabase, type Database } from './db.ts';
import { makeLogger } from './log.ts';
import { memoryRates, type Rates } from './rates.ts';

export type App = { config: Config; database: Database; ports: Ports; clock: Clock; log: Logger; rates: Rates };

/** Opens nothing yet: the first use of each part connects it. */
export function makeApp(environment: Record<string, string | undefined>): App {
  const config = readConfig(environment);
  return {
    config,
    database: connectDatabase({ apiUrl: config.databaseApiUrl, jobsUrl: config.databaseJobsUrl }),
    ports: connectPorts(config.ports),
    clock: systemClock,
    log: makeLogger(config.logLevel),
    rates: memoryRates(),
  };
}
