// SQL of further addresses; the columns come from the contract.
import * as z from 'zod';
import { Address, type AddressKind } from '../../../shared/addresses.ts';
import { command, query, type Statement } from '../../platform/statement.ts';
import { table } from '../../platform/table.ts';

export const addresses = table('client_addresses', Address);

const inOrder = `order by array_position(array['billing', 'delivery', 'branch'], kind), is_default desc, label, id limit 100`;

export function addressesOf(clientId: string): Statement<Address> {
  return query(Address, `select ${addresses.columns} from client_addresses where client_id = $1 ${inOrder}`, [
    clientId,
  ]);
}

/** Those of the client that an invoice is for. */
export function addressesOfInvoice(invoiceId: string): Statement<Address> {
  return query(
    Address,
    `select ${addresses.columns} from client_addresses where client_id = (select client_id from invoices where id = $1) ${inOrder}`,
    [invoiceId],
  );
}

/** How many drafts are billed or delivered to an address. */
export function draftsWith(id: string): Statement<{ count: number }> {
  return query(
    z.strictObject({ count: z.int() }),
    `select count(*)::int as count from invoices where drafted_billing_address_id = $1 or drafted_delivery_address_id = $1`,
    [id],
  );
}

/** No other one of its kind is the default from here on. */
export function yieldDefault(clientId: string, kind: AddressKind): Statement<never> {
  return command(
    `update client_addresses set is_default = false, version = version + 1, updated_at = now()
     where client_id = $1 and kind = $2 and is_default`,
    [clientId, kind],
  );
}
