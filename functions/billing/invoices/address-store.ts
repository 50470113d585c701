// SQL of the addresses that an invoice names.
import { Address } from '../../../shared/addresses.ts';
import { query, type Statement } from '../../platform/statement.ts';
import { columnsOf } from './columns.ts';

const columns = columnsOf(Address).map((column) => `a.${column}`);

/** Those of its client that an invoice names, as they stand now. */
export const getChosenAddresses = (invoiceId: string): Statement<Address> =>
  query(
    Address,
    `select ${columns.join(', ')} from invoices i join client_addresses a on a.tenant_id = i.tenant_id and a.client_id = i.client_id
     where i.id = $1 and a.id in (i.billing_address_id, i.delivery_address_id)`,
    [invoiceId],
  );

/** Those of the client of a removed draft. */
export const removedAddresses = (id: string): Statement<Address> =>
  query(
    Address,
    `select ${columns.join(', ')} from removed_drafts d join client_addresses a on a.tenant_id = d.tenant_id and a.client_id = (d.draft ->> 'clientId')::uuid
     where d.id = $1 limit 100`,
    [id],
  );
