// Which version of which blob a function has dealt with: kept on disk, so that a restart does not set every blob off again.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Receipts = z.record(z.string(), z.string());

export type BlobReceipts = {
  has(name: string, etag: string): boolean;
  add(name: string, etag: string): void;
  /** Forgets blobs that are no longer there; a name that comes back is new. */
  keepOnly(names: ReadonlySet<string>): void;
};

function read(file: string): Map<string, string> {
  try {
    return new Map(Object.entries(Receipts.parse(JSON.parse(readFileSync(file, 'utf8')))));
  } catch {
    // None yet, or the file was torn: blobs run again, which every blob function must bear.
    return new Map();
  }
}

/** One file per function below `stateDir`, replaced as a whole with each change. */
export function blobReceipts(stateDir: string, functionName: string): BlobReceipts {
  const dir = join(stateDir, 'blobs');
  const file = join(dir, `${encodeURIComponent(functionName)}.json`);
  mkdirSync(dir, { recursive: true });
  const etags = read(file);
  const write = (): void => {
    writeFileSync(`${file}.new`, JSON.stringify(Object.fromEntries(etags)));
    renameSync(`${file}.new`, file);
  };
  return {
    has: (name, etag) => etags.get(name) === etag,
    add: (name, etag) => {
      etags.set(name, etag);
      write();
    },
    keepOnly: (names) => {
      const gone = [...etags.keys()].filter((name) => !names.has(name));
      for (const name of gone) etags.delete(name);
      if (gone.length > 0) write();
    },
  };
}
