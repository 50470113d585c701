// HTTP face of further addresses.
import { addressBookRoutes } from '../../../shared/addresses.ts';
import { endpoint } from '../../platform/http.ts';
import { createAddress, deleteAddress, listAddresses, updateAddress } from './addresses.ts';

const read = { needs: 'clients:read' } as const;
const write = { needs: 'clients:write' } as const;

export const addressEndpoints = [
  endpoint(addressBookRoutes.list, read, (ctx, { params }) => listAddresses(ctx, params.id)),
  endpoint(addressBookRoutes.create, write, (ctx, { params, body }) => createAddress(ctx, params.id, body)),
  endpoint(addressBookRoutes.update, write, (ctx, { params, ifMatch, body }) =>
    updateAddress(ctx, params.id, ifMatch, body),
  ),
  endpoint(addressBookRoutes.remove, write, (ctx, { params }) => deleteAddress(ctx, params.id)),
];
