// What can be done with clients: call, say so, and let the pages read anew.
import { type Client, type ClientCreate, type ClientInput, clientRoutes } from '@crmfex/shared/clients.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { goto, invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';
import { etag } from './etag.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';
import { to } from './route.ts';

async function refresh(id: string) {
  await Promise.all([invalidate(depend.clients), invalidate(depend.client(id))]);
}

export async function createClient(typed: ClientCreate, key: string): Promise<Client> {
  const client = await api(clientRoutes.create, { body: typed, idempotencyKey: key });
  await refresh(client.id);
  return client;
}

export async function saveClient(client: Client, typed: Partial<ClientInput>): Promise<void> {
  await api(clientRoutes.update, { params: { id: client.id }, body: typed, ifMatch: etag(client) });
  await refresh(client.id);
  toast(m.saved());
}

/** Out of the way at once, with a way back instead of a question before. */
export async function archiveClient(client: Client): Promise<void> {
  await act(async () => {
    await api(clientRoutes.archive, { params: { id: client.id } });
    await refresh(client.id);
    toast(m.client_archived({ name: client.name }), {
      action: { label: m.undo(), run: () => void restoreClient(client) },
    });
  });
}

export async function restoreClient(client: Client): Promise<void> {
  await act(async () => {
    await api(clientRoutes.restore, { params: { id: client.id } });
    await refresh(client.id);
    toast(m.client_restored({ name: client.name }));
  });
}

export async function removeClient(client: Client): Promise<void> {
  await act(async () => {
    await api(clientRoutes.remove, { params: { id: client.id } });
    await goto(to.clients());
    toast(m.client_removed({ name: client.name }));
  });
}

async function act(work: () => Promise<void>) {
  try {
    await work();
  } catch (cause) {
    toast(problemText(cause), { tone: 'bad' });
  }
}
