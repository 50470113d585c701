// Streams into and out of the store of backups, compressed and measured on their way.
import { createInterface } from 'node:readline';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import type { Ports } from '../../integrations/ports.ts';
import { meter, type Measured } from './meter.ts';

// Rows of one table repeat long pieces of each other from afar: a wide window and long matches make level 2 as small as level 3 at the
// price of level 1 (npm run bench -- --only backup). Whoever reads holds the window of 8 MiB, too.
const zstdParams = {
  [constants.ZSTD_c_compressionLevel]: 2,
  [constants.ZSTD_c_windowLog]: 23,
  [constants.ZSTD_c_hashLog]: 18,
  [constants.ZSTD_c_minMatch]: 7,
};

type Stored = { raw: Measured; stored: Measured };

/** Compresses a stream into a blob, measured on both sides. */
export async function store({ ports }: { ports: Ports }, name: string, source: Readable): Promise<Stored> {
  const raw = meter();
  const stored = meter();
  const out = new PassThrough();
  const zstd = createZstdCompress({ params: zstdParams });
  await Promise.all([
    pipeline(source, raw, zstd, stored, out),
    ports.containers('backups').write(name, out, 'application/zstd'),
  ]);
  return { raw: raw.result(), stored: stored.result() };
}

/**
 * Reads a blob of a backup, decompressed, into `sink`; answers with what was read on both sides.
 * @throws Error when the blob is missing or its bytes are no zstd
 */
export async function unpack({ ports }: { ports: Ports }, name: string, sink: Writable): Promise<Stored> {
  const source = await ports.containers('backups').read(name);
  if (!source) throw new Error(`${name} is missing.`);
  const stored = meter();
  const raw = meter();
  await pipeline(source, stored, createZstdDecompress(), raw, sink);
  return { raw: raw.result(), stored: stored.result() };
}

/** The lines of a blob of a backup, one after the other. */
export async function* linesOf(base: { ports: Ports }, name: string): AsyncGenerator<string> {
  const text = new PassThrough();
  const reading = unpack(base, name, text).catch((error: unknown) => void text.destroy(error as Error)); // always an Error
  for await (const line of createInterface({ input: text, crlfDelay: Infinity })) yield line;
  await reading;
}
