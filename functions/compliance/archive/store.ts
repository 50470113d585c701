// SQL of the archive, run by the maintenance login alone.
import * as z from 'zod';
import { Day } from '../../../shared/fields.ts';
import { command, query } from '../../platform/statement.ts';

const Place = z.strictObject({ tenantId: z.uuid(), invoiceId: z.uuid(), state: z.enum(['issued', 'cancelled']) });
const Waiting = Place.extend({ caseId: z.uuid(), issueDate: Day });
export type Waiting = z.infer<typeof Waiting>;
export type Place = z.infer<typeof Place>;

/** What waits to be archived after a place in the order: of all businesses what has its print, of one that goes everything. */
export const selectWaiting = (after: Place | null, tenantId: string | null, limit: number) =>
  query(
    Waiting,
    `select a.tenant_id, a.invoice_id, a.state, a.case_id, i.issue_date from invoice_archives a join invoices i on i.tenant_id = a.tenant_id and i.id = a.invoice_id
     where a.archived_at is null and (a.tenant_id = $1 or ($1::uuid is null and i.pdf_state = 'ready'))
       and ($2::uuid is null or (a.tenant_id, a.invoice_id, a.state) > ($2, $3, $4))
     order by a.tenant_id, a.invoice_id, a.state limit $5`,
    [tenantId, after?.tenantId ?? null, after?.invoiceId ?? null, after?.state ?? null, limit],
  );

const partyFields = `jsonb_build_object('name', p->'name', 'taxNumber', p->'taxNumber', 'taxOffice', p->'taxOffice', 'addressLine', p->'addressLine',
  'district', p->'district', 'city', p->'city', 'postalCode', p->'postalCode', 'country', p->'country', 'email', p->'email', 'phone', p->'phone'`;

const Text = z.strictObject({ document: z.string() });

/**
 * The document with what it legally holds and nothing else: no id of ours, no contact that is not printed, no note that is only for
 * the house, no name of who made it. As `jsonb` writes it, which is always the same.
 */
export const selectDocument = ({ tenantId, invoiceId, state }: Place) =>
  query(
    Text,
    `select jsonb_strip_nulls(jsonb_build_object(
       'number', i.number, 'kind', i.kind, 'state', $3::text, 'language', i.language,
       'issueDate', i.issue_date, 'issuedAt', i.issued_at, 'issuedBy', 'member', 'dueDate', i.due_date,
       'cancelledAt', case when $3 = 'cancelled' then i.cancelled_at end,
       'currency', i.currency, 'exchangeRate', i.exchange_rate, 'exchangeCurrency', i.exchange_currency,
       'exchangeRateDate', i.exchange_rate_date, 'exchangeRateSource', i.exchange_rate_source,
       'seller', (select ${partyFields}, 'website', p->'website', 'iban', p->'iban', 'bankName', p->'bankName') from (values (i.seller)) s (p)),
       'buyer', (select ${partyFields}) from (values (i.buyer)) b (p)),
       'deliveryAddress', i.delivery_address,
       'returnOf', (select o.number from invoices o where o.tenant_id = i.tenant_id and o.id = i.original_id),
       'orderNumber', i.order_number, 'orderDate', i.order_date, 'despatches', i.despatches, 'notes', i.notes,
       'pricesIncludeVat', i.prices_include_vat, 'discountRate', i.discount_rate, 'charges', i.charges, 'stopajRate', i.stopaj_rate,
       'totals', jsonb_build_object('subtotalMinor', i.subtotal_minor, 'discountMinor', i.discount_total_minor,
         'chargeMinor', i.charge_minor, 'netMinor', i.net_minor, 'vatMinor', i.vat_minor, 'totalMinor', i.total_minor,
         'withheldMinor', i.withheld_minor, 'stopajMinor', i.stopaj_minor, 'payableMinor', i.payable_minor,
         'vat', i.vat, 'withholding', i.withholding),
       'lines', (select jsonb_agg(jsonb_build_object('position', l.position, 'description', l.description, 'quantity', l.quantity,
           'unit', l.unit, 'unitPrice', l.unit_price, 'vatRate', l.vat_rate, 'discountRate', l.discount_rate,
           'discountMinor', l.discount_minor, 'netMinor', l.net_minor, 'amountMinor', l.amount_minor, 'vatMinor', l.vat_minor,
           'exemptionCode', l.exemption_code, 'exemptionReason', l.exemption_reason, 'withholdingCode', l.withholding_code,
           'withholdingRate', l.withholding_rate, 'withheldMinor', l.withheld_minor) order by l.position)
         from invoice_lines l where l.tenant_id = i.tenant_id and l.invoice_id = i.id)))::text as document
     from invoices i where i.tenant_id = $1 and i.id = $2`,
    [tenantId, invoiceId, state],
  );

export type NewCase = {
  id: string;
  issueYear: number;
  keepUntil: Date;
  at: Date;
  document: { hash: Uint8Array; bytes: number };
  pdf: { hash: Uint8Array; bytes: number } | null;
};

/** The case and the link to it in one statement; twice is the same as once. */
export const insertCase = ({ tenantId, invoiceId, state }: Place, kept: NewCase) =>
  command(
    `with kept as (
       insert into retention_cases (id, issue_year, keep_until, archived_at, document_hash, document_bytes, pdf_hash, pdf_bytes)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing
     )
     update invoice_archives set archived_at = coalesce(archived_at, $4)
     where tenant_id = $9 and invoice_id = $10 and state = $11`,
    [
      ...[kept.id, kept.issueYear, kept.keepUntil, kept.at, kept.document.hash, kept.document.bytes],
      ...[kept.pdf?.hash ?? null, kept.pdf?.bytes ?? null, tenantId, invoiceId, state],
    ],
  );

/** What was issued and has no print yet waits too: before a business goes, its documents are archived with a print or without. */
export const waitForAll = (tenantId: string) =>
  command(
    `insert into invoice_archives (tenant_id, invoice_id, state)
     select tenant_id, id, state from invoices where tenant_id = $1 and state <> 'draft' and not is_historical
     on conflict do nothing`,
    [tenantId],
  );

const Ended = z.strictObject({ id: z.uuid() });

/** Removes the cases whose date has come. */
export const deleteEnded = (now: Date) =>
  query(Ended, 'delete from retention_cases where keep_until <= $1 returning id', [now]);
