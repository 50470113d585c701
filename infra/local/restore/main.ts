// `npm run restore -- --from latest`: see infra/runbooks/restore.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { connectPorts } from '../../../functions/integrations/ports.ts';
import { readConfig } from '../../../functions/platform/config.ts';
import { writeBusinessOf } from './business.ts';
import { restoreAsNew } from './into-new.ts';
import { bringFilesBack, chosenBackup, restoreInto, swapDatabases, type RestoreBase } from './restore.ts';

const usage = `npm run restore -- --from NAME        restores the backup NAME (or "latest") into a new database
  --into DATABASE   its name (default crmfex_restored)
  --swap            then puts it in the place of the present database, which is kept under another name
  --files           also brings back files that are no longer there
  --business ID     instead writes this one business as it was that night, as a zip like its own export
  --to FILE         where to (default ID.zip)
  --into-new        or brings it back as a new business beside the present one
  --owner EMAIL     of somebody who has an account and owns it then
  --data-dir PATH   settings of a platform on this machine (default .data/start); without one the environment is read,
                    with DATABASE_URL_ADMIN for an administrator's connection`;

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    into: { type: 'string', default: 'crmfex_restored' },
    swap: { type: 'boolean', default: false },
    files: { type: 'boolean', default: false },
    business: { type: 'string' },
    to: { type: 'string' },
    'into-new': { type: 'boolean', default: false },
    owner: { type: 'string' },
    'data-dir': { type: 'string', default: '.data/start' },
  },
});

const LocalSettings = z.object({ Values: z.record(z.string(), z.string()) });
const LocalSecrets = z.object({ postgresAdmin: z.string() });
const readJson = (name: string): unknown => JSON.parse(readFileSync(join(values['data-dir'], name), 'utf8'));

/** The settings as environment variables, and the administrator's connection beside them. */
function settings(): Record<string, string | undefined> {
  if (process.env['DATABASE_URL_ADMIN']) return process.env;
  const { Values } = LocalSettings.parse(readJson('local.settings.json'));
  const admin = new URL(Values['DATABASE_URL_JOBS'] ?? '');
  [admin.username, admin.password] = ['postgres', LocalSecrets.parse(readJson('secrets.json')).postgresAdmin];
  return { ...Values, DATABASE_URL_ADMIN: admin.href };
}

async function bringBack(base: RestoreBase, backup: string): Promise<void> {
  const { business, owner } = values;
  if (!business || !owner) throw new Error('--into-new wants --business ID and --owner EMAIL.');
  const { tenantId, rows, files, people } = await restoreAsNew(base, backup, business, owner);
  console.log(`The business of ${backup} is back as ${tenantId}: ${rows} rows and ${files} files, owned by ${owner}.`);
  const former = people.filter(({ email }) => email !== owner);
  const others = former.map(({ name, email, role }) => `${name} <${email}>, ${role}`);
  if (others.length > 0) console.log(`Who belonged to it then, to be invited by its owner: ${others.join('; ')}.`);
}

async function run(from: string): Promise<void> {
  const environment = settings();
  const config = readConfig(environment);
  const adminUrl = environment['DATABASE_URL_ADMIN'] ?? '';
  const ports = connectPorts(config.ports);
  const { databaseMaintenanceUrl } = config;
  const base: RestoreBase = { ports, adminUrl, databaseMaintenanceUrl, say: console.log };
  const backup = await chosenBackup(base, from);
  if (values['into-new']) return bringBack(base, backup);
  if (values.business) {
    const path = values.to ?? `${values.business}.zip`;
    const { rows, files } = await writeBusinessOf(base, backup, values.business, path);
    return console.log(`${path} holds ${rows} rows and ${files} files of the business as of ${backup}.`);
  }
  const { rowCount, erased } = await restoreInto(base, backup, values.into);
  console.log(
    `Restored ${rowCount} rows of ${backup} into ${values.into}, each table compared; ${erased} erasures replayed.`,
  );
  if (values.files) {
    const { restored, kept, erased: gone } = await bringFilesBack(base, backup);
    console.log(`Files: ${restored} brought back, ${kept} were there, ${gone} of erased ones left out.`);
  }
  if (!values.swap)
    return console.log('Nothing else was changed. Run again with --into another name and --swap to use it.');
  const present = new URL(databaseMaintenanceUrl).pathname.slice(1);
  const former = await swapDatabases(base, present, values.into);
  console.log(`${present} is now the restored database; the former one is ${former}.`);
}

if (!values.from) {
  console.log(usage);
  process.exit(1);
}
await run(values.from).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
