// Operators' tokens are verified by the real library against the local issuer: what is good passes, and nothing else does.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { joseOperators } from '../../functions/integrations/operators/jose.ts';
import { localToken } from '../../infra/operator/access.ts';
import { startVault } from '../../infra/local/vault/index.ts';

const dir = mkdtempSync(join(tmpdir(), 'crmfex-operators-'));
const operatorKey = 'the key of the operator';
let vault: Awaited<ReturnType<typeof startVault>>;
let issuer: string;
let jwk: JWK & { kid: string };
beforeAll(async () => {
  vault = await startVault({ port: 0, dir, identityHeader: 'header', keyName: 'data-key', operatorKey });
  issuer = `${vault.url}/operators`;
  await localToken(issuer, operatorKey);
  jwk = JSON.parse(readFileSync(join(dir, 'operator-issuer.json'), 'utf8')) as typeof jwk; // written by the issuer
});
afterAll(async () => {
  await vault.stop();
  rmSync(dir, { recursive: true, force: true });
});

const configured = (keys = `${issuer}/keys`) => ({ issuer, audience: 'crmfex-operators', keys });
const now = () => Math.floor(Date.now() / 1000);

const good = (): JWTPayload => ({
  ...{ iss: issuer, aud: 'crmfex-operators', sub: 'ayse', oid: 'oid-1', preferred_username: 'ayse@crmfex.example' },
  ...{ iat: now(), nbf: now(), exp: now() + 600, roles: ['crmfex.operator'] },
});

/** Signed by the issuer's own key unless another is given. */
async function signed(changes: JWTPayload, key: JWK = jwk, header: Record<string, string> = {}): Promise<string> {
  const payload = Object.fromEntries(
    Object.entries({ ...good(), ...changes }).filter(([, value]) => value !== undefined),
  );
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'RS256', kid: jwk.kid, ...header })
    .sign(await importJWK(key, 'RS256'));
}

describe('a token of the issuer', () => {
  test('names its operator, and is asked for at the issuer once', async () => {
    const operators = joseOperators(configured());
    const token = await localToken(issuer, operatorKey, 'mehmet@crmfex.example');
    const read = await operators.read(token);
    expect(read).toEqual({ id: 'local-mehmet@crmfex.example', name: 'mehmet@crmfex.example', isAllowed: true });
    expect(await operators.read(await signed({}))).toMatchObject({ id: 'oid-1', isAllowed: true });
  });

  test.each<[string, JWTPayload]>([
    ['without roles', { roles: undefined }],
    ['with another role', { roles: ['crmfex.reader'] }],
    ['whose role is a text, not a list', { roles: 'crmfex.operator' as never }],
  ])('%s is good, and of nobody who may', async (_, changes) => {
    expect(await joseOperators(configured()).read(await signed(changes))).toMatchObject({ isAllowed: false });
  });

  test('is given to nobody without the operator’s key', async () => {
    await expect(localToken(issuer, 'a guess')).rejects.toThrow('401');
  });
});

describe('is refused', () => {
  test.each<[string, JWTPayload]>([
    ['of another issuer', { iss: 'http://127.0.0.1:1/operators' }],
    ['for another audience', { aud: 'another-app' }],
    ['without an audience', { aud: undefined }],
    ['that never ends', { exp: undefined }],
    ['without its time', { iat: undefined }],
    ['without a subject', { sub: undefined }],
    ['that is over for a minute', { iat: now() - 700, exp: now() - 60 }],
    ['that begins in two minutes', { nbf: now() + 120 }],
    ['given out two days ago', { iat: now() - 2 * 86_400 }],
  ])('a token %s', async (_, changes) => {
    expect(await joseOperators(configured()).read(await signed(changes))).toBeNull();
  });

  test('a token at its end only after thirty seconds of leeway', async () => {
    const token = await signed({ exp: now() + 100 });
    const at = (seconds: number) => joseOperators(configured(), { clock: () => (now() + seconds) * 1000 }).read(token);
    expect(await at(120)).toMatchObject({ isAllowed: true });
    expect(await at(140)).toBeNull();
  });

  test('a token of a key that the issuer does not publish, also under the id of one it does', async () => {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    const foreign = await exportJWK(privateKey);
    expect(await joseOperators(configured()).read(await signed({}, foreign))).toBeNull();
    expect(await joseOperators(configured()).read(await signed({}, foreign, { kid: 'unknown' }))).toBeNull();
  });

  test('a token without a signature, and one signed with the public key as a shared secret', async () => {
    const operators = joseOperators(configured());
    expect(await operators.read(new UnsecuredJWT(good()).encode())).toBeNull();
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const content = `${part({ alg: 'HS256', kid: jwk.kid })}.${part(good())}`;
    const signature = createHmac('sha256', jwk.n ?? '')
      .update(content)
      .digest('base64url');
    expect(await operators.read(`${content}.${signature}`)).toBeNull();
  });

  test.each(['', 'x', 'a.b.c', '..', `${'a'.repeat(9000)}.b.c`])('what is no token: %#', async (text) => {
    expect(await joseOperators(configured()).read(text)).toBeNull();
  });
});

describe('when the issuer’s keys cannot be had', () => {
  let broken: Server;
  let address: string;
  beforeAll(async () => {
    broken = createServer((request, response) => {
      if (request.url === '/no-json') response.end('<html>');
      else response.writeHead(503).end();
    });
    broken.listen(0, '127.0.0.1');
    await once(broken, 'listening');
    address = `http://127.0.0.1:${(broken.address() as AddressInfo).port}`; // listening on TCP
  });
  afterAll(() => void broken.close());

  test('nobody is let in, and the caller is told to come again', async () => {
    for (const keys of [`${address}/keys`, `${address}/no-json`, 'http://127.0.0.1:1/keys']) {
      const reading = joseOperators(configured(keys)).read(await signed({}));
      await expect(reading).rejects.toMatchObject({ name: 'PortError', kind: 'unreachable', retryable: true });
    }
  });

  test('keys are read over https, except on this machine', () => {
    expect(() => joseOperators(configured('http://keys.example.com'))).toThrow('https');
  });
});
