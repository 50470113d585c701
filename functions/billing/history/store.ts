// SQL of history: a draft becomes a document of before, without our counters.
import { json, query, type Statement } from '../../platform/statement.ts';
import * as z from 'zod';
import { fixedColumns, type FixedExchange } from '../exchange-rates/columns.ts';
import { Currency } from '../../../shared/fields.ts';

export type Past = {
  number: string | null;
  day: string;
  seller: unknown;
  buyer: { name: string };
  deliveryAddress?: unknown;
  exchange: FixedExchange | null;
};

/** A number like one of ours (series, year, nine digits) is kept by its parts too, so that no counter gives it again. */
export const keepPast = (
  id: string,
  { number, day, seller, buyer, deliveryAddress, exchange }: Past,
  isHistorical: boolean,
  at: Date,
  print: 'pending' | 'none' = isHistorical ? 'pending' : 'none',
): Statement<{ id: string }> =>
  query(
    z.strictObject({ id: z.uuid() }),
    `update invoices set state = 'issued', is_historical = $3, number = $4, issue_date = $5,
       series = case when $4 ~ '^[A-Z0-9]{3}20[0-9]{11}$' then left($4, 3) end,
       year = case when $4 ~ '^[A-Z0-9]{3}20[0-9]{11}$' then substr($4, 4, 4)::int end,
       sequence = case when $4 ~ '^[A-Z0-9]{3}20[0-9]{11}$' then right($4, 9)::int end,
       issued_at = $2, issued_by = app.user_id(), seller = $6::jsonb, buyer = $7::jsonb, buyer_name = $7::jsonb ->> 'name',
       design = coalesce(design, (select invoice_design from tenants)), ${fixedColumns('$9')},
       delivery_address = $10::jsonb, pdf_state = $8, version = version + 1, updated_at = $2
     where id = $1 returning id`,
    [id, at, isHistorical, number, day, json(seller), json(buyer), print, json(exchange), json(deliveryAddress)],
  );

/** Which of these numbers invoices have already. */
export const numbersTaken = (numbers: readonly string[]): Statement<{ number: string }> =>
  query(z.strictObject({ number: z.string() }), 'select number from invoices where number = any($1::text[])', [
    numbers,
  ]);

const There = z.strictObject({
  clientId: z.uuid(),
  side: z.enum(['debit', 'credit']),
  currency: Currency,
  amountMinor: z.int(),
  openingDate: z.string(),
});

/** Opening balances of these clients that still count. */
export const openingsThere = (clientIds: readonly string[]): Statement<z.infer<typeof There>> =>
  query(
    There,
    `select client_id, 'debit' as side, currency, total_minor as amount_minor, issue_date as opening_date from invoices
     where client_id = any($1::uuid[]) and kind = 'opening' and state = 'issued'
     union all
     select client_id, 'credit', currency, amount_minor, payment_date from payments
     where client_id = any($1::uuid[]) and kind = 'opening' and not is_voided`,
    [clientIds],
  );
