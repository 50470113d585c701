// A passkey device in software: makes a key, signs what a browser would hand it, and can be told to lie.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

type Options = { challenge: string };
type Twist = { origin?: string; rpId?: string; counter?: number; isVerified?: boolean; challenge?: string };

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const text = (value: string) => Buffer.concat([Buffer.of(0x60 | value.length), Buffer.from(value)]);
const bytes = (value: Buffer) => Buffer.concat([Buffer.of(0x58, value.length), value]);
/** Byte strings of CBOR that are longer than 255. */
const longBytes = (value: Buffer) => Buffer.concat([Buffer.of(0x59, value.length >> 8, value.length & 255), value]);

export function softAuthenticator(origin: string) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(32);
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  // COSE_Key: kty EC2, alg ES256, crv P-256, x, y (RFC 9053 §7.1).
  const cose = Buffer.concat([
    Buffer.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21),
    bytes(Buffer.from(x, 'base64url')),
    Buffer.of(0x22),
    bytes(Buffer.from(y, 'base64url')),
  ]);

  function client(type: string, options: Options, twist: Twist): Buffer {
    const challenge = twist.challenge ?? options.challenge;
    return Buffer.from(JSON.stringify({ type, challenge, origin: twist.origin ?? origin, crossOrigin: false }));
  }
  function data(twist: Twist, attested?: Buffer): Buffer {
    const flags = 0x01 | (twist.isVerified === false ? 0 : 0x04) | (attested ? 0x40 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(twist.counter ?? 0);
    const rpHash = sha256(twist.rpId ?? new URL(origin).hostname);
    return Buffer.concat([rpHash, Buffer.of(flags), counter, attested ?? Buffer.alloc(0)]);
  }
  const shell = {
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
  };

  return {
    make(options: Options, twist: Twist = {}) {
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.of(0, id.length), id, cose]);
      const parts = [text('fmt'), text('none'), text('attStmt'), Buffer.of(0xa0), text('authData')];
      const object = Buffer.concat([Buffer.of(0xa3), ...parts, longBytes(data(twist, attested))]);
      return {
        ...shell,
        response: {
          clientDataJSON: client('webauthn.create', options, twist).toString('base64url'),
          attestationObject: object.toString('base64url'),
          transports: ['internal'],
        },
      };
    },
    show(options: Options, twist: Twist = {}) {
      const clientData = client('webauthn.get', options, twist);
      const authenticatorData = data(twist);
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientData)]), privateKey);
      return {
        ...shell,
        response: {
          clientDataJSON: clientData.toString('base64url'),
          authenticatorData: authenticatorData.toString('base64url'),
          signature: signature.toString('base64url'),
        },
      };
    },
  };
}
