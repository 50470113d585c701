// Whole containers of the blob store, for the house itself: backups, their copies of files, and lists that outlive the database.
import { Readable } from 'node:stream';
import type { StorageConfig } from '../config.ts';
import { calling, unlessMissing, type Call } from '../failures.ts';
import { dispositionOf } from './azure.ts';
import type { Container, ContainerName, Containers } from './port.ts';
import { cachingOf, checkedMinutes, openStorage, patience, type Storage } from './storage.ts';

// Two blocks of four megabytes on their way at once: memory stays flat whatever the size.
const blockBytes = 4 * 1024 * 1024;
const blocksMax = 2;
/** A night's largest table must fit; a connection that hangs must not keep the function for ever. */
const streamTimeoutMs = 30 * 60_000;
const standstill = () => AbortSignal.timeout(streamTimeoutMs);

const linkMinutes = 30;

const names = /^[\w-][\w.-]*(\/[\w-][\w.!=-]*)*$/;

/** Names are made by us; a strange one is a bug of ours. */
export function checkedName(name: string): string {
  if (names.test(name) && name.length <= 900) return name;
  throw new RangeError('A name in a container is made of letters, digits, dots, dashes, equals signs and slashes.');
}

/** Connects to the blob service that `config` names; nothing is loaded or called before the first use. */
export function azureContainers(config: StorageConfig): Containers {
  const open = new Map<ContainerName, Storage>();
  const storageOf = (name: ContainerName): Storage => {
    const known = open.get(name) ?? openStorage(config, name);
    open.set(name, known);
    return known;
  };
  return (name) => containerOf(storageOf(name), storageOf);
}

function containerOf(storage: Storage, storageOf: (name: ContainerName) => Storage): Container {
  const call = (what: string): Call => ({ port: 'blobs', what, isRepeatable: true });
  const blobOf = async (name: string) => (await storage.container()).getBlockBlobClient(name);

  return {
    async write(name, bytes, contentType) {
      const checked = checkedName(name);
      await calling(call('write a stream'), async () => {
        const options = { abortSignal: standstill(), blobHTTPHeaders: { blobContentType: contentType } };
        await (await blobOf(checked)).uploadStream(bytes, blockBytes, blocksMax, options);
      });
    },

    async read(name, range) {
      const checked = checkedName(name);
      return calling(call('read a stream'), async () => readFrom(await blobOf(checked), range));
    },

    async sizeOf(name) {
      const checked = checkedName(name);
      return calling(call('ask for a size'), async () => sizeOf(await blobOf(checked)));
    },

    list: (prefix = '') => listed(storage, prefix),

    async remove(name) {
      const checked = checkedName(name);
      await calling(call('remove a blob'), async () => {
        await (await blobOf(checked)).deleteIfExists({ deleteSnapshots: 'include', abortSignal: patience() });
      });
    },

    async copyFrom(source, sourceName, name) {
      const [from, to] = [checkedName(sourceName), checkedName(name)];
      return calling(call('copy a blob'), async () => {
        const address = await storageOf(source).sign(from, { permissions: 'r', minutes: linkMinutes });
        const blob = await blobOf(to);
        return (await unlessMissing(() => blob.syncCopyFromURL(address, { abortSignal: patience() }))) !== null;
      });
    },

    async link(name, { minutes, contentType, disposition, fileName }) {
      const checked = checkedName(name);
      const grant = { permissions: 'r' as const, minutes: checkedMinutes(minutes), contentType };
      const contentDisposition = dispositionOf(disposition, fileName);
      const cacheControl = cachingOf({ disposition, minutes });
      return calling(call('sign a link'), () => storage.sign(checked, { ...grant, contentDisposition, cacheControl }));
    },

    async uploadLink(name, minutes) {
      const grant = { permissions: 'cw' as const, minutes: checkedMinutes(minutes) };
      const checked = checkedName(name);
      return calling(call('sign an upload'), async () => {
        // Made here as well: the browser's PUT may be the first thing that ever happens to the container of a fresh machine.
        await storage.container();
        return storage.sign(checked, grant);
      });
    },
  };
}

type Readers = {
  download(offset: number, count: number | undefined, options: object): Promise<{ readableStreamBody?: unknown }>;
};
type Range = { start: number; end: number };

async function readFrom(blob: Readers, range?: Range): Promise<Readable | null> {
  // The service knows no range without a byte.
  if (range && range.end <= range.start) return Readable.from([]);
  const [offset, count] = range ? [range.start, range.end - range.start] : [0, undefined];
  return unlessMissing(async () => {
    const options = { abortSignal: standstill(), maxRetryRequests: 3 };
    const { readableStreamBody } = await blob.download(offset, count, options);
    // Under Node the SDK always answers with a readable of Node's.
    return (readableStreamBody as Readable | undefined) ?? null;
  });
}

type Sized = { getProperties(options: object): Promise<{ contentLength?: number }> };

async function sizeOf(blob: Sized): Promise<number | null> {
  return unlessMissing(async () => (await blob.getProperties({ abortSignal: patience() })).contentLength ?? 0);
}

async function* listed(storage: Storage, prefix: string) {
  const container = await storage.container();
  for await (const { name, properties } of container.listBlobsFlat({ prefix })) {
    const { etag, contentLength: sizeBytes = 0, lastModified: modifiedAt } = properties;
    yield { name, etag: etag.replaceAll('"', ''), sizeBytes, modifiedAt };
  }
}
