// Exports as a person handles them: asked for, waited for, downloaded.
import type { Export, ExportCreate } from '../../../shared/exports.ts';
import { today } from '../../../shared/dates.ts';
import { newId } from '../../../shared/ids.ts';
import { Problem } from '../../../shared/problem.ts';
import { ownTenant } from '../../identity/tenants/tenants.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { flush, inTenant, one } from '../../platform/flush.ts';
import { enqueue } from '../../platform/outbox.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { columnsOf, contentTypes, exportKey, fieldsOf } from './make.ts';
import { ExportMake } from './messages.ts';
import { isFilter } from './rows.ts';
import { getExport as selectExport, insertExport, type ExportRow } from './store.ts';

nameConstraints({ exports_pkey: { key: 'export.exists' } });

const linkMinutes = 5;

const shown = ({ tenantId: _, delimiter: _d, language: _l, filter: _f, columns: _c, ...row }: ExportRow): Export => row;

/**
 * Asks for a file of what a list shows.
 * @throws Problem `invalid` for a filter or a column that is not there
 */
export async function createExport(ctx: Context, { id = newId(), ...asked }: ExportCreate): Promise<Export> {
  if (!isFilter(asked.subject, asked.filter)) {
    throw new Problem('invalid', 'invalid', {}, [{ pointer: '#/filter', key: 'export.filter' }]);
  }
  return inTenant(ctx, async (tx) => {
    const [fields] = await tx.read([fieldsOf(asked.subject)]);
    const keys = new Set(columnsOf(asked.subject, fields).map(({ key }) => key));
    const unknown = asked.columns.flatMap((key, place) =>
      keys.has(key) && asked.columns.indexOf(key) === place
        ? []
        : [{ pointer: `#/columns/${place}`, key: 'export.column' }],
    );
    if (unknown.length > 0) throw new Problem('invalid', 'invalid', {}, unknown);
    tx.write(
      audit(ctx, 'table.exported', {
        subjectKind: 'export',
        subjectId: id,
        detail: { subject: asked.subject, format: asked.format },
      }),
      enqueue(ctx, ExportMake, { exportId: id }),
    );
    const [rows] = await tx.commit([insertExport({ id, ...asked }, ctx.clock())]);
    return shown(one(rows));
  });
}

export async function getExport(ctx: Context, id: string): Promise<Export> {
  const [rows] = await flush(ctx, [selectExport(id)]);
  return shown(one(rows));
}

const fileNames = {
  clients: { tr: 'musteriler', en: 'clients' },
  products: { tr: 'urunler', en: 'products' },
  invoices: { tr: 'faturalar', en: 'invoices' },
  invoiceLines: { tr: 'fatura-kalemleri', en: 'invoice-lines' },
};

/** An address that reads the file for some minutes. @throws Problem `notFound` before it is ready */
export async function exportLink(ctx: Context, id: string): Promise<string> {
  const [rows, tenants] = await flush(ctx, [selectExport(id), ownTenant()]);
  const row = one(rows);
  if (row.state !== 'ready') throw new Problem('notFound');
  const day = today(one(tenants).timeZone, row.createdAt);
  const fileName = `${fileNames[row.subject][row.language]}-${day}.${row.format}`;
  const options = {
    fileName,
    contentType: contentTypes[row.format],
    minutes: linkMinutes,
    disposition: 'attachment' as const,
  };
  return ctx.ports.blobs.link(exportKey(row.tenantId, row), options);
}
