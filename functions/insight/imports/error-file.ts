// The rows that were not taken, as a file to mend and bring once more: the person's own columns and one that says what is wrong.
import { Readable } from 'node:stream';
import { words } from '../../../shared/messages/index.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { byteOrderMark, csvLines, harmless } from '../exports/csv.ts';
import { chunked, readingOf } from './chunks.ts';
import type { TypedRow } from './kind.ts';
import { errorFileKey } from './staged.ts';
import { listErrors, type ImportRow } from './store.ts';

const rowsMax = 50_000;

/** Decimals as the file writes them, so that it is read again as it was. */
function cellText(cell: string | number, decimal: string): string {
  return typeof cell === 'number' ? String(cell).replace('.', decimal) : harmless(cell);
}

/** Writes the file, or none when every row was good. All rows of an invoice stand in it as soon as one of them is wrong. */
export async function writeErrorFile(ctx: Context, person: Context, tenantId: string, row: ImportRow): Promise<void> {
  const [found] = await flush(person, [listErrors(row.id, 0, rowsMax)]);
  const key = errorFileKey(tenantId, row.id);
  if (found.length === 0) return ctx.ports.blobs.remove(key);
  const reasons = new Map(
    found.map((one) => [
      one.row,
      one.errors.map(({ header, detail }) => (header ? `${header}: ${detail}` : detail)).join(' '),
    ]),
  );
  const { reading } = await readingOf(person, row.id, ctx.clock());
  const delimiter = row.language === 'tr' ? ';' : ',';
  const line = ({ row: number, cells }: TypedRow) => [
    ...row.headers.map((_, place) => cellText(cells[place] ?? '', row.options.decimal)),
    reasons.get(number) ?? '',
  ];
  async function* pieces() {
    const head = [...row.headers.map(harmless), words(row.language, 'export.reason')];
    yield Buffer.from(byteOrderMark + csvLines([head], delimiter));
    const fromTheStart = { reading, row: { ...row, processedCount: 0 } };
    for await (const { groups } of chunked(ctx, tenantId, fromTheStart)) {
      const wrong = groups.filter((group) => group.some((one) => reasons.has(one.row)));
      if (wrong.length > 0)
        yield Buffer.from(
          csvLines(
            wrong.flatMap((group) => group.map(line)),
            delimiter,
          ),
        );
    }
  }
  await ctx.ports.containers('files').write(key, Readable.from(pieces(), { objectMode: false }), 'text/csv');
}
