// The table between its stages: one JSON array per line, the row's number first, so that every later look at it is a plain stream.
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import * as z from 'zod';
import type { Context } from '../../platform/context.ts';
import type { RawRow } from './refusal.ts';

export const arrivalKey = (tenantId: string, id: string) => `${tenantId}/imports/${id}`;
const stagedKey = (tenantId: string, id: string) => `${tenantId}/imports/${id}/rows.ndjson`;
export const errorFileKey = (tenantId: string, id: string) => `${tenantId}/imports/${id}/errors.csv`;

const Line = z.tuple([z.int()], z.union([z.string(), z.number()]));

/** Writes rows as they come. */
export async function stage(ctx: Context, tenantId: string, id: string, rows: AsyncIterable<RawRow>): Promise<void> {
  async function* lines() {
    let piece = '';
    for await (const { row, cells } of rows) {
      piece += `${JSON.stringify([row, ...cells])}\n`;
      if (piece.length < 65_536) continue;
      yield Buffer.from(piece);
      piece = '';
    }
    yield Buffer.from(piece);
  }
  const stream = Readable.from(lines(), { objectMode: false });
  await ctx.ports.containers('files').write(stagedKey(tenantId, id), stream, 'application/x-ndjson');
}

/** The rows behind the first `skip`, as they were written. */
export async function* stagedRows(ctx: Context, tenantId: string, id: string, skip = 0): AsyncGenerator<RawRow> {
  const stream = await ctx.ports.containers('files').read(stagedKey(tenantId, id));
  if (!stream) throw new Error('The table of this import is gone.');
  let place = 0;
  try {
    for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
      place += 1;
      if (place <= skip || line === '') continue;
      const [row, ...cells] = Line.parse(JSON.parse(line));
      yield { row, cells };
    }
  } finally {
    stream.destroy();
  }
}

/** Everything that an import keeps outside the database. */
export async function removeFiles(ctx: Context, tenantId: string, id: string): Promise<void> {
  await ctx.ports.uploads.remove(arrivalKey(tenantId, id));
  await ctx.ports.blobs.remove(stagedKey(tenantId, id));
  await ctx.ports.blobs.remove(errorFileKey(tenantId, id));
}
