// SQL of further addresses; the columns come from the contract.
import { Address, type AddressKind } from '../../../shared/addresses.ts';
import { command, query, type Statement } from '../../platform/statement.ts';
import { table } from '../../platform/table.ts';

export const addresses = table('client_addresses', Address);

export function addressesOf(clientId: string): Statement<Address> {
  return query(
    Address,
    `select ${addresses.columns} from client_addresses where client_id = $1
     order by array_position(array['billing', 'delivery', 'branch'], kind), is_default desc, label, id limit 100`,
    [clientId],
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
