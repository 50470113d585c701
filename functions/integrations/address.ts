// Which addresses an adapter may use: encrypted and signed in to, except on this very machine.

/** Whether the address never leaves this machine. Names other than `localhost` do not count: they may resolve to anything. */
export function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

/**
 * Refuses plain http and account keys for every address that is not loopback.
 * Throws an `Error` that names the service and not the key: the configuration is wrong, nothing may start.
 */
export function assertSafeAddress(service: string, address: string, accountKey: string | undefined): void {
  if (isLoopback(address)) return;
  if (new URL(address).protocol !== 'https:')
    throw new Error(`${service}: an address outside this machine must be https.`);
  if (accountKey)
    throw new Error(`${service}: account keys are for loopback addresses; in Azure a managed identity signs in.`);
}
