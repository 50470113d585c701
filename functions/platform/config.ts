// The settings of the Functions app, read once; a missing or unsafe one stops the start with a sentence.
import * as z from 'zod';
import { isLoopback } from '../integrations/address.ts';
import type { PortsConfig } from '../integrations/config.ts';

export type Config = {
  appOrigin: string;
  portalOrigin: string;
  /** Value of the header that our edge adds, which makes its other headers trustworthy; undefined where there is no edge. */
  edgeSecret: string | undefined;
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';
  databaseApiUrl: string;
  databaseJobsUrl: string;
  /** For backups, restores and erasures alone; never used while a request is answered. */
  databaseMaintenanceUrl: string;
  /** Who is told when a promise is in danger. */
  operatorEmail: string;
  /** Azure's name of the region this app runs in; undefined where there is none. */
  region: string | undefined;
  ports: PortsConfig;
};

const needed = (what: string) => z.string(`is missing: ${what}`).min(1, `is empty: ${what}`);
const address = (what: string) => needed(what).refine(URL.canParse, `is not an address: ${what}`);

const Settings = z.object({
  DATABASE_URL_API: address('the PostgreSQL connection of role crmfex_api'),
  DATABASE_URL_JOBS: address('the PostgreSQL connection of role crmfex_jobs'),
  DATABASE_URL_MAINTENANCE: address('the PostgreSQL connection of role crmfex_maintenance'),
  COSMOS_ENDPOINT: address('the endpoint of the Cosmos DB account'),
  COSMOS_KEY: z.string().optional(),
  COSMOS_DATABASE: needed('the name of the Cosmos DB database'),
  BLOB_ENDPOINT: address('the blob endpoint of the storage account'),
  QUEUE_ENDPOINT: address('the queue endpoint of the storage account'),
  STORAGE_ACCOUNT_KEY: z.string().optional(),
  SENDGRID_ENDPOINT: address('the address of the SendGrid API, https://api.sendgrid.com'),
  SENDGRID_API_KEY: needed('the key of the SendGrid API'),
  SENDGRID_WEBHOOK_PUBLIC_KEY: needed('the verification key of signed SendGrid webhooks'),
  KEY_VAULT_ENDPOINT: address('the address of the Key Vault, https://….vault.azure.net'),
  DATA_KEY_NAME: needed('the name of the key in the vault that wraps data keys'),
  TCMB_ENDPOINT: address('the origin of the Central Bank of Türkiye, https://www.tcmb.gov.tr'),
  OPERATOR_TOKEN_ISSUER: address('who gives tokens to operators, https://login.microsoftonline.com/{tenant}/v2.0'),
  OPERATOR_TOKEN_AUDIENCE: needed('for whom tokens of operators must be: the id of our app registration'),
  OPERATOR_TOKEN_KEYS: address('where the issuer publishes its keys, …/discovery/v2.0/keys'),
  SMTP_STAND_IN: address('where the SMTP stand-in listens').optional(),
  MAIL_FROM: needed('the address that mails are sent from'),
  OPERATOR_EMAIL: needed('the address of whoever runs the platform, for alerts'),
  APP_ORIGIN: address('the origin of the web app, such as https://app.example.com'),
  PORTAL_ORIGIN: address('the origin of the client portal'),
  EDGE_SECRET: z.string().min(20, 'is too short: at least 20 characters').optional(),
  /** Read where functions are registered: how this app learns of new blobs. */
  BLOB_TRIGGER_SOURCE: z
    .enum(['EventGrid', 'LogsAndContainerScan'], 'must be EventGrid or LogsAndContainerScan')
    .optional(),
  /** Set by App Service itself, such as `North Europe`. */
  REGION_NAME: z.string().optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent')
    .default('info'),
});
type Settings = z.output<typeof Settings>;

/** The account's name stands first in Azure's host names, and first in the path of the emulator. */
function accountNameOf(endpoint: string): string {
  const url = new URL(endpoint);
  const name = isLoopback(endpoint) ? url.pathname.split('/')[1] : url.hostname.split('.')[0];
  return name ?? '';
}

function standInOf(address: string): { host: string; port: number } {
  const { hostname, port } = new URL(address);
  return { host: hostname, port: Number(port) };
}

