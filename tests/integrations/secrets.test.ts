// The contract of the Secrets port, kept by its adapter with the official SDK on the Key Vault and managed-identity stand-ins.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManagedIdentityCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vaultSecrets } from '../../functions/integrations/secrets/key-vault.ts';
import { startVault } from '../../infra/local/vault/index.ts';
import { newId } from '../../shared/ids.ts';

const dir = mkdtempSync(join(tmpdir(), 'crmfex-vault-'));
const keyName = 'data-key';
const identityHeader = 'a header that only the app is given';
const options = { port: 0, dir, identityHeader, keyName };
let vault: Awaited<ReturnType<typeof startVault>>;
let now = Date.parse('2026-11-25T09:00:00Z');

const place = { owner: newId(), kind: 'smtp-password', recordId: newId() };
const connect = (name = keyName) => vaultSecrets({ endpoint: vault.url, keyName: name }, () => now);

beforeAll(async () => {
  vault = await startVault(options);
  process.env['IDENTITY_ENDPOINT'] = vault.identityUrl;
  process.env['IDENTITY_HEADER'] = identityHeader;
});
afterAll(async () => {
  await vault.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** The SDK as an operator would use it. */
function operator(): SecretClient {
  const local = { allowInsecureConnection: true, disableChallengeResourceVerification: true };
  return new SecretClient(vault.url, new ManagedIdentityCredential(), { ...local, retryOptions: { maxRetries: 0 } });
}

describe('a sealed secret', () => {
  test('opens where it was sealed, letters of every kind and the empty text included', async () => {
    const secrets = connect();
    for (const secret of ['şifre: gülümsün₺', '', 'x'.repeat(4096)]) {
      const sealed = await secrets.seal(place, secret);
      expect(sealed.keyId).toMatch(/^data-key\/[0-9a-f]{32}$/);
      expect(await secrets.open(place, sealed)).toEqual({ secret, isStale: false });
    }
  });

  test('never looks twice the same, and never shows its text', async () => {
    const secrets = connect();
    const [one, two] = [await secrets.seal(place, 'aynı parola'), await secrets.seal(place, 'aynı parola')];
    expect(Buffer.from(one.bytes).equals(Buffer.from(two.bytes))).toBe(false);
    expect(Buffer.from(one.bytes).includes('parola')).toBe(false);
  });

  test.each<[string, Partial<typeof place>]>([
    ['owner', { owner: newId() }],
    ['kind', { kind: 'totp-seed' }],
    ['record', { recordId: newId() }],
  ])('does not open for another %s', async (_what, change) => {
    const secrets = connect();
    const sealed = await secrets.seal(place, 'parola');
    await expect(secrets.open({ ...place, ...change }, sealed)).rejects.toMatchObject({
      name: 'PortError',
      kind: 'forged',
      retryable: false,
    });
  });

  test('does not open when any of its bytes was changed, or some are missing', async () => {
    const secrets = connect();
    const { keyId, bytes } = await secrets.seal(place, 'parola');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Uint8Array.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(secrets.open(place, { keyId, bytes: changed })).rejects.toMatchObject({ kind: 'forged' });
    }
    for (const length of [0, 1, 40, bytes.length - 1]) {
      const cut = { keyId, bytes: bytes.subarray(0, length) };
      await expect(secrets.open(place, cut)).rejects.toMatchObject({ kind: 'forged' });
    }
  });

  test('is of a bounded size and of a place that cannot be read two ways', async () => {
    const secrets = connect();
    await expect(secrets.seal(place, 'x'.repeat(4097))).rejects.toThrow('4096');
    await expect(secrets.seal({ ...place, kind: 'a|b' }, 'x')).rejects.toThrow('no such place');
    await expect(secrets.seal({ ...place, owner: '' }, 'x')).rejects.toThrow('no such place');
  });

  test('cannot name a key that is not ours', async () => {
    const secrets = connect();
    const { keyId, bytes } = await secrets.seal(place, 'parola');
    for (const other of ['stripe-key/' + keyId.slice(9), 'data-key', 'data-key/../x', `${keyId}/x`]) {
      await expect(secrets.open(place, { keyId: other, bytes })).rejects.toMatchObject({ kind: 'refused' });
    }
  });
});

describe('the keys', () => {
  test('rotate: old secrets still open and say that they are stale, new ones are sealed under the newest', async () => {
    const secrets = connect();
    const old = await secrets.seal(place, 'parola');
    const version = vault.rotate();
    expect((await secrets.seal(place, 'x')).keyId).toBe(old.keyId);
    now += 5 * 60_000;
    const fresh = await secrets.seal(place, 'x');
    expect(fresh.keyId).toBe(`data-key/${version}`);
    expect(await secrets.open(place, old)).toEqual({ secret: 'parola', isStale: true });
    expect(await secrets.open(place, fresh)).toEqual({ secret: 'x', isStale: false });
  });

  test('are asked for once in five minutes, and a version that was shut off stops opening after them', async () => {
    const secrets = connect();
    const sealed = await secrets.seal(place, 'parola');
    vault.rotate();
    await operator().updateSecretProperties(keyName, sealed.keyId.slice(keyName.length + 1), { enabled: false });
    expect((await secrets.open(place, sealed)).secret).toBe('parola');
    now += 5 * 60_000;
    await expect(secrets.open(place, sealed)).rejects.toMatchObject({ kind: 'refused', retryable: false });
  });

  test('survive a restart of the vault, in a file that only its owner may read', async () => {
    const sealed = await connect().seal(place, 'parola');
    await vault.stop();
    vault = await startVault(options);
    process.env['IDENTITY_ENDPOINT'] = vault.identityUrl;
    expect((await connect().open(place, sealed)).secret).toBe('parola');
    expect(statSync(join(dir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dir, 'secrets.json'), 'utf8')).not.toContain('parola');
  });

  test('that are missing or of the wrong size are refused in our words', async () => {
    await expect(connect('no-such-key').seal(place, 'x')).rejects.toMatchObject({ port: 'secrets', kind: 'refused' });
    await operator().setSecret('short-key', Buffer.alloc(16).toString('base64'));
    await expect(connect('short-key').seal(place, 'x')).rejects.toThrow('256 bits');
  });
});

describe('the vault', () => {
  test('keeps versions, lists them, and deletes for good only what is purged', async () => {
    const client = operator();
    const first = await client.setSecret('stripe-key', 'sk_1', { tags: { use: 'test' } });
    await client.setSecret('stripe-key', 'sk_2');
    expect((await client.getSecret('stripe-key')).value).toBe('sk_2');
    const version = first.properties.version;
    expect(await client.getSecret('stripe-key', { version })).toMatchObject({
      value: 'sk_1',
      properties: { tags: { use: 'test' } },
    });
    let versions = 0;
    for await (const one of client.listPropertiesOfSecretVersions('stripe-key')) versions += one.version ? 1 : 0;
    expect(versions).toBe(2);
    const names = [];
    for await (const one of client.listPropertiesOfSecrets()) names.push(one.name);
    expect(names).toContain('stripe-key');
    const poller = await client.beginDeleteSecret('stripe-key', { intervalInMs: 10 });
    expect((await poller.pollUntilDone()).name).toBe('stripe-key');
    await expect(client.getSecret('stripe-key')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' });
    await expect(client.setSecret('stripe-key', 'x')).rejects.toMatchObject({ statusCode: 409 });
    await client.purgeDeletedSecret('stripe-key');
    await client.setSecret('stripe-key', 'sk_3');
  });

  test('opens for nobody without a token of this machine’s identity, made for the vault', async () => {
    const get = (headers: Record<string, string>) =>
      fetch(`${vault.url}/secrets/${keyName}?api-version=7.5`, { headers });
    const bare = await get({});
    expect([bare.status, bare.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('resource="https://vault.azure.net"'),
    ]);
    expect((await get({ authorization: 'Bearer a.b.c' })).status).toBe(401);
    const tokenFor = async (resource: string, header = identityHeader) => {
      const query = new URLSearchParams({ 'api-version': '2019-08-01', resource });
      const answer = await fetch(`${vault.identityUrl}?${query}`, { headers: { 'x-identity-header': header } });
      // Both answers are JSON of this very stand-in.
      return { status: answer.status, ...((await answer.json()) as { access_token?: string }) };
    };
    expect((await tokenFor('https://vault.azure.net', 'guessed')).status).toBe(401);
    const other = await tokenFor('https://storage.azure.com');
    expect((await get({ authorization: `Bearer ${other.access_token}` })).status).toBe(401);
    const right = await tokenFor('https://vault.azure.net');
    expect((await get({ authorization: `Bearer ${right.access_token}` })).status).toBe(200);
  });
});
