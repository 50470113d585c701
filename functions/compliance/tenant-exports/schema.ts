// The JSON Schema of an export: one definition for the rows of each table, made from the columns of the database.
import { isText, peopleTable, type Column, type ExportedTable } from './tables.ts';

/** Raised when a file of an older version can no longer be read. */
export const exportVersion = 1;
export const exportFormat = 'crmfex-export';

type Shape = Record<string, unknown>;

const shapes: Record<string, Shape> = {
  uuid: { type: 'string', format: 'uuid' },
  'timestamp with time zone': { type: 'string', format: 'date-time' },
  date: { type: 'string', format: 'date' },
  integer: { type: 'integer' },
  smallint: { type: 'integer' },
  boolean: { type: 'boolean' },
  bytea: { type: 'string', pattern: '^\\\\x([0-9a-f]{2})*$' },
  bigint: { type: 'string', pattern: '^-?[0-9]+$' },
  xid8: { type: 'string', pattern: '^[0-9]+$' },
  numeric: { type: 'string', pattern: '^-?[0-9]+(\\.[0-9]+)?$' },
  text: { type: 'string' },
  jsonb: {},
};

function shapeOf(column: Column): Shape {
  const shape = shapes[column.type] ?? (isText(column) ? { type: 'string' } : {});
  return column.isNullable && shape['type'] ? { ...shape, type: [shape['type'], 'null'] } : shape;
}

/** The shape of one line of a table. */
export function rowShapeOf({ columns }: ExportedTable): Shape {
  return {
    type: 'object',
    additionalProperties: false,
    required: columns.map(({ name }) => name),
    properties: Object.fromEntries(columns.map((column) => [column.name, shapeOf(column)])),
  };
}

const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const count = { type: 'integer', minimum: 0 };
const listing = {
  type: 'object',
  additionalProperties: false,
  required: ['path', 'bytes', 'sha256'],
  properties: { path: { type: 'string' }, table: { type: 'string' }, rows: count, bytes: count, sha256 },
};

const manifest = {
  type: 'object',
  additionalProperties: false,
  required: ['format', 'version', 'generated_at', 'migration', 'tenant_id', 'tenant_name', 'counts', 'files'],
  properties: {
    format: { const: exportFormat },
    version: { const: exportVersion },
    generated_at: { type: 'string', format: 'date-time' },
    migration: { type: 'string' },
    tenant_id: { type: 'string', format: 'uuid' },
    tenant_name: { type: 'string' },
    counts: {
      type: 'object',
      additionalProperties: false,
      required: ['tables', 'rows', 'files', 'activity'],
      properties: { tables: count, rows: count, files: count, activity: count },
    },
    files: { type: 'array', items: listing },
  },
};

/** An entry of the thirty-day activity log. */
const activity = {
  type: 'object',
  required: ['id', 'at', 'kind'],
  properties: { id: shapes['uuid'], at: shapes['timestamp with time zone'], kind: { type: 'string' } },
};

/** `#/$defs/manifest`, `#/$defs/activity_log`, and `#/$defs/<table>` for each line of `tables/<table>.jsonl`. */
export function exportSchema(tables: readonly ExportedTable[]): Shape {
  const rows = [...tables, peopleTable].map((table) => [table.name, rowShapeOf(table)] as const);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Export of a business from crmFEX',
    description:
      'manifest.json names every file with its size and SHA-256. tables/<table>.jsonl holds one row of JSON a line; whole numbers of 64 bits and decimals are strings. Amounts end in _minor and are in hundredths. files/ holds the files as they are.',
    $ref: '#/$defs/manifest',
    $defs: { manifest, activity_log: activity, ...Object.fromEntries(rows) },
  };
}
