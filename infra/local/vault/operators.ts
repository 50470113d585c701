// The issuer of operators' tokens on this machine: publishes its keys as Entra ID does, and gives tokens to whoever holds the operator's key.
import { createHash, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { exportJWK, generateKeyPair, importJWK, SignJWT, type JWK } from 'jose';
import { refuse, type Reply } from './replies.ts';

export const operatorAudience = 'crmfex-operators';
const livesForSeconds = 3600;

export type Issuer = {
  /** Answers `GET /operators/keys`. */
  keys(): Promise<Reply>;
  /** Answers `POST /operators/token?name=…`, with the operator's key in the header `x-operator-key`. */
  token(url: URL, headers: IncomingHttpHeaders): Promise<Reply>;
};

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Made once and kept, so that a token outlives a restart. */
async function privateKey(file: string): Promise<JWK & { kid: string }> {
  if (!existsSync(file)) {
    const pair = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(pair.privateKey);
    const kid = digest(jwk.n ?? '')
      .toString('base64url')
      .slice(0, 16);
    writeFileSync(file, JSON.stringify({ ...jwk, kid }), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8')) as JWK & { kid: string }; // our own file
}

/** @param operatorKey undefined gives tokens to nobody */
export function operatorIssuer(file: string, operatorKey: string | undefined, clock: () => number): Issuer {
  return {
    async keys() {
      const { kty, n, e, kid } = await privateKey(file);
      return { status: 200, body: { keys: [{ kty, n, e, kid, alg: 'RS256', use: 'sig' }] } };
    },
    async token(url, headers) {
      const given = headers['x-operator-key'];
      if (!operatorKey || typeof given !== 'string' || !timingSafeEqual(digest(given), digest(operatorKey))) {
        return refuse(401, 'Unauthorized', 'The operator’s key is wrong.');
      }
      const jwk = await privateKey(file);
      const now = Math.floor(clock() / 1000);
      const name = url.searchParams.get('name') ?? 'operator@crmfex.example';
      const token = await new SignJWT({ oid: `local-${name}`, preferred_username: name, roles: ['crmfex.operator'] })
        .setProtectedHeader({ alg: 'RS256', kid: jwk.kid, typ: 'JWT' })
        .setIssuer(`http://127.0.0.1:${url.port}/operators`)
        .setAudience(operatorAudience)
        .setSubject(name)
        .setIssuedAt(now)
        .setNotBefore(now)
        .setExpirationTime(now + livesForSeconds)
        .sign(await importJWK(jwk, 'RS256'));
      return { status: 200, body: { access_token: token, expires_on: String(now + livesForSeconds) } };
    },
  };
}
