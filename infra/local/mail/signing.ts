// Signs event reports as SendGrid does: ECDSA over P-256 of timestamp and body.
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export type Signer = {
  /** Base64 SPKI, as SendGrid's settings page shows the verification key. */
  publicKey: string;
  headers(timestamp: string, body: string): Record<string, string>;
};

/** A signer from a given key (base64 PKCS #8), or from one that is made once and kept in `file`. */
export function openSigner(signingKey: string | undefined, file: string): Signer {
  const privateKey = signingKey
    ? createPrivateKey({ key: Buffer.from(signingKey, 'base64'), format: 'der', type: 'pkcs8' })
    : keptKey(file);
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new Error('The signing key is not of curve P-256.');
  return {
    publicKey: createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).toString('base64'),
    headers: (timestamp, body) => ({
      'X-Twilio-Email-Event-Webhook-Signature': sign('sha256', Buffer.from(timestamp + body), privateKey).toString(
        'base64',
      ),
      'X-Twilio-Email-Event-Webhook-Timestamp': timestamp,
    }),
  };
}

function keptKey(file: string): KeyObject {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    writeFileSync(file, privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
  }
  return createPrivateKey(readFileSync(file));
}
