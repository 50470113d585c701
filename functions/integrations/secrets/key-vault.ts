// The wrapping keys in Azure Key Vault: a secret whose versions are 256-bit keys; a new version is all that a rotation needs.
import type { SecretClient } from '@azure/keyvault-secrets';
import { assertSafeAddress, isLoopback } from '../address.ts';
import { azureCredential } from '../azure/sign-in.ts';
import type { VaultConfig } from '../config.ts';
import { calling } from '../failures.ts';
import { once } from '../once.ts';
import { PortError } from '../port-error.ts';
import { sealedWith } from './envelope.ts';
import type { KeyRing, Secrets, WrappingKey } from './port.ts';

const timeoutMs = 10_000;
/** So long a key stays in memory, and so long a rotation takes to be noticed. */
const cachedMs = 5 * 60_000;

/** Connects to the vault that `config` names; nothing is loaded or called before the first use. */
export function vaultSecrets(config: VaultConfig, clock: () => number = Date.now): Secrets {
  assertSafeAddress('Key Vault', config.endpoint, undefined);
  return sealedWith(vaultKeys(config, clock));
}

function vaultKeys(config: VaultConfig, clock: () => number): KeyRing {
  const client = once(() => connect(config));
  const known = new Map<string, { key: Promise<WrappingKey>; until: number }>();

  /** Asks the vault once per key and five minutes; a failure is not kept. */
  function cached(id: string, version?: string): Promise<WrappingKey> {
    for (const [other, { until }] of known) if (until <= clock()) known.delete(other);
    const hit = known.get(id);
    if (hit) return hit.key;
    const key = fetchKey(client, config.keyName, version);
    const until = clock() + cachedMs;
    known.set(id, { key, until });
    // The newest is also one that sealed secrets name.
    key.then(
      (fetched) => known.set(fetched.id, { key, until }),
      () => known.delete(id),
    );
    return key;
  }

  return {
    newest: () => cached('newest'),
    byId(keyId) {
      const [name, version, ...rest] = keyId.split('/');
      // The id stands in the database: it may choose a version of our key, never another secret of the vault.
      if (name !== config.keyName || !version || !/^[0-9a-f]{32}$/.test(version) || rest.length > 0) {
        throw failure('a sealed secret names no key of ours');
      }
      return cached(keyId, version);
    },
  };
}

async function fetchKey(
  client: () => Promise<SecretClient>,
  name: string,
  version: string | undefined,
): Promise<WrappingKey> {
  return calling({ port: 'secrets', what: 'read a key of the vault', isRepeatable: true }, async () => {
    const options = { ...(version ? { version } : {}), abortSignal: AbortSignal.timeout(timeoutMs) };
    const { value = '', properties } = await (await client()).getSecret(name, options);
    const bytes = Buffer.from(value, 'base64');
    if (bytes.length !== 32 || !properties.version) throw failure('the key of the vault has not 256 bits');
    return { id: `${name}/${properties.version}`, bytes };
  });
}

function failure(what: string): PortError {
  return new PortError(`secrets: ${what}`, { port: 'secrets', kind: 'refused', retryable: false, outcome: 'failed' });
}

async function connect({ endpoint }: VaultConfig): Promise<SecretClient> {
  const [{ SecretClient }, credential] = await Promise.all([import('@azure/keyvault-secrets'), azureCredential()]);
  const retryOptions = { maxRetries: 2, retryDelayInMs: 200 };
  // The local vault has no certificate and no name of Azure's; assertSafeAddress lets plain http pass for this machine alone.
  const local = { allowInsecureConnection: true, disableChallengeResourceVerification: true };
  return new SecretClient(endpoint, credential, { retryOptions, ...(isLoopback(endpoint) ? local : {}) });
}
