// Starts the stand-ins for Key Vault and for the managed identity that opens it.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { vaultServer } from './http.ts';
import { managedIdentity } from './identity.ts';
import { operatorIssuer } from './operators.ts';
import { openStore } from './store.ts';

export type VaultOptions = {
  /** 0 takes any free port. */
  port: number;
  /** Where the secrets are kept. */
  dir: string;
  /** What the app must send to be given a token, as App Service gives it in IDENTITY_HEADER. */
  identityHeader: string;
  /** The key that wraps data keys: made when the vault has none, as a deployment does once. */
  keyName: string;
  /** What an operator shows to be given a token; without it nobody is given one. */
  operatorKey?: string;
  clock?: () => number;
};

/**
 * Speaks Key Vault's secrets API on 127.0.0.1 for `@azure/keyvault-secrets` 4.12, and App Service's token endpoint for `@azure/identity`.
 * `rotate` adds a version of the key, as an operator does with `az keyvault secret set`.
 */
export async function startVault(
  options: VaultOptions,
): Promise<{ url: string; identityUrl: string; rotate(): string; stop(): Promise<void> }> {
  const { port, dir, identityHeader, keyName, operatorKey, clock = Date.now } = options;
  const store = openStore(dir, clock);
  const rotate = () =>
    store.add(keyName, { value: randomBytes(32).toString('base64'), contentType: 'application/octet-stream' }).version;
  if (store.versions(keyName).length === 0) rotate();
  const issuer = operatorIssuer(join(dir, 'operator-issuer.json'), operatorKey, clock);
  const server = vaultServer(store, managedIdentity(identityHeader, join(dir, 'identity.key'), clock), issuer);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  // A listening TCP server has an address with a port.
  const address = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${address.port}`;
  return {
    url,
    identityUrl: `${url}/msi/token`,
    rotate,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
