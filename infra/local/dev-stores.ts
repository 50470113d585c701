// Starts only the stores (PostgreSQL, migrated, and Azurite), for working on one test file without the whole platform.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { assertPortsFree, portBaseFrom, portsFrom } from './ports.ts';
import { prepareDatabase } from './postgres/database.ts';
import { claimRun } from './run-record.ts';
import { secretsOf, settingsFor } from './settings.ts';
import { azuritePart, postgresAdminUrl, postgresPart } from './stores.ts';
import { Supervisor } from './supervisor.ts';
import { describePlatform } from './platform-file.ts';

const { values } = parseArgs({ options: { 'port-base': { type: 'string' }, durable: { type: 'boolean' } } });
const portBase = portBaseFrom(values['port-base']);
const ports = portsFrom(portBase);
const dataDir = resolve(import.meta.dirname, '../../.data', `stores-${portBase}`);
mkdirSync(dataDir, { recursive: true });
const claim = await claimRun(dataDir, portBase).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
await assertPortsFree(ports, ['postgres', 'blob', 'queue', 'table']);
const secrets = secretsOf(dataDir);
const supervisor = new Supervisor(dataDir, claim, console.log);

async function stop(code: number): Promise<void> {
  await supervisor.close();
  claim.release();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void stop(0));
try {
  const options = { dataDir, ports, secrets, isDurable: values.durable === true };
  await Promise.all([supervisor.start(postgresPart(options)), supervisor.start(azuritePart(options))]);
  await prepareDatabase((database) => postgresAdminUrl(ports, secrets, database), secrets);
  const file = join(dataDir, 'platform.json');
  const description = describePlatform({ ports, secrets, dataDir });
  writeFileSync(file, JSON.stringify(description, null, 2));
  for (const [name, value] of Object.entries(settingsFor(ports, secrets))) console.log(`${name}=${value}`);
  console.log(`DATABASE_ADMIN_URL=${description.databaseAdminUrl}`);
  console.log(`CRMFEX_TEST_PLATFORM=${file}`);
  console.log('Ready. Ctrl-C stops it.');
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
