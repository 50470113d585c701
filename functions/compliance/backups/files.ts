// Files of tenants in a backup: a list of what is there, and one copy of each version, made by the store itself and only once.
import { PassThrough } from 'node:stream';
import type { Listed } from '../../integrations/blobs/port.ts';
import type { ScheduleContext } from '../../platform/jobs.ts';
import type { FilesEntry } from './manifest.ts';
import { follow, namesOf } from './sorted.ts';
import { store } from './streams.ts';

const batchSize = 16;

// The exclamation mark sorts before every sign of a key, so that copies stand in the order of their files.
export const copyNameOf = ({ name, etag }: Pick<Listed, 'name' | 'etag'>): string => `${name}!${etag}`;
export const fileNameOf = (copyName: string): string => copyName.slice(0, copyName.lastIndexOf('!'));

type Found = { file: Listed; isCopied: boolean };

/** Each file, and whether its version has a copy. */
async function* compared(files: AsyncIterable<Listed>, copies: AsyncIterable<Listed>): AsyncGenerator<Found> {
  const copied = follow(namesOf(copies));
  for await (const file of files) yield { file, isCopied: await copied.has(copyNameOf(file)) };
}

async function* batches<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Copies what is new and writes the list of all. A file that is removed meanwhile is no part of the backup. */
export async function copyFiles(base: ScheduleContext, backup: string): Promise<FilesEntry> {
  const file = `${backup}/files.txt.zst`;
  const totals = { fileCount: 0, byteCount: 0 };
  const lines = new PassThrough();
  const writing = writeList(base, lines, totals).catch((error: unknown) => {
    lines.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  });
  const [{ stored }] = await Promise.all([store(base, file, lines), writing]);
  return { file, ...totals, storedByteCount: stored.byteCount, storedSha256: stored.sha256 };
}

async function writeList(base: ScheduleContext, lines: PassThrough, totals: { fileCount: number; byteCount: number }) {
  const copies = base.ports.containers('backup-files');
  const copy = async ({ file, isCopied }: Found): Promise<Listed | null> =>
    isCopied || (await copies.copyFrom('files', file.name, copyNameOf(file))) ? file : null;
  const found = compared(base.ports.containers('files').list(), copies.list());
  for await (const batch of batches(found)) {
    const kept = (await Promise.all(batch.map(copy))).filter((file) => file !== null);
    totals.fileCount += kept.length;
    totals.byteCount += kept.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    const text = kept.map((file) => `${copyNameOf(file)}\n`).join('');
    if (!lines.write(text)) await new Promise((resolve) => lines.once('drain', resolve));
  }
  lines.end();
}
