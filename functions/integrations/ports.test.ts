// The walls of the ports: no unsafe address, and nothing loaded before it is used.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PortsConfig } from './config.ts';
import { connectPorts } from './ports.ts';

const local: PortsConfig = {
  storage: {
    blobEndpoint: 'http://127.0.0.1:1/dev',
    queueEndpoint: 'http://localhost:2/dev',
    accountName: 'dev',
    accountKey: 'c2VjcmV0',
  },
  cosmos: { endpoint: 'http://[::1]:3', key: 'c2VjcmV0', database: 'crmfex' },
  sendgrid: { endpoint: 'http://127.0.0.1:4', apiKey: 'SG.x', webhookPublicKey: '', fromAddress: 'a@b.example' },
  vault: { endpoint: 'http://127.0.0.1:5', keyName: 'data-key' },
  smtp: { standIn: { host: '127.0.0.1', port: 6 }, ownHosts: ['localhost'] },
  tcmb: { endpoint: 'http://127.0.0.1:7' },
  operators: { issuer: 'https://login.example.com', audience: 'a', keys: 'https://login.example.com/keys' },
};
const azure: PortsConfig = {
  storage: {
    blobEndpoint: 'https://crmfex.blob.core.windows.net',
    queueEndpoint: 'https://crmfex.queue.core.windows.net',
    accountName: 'crmfex',
  },
  cosmos: { endpoint: 'https://crmfex.documents.azure.com', database: 'crmfex' },
  sendgrid: { ...local.sendgrid, endpoint: 'https://api.sendgrid.com' },
  vault: { ...local.vault, endpoint: 'https://crmfex.vault.azure.net' },
  smtp: { standIn: null, ownHosts: ['app.crmfex.com'] },
  tcmb: { endpoint: 'https://www.tcmb.gov.tr' },
  operators: { issuer: 'https://login.example.com', audience: 'a', keys: 'https://login.example.com/keys' },
};

test('emulators on loopback and services over https are accepted', () => {
  expect(Object.keys(connectPorts(local))).toEqual([
    'blobs',
    'uploads',
    'containers',
    'archive',
    'serverLogs',
    'queues',
    'deadLetters',
    'mail',
    'smtp',
    'activityLog',
    'secrets',
    'exchangeRates',
    'operators',
  ]);
  expect(Object.keys(connectPorts(azure))).toEqual([
    'blobs',
    'uploads',
    'containers',
    'archive',
    'serverLogs',
    'queues',
    'deadLetters',
    'mail',
    'smtp',
    'activityLog',
    'secrets',
    'exchangeRates',
    'operators',
  ]);
});

test.each<[string, PortsConfig]>([
  ['blobs by http', { ...azure, storage: { ...azure.storage, blobEndpoint: 'http://crmfex.blob.core.windows.net' } }],
  ['queues by http', { ...azure, storage: { ...azure.storage, queueEndpoint: 'http://10.0.0.1' } }],
  ['storage with a key', { ...azure, storage: { ...azure.storage, accountKey: 'c2VjcmV0' } }],
  ['activity by http', { ...azure, cosmos: { ...azure.cosmos, endpoint: 'http://127.0.0.1.example' } }],
  ['activity with a key', { ...azure, cosmos: { ...azure.cosmos, key: 'c2VjcmV0' } }],
  ['mail by http', { ...azure, sendgrid: { ...azure.sendgrid, endpoint: 'http://localhost.example' } }],
  ['rates by http', { ...azure, tcmb: { endpoint: 'http://www.tcmb.gov.tr' } }],
  ['secrets by http', { ...azure, vault: { ...azure.vault, endpoint: 'http://10.0.0.2' } }],
])('%s beyond this machine is refused, with a sentence that holds no key', (_what, config) => {
  expect(() => connectPorts(config)).toThrow(/outside this machine must be https|account keys are for loopback/);
  expect(() => connectPorts(config)).not.toThrow(/c2VjcmV0/);
});

test('connecting loads no SDK, so that a cold start stays short', () => {
  const ports = JSON.stringify(join(import.meta.dirname, 'ports.ts'));
  const script = `
    import { registerHooks } from 'node:module';
    const seen = [];
    registerHooks({ load(url, context, next) { seen.push(url); return next(url, context); } });
    const { connectPorts } = await import(${ports});
    connectPorts(${JSON.stringify(local)});
    console.log(JSON.stringify(seen.filter((url) => /node_modules.(@azure|@sendgrid|axios|nodemailer)/.test(url))));`;
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual([]);
});
