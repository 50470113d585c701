// The rows of an import in chunks that fit a transaction, rows of one document kept together.
import type { ImportSubject } from '../../../shared/tables/index.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import type { Context } from '../../platform/context.ts';
import { flush, one } from '../../platform/flush.ts';
import { breathe } from './acting.ts';
import { columnsFor, ownFieldsOf } from './columns.ts';
import { clientKind } from './kind-clients.ts';
import { invoiceKind } from './kind-invoices.ts';
import { openingKind } from './kind-openings.ts';
import { productKind } from './kind-products.ts';
import { typeRow, type Kind, type Reading, type TypedRow } from './kind.ts';
import { stagedRows } from './staged.ts';
import { getImport, type ImportRow } from './store.ts';

const chunkRows = 200;
/** An invoice of more rows than this is none of ours. */
const groupRowsMax = 500;

export const kinds: Record<ImportSubject, Kind> = {
  clients: clientKind,
  products: productKind,
  invoices: invoiceKind,
  openings: openingKind,
};

/** `end` is how many rows of the file are behind it. */
export type Chunk = { groups: TypedRow[][]; end: number };

/** The import and how its rows are to be read. */
export async function readingOf(person: Context, id: string, at: Date): Promise<{ reading: Reading; row: ImportRow }> {
  const [rows, tenants, clientFields, productFields] = await flush(person, [
    getImport(id),
    ownTenant(),
    ownFieldsOf('clients'),
    ownFieldsOf('products'),
  ]);
  const row = one(rows);
  const fields = (row.subject === 'products' ? productFields : clientFields).filter(
    ({ archivedAt }) => archivedAt === null,
  );
  const columns = columnsFor(row.subject, fields);
  const reading: Reading = {
    tenant: one(tenants),
    options: row.options,
    language: row.language,
    at,
    headers: row.headers,
    columns: row.mapping.map((key) => columns.find((column) => column.key === key) ?? null),
    fields,
    seen: new Map(),
  };
  return { reading, row };
}

/** Rows of one invoice stand below each other; everything else is a group of its own. */
function belongs(group: readonly TypedRow[], row: TypedRow, subject: ImportSubject): boolean {
  if (subject !== 'invoices' || group.length >= groupRowsMax) return false;
  const number = row.values['number'];
  return typeof number === 'string' && number === group[0]?.values['number'];
}

type Work = { reading: Reading; row: Pick<ImportRow, 'id' | 'subject' | 'processedCount'> };

/** Chunks from where the import stands, read as they are needed. */
export async function* chunked(ctx: Context, tenantId: string, { reading, row }: Work): AsyncGenerator<Chunk> {
  let groups: TypedRow[][] = [];
  let count = 0;
  let end = row.processedCount;
  for await (const raw of stagedRows(ctx, tenantId, row.id, row.processedCount)) {
    const typed = typeRow(reading, raw);
    const last = groups.at(-1);
    if (last && belongs(last, typed, row.subject)) last.push(typed);
    else {
      if (count >= chunkRows) {
        yield { groups, end };
        groups = [];
        count = 0;
      }
      groups.push([typed]);
    }
    count += 1;
    end += 1;
    if (count % 50 === 0) await breathe();
  }
  if (groups.length > 0) yield { groups, end };
}
