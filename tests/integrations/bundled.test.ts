// The adapters as they are deployed: bundled and split, where packages written as CommonJS behave otherwise than unbundled.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PortsConfig } from '../../functions/integrations/config.ts';
import type { Ports } from '../../functions/integrations/ports.ts';
import { cosmosEmulatorKey, startCosmos } from '../../infra/local/cosmos/index.ts';
import { startMail } from '../../infra/local/mail/index.ts';
import { startCentralBank } from '../../infra/local/rates/index.ts';
import { startVault } from '../../infra/local/vault/index.ts';
import { newId } from '../../shared/ids.ts';
import { startWebhook, type Webhook } from '../local/webhook.ts';
import { storageConfig } from './storage-config.ts';

const root = resolve(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'crmfex-bundled-'));
const apiKey = 'SG.bundled';
const fromAddress = 'fatura@crmfex.example';
let webhook: Webhook;
let mail: Awaited<ReturnType<typeof startMail>>;
let cosmos: Awaited<ReturnType<typeof startCosmos>>;
let vault: Awaited<ReturnType<typeof startVault>>;
let bank: Awaited<ReturnType<typeof startCentralBank>>;
let ports: Ports;

beforeAll(async () => {
  webhook = await startWebhook();
  mail = await startMail({
    port: 0,
    dir: join(dir, 'mail'),
    apiKey,
    eventWebhookUrl: webhook.url,
    deliveryMs: 0,
    smtpPort: 0,
  });
  cosmos = await startCosmos({ port: 0, file: ':memory:' });
  vault = await startVault({ port: 0, dir: join(dir, 'vault'), identityHeader: 'header', keyName: 'data-key' });
  bank = await startCentralBank({ port: 0 });
  process.env['IDENTITY_ENDPOINT'] = vault.identityUrl;
  process.env['IDENTITY_HEADER'] = 'header';
  const require =
    "import { createRequire as bundleRequire } from 'node:module'; const require = bundleRequire(import.meta.url);";
  await build({
    entryPoints: [join(root, 'functions/integrations/ports.ts')],
    outdir: join(dir, 'bundle'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    banner: { js: require },
    logLevel: 'error',
  });
  const config: PortsConfig = {
    storage: storageConfig(),
    cosmos: { endpoint: cosmos.url, key: cosmosEmulatorKey, database: 'crmfex' },
    sendgrid: { endpoint: mail.url, apiKey, webhookPublicKey: mail.publicKey, fromAddress },
    vault: { endpoint: vault.url, keyName: 'data-key' },
    smtp: { standIn: { host: '127.0.0.1', port: mail.smtpPort ?? 0 }, ownHosts: ['localhost'] },
    tcmb: { endpoint: bank.url },
    operators: { issuer: 'http://127.0.0.1:1', audience: 'a', keys: 'http://127.0.0.1:1' },
  };
  const module: unknown = await import(pathToFileURL(join(dir, 'bundle/ports.mjs')).href);
  // The bundle of a module exports what the module exports.
  ports = (module as { connectPorts: (config: PortsConfig) => Ports }).connectPorts(config);
});

afterAll(async () => {
  await mail.stop();
  await vault.stop();
  await bank.stop();
  await cosmos.stop();
  await webhook.stop();
  rmSync(dir, { recursive: true, force: true });
});

test('every port works from the bundle', async () => {
  const tenantId = newId();
  const key = `${tenantId}/bundled.txt`;
  await ports.blobs.put(key, Buffer.from('bytes'), { contentType: 'text/plain' });
  expect(String(Buffer.from((await ports.blobs.get(key)) ?? ''))).toBe('bytes');
  await ports.queues.send(`bundled-${newId()}`, { id: '1' });

  const at = '2026-11-25T09:00:00.000Z';
  const entry = { id: newId(), tenantId, at, actorKind: 'user', actorId: 'u', kind: 'x.done', detail: {} };
  await ports.activityLog.append({ ...entry, at: new Date().toISOString() });
  expect(await ports.activityLog.list(tenantId, { limit: 1 })).toMatchObject([{ id: entry.id }]);

  const place = { owner: tenantId, kind: 'bundled', recordId: tenantId };
  const sealed = await ports.secrets.seal(place, 'parola');
  expect(await ports.secrets.open(place, sealed)).toEqual({ secret: 'parola', isStale: false });

  expect((await ports.exchangeRates.latest()).rates.length).toBeGreaterThan(3);

  const server = { host: 'smtp.firma.example', port: 587, username: 'u', password: 'p' };
  await ports.smtp.check(server);

  const id = newId();
  const [from, to] = [
    { name: 'A', address: fromAddress },
    { name: 'B', address: 'b@client.example' },
  ] as const;
  const words = { subject: 's', text: 't', html: '<p>h</p>' };
  await ports.mail.send({ id, from, to, ...words, attachments: [], trackOpens: false });
  await ports.smtp.send(server, { id, from, to, ...words, attachments: [], trackOpens: false });
  await webhook.eventsOf(id, 2);
  const heard = await Promise.all(
    webhook.reports.map(({ body, signature, timestamp }) =>
      ports.mail.parseMailEvents(
        new Headers({
          'X-Twilio-Email-Event-Webhook-Signature': signature,
          'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
        }),
        body,
      ),
    ),
  );
  expect(heard.flat().map(({ kind, deliveryId }) => [kind, deliveryId])).toEqual([
    ['processed', id],
    ['delivered', id],
  ]);
});
