// Every setting of the Functions app on this machine: the names Azure knows, with loopback addresses and generated secrets.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Ports } from './ports.ts';
import { operatorAudience } from './vault/operators.ts';

const Secrets = z.strictObject({
  postgresAdmin: z.string(),
  postgresApi: z.string(),
  postgresJobs: z.string(),
  postgresMaintenance: z.string(),
  sendgridApiKey: z.string(),
  sendgridWebhookPrivateKey: z.string(),
  sendgridWebhookPublicKey: z.string(),
  identityHeader: z.string(),
  operatorKey: z.string(),
});
export type Secrets = z.infer<typeof Secrets>;

export type Settings = Record<string, string>;

// The emulators' published keys: the Azure SDKs know them, and they open nothing but loopback.
export const storageAccount = 'devstoreaccount1';
export const storageKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const cosmosKey = 'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

export const databaseName = 'crmfex';
export const dataKeyName = 'data-key';

function makeSecrets(): Secrets {
  const password = () => randomBytes(24).toString('base64url');
  const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    postgresAdmin: password(),
    postgresApi: password(),
    postgresJobs: password(),
    postgresMaintenance: password(),
    sendgridApiKey: `SG.${randomBytes(16).toString('base64url')}.${randomBytes(32).toString('base64url')}`,
    sendgridWebhookPrivateKey: pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
    sendgridWebhookPublicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    identityHeader: password(),
    operatorKey: password(),
  };
}

/** The secrets of one data folder, made once and kept beside the data they open. */
export function secretsOf(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json');
  const known: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const read = Secrets.safeParse(known);
  if (read.success) return read.data;
  // A folder of an earlier version keeps what it has and gains what it lacks.
  const secrets = Secrets.parse({ ...makeSecrets(), ...Secrets.partial().parse(known) });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

export function databaseUrl(role: string, password: string, ports: Ports, database = databaseName): string {
  return `postgres://${role}:${password}@127.0.0.1:${ports.postgres}/${database}`;
}

/** The settings as environment variables, named as in Azure. */
export function settingsFor(ports: Ports, secrets: Secrets): Settings {
  const blob = `http://127.0.0.1:${ports.blob}/${storageAccount}`;
  const queue = `http://127.0.0.1:${ports.queue}/${storageAccount}`;
  const storage = { AccountName: storageAccount, AccountKey: storageKey, BlobEndpoint: blob, QueueEndpoint: queue };
  return {
    FUNCTIONS_WORKER_RUNTIME: 'node',
    AzureWebJobsStorage: `DefaultEndpointsProtocol=http;${Object.entries(storage)
      .map(([name, value]) => `${name}=${value};`)
      .join('')}`,
    DATABASE_URL_API: databaseUrl('crmfex_api', secrets.postgresApi, ports),
    DATABASE_URL_JOBS: databaseUrl('crmfex_jobs', secrets.postgresJobs, ports),
    DATABASE_URL_MAINTENANCE: databaseUrl('crmfex_maintenance', secrets.postgresMaintenance, ports),
    COSMOS_ENDPOINT: `http://127.0.0.1:${ports.cosmos}`,
    COSMOS_KEY: cosmosKey,
    COSMOS_DATABASE: databaseName,
    BLOB_ENDPOINT: blob,
    QUEUE_ENDPOINT: queue,
    STORAGE_ACCOUNT_KEY: storageKey,
    SENDGRID_ENDPOINT: `http://127.0.0.1:${ports.mail}`,
    SENDGRID_API_KEY: secrets.sendgridApiKey,
    SENDGRID_WEBHOOK_PUBLIC_KEY: secrets.sendgridWebhookPublicKey,
    KEY_VAULT_ENDPOINT: `http://127.0.0.1:${ports.vault}`,
    DATA_KEY_NAME: dataKeyName,
    // Where App Service tells its apps to fetch tokens of their managed identity.
    IDENTITY_ENDPOINT: `http://127.0.0.1:${ports.vault}/msi/token`,
    IDENTITY_HEADER: secrets.identityHeader,
    OPERATOR_TOKEN_ISSUER: `http://127.0.0.1:${ports.vault}/operators`,
    OPERATOR_TOKEN_AUDIENCE: operatorAudience,
    OPERATOR_TOKEN_KEYS: `http://127.0.0.1:${ports.vault}/operators/keys`,
    TCMB_ENDPOINT: `http://127.0.0.1:${ports.rates}`,
    SMTP_STAND_IN: `smtp://127.0.0.1:${ports.smtp}`,
    MAIL_FROM: 'fatura@crmfex.example',
    OPERATOR_EMAIL: 'operator@crmfex.example',
    APP_ORIGIN: `http://localhost:${ports.app}`,
    PORTAL_ORIGIN: `http://localhost:${ports.portal}`,
    LOG_LEVEL: 'info',
  };
}

/** Writes the file that Core Tools reads, so that `func start` finds the very same settings. */
export function writeLocalSettings(dataDir: string, settings: Settings, ports: Ports): void {
  const content = { IsEncrypted: false, Values: settings, Host: { LocalHttpPort: ports.functions } };
  writeFileSync(join(dataDir, 'local.settings.json'), `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
}
