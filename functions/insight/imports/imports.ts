// Imports as a person handles them: announced, mapped, checked, run, looked at, taken back or thrown away.
import {
  ImportSource,
  type Import,
  type ImportCreate,
  type ImportMap,
  type ImportRowError,
} from '../../../shared/imports.ts';
import { newId } from '../../../shared/ids.ts';
import { words } from '../../../shared/messages/index.ts';
import { Problem, type FieldProblem } from '../../../shared/problem.ts';
import type { Column } from '../../../shared/tables/column.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { enqueue, type Message } from '../../platform/outbox.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { columnsFor, ownFieldsOf } from './columns.ts';
import { headersHash } from './arrival.ts';
import { ImportCheck, ImportRead, ImportRun, ImportUndo } from './messages.ts';
import { arrivalKey, errorFileKey, removeFiles } from './staged.ts';
import * as store from './store.ts';

nameConstraints({ imports_pkey: { key: 'import.exists' } });

const uploadMinutes = 30;
const errorsMax = 200;

function shown(ctx: Context, { tenantId: _, language: __, source, refusal, ...row }: store.ImportRow): Import {
  const known = ImportSource.safeParse(source);
  return { ...row, source: known.success ? known.data : null, refusal: refusal && words(ctx.language, refusal) };
}

export async function listImports(ctx: Context): Promise<Import[]> {
  const [rows] = await flush(ctx, [store.listImports()]);
  return rows.map((row) => shown(ctx, row));
}

export async function getImport(ctx: Context, id: string): Promise<Import> {
  const [rows] = await flush(ctx, [store.getImport(id)]);
  return shown(ctx, one(rows));
}

/** Announces a table; its bytes go straight to the store, and `read` says that they are there. */
export async function createImport(ctx: Context, { id = newId(), ...typed }: ImportCreate) {
  const options = { existing: 'skip', decimal: ',', dates: 'dayFirst' } as const;
  const insert = store.insertImport({ id, ...typed, options, language: ctx.language }, ctx.clock());
  const [, tenants] = await flush(ctx, insert);
  const key = arrivalKey(one(tenants).tenantId, id);
  return { fileId: id, uploadUrl: await ctx.ports.uploads.link(key, uploadMinutes) };
}

type Body = { importId: string };
type Move = {
  from: readonly Import['state'][];
  to: Import['state'];
  message: Message<Body>;
  change?: (row: store.ImportRow, columns: Column[]) => store.ImportChange;
  also?: (row: store.ImportRow) => Parameters<typeof flush>[1];
};

/** Moves an import on and asks the job for what follows; pressing twice is pressing once. */
async function move(ctx: Context, id: string, { from, to, message, change, also }: Move): Promise<Import> {
  return inTenant(ctx, async (tx) => {
    const [rows, clientFields, productFields] = await tx.read([
      store.getImport(id, 'for update'),
      ownFieldsOf('clients'),
      ownFieldsOf('products'),
    ]);
    const row = one(rows);
    const columns = columnsFor(row.subject, row.subject === 'products' ? productFields : clientFields);
    if (row.state === to) return shown(ctx, row);
    if (!from.includes(row.state)) throw new Problem('conflict', 'import.state');
    const changed = { state: to, language: ctx.language, refusal: null, ...change?.(row, columns) };
    tx.write(store.changeImport(id, changed, true), ...(also?.(row) ?? []), enqueue(ctx, message, { importId: id }));
    const [after] = await tx.commit([store.getImport(id)]);
    return shown(ctx, one(after));
  });
}

/** @throws Problem `conflict` when the table was read already */
export const readImport = (ctx: Context, id: string): Promise<Import> =>
  move(ctx, id, { from: ['uploading', 'refused'], to: 'reading', message: ImportRead });

