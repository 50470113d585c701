// Further addresses of the client of a draft: read when it gets another client, and when somebody changes them.
import { type Address, addressBookRoutes } from '@crmfex/shared/addresses.ts';
import { api } from '#lib/api.ts';
import { depend, listenTo } from '#lib/changes.svelte.ts';

/** @param clientId empty for none @param onread told whenever they were read */
export function createAddressBook(clientId: () => string, onread: (addresses: Address[]) => void) {
  let answer = $state.raw<{ clientId: string; addresses: Address[] }>();

  $effect(() => {
    const id = clientId();
    if (!id) return;
    const leaving = new AbortController();
    const read = () =>
      api(addressBookRoutes.list, { params: { id }, signal: leaving.signal }).then(
        (addresses) => {
          answer = { clientId: id, addresses };
          onread(addresses);
        },
        () => {
          // What is chosen stays chosen; it only cannot be changed here until they are read.
        },
      );
    void read();
    const deaf = listenTo(depend.client(id), () => void read());
    return () => {
      leaving.abort();
      deaf();
    };
  });

  return {
    /** None while they are on their way. */
    get all() {
      return answer?.clientId === clientId() ? answer.addresses : [];
    },
  };
}

/** What a draft for a client begins with. */
export function defaultOf(addresses: Address[], kind: 'billing' | 'delivery'): string | null {
  return addresses.find((address) => address.kind === kind && address.isDefault)?.id ?? null;
}