const databases = ['DATABASE_URL_API', 'DATABASE_URL_JOBS', 'DATABASE_URL_MAINTENANCE'] as const;

function unsafe(settings: Settings): string[] {
  const problems: string[] = [];
  for (const name of databases) {
    const url = settings[name];
    if (!isLoopback(url) && new URL(url).searchParams.get('sslmode') !== 'verify-full') {
      problems.push(`${name} leaves this machine and must say sslmode=verify-full.`);
    }
  }
  const encrypted = [
    'COSMOS_ENDPOINT',
    'BLOB_ENDPOINT',
    'QUEUE_ENDPOINT',
    'SENDGRID_ENDPOINT',
    'KEY_VAULT_ENDPOINT',
    'TCMB_ENDPOINT',
    'OPERATOR_TOKEN_ISSUER',
    'OPERATOR_TOKEN_KEYS',
    'APP_ORIGIN',
    'PORTAL_ORIGIN',
  ];
  const addresses = encrypted.map((name) => [name, String(settings[name as keyof Settings])] as const); // names of Settings
  for (const [name, value] of addresses) {
    if (!isLoopback(value) && !value.startsWith('https://'))
      problems.push(`${name} leaves this machine and must be https.`);
  }
  if (settings.SMTP_STAND_IN && !(isLoopback(settings.SMTP_STAND_IN) && isLoopback(settings.APP_ORIGIN))) {
    problems.push('SMTP_STAND_IN is for a platform that never leaves this machine.');
  }
  const stores = [...addresses.map(([, value]) => value), ...databases.map((name) => settings[name])];
  if (stores.some(isLoopback) && !stores.every(isLoopback)) {
    problems.push('Either all addresses are of this machine or none is; a mixture is a mistake.');
  }
  return problems;
}

/**
 * Reads the settings.
 * @throws Error with one sentence per setting that is missing, malformed or unsafe
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const read = Settings.safeParse(environment);
  if (!read.success) {
    const sentences = read.error.issues.map((issue) => `The setting ${issue.path.join('.')} ${issue.message}.`);
    throw new Error(sentences.join('\n'));
  }
  const settings = read.data;
  const problems = unsafe(settings);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return {
    appOrigin: new URL(settings.APP_ORIGIN).origin,
    portalOrigin: new URL(settings.PORTAL_ORIGIN).origin,
    edgeSecret: settings.EDGE_SECRET,
    logLevel: settings.LOG_LEVEL,
    databaseApiUrl: settings.DATABASE_URL_API,
    databaseJobsUrl: settings.DATABASE_URL_JOBS,
    databaseMaintenanceUrl: settings.DATABASE_URL_MAINTENANCE,
    operatorEmail: settings.OPERATOR_EMAIL,
    region: settings.REGION_NAME,
    ports: {
      storage: {
        blobEndpoint: settings.BLOB_ENDPOINT,
        queueEndpoint: settings.QUEUE_ENDPOINT,
        accountName: accountNameOf(settings.BLOB_ENDPOINT),
        accountKey: settings.STORAGE_ACCOUNT_KEY,
      },
      cosmos: { endpoint: settings.COSMOS_ENDPOINT, key: settings.COSMOS_KEY, database: settings.COSMOS_DATABASE },
      sendgrid: {
        endpoint: settings.SENDGRID_ENDPOINT,
        apiKey: settings.SENDGRID_API_KEY,
        webhookPublicKey: settings.SENDGRID_WEBHOOK_PUBLIC_KEY,
        fromAddress: settings.MAIL_FROM,
      },
      smtp: {
        standIn: settings.SMTP_STAND_IN ? standInOf(settings.SMTP_STAND_IN) : null,
        ownHosts: [settings.APP_ORIGIN, settings.PORTAL_ORIGIN].map((origin) => new URL(origin).hostname),
      },
      tcmb: { endpoint: settings.TCMB_ENDPOINT },
      operators: {
        issuer: settings.OPERATOR_TOKEN_ISSUER,
        audience: settings.OPERATOR_TOKEN_AUDIENCE,
        keys: settings.OPERATOR_TOKEN_KEYS,
      },
      vault: { endpoint: settings.KEY_VAULT_ENDPOINT, keyName: settings.DATA_KEY_NAME },
    },
  };
}
