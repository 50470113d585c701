// The job that makes the file: pages of the list in, bytes out to the store, nothing held but what is on its way.
import { Readable, Transform } from 'node:stream';
import { exportRowsMax } from '../../../shared/exports.ts';
import { exportColumns, type ExportSubject } from '../../../shared/tables/index.ts';
import type { Column } from '../../../shared/tables/column.ts';
import { ownColumns } from '../../../shared/tables/own.ts';
import type { CustomField } from '../../../shared/custom-fields.ts';
import { customFieldStatements } from '../../crm/custom-fields/custom-fields.ts';
import type { Context } from '../../platform/context.ts';
import { flush } from '../../platform/flush.ts';
import { finish } from '../../platform/outbox.ts';
import { acting } from '../imports/acting.ts';
import { cellOf, csvCell } from './cells.ts';
import { byteOrderMark, csvLines } from './csv.ts';
import { exportRows, type Values } from './rows.ts';
import { countRows, getExport, listOld, removeExport, setFailed, setReady, type ExportRow } from './store.ts';
import { xlsxStream } from './xlsx.ts';

export const contentTypes = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export const exportKey = (tenantId: string, { id, format }: Pick<ExportRow, 'id' | 'format'>) =>
  `${tenantId}/exports/${id}.${format}`;

/** Every column that a file of this business may hold. */
export const columnsOf = (subject: ExportSubject, fields: readonly CustomField[]): Column[] => [
  ...exportColumns(subject),
  ...(subject === 'invoiceLines' ? [] : ownColumns(fields)),
];

const ownOf = { clients: 'client', products: 'product', invoices: 'invoice', invoiceLines: 'invoice' } as const;
export const fieldsOf = (subject: ExportSubject) => customFieldStatements.of(ownOf[subject]);

/** In the order that was asked for; all of them when nothing was. */
export function chosen(all: readonly Column[], keys: readonly string[]): Column[] {
  const byKey = new Map(all.map((column) => [column.key, column]));
  return keys.length === 0 ? [...all] : keys.flatMap((key) => byKey.get(key) ?? []);
}

type Made = { rowCount: number; sizeBytes: number };

async function* csvPieces(
  columns: readonly Column[],
  rows: AsyncIterable<Values[]>,
  { language, delimiter }: ExportRow,
) {
  yield Buffer.from(byteOrderMark + csvLines([columns.map(({ names }) => names[language])], delimiter));
  for await (const portion of rows) {
    const lines = portion.map((values) =>
      columns.map((column) => csvCell(column, cellOf(column, values[column.key], language), delimiter)),
    );
    if (lines.length > 0) yield Buffer.from(csvLines(lines, delimiter));
  }
}

async function write(
  ctx: Context,
  row: ExportRow,
  columns: readonly Column[],
  fields: readonly CustomField[],
): Promise<Made> {
  const made: Made = { rowCount: 0, sizeBytes: 0 };
  async function* counted() {
    for await (const portion of exportRows(acting(ctx), row, fields)) {
      if (made.rowCount >= exportRowsMax) return;
      made.rowCount += portion.length;
      yield portion;
      await flush(ctx, [countRows(row.id, made.rowCount)]);
    }
  }
  const file =
    row.format === 'csv'
      ? Readable.from(csvPieces(columns, counted(), row), { objectMode: false })
      : await xlsxStream(columns, counted(), row.language);
  const weighed = new Transform({
    transform(piece: Buffer, _, done) {
      made.sizeBytes += piece.length;
      done(null, piece);
    },
  });
  file.on('error', (error) => weighed.destroy(error));
  await ctx.ports.containers('files').write(exportKey(row.tenantId, row), file.pipe(weighed), contentTypes[row.format]);
  return made;
}

/** Makes the file once; a second run finds it ready. */
export async function makeExport(ctx: Context, { exportId }: { exportId: string }): Promise<void> {
  const [exports] = await flush(ctx, [getExport(exportId)]);
  const row = exports[0];
  if (row?.state === 'running') {
    const [fields] = await flush(acting(ctx), [fieldsOf(row.subject)]);
    const used = fields.filter(({ archivedAt }) => archivedAt === null);
    const columns = chosen(columnsOf(row.subject, used), row.columns);
    const { rowCount, sizeBytes } = await write(ctx, row, columns, used);
    await flush(ctx, [setReady(exportId, rowCount, sizeBytes, ctx.clock()), finish(ctx)]);
    return;
  }
  await flush(ctx, [finish(ctx)]);
}

export async function giveUpExport(ctx: Context, { exportId }: { exportId: string }): Promise<void> {
  await flush(ctx, [setFailed(exportId), finish(ctx)]);
}

/** Files are kept for a day. */
export async function sweepExports(ctx: Context): Promise<void> {
  if (ctx.caller.kind !== 'job') throw new Error('Only a job clears exports away.');
  const [old] = await flush(ctx, [listOld()]);
  for (const { id } of old) {
    for (const format of ['csv', 'xlsx'] as const)
      await ctx.ports.blobs.remove(exportKey(ctx.caller.tenantId, { id, format }));
    await flush(ctx, [removeExport(id)]);
  }
  await flush(ctx, [finish(ctx)]);
}
