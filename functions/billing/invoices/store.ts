// SQL of one invoice with its lines; columns that are typed or printed come from the contract.
import * as z from 'zod';
import { Client } from '../../../shared/clients.ts';
import { Delivery, PortalLink } from '../../../shared/deliveries.ts';
import type { DeliveryAddress } from '../../../shared/delivery-addresses.ts';
import {
  Invoice,
  InvoiceInput,
  InvoiceLine,
  InvoiceListItem,
  Totals,
  type InvoiceKind,
  type InvoiceLineInput,
  type InvoiceState,
  type Party,
  type Seller,
} from '../../../shared/invoices.ts';
import type { LineSums, Sums } from '../../../shared/totals.ts';
import { command, json, query, type Statement } from '../../platform/statement.ts';
import { exchangeColumns, fixedColumns, type FixedExchange } from '../exchange-rates/columns.ts';
import { columnsOf, toColumns } from './columns.ts';
import { tagIds } from './columns-of-marks.ts';
import { creditedMinor, isOpen, openMinor, paymentState } from './columns-of-money.ts';

const inputColumns = columnsOf(InvoiceInput.omit({ lines: true }));
const lineColumns = columnsOf(InvoiceLine);

/** The day it is for the tenant at an instant given as a parameter. */
export const todayAt = (parameter: string) =>
  `(select (${parameter}::timestamptz at time zone tenants.time_zone)::date from tenants)`;

/** What the list shows of an invoice `i` of client `c`; `today` is an SQL expression. */
export const recordColumns = (today: string) => `
  i.id, i.state, i.number, i.client_id, coalesce(i.buyer_name, c.name) as client_name, ${tagIds} as tag_ids, i.currency, i.issue_date, i.due_date,
  i.kind, i.is_historical, ${creditedMinor} as credited_minor, i.total_minor, i.payable_minor, i.settled_minor, ${openMinor} as open_minor, ${paymentState} as payment_state,
  case when ${isOpen} then greatest(0, ${today} - i.due_date) else 0 end as overdue_days,
  coalesce((
    select d.state from deliveries d where d.tenant_id = i.tenant_id and d.invoice_id = i.id
    order by d.queued_at desc, d.id desc limit 1
  ), 'none') as delivery_state,
  'none' as e_document_state, i.pdf_state, i.version, i.created_at, i.updated_at`;

const Head = z.strictObject({
  tenantId: z.uuid(),
  ...InvoiceListItem.shape,
  ...Invoice.pick({ language: true, pricesIncludeVat: true, roundingMode: true, discountRate: true }).shape,
  ...Invoice.pick({ discountMinor: true, charges: true, stopajRate: true, orderNumber: true, orderDate: true }).shape,
  ...Invoice.pick({
    despatches: true,
    notes: true,
    internalNotes: true,
    customFields: true,
    chosenSeries: true,
    seller: true,
    buyer: true,
    issuedAt: true,
  }).shape,
  ...Invoice.pick({ cancelledAt: true, cancelReason: true, design: true, isBilingual: true, bookTotals: true }).shape,
  ...Invoice.pick({ exchangeRate: true, exchangeCurrency: true, exchangeRateDate: true, exchangeRateSource: true })
    .shape,
  ...Totals.omit({ discountMinor: true }).shape,
  ...Invoice.pick({ changedByName: true, billingAddressId: true, deliveryAddressId: true, deliveryAddress: true })
    .shape,
  discountTotalMinor: z.int(),
  pdfKey: z.string().nullable(),
});
export type Head = z.infer<typeof Head>;

