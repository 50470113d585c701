// The write-once archive kept in memory, under the same rule as the real one.
import { checkedName } from '../../functions/integrations/blobs/containers.ts';
import { refusal } from '../../functions/integrations/blobs/archive.ts';
import type { Archive, Archived } from '../../functions/integrations/blobs/port.ts';

export type Sealed = Map<string, Archived>;

/** @param sealed what lies in it, for looking */
export function memoryArchive(sealed: Sealed = new Map(), clock: () => Date = () => new Date()): Archive {
  return {
    put: async (name, bytes, { keepUntil }) => {
      const known = sealed.get(checkedName(name));
      if (known && !Buffer.from(known.bytes).equals(bytes)) throw refusal('what is archived is never overwritten');
      if (!known) sealed.set(name, { bytes, keepUntil });
    },
    get: async (name) => sealed.get(checkedName(name)) ?? null,
    list: async function* (prefix) {
      yield* [...sealed.keys()].filter((name) => name.startsWith(prefix)).sort();
    },
    remove: async (name) => {
      const known = sealed.get(checkedName(name));
      if (known && clock() < known.keepUntil) throw refusal('what is archived is kept until its date');
      sealed.delete(name);
    },
  };
}
