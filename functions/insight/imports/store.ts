// SQL of imports, their rows and the meanings of columns that were given before.
import * as z from 'zod';
import { Import, ImportMap, ImportRowError, ImportSource } from '../../../shared/imports.ts';
import { Language } from '../../../shared/fields.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';

export type RowError = ImportRowError['errors'][number];

const Row = Import.omit({ source: true, options: true }).extend({
  source: z.union([ImportSource, z.strictObject({})]),
  options: ImportMap.shape.options,
  tenantId: z.uuid(),
  language: Language,
});
export type ImportRow = z.infer<typeof Row>;

const columns = `i.tenant_id, i.id, i.subject, i.file_name, i.size_bytes, i.state, i.refusal, i.source, i.headers, i.sample, i.row_count,
  i.mapping, i.options, i.preview, i.processed_count, i.created_count, i.updated_count, i.skipped_count, i.failed_count,
  i.undone_count, i.kept_count, app.actor_name(i.created_by) as created_by_name, i.created_at, i.finished_at, i.language`;
const from = 'imports i';

export const getImport = (id: string, lock: '' | 'for update' = ''): Statement<ImportRow> =>
  query(Row, `select ${columns} from ${from} where i.id = $1 ${lock ? 'for no key update of i' : ''}`, [id]);

/** Without their samples and previews, which only the import's own page shows. */
export const listImports = (): Statement<ImportRow> =>
  query(
    Row,
    `select ${columns.replace('i.sample', `'[]'::jsonb as sample`).replace('i.preview', `'[]'::jsonb as preview`)}
     from ${from} where i.state <> 'uploading' order by i.created_at desc, i.id limit 100`,
  );

const selectTenantId = () => query(z.strictObject({ tenantId: z.uuid() }), 'select app.tenant_id() as tenant_id');

export type NewImport = Pick<Import, 'id' | 'subject' | 'fileName' | 'sizeBytes' | 'options'> & { language: Language };

export const insertImport = ({ id, subject, fileName, sizeBytes, options, language }: NewImport, at: Date) =>
  [
    command(
      `insert into imports (id, subject, file_name, size_bytes, options, language, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $7)`,
      [id, subject, fileName, sizeBytes, json(options), language, at],
    ),
    selectTenantId(),
  ] as const;

export type ImportChange = Partial<
  Omit<ImportRow, 'tenantId' | 'id' | 'createdByName' | 'createdAt' | 'subject' | 'fileName' | 'sizeBytes'>
>;
const jsonFields = new Set(['source', 'headers', 'sample', 'mapping', 'options', 'preview']);
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** @param byPerson whoever asks is the one for whom jobs act from now on */
export function changeImport(id: string, change: ImportChange, byPerson = false): Statement<never> {
  const entries = Object.entries(change);
  const sets = entries.map(([name], place) => `${snake(name)} = $${place + 2}`);
  if (byPerson) sets.push('acted_by = app.user_id()');
  const values = entries.map(([name, value]) => (jsonFields.has(name) ? json(value) : value));
  return command(`update imports set ${[...sets, 'updated_at = now()'].join(', ')} where id = $1`, [id, ...values]);
}

export type Tally = Record<'created' | 'updated' | 'skipped' | 'failed', number>;

/** Counts on, and says how far the run is. */
export const advance = (id: string, processed: number, tally: Tally): Statement<never> =>
  command(
    `update imports set processed_count = $2, created_count = created_count + $3, updated_count = updated_count + $4,
       skipped_count = skipped_count + $5, failed_count = failed_count + $6, updated_at = now() where id = $1`,
    [id, processed, tally.created, tally.updated, tally.skipped, tally.failed],
  );

export type OutcomeRow = {
  rowNumber: number;
  part: 0 | 1;
  outcome: 'created' | 'updated' | 'failed';
  recordKind: 'client' | 'product' | 'invoice' | 'payment' | null;
  recordId: string | null;
  errors: RowError[];
  before: Record<string, unknown> | null;
  versionAfter: number | null;
};

