// A zip that is written while it is made: one entry after the other goes through, and nothing of it is held.
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { meter, type Measured } from '../backups/meter.ts';

export type Zip = {
  /** Puts a stream into the zip and answers, when it has gone through, how much it was. */
  add(path: string, source: Readable, isPacked?: boolean): Promise<Measured>;
  /** Ends it all: whoever fills and whoever writes hear the reason. */
  stop(reason: Error): void;
  /** Lines of the entry that is going through. */
  linesNow(): number;
};

/** Rows of JSON shrink tenfold at the lowest level already, and a higher one costs more time than the database. */
const compressionLevel = 1;

/**
 * @param write takes the zip as it comes, and ends when all of it is kept
 * @param fill puts the entries in; what it throws ends the writing
 * @returns the size of the zip
 */
export async function zipped(
  { write, at }: { write: (bytes: Readable) => Promise<void>; at: Date },
  fill: (zip: Zip) => Promise<void>,
): Promise<number> {
  const zip = new ZipFile();
  const total = meter();
  const stopping = new AbortController();
  const fail = (error: unknown) => {
    stopping.abort(error);
    total.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  zip.on('error', fail);
  // Whoever writes hears of it too; without an ear of ours the process would end.
  total.on('error', () => undefined);
  zip.outputStream.pipe(total);
  let current = meter();
  const add: Zip['add'] = async (path, source, isPacked = false) => {
    const measured = (current = meter());
    const options = { mtime: at, compressionLevel: isPacked ? 0 : compressionLevel };
    zip.addReadStreamLazy(path, options, (use) => use(null, measured));
    await pipeline(source, measured, { signal: stopping.signal });
    return measured.result();
  };
  const filling = fill({ add, stop: fail, linesNow: () => current.result().lineCount }).then(() => zip.end());
  await Promise.all([write(total).catch(failing(fail)), filling.catch(failing(fail))]);
  return total.result().byteCount;
}

function failing(fail: (error: unknown) => void) {
  return (error: unknown): never => {
    fail(error);
    throw error;
  };
}
