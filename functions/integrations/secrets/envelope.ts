// Envelope encryption: each secret under a random data key of its own, that key wrapped by one of the vault.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { PortError } from '../port-error.ts';
import type { KeyRing, SecretPlace, Secrets } from './port.ts';

const formatVersion = 1;
const secretBytesMax = 4096;
// RFC 3394: the wrapped key carries its own integrity check under this initial value, and is 8 bytes longer than the key.
const wrapCipher = 'id-aes256-wrap';
const wrapIv = Buffer.alloc(8, 0xa6);
const wrappedLength = 40;
const ivLength = 12;
const tagLength = 16;
const headLength = 1 + wrappedLength + ivLength + tagLength;

/** No part may hold the sign between them, or two places could read alike. */
function boundTo({ owner, kind, recordId }: SecretPlace): Buffer {
  const parts = [owner, kind, recordId];
  if (parts.some((part) => part === '' || part.includes('|'))) throw new RangeError('A secret has no such place.');
  return Buffer.from(parts.join('|'));
}

function encrypt(wrappingKey: Uint8Array, place: SecretPlace, secret: Buffer): Buffer {
  const dataKey = randomBytes(32);
  const iv = randomBytes(ivLength);
  const wrap = createCipheriv(wrapCipher, wrappingKey, wrapIv);
  const wrapped = Buffer.concat([wrap.update(dataKey), wrap.final()]);
  const cipher = createCipheriv('aes-256-gcm', dataKey, iv, { authTagLength: tagLength }).setAAD(boundTo(place));
  const text = Buffer.concat([cipher.update(secret), cipher.final()]);
  dataKey.fill(0);
  return Buffer.concat([Buffer.of(formatVersion), wrapped, iv, cipher.getAuthTag(), text]);
}

function decrypt(wrappingKey: Uint8Array, place: SecretPlace, bytes: Buffer): string {
  if (bytes.length < headLength || bytes[0] !== formatVersion) throw new RangeError('not of our format');
  const wrapped = bytes.subarray(1, 1 + wrappedLength);
  const iv = bytes.subarray(1 + wrappedLength, headLength - tagLength);
  const unwrap = createDecipheriv(wrapCipher, wrappingKey, wrapIv);
  const dataKey = Buffer.concat([unwrap.update(wrapped), unwrap.final()]);
  const decipher = createDecipheriv('aes-256-gcm', dataKey, iv, { authTagLength: tagLength })
    .setAAD(boundTo(place))
    .setAuthTag(bytes.subarray(headLength - tagLength, headLength));
  const text = Buffer.concat([decipher.update(bytes.subarray(headLength)), decipher.final()]);
  dataKey.fill(0);
  return text.toString();
}

/** The port over any ring of keys; the vault's and, in tests, one that lives in memory. */
export function sealedWith(keys: KeyRing): Secrets {
  return {
    newestKeyId: async () => (await keys.newest()).id,
    async seal(place, secret) {
      const bytes = Buffer.from(secret);
      if (bytes.length > secretBytesMax) throw new RangeError('A secret has at most 4096 bytes.');
      const key = await keys.newest();
      return { keyId: key.id, bytes: encrypt(key.bytes, place, bytes) };
    },
    async open(place, sealed) {
      const [key, newest] = await Promise.all([keys.byId(sealed.keyId), keys.newest()]);
      try {
        return { secret: decrypt(key.bytes, place, Buffer.from(sealed.bytes)), isStale: newest.id !== key.id };
      } catch (error) {
        const facts = { port: 'secrets', kind: 'forged', retryable: false, outcome: 'failed' } as const;
        throw new PortError('secrets: a sealed secret does not open where it stands', { ...facts, cause: error });
      }
    },
  };
}