/** @param at instant at which to count the days overdue; `for update` keeps the row until the transaction ends */
export function getHead(id: string, at: Date, lock: '' | 'for update' = ''): Statement<Head> {
  return query(
    Head,
    `select i.tenant_id, ${recordColumns(todayAt('$2'))}, i.design, i.is_bilingual, ${exchangeColumns}, i.language, i.prices_include_vat, i.rounding_mode, i.discount_rate,
       i.discount_minor, i.charges, i.stopaj_rate, i.order_number, i.order_date, i.despatches, i.notes, i.internal_notes, i.custom_fields, i.chosen_series, i.seller,
       i.billing_address_id, i.delivery_address_id, i.delivery_address, i.buyer, i.issued_at, i.cancelled_at, i.cancel_reason, i.subtotal_minor, i.charge_minor, i.net_minor, i.vat_minor, i.vat,
       i.withholding, i.withheld_minor, i.stopaj_minor, i.discount_total_minor, i.pdf_key,
       (select u.name from users u
        where u.id = case i.state when 'draft' then i.updated_by when 'issued' then i.issued_by else i.cancelled_by end) as changed_by_name
     from invoices i join clients c on c.tenant_id = i.tenant_id and c.id = i.client_id
     where i.id = $1 ${lock ? 'for update of i' : ''}`,
    [id, at],
  );
}

export function getLines(id: string): Statement<InvoiceLine> {
  return query(
    InvoiceLine,
    `select ${lineColumns.join(', ')} from invoice_lines where invoice_id = $1 order by position`,
    [id],
  );
}

/** The four statements that make an `Invoice` of the contract. */
export function readInvoice(id: string, at: Date) {
  return [
    getHead(id, at),
    getLines(id),
    query(
      Delivery,
      `select id, kind, recipient as "to", cc, subject, state, via, reason, attempts, next_try_at, queued_at, accepted_at, delivered_at, opened_at, failed_at
       from deliveries d where d.invoice_id = $1
         or d.id in (select r.delivery_id from reminder_invoices r where r.invoice_id = $1)
       order by queued_at desc, id desc limit 100`,
      [id],
    ),
    query(
      PortalLink,
      `select ${columnsOf(PortalLink).join(', ')} from portal_links where invoice_id = $1 order by created_at desc, id desc limit 100`,
      [id],
    ),
  ] as const;
}

const draftColumns = [
  ...inputColumns,
  ...['subtotal_minor', 'discount_total_minor', 'charge_minor', 'net_minor', 'vat_minor', 'total_minor', 'vat'],
  ...['withholding', 'withheld_minor', 'stopaj_minor'],
].join(', ');

/** A draft as one JSON value, so that its columns are named once. */
function draftRecord({ lines, charges, ...typed }: InvoiceInput, sums: Sums): string | null {
  const { discountMinor, payableMinor, ...totals } = sums.totals;
  const priced = charges.map((charge, place) => ({ ...charge, ...sums.charges[place] }));
  return json(toColumns({ ...typed, charges: priced, ...totals, discountTotalMinor: discountMinor }));
}

/** What a document is when it is no plain sale. */
export type Origin = { kind: InvoiceKind; originalId: string | null };

export function insertDraft(
  id: string,
  draft: InvoiceInput,
  sums: Sums,
  at: Date,
  { kind, originalId }: Origin = { kind: 'sale', originalId: null },
): Statement<never> {
  return command(
    `insert into invoices (id, created_at, updated_at, kind, original_id, ${draftColumns})
     select $1, $2, $2, $4, $5, ${draftColumns} from jsonb_populate_record(null::invoices, $3::jsonb)`,
    [id, at, draftRecord(draft, sums), kind, originalId],
  );
}

export function updateDraft(id: string, draft: InvoiceInput, sums: Sums, at: Date): Statement<never> {
  return command(
    `update invoices set version = version + 1, updated_at = $2, updated_by = app.user_id(),
       (${draftColumns}) = (select ${draftColumns} from jsonb_populate_record(null::invoices, $3::jsonb))
     where id = $1`,
    [id, at, draftRecord(draft, sums)],
  );
}

/** The lines as a whole: those before are gone. @param originals of a return: which line of the original each takes back */
export function replaceLines(
  id: string,
  lines: InvoiceLineInput[],
  sums: LineSums[],
  originals: readonly number[] = [],
): Statement<never>[] {
  const rows = lines.map((line, place) =>
    toColumns({ ...line, ...sums[place], position: place + 1, originalPosition: originals[place] ?? null }),
  );
  const columns = [...lineColumns, 'original_position'].join(', ');
  return [
    command('delete from invoice_lines where invoice_id = $1', [id]),
    command(
      `insert into invoice_lines (invoice_id, ${columns})
       select $1, ${columns} from jsonb_populate_recordset(null::invoice_lines, $2::jsonb)`,
      [id, json(rows)],
    ),
  ];
}

