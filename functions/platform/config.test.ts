// Settings are complete and safe, or the app says in one sentence each what is not.
import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const local = {
  DATABASE_URL_API: 'postgres://crmfex_api:x@127.0.0.1:24005/crmfex',
  DATABASE_URL_JOBS: 'postgres://crmfex_jobs:x@127.0.0.1:24005/crmfex',
  DATABASE_URL_MAINTENANCE: 'postgres://crmfex_maintenance:x@127.0.0.1:24005/crmfex',
  OPERATOR_EMAIL: 'operator@crmfex.example',
  COSMOS_ENDPOINT: 'http://127.0.0.1:24004',
  COSMOS_KEY: 'key',
  COSMOS_DATABASE: 'crmfex',
  BLOB_ENDPOINT: 'http://127.0.0.1:24010/devstoreaccount1',
  QUEUE_ENDPOINT: 'http://127.0.0.1:24011/devstoreaccount1',
  STORAGE_ACCOUNT_KEY: 'key',
  SENDGRID_ENDPOINT: 'http://127.0.0.1:24003',
  SENDGRID_API_KEY: 'SG.x',
  SENDGRID_WEBHOOK_PUBLIC_KEY: 'key',
  KEY_VAULT_ENDPOINT: 'http://127.0.0.1:24006',
  TCMB_ENDPOINT: 'http://127.0.0.1:24008',
  DATA_KEY_NAME: 'data-key',
  OPERATOR_TOKEN_ISSUER: 'http://127.0.0.1:24006/operators',
  OPERATOR_TOKEN_AUDIENCE: 'crmfex-operators',
  OPERATOR_TOKEN_KEYS: 'http://127.0.0.1:24006/operators/keys',
  MAIL_FROM: 'fatura@example.com',
  APP_ORIGIN: 'http://localhost:24000',
  PORTAL_ORIGIN: 'http://localhost:24001/',
};
const azure = {
  ...local,
  DATABASE_URL_API: 'postgres://crmfex_api@db.example.com/crmfex?sslmode=verify-full',
  DATABASE_URL_JOBS: 'postgres://crmfex_jobs@db.example.com/crmfex?sslmode=verify-full',
  DATABASE_URL_MAINTENANCE: 'postgres://crmfex_maintenance@db.example.com/crmfex?sslmode=verify-full',
  COSMOS_ENDPOINT: 'https://crmfex.documents.azure.com',
  COSMOS_KEY: undefined,
  BLOB_ENDPOINT: 'https://crmfexfiles.blob.core.windows.net',
  QUEUE_ENDPOINT: 'https://crmfexfiles.queue.core.windows.net',
  STORAGE_ACCOUNT_KEY: undefined,
  SENDGRID_ENDPOINT: 'https://api.sendgrid.com',
  KEY_VAULT_ENDPOINT: 'https://crmfex.vault.azure.net',
  TCMB_ENDPOINT: 'https://www.tcmb.gov.tr',
  OPERATOR_TOKEN_ISSUER: 'https://login.microsoftonline.com/tenant/v2.0',
  OPERATOR_TOKEN_KEYS: 'https://login.microsoftonline.com/tenant/discovery/v2.0/keys',
  APP_ORIGIN: 'https://app.crmfex.com',
  PORTAL_ORIGIN: 'https://portal.crmfex.com',
};

describe('the settings', () => {
  test('of this machine and of Azure are read, with the storage account named by its address', () => {
    expect(readConfig(local)).toMatchObject({
      appOrigin: 'http://localhost:24000',
      portalOrigin: 'http://localhost:24001',
      logLevel: 'info',
      ports: { storage: { accountName: 'devstoreaccount1', accountKey: 'key' } },
    });
    expect(readConfig(azure)).toMatchObject({
      ports: { storage: { accountName: 'crmfexfiles', accountKey: undefined } },
    });
  });

  test('each missing one is named in a sentence of its own', () => {
    const { MAIL_FROM: _, COSMOS_DATABASE: __, ...rest } = local;
    const message = `The setting COSMOS_DATABASE is missing: the name of the Cosmos DB database.
The setting MAIL_FROM is missing: the address that mails are sent from.`;
    expect(() => readConfig(rest)).toThrow(message);
    expect(() => readConfig({ ...local, APP_ORIGIN: 'here' })).toThrow('The setting APP_ORIGIN is not an address');
  });

  test.each([
    [
      'a database without verified TLS',
      { DATABASE_URL_API: 'postgres://crmfex_api@db.example.com/crmfex' },
      'verify-full',
    ],
    [
      'a database whose certificate is not checked',
      { DATABASE_URL_JOBS: 'postgres://a@db.example.com/b?sslmode=require' },
      'verify-full',
    ],
    ['plain http', { BLOB_ENDPOINT: 'http://crmfexfiles.blob.core.windows.net' }, 'must be https'],
    ['one emulator among real services', { COSMOS_ENDPOINT: 'https://127.0.0.1:8081' }, 'mixture'],
    ['a name that only looks local', { SENDGRID_ENDPOINT: 'http://localhost.example.com' }, 'must be https'],
  ])('refuse %s outside this machine', (_, change, reason) => {
    expect(() => readConfig({ ...azure, ...change })).toThrow(reason);
  });

  test('know the SMTP stand-in on one machine alone', () => {
    const standIn = { SMTP_STAND_IN: 'smtp://127.0.0.1:24007' };
    expect(readConfig({ ...local, ...standIn }).ports.smtp).toEqual({
      standIn: { host: '127.0.0.1', port: 24_007 },
      ownHosts: ['localhost', 'localhost'],
    });
    expect(readConfig(azure).ports.smtp).toEqual({ standIn: null, ownHosts: ['app.crmfex.com', 'portal.crmfex.com'] });
    expect(() => readConfig({ ...azure, ...standIn })).toThrow('never leaves this machine');
    expect(() => readConfig({ ...local, SMTP_STAND_IN: 'smtp://mail.example.com:25' })).toThrow('never leaves');
  });

  test('refuse a real service while everything else is local', () => {
    expect(() => readConfig({ ...local, SENDGRID_ENDPOINT: 'https://api.sendgrid.com' })).toThrow('mixture');
  });
});