export function insertRows(importId: string, rows: readonly OutcomeRow[]): Statement<never> {
  const records = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value])),
  );
  return command(
    `insert into import_rows (import_id, row_number, part, outcome, record_kind, record_id, errors, before, version_after)
     select $1, row_number, part, outcome, record_kind, record_id, errors, before, version_after
     from jsonb_populate_recordset(null::import_rows, $2::jsonb)`,
    [importId, json(records)],
  );
}

export const clearRows = (importId: string): Statement<never> =>
  command('delete from import_rows where import_id = $1', [importId]);

const ErrorRow = z.strictObject({ row: z.int(), errors: ImportRowError.shape.errors });

/** Failed rows and those that were kept, in the file's order. */
export const listErrors = (importId: string, after: number, limit: number): Statement<z.infer<typeof ErrorRow>> =>
  query(
    ErrorRow,
    `select row_number as row, errors from import_rows
     where import_id = $1 and outcome in ('failed', 'kept') and row_number > $2 order by row_number limit $3`,
    [importId, after, limit],
  );

const MadeRow = z.strictObject({
  rowNumber: z.int(),
  part: z.int(),
  outcome: z.enum(['created', 'updated']),
  recordKind: z.enum(['client', 'product', 'invoice', 'payment']),
  recordId: z.uuid(),
  before: z.record(z.string(), z.unknown()).nullable(),
  versionAfter: z.int().nullable(),
});
export type MadeRow = z.infer<typeof MadeRow>;

/** What is still to be taken back, the last first: a record that was made and then filled in goes back in that order. */
export const listMade = (importId: string, limit: number): Statement<MadeRow> =>
  query(
    MadeRow,
    `select row_number, part, outcome, record_kind, record_id, before, version_after from import_rows
     where import_id = $1 and outcome in ('created', 'updated') order by row_number desc, part limit $2 for update`,
    [importId, limit],
  );

export type Settled = { rowNumber: number; part: number; outcome: 'undone' | 'kept'; errors: RowError[] };

export const settleRows = (importId: string, rows: readonly Settled[]): Statement<never> =>
  command(
    `update import_rows r set outcome = s.outcome, errors = s.errors
     from jsonb_to_recordset($2::jsonb) as s("rowNumber" int, part int, outcome text, errors jsonb)
     where r.import_id = $1 and r.row_number = s."rowNumber" and r.part = s.part`,
    [importId, json(rows)],
  );

/** A record that was brought back is again what an earlier row left behind, whichever import that was of: only its version is another. */
export const followVersion = (recordId: string, before: number, now: number): Statement<never> =>
  command('update import_rows set version_after = $3 where record_id = $1 and version_after = $2', [
    recordId,
    before,
    now,
  ]);

export const countUndone = (importId: string, undone: number, kept: number): Statement<never> =>
  command(
    `update imports set undone_count = undone_count + $2, kept_count = kept_count + $3, updated_at = now() where id = $1`,
    [importId, undone, kept],
  );

export const findMapping = (subject: string, hash: Uint8Array): Statement<z.infer<typeof ImportMap>> =>
  query(ImportMap, 'select mapping, options from import_mappings where subject = $1 and headers_hash = $2', [
    subject,
    hash,
  ]);

export const keepMapping = (subject: string, hash: Uint8Array, { mapping, options }: ImportMap): Statement<never> =>
  command(
    `insert into import_mappings (subject, headers_hash, mapping, options) values ($1, $2, $3, $4)
     on conflict (tenant_id, subject, headers_hash)
       do update set mapping = excluded.mapping, options = excluded.options, updated_at = now()`,
    [subject, hash, json(mapping), json(options)],
  );

export const removeImport = (id: string): Statement<{ id: string }> =>
  query(z.strictObject({ id: z.uuid() }), 'delete from imports where id = $1 returning id', [id]);

const Old = z.strictObject({ id: z.uuid() });

/** As `gate.tenants_with_old_imports` finds them. */
export const listOld = (): Statement<z.infer<typeof Old>> =>
  query(
    Old,
    `select i.id from imports i
     where (i.state in ('uploading', 'reading', 'refused', 'mapping', 'checking', 'checked') and i.updated_at < now() - interval '3 days')
       or i.created_at < now() - interval '90 days' limit 200`,
  );