/** Internal notes are no fact of the document: they change after issue too. */
export const setInternalNotes = (id: string, notes: string | null, at: Date): Statement<never> =>
  command('update invoices set internal_notes = $2, version = version + 1, updated_at = $3 where id = $1', [
    id,
    notes,
    at,
  ]);

export const removeDraft = (id: string) => command('delete from invoices where id = $1', [id]);

export type Issue = {
  series: string;
  day: string;
  seller: Seller;
  buyer: Party;
  /** Where the goods go, as printed. */
  deliveryAddress: DeliveryAddress | null;
  exchange: FixedExchange | null;
};

/** The last day on which each series gave a number. */
export function getLastIssueDates(): Statement<{ series: string; day: string }> {
  const row = z.strictObject({ series: z.string(), day: z.string() });
  return query(row, 'select series, max(last_issue_date) as day from invoice_counters group by series');
}

/** The client of an invoice as it stands now. */
export function getBuyer(id: string): Statement<Client> {
  const columns = columnsOf(Client).map((column) => `c.${column}`);
  return query(
    Client,
    `select ${columns.join(', ')} from invoices i join clients c on c.tenant_id = i.tenant_id and c.id = i.client_id where i.id = $1`,
    [id],
  );
}

/**
 * Takes the next number and issues the draft with it, in one statement: the counter's row is locked from here until the end of the
 * transaction, so this comes last. The day is never before the last of the series and year.
 */
export function issueDraft(
  id: string,
  { series, day, seller, buyer, deliveryAddress, exchange }: Issue,
  at: Date,
): Statement<{ number: string }> {
  return query(
    z.strictObject({ number: z.string() }),
    `with counter as (
       insert into invoice_counters as known (series, year, last_sequence, last_issue_date)
       values ($3, extract(year from $4::date)::int, 1, $4)
       on conflict (tenant_id, series, year) do update set last_sequence = known.last_sequence + 1,
         last_issue_date = greatest(known.last_issue_date, excluded.last_issue_date)
       returning year, last_sequence, last_issue_date
     )
     update invoices set state = 'issued', series = $3, year = counter.year, sequence = counter.last_sequence,
       number_pattern = tenant.number_pattern,
       number = app.document_number(tenant.number_pattern, $3, counter.year, counter.last_sequence), issue_date = counter.last_issue_date,
       issued_at = $2, issued_by = app.user_id(), seller = $5::jsonb, buyer = $6::jsonb, buyer_name = $6::jsonb ->> 'name',
       delivery_address = $8::jsonb, design = coalesce(design, tenant.invoice_design), ${fixedColumns('$7')},
       pdf_state = 'pending', version = version + 1, updated_at = $2
     from counter, (select number_pattern, invoice_design from tenants) tenant where id = $1
     returning number`,
    [id, at, series, day, json(seller), json(buyer), json(exchange), json(deliveryAddress)],
  );
}

export function cancelIssued(id: string, reason: string, at: Date): Statement<never> {
  return command(
    `update invoices set state = 'cancelled', cancelled_at = $2, cancelled_by = app.user_id(), cancel_reason = $3,
       pdf_state = 'pending', version = version + 1, updated_at = $2
     where id = $1`,
    [id, at, reason],
  );
}

/** Only the print that was asked for becomes ready: an older one, drawn before a cancellation, is not taken for it. */
export function setPdfReady(id: string, state: InvoiceState, key: string, at: Date): Statement<never> {
  return command(
    `update invoices set pdf_state = 'ready', pdf_key = $3, pdf_at = $4 where id = $1 and state = $2 and pdf_state <> 'ready'`,
    [id, state, key, at],
  );
}

export const setPdfPending = (id: string) =>
  command(`update invoices set pdf_state = 'pending' where id = $1 and pdf_state = 'failed'`, [id]);

export const setPdfFailed = (id: string) =>
  command(`update invoices set pdf_state = 'failed' where id = $1 and pdf_state = 'pending'`, [id]);