function checkMapping(
  columns: readonly Column[],
  { headers }: store.ImportRow,
  { mapping }: ImportMap,
  ctx: Context,
): void {
  const problems: FieldProblem[] = [];
  if (mapping.length !== headers.length) problems.push({ pointer: '#/mapping', key: 'import.columnCount' });
  for (const [place, key] of mapping.entries()) {
    const pointer = `#/mapping/${place}`;
    const column = columns.find((one) => one.key === key);
    if (key === null) continue;
    if (!column) problems.push({ pointer, key: 'import.unknownColumn' });
    else if (mapping.indexOf(key) !== place)
      problems.push({ pointer, key: 'import.columnTwice', parameters: { column: column.names[ctx.language] } });
  }
  for (const { key, isRequired, names } of columns) {
    if (isRequired && !mapping.includes(key))
      problems.push({ pointer: '#/mapping', key: 'import.columnMissing', parameters: { column: names[ctx.language] } });
  }
  if (problems.length > 0) throw new Problem('invalid', 'invalid', {}, problems);
}

const noCounts = { createdCount: 0, updatedCount: 0, skippedCount: 0, failedCount: 0, processedCount: 0 };

/**
 * Says what the columns mean; what was said is remembered for the next file with the same headers.
 * @throws Problem `invalid` with a pointer per column, `conflict` when it is too late
 */
export const mapImport = (ctx: Context, id: string, given: ImportMap): Promise<Import> =>
  move(ctx, id, {
    from: ['mapping', 'checked'],
    to: 'checking',
    message: ImportCheck,
    change: (row, columns) => {
      checkMapping(columns, row, given, ctx);
      return { ...given, ...noCounts, preview: [] };
    },
    also: ({ subject, headers }) => [store.keepMapping(subject, headersHash(headers), given)],
  });

/** @throws Problem `conflict` when rows are wrong and none is to be left out, or when nothing would happen */
export const startImport = (ctx: Context, id: string, wrongRows: 'leaveOut' | 'refuse'): Promise<Import> =>
  move(ctx, id, {
    from: ['checked', 'done'],
    to: 'running',
    message: ImportRun,
    change: (row) => {
      // What was cut off goes on; what is done is done.
      if (row.state === 'done') {
        if (row.processedCount >= row.rowCount) throw new Problem('conflict', 'import.state');
        return {};
      }
      if (wrongRows === 'refuse' && row.failedCount > 0) throw new Problem('conflict', 'import.hasErrors');
      if (row.createdCount + row.updatedCount === 0) throw new Problem('conflict', 'import.nothing');
      return noCounts;
    },
  });

/** @throws Problem `conflict` when there is nothing to take back */
export const undoImport = (ctx: Context, id: string): Promise<Import> =>
  move(ctx, id, { from: ['done'], to: 'undoing', message: ImportUndo });

/** A page of rows that were not taken, or not taken back. */
export async function listImportErrors(ctx: Context, id: string, after: number): Promise<ImportRowError[]> {
  const [imports, rows] = await flush(ctx, [store.getImport(id), store.listErrors(id, after, errorsMax)]);
  one(imports);
  return rows;
}

/** @throws Problem `notFound` when every row was good */
export async function errorFileLink(ctx: Context, id: string): Promise<string> {
  const [rows] = await flush(ctx, [store.getImport(id)]);
  const { tenantId, failedCount, fileName } = one(rows);
  if (failedCount === 0) throw new Problem('notFound');
  const name = fileName.replace(/\.\w+$/, '');
  const ending = ctx.language === 'tr' ? 'hatalar' : 'errors';
  const options = {
    fileName: `${name}-${ending}.csv`,
    contentType: 'text/csv',
    minutes: 5,
    disposition: 'attachment' as const,
  };
  return ctx.ports.blobs.link(errorFileKey(tenantId, id), options);
}

/** @throws Problem `conflict` once anything has been brought in: then it is taken back instead */
export async function removeImport(ctx: Context, id: string): Promise<void> {
  const tenantId = await inTenant(ctx, async (tx) => {
    const [rows] = await tx.read([store.getImport(id, 'for update')]);
    const row = one(rows);
    if (['running', 'done', 'undoing', 'undone'].includes(row.state)) throw new Problem('conflict', 'import.state');
    tx.write(
      store.removeImport(id),
      audit(ctx, 'table.discarded', { subjectKind: 'import', subjectId: id, detail: { name: row.fileName } }),
    );
    return row.tenantId;
  });
  await removeFiles(ctx, tenantId, id);
}
