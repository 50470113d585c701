// What a backup says of itself: the file that is written last, and that everything else is checked against.
import * as z from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Count = z.int().min(0);

export const TableEntry = z.strictObject({
  name: z.string(),
  /** As they stand in the file; generated columns are left out. */
  columns: z.array(z.string()),
  /** The blob that holds the rows: PostgreSQL's text format, compressed with zstd. */
  file: z.string(),
  rowCount: Count,
  byteCount: Count,
  /** Of the rows before compression, in the order of the file. */
  sha256: Sha256,
  storedByteCount: Count,
  /** Of the blob as it lies in the store. */
  storedSha256: Sha256,
});
export type TableEntry = z.infer<typeof TableEntry>;

/** Files of tenants: a list of names, one a line, each kept as a copy in the container `backup-files`. */
export const FilesEntry = z.strictObject({
  file: z.string(),
  fileCount: Count,
  byteCount: Count,
  storedByteCount: Count,
  storedSha256: Sha256,
});
export type FilesEntry = z.infer<typeof FilesEntry>;

/** The statements that make an empty database which can take the rows, and those that check them once they are in. */
export const Schema = z.strictObject({ before: z.array(z.string()), after: z.array(z.string()) });
export type Schema = z.infer<typeof Schema>;

export const Manifest = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  startedAt: z.string(),
  finishedAt: z.string(),
  serverVersion: z.string(),
  /** The last migration that had run: a restore needs a schema of the same state. */
  migration: z.string(),
  schema: Schema,
  tables: z.array(TableEntry),
  files: FilesEntry,
});
export type Manifest = z.infer<typeof Manifest>;

/** `2026-11-25T010000Z`: sorts by time, and is a name in every store. */
export const nameOf = (at: Date): string =>
  at
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '');

/** The instant that a name was made of. */
export function instantOf(name: string): Date {
  return new Date(name.replace(/T(\d\d)(\d\d)(\d\d)Z$/, 'T$1:$2:$3Z'));
}

export const manifestOf = (name: string): string => `${name}/manifest.json`;
