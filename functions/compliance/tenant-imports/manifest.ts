// What an export says of itself, read and believed only as far as the file bears it out.
import * as z from 'zod';
import { exportFormat, exportVersion } from '../tenant-exports/schema.ts';
import type { ZipReader } from './read-zip.ts';
import { Refusal } from './refusal.ts';

const Count = z.int().min(0);
const Listing = z.strictObject({
  path: z.string().max(900),
  table: z.string().max(63).optional(),
  rows: Count.optional(),
  bytes: Count,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Listing = z.infer<typeof Listing>;

const Manifest = z.strictObject({
  format: z.literal(exportFormat),
  version: z.literal(exportVersion),
  generated_at: z.iso.datetime(),
  migration: z.string().max(200),
  tenant_id: z.uuid(),
  tenant_name: z.string().min(1).max(200),
  counts: z.strictObject({ tables: Count, rows: Count, files: Count, activity: Count }),
  files: z.array(Listing),
});
export type Manifest = z.infer<typeof Manifest>;

export const manifestPath = 'manifest.json';
/**
 * Rows that come in within the five minutes of `functionTimeout`, with a third of them to spare: a million took 97 s. All of them are one
 * transaction, so that more would be cut off and begin again from nothing.
 */
export const importRowsMax = 2_000_000;
/** A listing of two hundred thousand files. */
const manifestBytesMax = 64 * 1024 ** 2;

/** Names as our own exports make them; anything that leads elsewhere is none. */
const pathOf = {
  table: /^tables\/[a-z_]+\.jsonl$/,
  file: /^files\/[\w-][\w.-]*(\/[\w-][\w.-]*)*$/,
  own: new Set(['schema.json', 'activity.jsonl']),
};
const isOurs = (path: string) => pathOf.table.test(path) || pathOf.file.test(path) || pathOf.own.has(path);

const Told = z.object({ format: z.unknown(), version: z.unknown() });

function parsed(text: string): Manifest {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    throw new Refusal('manifest');
  }
  const told = Told.safeParse(raw);
  if (told.data?.format !== exportFormat) throw new Refusal('format');
  if (told.data.version !== exportVersion) throw new Refusal('version', { known: exportVersion });
  const manifest = Manifest.safeParse(raw);
  if (!manifest.success) throw new Refusal('manifest');
  return manifest.data;
}

/**
 * Reads the manifest and holds it against the zip's table of contents: the same files, of the same sizes, under names of ours,
 * and no more rows than can be brought in.
 * @throws Refusal with what does not fit
 */
export async function readManifest(zip: ZipReader): Promise<Manifest> {
  if (!zip.sizes.has(manifestPath)) throw new Refusal('format');
  const manifest = parsed(await zip.text(manifestPath, manifestBytesMax));
  const rows = manifest.files.reduce((sum, { rows = 0 }) => sum + rows, 0);
  if (rows > importRowsMax) throw new Refusal('tooManyRows', { rows, max: importRowsMax });
  const listed = new Set<string>([manifestPath]);
  for (const { path, bytes, table } of manifest.files) {
    const isNamedRight = isOurs(path) && (table === undefined || path === `tables/${table}.jsonl`);
    if (!isNamedRight || listed.has(path)) throw new Refusal('fileName', { path });
    listed.add(path);
    const size = zip.sizes.get(path);
    if (size === undefined) throw new Refusal('missing', { path });
    if (size !== bytes) throw new Refusal('hash', { path });
  }
  for (const path of zip.sizes.keys()) if (!listed.has(path)) throw new Refusal('fileName', { path });
  for (const path of pathOf.own) if (!listed.has(path)) throw new Refusal('missing', { path });
  return manifest;
}

/** Every byte of a file must be the one that was exported. */
export function holdAgainst({ path, sha256 }: Listing, measured: { sha256: string }): void {
  if (measured.sha256 !== sha256) throw new Refusal('hash', { path });
}
