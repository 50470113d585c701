// Containers of the blob store kept in memory; `files` is the very map of the other ports.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { checkedName } from '../../functions/integrations/blobs/containers.ts';
import type { Container, ContainerName, Containers, Listed } from '../../functions/integrations/blobs/port.ts';

export type Files = Map<string, { bytes: Uint8Array; contentType: string; modifiedAt?: Date }>;

const etagOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** The blobs of one container are those whose names in the map begin with `prefix`. */
type Place = { files: Files; prefix: string };

function* listed({ files, prefix }: Place, begin: string): Generator<Listed> {
  const names = [...files.keys()].filter((name) => name.startsWith(prefix + begin)).sort((a, b) => (a < b ? -1 : 1));
  for (const name of names) {
    const file = files.get(name);
    if (!file) continue;
    const { bytes, modifiedAt = new Date() } = file;
    yield { name: name.slice(prefix.length), etag: etagOf(bytes), sizeBytes: bytes.length, modifiedAt };
  }
}

function containerOver(place: Place, placeOf: (name: ContainerName) => Place): Container {
  const { files, prefix } = place;
  const put = (name: string, bytes: Uint8Array, contentType: string) =>
    void files.set(prefix + name, { bytes, contentType, modifiedAt: new Date() });
  return {
    write: async (name, bytes, contentType) => put(name, await buffer(bytes), contentType),
    read: async (name, range) => {
      const file = files.get(prefix + checkedName(name));
      return file ? Readable.from([Buffer.from(file.bytes).subarray(range?.start, range?.end)]) : null;
    },
    sizeOf: async (name) => files.get(prefix + checkedName(name))?.bytes.length ?? null,
    list: async function* (begin = '') {
      yield* listed(place, begin);
    },
    remove: async (name) => void files.delete(prefix + name),
    copyFrom: async (source, sourceName, name) => {
      const from = placeOf(source);
      const file = from.files.get(from.prefix + sourceName);
      if (file) put(name, file.bytes, file.contentType);
      return file !== undefined;
    },
    link: async (name) => `https://blobs.example/${prefix.replace(':', '/')}${checkedName(name)}`,
    uploadLink: async (name) => `https://uploads.example/${prefix.replace(':', '/')}${checkedName(name)}`,
  };
}

/** @param others keeps what lies in the other containers, named `container:name` */
export function memoryContainers(files: Files, others: Files = new Map()): Containers {
  const placeOf = (name: ContainerName): Place =>
    name === 'files' ? { files, prefix: '' } : { files: others, prefix: `${name}:` };
  return (name) => containerOver(placeOf(name), placeOf);
}
