// What can be done with further addresses: call, say so, and let the client's page read anew.
import { type Address, type AddressInput, type AddressKind, addressBookRoutes } from '@crmfex/shared/addresses.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';
import { etag } from './etag.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';

const refresh = (clientId: string) => invalidate(depend.client(clientId));

/** What the kinds are called. */
export const addressWords: Record<AddressKind, () => string> = {
  billing: m.clients_address_kind_billing,
  delivery: m.clients_address_kind_delivery,
  branch: m.clients_address_kind_branch,
};

/** An address as a form holds it. */
export function addressValues(country: string, address?: Address): AddressInput {
  return {
    kind: address?.kind ?? 'delivery',
    label: address?.label ?? '',
    addressLine: address?.addressLine ?? null,
    district: address?.district ?? null,
    city: address?.city ?? null,
    postalCode: address?.postalCode ?? null,
    country: address?.country ?? country,
    phone: address?.phone ?? null,
    isDefault: address?.isDefault ?? false,
  };
}

const empty = (text: string | null) => text?.trim() || null;

/** Adds an address, or corrects the one that is given. */
export async function saveAddress(
  clientId: string,
  address: Address | undefined,
  typed: AddressInput,
  key: string,
): Promise<void> {
  const body: AddressInput = {
    ...typed,
    label: typed.label.trim(),
    addressLine: empty(typed.addressLine),
    district: empty(typed.district),
    city: empty(typed.city),
    postalCode: empty(typed.postalCode),
    phone: empty(typed.phone),
    isDefault: typed.kind !== 'branch' && typed.isDefault,
  };
  if (address) await api(addressBookRoutes.update, { params: { id: address.id }, body, ifMatch: etag(address) });
  else {
    // The first of its kind becomes the default by itself.
    const { isDefault, ...rest } = body;
    const first = isDefault ? body : rest;
    await api(addressBookRoutes.create, { params: { id: clientId }, body: first, idempotencyKey: key });
  }
  await refresh(clientId);
  toast(address ? m.saved() : m.clients_address_added({ name: body.label }));
}

/** Gone at once, with a way back instead of a question before. */
export async function removeAddress(address: Address): Promise<void> {
  const { id, clientId, version, createdAt, updatedAt, ...typed } = address;
  try {
    await api(addressBookRoutes.remove, { params: { id } });
    await refresh(clientId);
    const back = async () => {
      await api(addressBookRoutes.create, { params: { id: clientId }, body: { ...typed, id } });
      await refresh(clientId);
    };
    toast(m.clients_address_removed({ name: typed.label }), {
      action: { label: m.undo(), run: () => void back().catch(complain) },
    });
  } catch (cause) {
    complain(cause);
  }
}

function complain(cause: unknown) {
  toast(problemText(cause), { tone: 'bad' });
}
