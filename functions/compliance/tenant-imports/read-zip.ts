// The zip of an export, read where it lies: its table of contents first, then one entry after the other, and nothing of it is held.
import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Entry } from 'yauzl';
import { meter, type Measured } from '../backups/meter.ts';
import { Refusal } from './refusal.ts';

/** Where the bytes are: a blob, or a file of the operator's. */
export type ZipSource = {
  sizeBytes: number;
  /** Bytes from `start` up to and without `end`. */
  read(start: number, end: number): Promise<Readable>;
};

export type ZipReader = {
  /** Sizes of all entries, unpacked, by their names. */
  sizes: ReadonlyMap<string, number>;
  /** Passes an entry, unpacked, on to `sink`; answers how much it was. */
  read(path: string, sink: NodeJS.WritableStream): Promise<Measured>;
  /** A small entry as text. */
  text(path: string, bytesMax: number): Promise<string>;
};

/** A hundred thousand prints and pictures, and some tables. */
const entriesMax = 200_000;
/** Whatever an export may unpack to: far more than any business has, and far less than a bomb. */
const unpackedBytesMax = 100 * 1024 ** 3;
/** Deflate cannot do more than this, and rows of JSON do a tenth of it. */
const ratioMax = 1_100;

const toRefusal = (error: unknown): unknown =>
  error instanceof Refusal || isOfStore(error) ? error : new Refusal('brokenZip');
/** What the store says of itself is no fault of the file. */
const isOfStore = (error: unknown) => error instanceof Error && error.name === 'PortError';

async function readerOver(source: ZipSource) {
  const { default: yauzl } = await import('yauzl');
  return new (class extends yauzl.RandomAccessReader {
    override _readStreamForRange(start: number, end: number): Readable {
      const out = new PassThrough();
      source.read(start, end).then(
        (bytes) => pipeline(bytes, out).catch(() => undefined),
        (error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))),
      );
      return out;
    }
  })();
}

function checked(entry: Entry, seen: Map<string, Entry>): void {
  const { fileName: path, uncompressedSize, compressedSize } = entry;
  if (seen.size >= entriesMax) throw new Refusal('tooMany', { max: entriesMax });
  if (seen.has(path)) throw new Refusal('duplicate', { path });
  if (!entry.canDecodeFileData() || entry.isEncrypted()) throw new Refusal('brokenZip');
  if (uncompressedSize > ratioMax * Math.max(compressedSize, 1)) throw new Refusal('oversized', { path });
}

/**
 * Opens a zip and reads its table of contents.
 * @throws Refusal when it is none, or more than an export can be
 */
export async function openZip(source: ZipSource): Promise<ZipReader> {
  const { default: yauzl } = await import('yauzl');
  const entries = new Map<string, Entry>();
  let unpacked = 0;
  const reader = await readerOver(source);
  // The library refuses names that lead elsewhere, and sizes that are not what they say.
  const options = { autoClose: false, validateEntrySizes: true, strictFileNames: true };
  const zip = await yauzl.fromRandomAccessReaderPromise(reader, source.sizeBytes, options).catch((error: unknown) => {
    throw toRefusal(error);
  });
  try {
    for await (const entry of zip.eachEntry()) {
      checked(entry, entries);
      unpacked += entry.uncompressedSize;
      if (unpacked > unpackedBytesMax) throw new Refusal('oversized', { path: entry.fileName });
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    throw toRefusal(error);
  }

  async function read(path: string, sink: NodeJS.WritableStream): Promise<Measured> {
    const entry = entries.get(path);
    if (!entry) throw new Refusal('missing', { path });
    const measured = meter();
    const bytes = await zip.openReadStreamPromise(entry).catch((error: unknown) => {
      throw toRefusal(error);
    });
    // Whichever fails first is at fault; the other one is ended by it.
    let fault: { error: unknown } | undefined;
    bytes.once('error', (error) => (fault ??= { error: toRefusal(error) }));
    sink.once('error', (error: unknown) => (fault ??= { error }));
    await pipeline(bytes, measured, sink).catch((error: unknown) => {
      throw fault ? fault.error : error;
    });
    return measured.result();
  }

  async function text(path: string, bytesMax: number): Promise<string> {
    if ((entries.get(path)?.uncompressedSize ?? 0) > bytesMax) throw new Refusal('oversized', { path });
    const parts: Buffer[] = [];
    const out = new PassThrough();
    out.on('data', (part: Buffer) => parts.push(part));
    await read(path, out);
    return Buffer.concat(parts).toString();
  }

  return { sizes: new Map([...entries].map(([path, entry]) => [path, entry.uncompressedSize])), read, text };
}
