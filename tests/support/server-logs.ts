// The server's log kept in memory: categories as they come.
import type { LogBlob, ServerLogs } from '../../functions/integrations/blobs/port.ts';

const keyOf = ({ category, name }: Pick<LogBlob, 'category' | 'name'>) => `${category}:${name}`;

export type MemoryServerLogs = ServerLogs & { write(blob: LogBlob): void };

export function memoryServerLogs(): MemoryServerLogs {
  const blobs = new Map<string, LogBlob>();
  return {
    write: (blob) => void blobs.set(keyOf(blob), blob),
    list: async function* () {
      yield* [...blobs.values()];
    },
    remove: async (blob) => void blobs.delete(keyOf(blob)),
  };
}
