// Starts the Cosmos DB emulator that the local platform and the tests use in place of the service.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { cosmosEmulatorKey } from './auth.ts';
import { cosmosServer } from './http.ts';
import { openStore } from './store.ts';

export { cosmosEmulatorKey } from './auth.ts';

const sweepEveryMs = 60_000;

export type CosmosOptions = {
  /** 0 takes any free port. */
  port: number;
  /** Where everything is kept; `:memory:` keeps nothing. */
  file: string;
  /** The time that decides what has expired, in milliseconds since 1970. */
  clock?: () => number;
  /** The account key, base64; the published emulator key unless given. */
  key?: string;
};

/**
 * Serves the SQL API of Cosmos DB on 127.0.0.1, well enough for `@azure/cosmos` 4.10: databases, containers, items, patches,
 * batches and queries, partitions and time-to-live enforced. It has no change feed, stored procedures, unique keys, throttling,
 * hierarchical prefixes or query plans: queries over several partitions are answered as if all lay on one machine.
 */
export async function startCosmos(options: CosmosOptions): Promise<{ url: string; stop(): Promise<void> }> {
  const store = openStore(options.file, options.clock ?? Date.now);
  const server = cosmosServer(store, options.key ?? cosmosEmulatorKey);
  try {
    store.sweep();
    server.listen(options.port, '127.0.0.1');
    await once(server, 'listening');
  } catch (error) {
    store.close();
    throw error;
  }
  const sweeping = setInterval(store.sweep, sweepEveryMs).unref();
  // A listening TCP server has an address with a port.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      clearInterval(sweeping);
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      store.close();
    },
  };
}
