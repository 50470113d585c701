// The managed identity of this machine: gives tokens to whoever holds the header, as App Service does, and knows them again.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { refuse, type Reply } from './replies.ts';

export type Identity = {
  /** Answers `GET /msi/token?api-version=2019-08-01&resource=…`. */
  token(url: URL, headers: IncomingHttpHeaders): Reply;
  /** Whether an Authorization header carries a token of ours for this resource that has not expired. */
  isKnown(authorization: string | undefined, resource: string): boolean;
};

const apiVersion = '2019-08-01';
const livesForSeconds = 8 * 3600;

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Kept, because the SDK holds a token for hours and shows it to a vault that was started again meanwhile. */
function signingKey(file: string): Buffer {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

export function managedIdentity(header: string, keyFile: string, clock: () => number): Identity {
  const key = signingKey(keyFile);
  const signature = (content: string) => createHmac('sha256', key).update(content).digest('base64url');
  const seconds = () => Math.floor(clock() / 1000);

  return {
    token(url, headers) {
      const given = headers['x-identity-header'];
      if (typeof given !== 'string' || !isSame(given, header))
        return refuse(401, 'Unauthorized', 'The header is wrong.');
      const resource = url.searchParams.get('resource')?.replace(/\/$/, '');
      if (url.searchParams.get('api-version') !== apiVersion || !resource) {
        return refuse(400, 'BadRequest', `api-version must be ${apiVersion}, and resource is needed.`);
      }
      const expires = seconds() + livesForSeconds;
      const content = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ aud: resource, exp: expires, sub: 'crmfex' })}`;
      const access = `${content}.${signature(content)}`;
      const body = {
        access_token: access,
        expires_on: String(expires),
        resource,
        token_type: 'Bearer',
        client_id: 'crmfex',
      };
      return { status: 200, body };
    },

    isKnown(authorization, resource) {
      const [head, content, sign] = /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization ?? '')?.slice(1) ?? [];
      if (!head || !content || !sign || !isSame(sign, signature(`${head}.${content}`))) return false;
      // The signature is ours, and so is the content.
      const { aud, exp } = JSON.parse(Buffer.from(content, 'base64url').toString()) as { aud: string; exp: number };
      return aud === resource && exp > seconds();
    },
  };
}
