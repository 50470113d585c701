// SQL of exports, and of what their rows hold beyond the lists.
import * as z from 'zod';
import { Contact } from '../../../shared/contacts.ts';
import { CustomValues } from '../../../shared/custom-fields.ts';
import { Export, ExportCreate } from '../../../shared/exports.ts';
import { Currency, Language } from '../../../shared/fields.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';

const Row = Export.extend({
  tenantId: z.uuid(),
  ...ExportCreate.pick({ delimiter: true, language: true, filter: true, columns: true }).shape,
});
export type ExportRow = z.infer<typeof Row>;

const columns =
  'tenant_id, id, subject, format, delimiter, language, filter, columns, state, row_count, size_bytes, created_at';

export const getExport = (id: string): Statement<ExportRow> =>
  query(Row, `select ${columns} from exports where id = $1`, [id]);

type NewExport = ExportCreate & { id: string };

export const insertExport = (given: NewExport, at: Date): Statement<ExportRow> =>
  query(
    Row,
    `insert into exports (id, subject, format, delimiter, language, filter, columns, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`,
    [
      given.id,
      given.subject,
      given.format,
      given.delimiter,
      given.language,
      json(given.filter),
      json(given.columns),
      at,
    ],
  );

export const countRows = (id: string, rowCount: number): Statement<never> =>
  command(`update exports set row_count = $2 where id = $1 and state = 'running'`, [id, rowCount]);

export const setReady = (id: string, rowCount: number, sizeBytes: number, at: Date): Statement<never> =>
  command(
    `update exports set state = 'ready', row_count = $2, size_bytes = $3, ready_at = $4 where id = $1 and state = 'running'`,
    [id, rowCount, sizeBytes, at],
  );

export const setFailed = (id: string): Statement<never> =>
  command(`update exports set state = 'failed' where id = $1 and state = 'running'`, [id]);

const Old = z.strictObject({ id: z.uuid() });
export const listOld = (): Statement<z.infer<typeof Old>> =>
  query(Old, `select id from exports where created_at < now() - interval '1 day' order by created_at limit 500`);

export const removeExport = (id: string): Statement<never> => command('delete from exports where id = $1', [id]);

const Person = Contact.pick({ clientId: true, name: true, email: true, phone: true, role: true });
export type Person = z.infer<typeof Person>;

/** Contact persons of many clients, each client's primary one first. */
export const peopleOf = (clientIds: readonly string[]): Statement<Person> =>
  query(
    Person,
    `select client_id, name, email, phone, role from client_contacts where client_id = any($1::uuid[])
     order by client_id, is_primary desc, created_at, name, id`,
    [clientIds],
  );

const TagName = z.strictObject({ id: z.uuid(), name: z.string() });
export const tagNames = (): Statement<z.infer<typeof TagName>> =>
  query(TagName, 'select id, name from tags order by name');

const Line = z.strictObject({
  invoiceId: z.uuid(),
  description: z.string(),
  quantity: z.string(),
  unit: z.string(),
  unitPrice: z.string(),
  vatRate: z.string(),
  discountRate: z.string().nullable(),
  discountMinor: z.int().nullable(),
});
export type Line = z.infer<typeof Line>;

/** Lines of many invoices, in their order. */
export const linesOf = (invoiceIds: readonly string[]): Statement<Line> =>
  query(
    Line,
    `select invoice_id, description, trim_scale(quantity)::text as quantity, unit, trim_scale(unit_price)::text as unit_price,
       trim_scale(vat_rate)::text as vat_rate, trim_scale(discount_rate)::text as discount_rate, discount_minor
     from invoice_lines where invoice_id = any($1::uuid[]) order by invoice_id, position`,
    [invoiceIds],
  );

const Head = z.strictObject({
  id: z.uuid(),
  clientTaxNumber: z.string().nullable(),
  clientEmail: z.string().nullable(),
  pricesIncludeVat: z.boolean(),
  discountRate: z.string().nullable(),
  discountMinor: z.int().nullable(),
  language: Language,
  notes: z.string().nullable(),
  currency: Currency,
  exchangeRate: z.string().nullable(),
});
export type Head = z.infer<typeof Head>;

/** What the list does not show of invoices; the buyer as printed. */
export const headsOf = (invoiceIds: readonly string[]): Statement<Head> =>
  query(
    Head,
    `select i.id, coalesce(i.buyer ->> 'taxNumber', c.tax_number) as client_tax_number, coalesce(i.buyer ->> 'email', c.email) as client_email,
       i.prices_include_vat, trim_scale(i.discount_rate)::text as discount_rate, i.discount_minor, i.language, i.notes, i.currency,
       trim_scale(i.exchange_rate)::text as exchange_rate
     from invoices i join clients c on c.tenant_id = i.tenant_id and c.id = i.client_id where i.id = any($1::uuid[])`,
    [invoiceIds],
  );

const Own = z.strictObject({ id: z.uuid(), customFields: CustomValues });

/** Values of the business's own fields of many invoices. */
export const fieldsOfInvoices = (invoiceIds: readonly string[]): Statement<z.infer<typeof Own>> =>
  query(Own, 'select id, custom_fields from invoices where id = any($1::uuid[])', [invoiceIds]);
