// Checks the signature that Cosmos DB wants on every request: an HMAC of verb, resource and date under the account's key.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { CosmosError } from './cosmos-error.ts';

/** The key every Cosmos DB emulator shares; Microsoft publishes it, so it guards nothing and may stand here. */
export const cosmosEmulatorKey =
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==';

const skewMaxMs = 15 * 60_000;

/**
 * Throws 401 unless the request is signed with `key`, and 403 when its date is more than 15 minutes off.
 * The rule: learn.microsoft.com/rest/api/cosmos-db/access-control-on-cosmosdb-resources.
 */
export function checkSignature(key: string, method: string, segments: string[], headers: IncomingHttpHeaders): void {
  const date = String(headers['x-ms-date'] ?? '');
  const given = /^type%3Dmaster%26ver%3D1\.0%26sig%3D([\w%]+)$/i.exec(headers.authorization ?? '')?.[1];
  if (!given) throw unauthorized("Required header 'authorization' is missing or not a master key signature.");
  const { type, link } = resourceOf(segments);
  const signed = `${method.toLowerCase()}\n${type}\n${link}\n${date.toLowerCase()}\n\n`;
  const wanted = createHmac('sha256', Buffer.from(key, 'base64')).update(signed).digest();
  const actual = Buffer.from(given.replace(/%2B/gi, '+').replace(/%2F/gi, '/').replace(/%3D/gi, '='), 'base64');
  const isSigned = actual.length === wanted.length && timingSafeEqual(actual, wanted);
  if (!isSigned) {
    throw unauthorized('The input authorization token can not serve the request. Please check that the key is right.');
  }
  const skewMs = Math.abs(Date.now() - Date.parse(date));
  if (!(skewMs <= skewMaxMs))
    throw new CosmosError(403, 'Forbidden', 'The authorization token is not valid at this time.');
}

/** `dbs/a/colls/b` is signed whole with type `colls`; a list such as `dbs/a/colls` is signed as its parent `dbs/a`. */
function resourceOf(segments: string[]): { type: string; link: string } {
  const isList = segments.length % 2 === 1;
  const type = (isList ? segments.at(-1) : segments.at(-2)) ?? '';
  return { type: type.toLowerCase(), link: (isList ? segments.slice(0, -1) : segments).join('/') };
}

function unauthorized(message: string): CosmosError {
  return new CosmosError(401, 'Unauthorized', message);
}
