// What can be done with notes about a client: call, say so, and let the client's page read anew.
import { type NoteInput, noteRoutes } from '@crmfex/shared/notes.ts';
import { toast } from '@crmfex/shared/ui/toasts.svelte.ts';
import { invalidate } from '$app/navigation';
import { api } from './api.ts';
import { depend } from './changes.svelte.ts';
import { m } from './paraglide/messages.js';
import { problemText } from './problems.ts';

export async function writeNote(clientId: string, { text }: NoteInput, key: string): Promise<void> {
  await api(noteRoutes.create, { params: { id: clientId }, body: { text: text.trim() }, idempotencyKey: key });
  await invalidate(depend.client(clientId));
}

export async function correctNote(clientId: string, id: string, version: number, { text }: NoteInput): Promise<void> {
  await api(noteRoutes.update, { params: { id }, body: { text: text.trim() }, ifMatch: `"${version}"` });
  await invalidate(depend.client(clientId));
  toast(m.saved());
}

/** Gone at once, with a way back instead of a question before. */
export async function removeNote(clientId: string, id: string, text: string): Promise<void> {
  try {
    await api(noteRoutes.remove, { params: { id } });
    await invalidate(depend.client(clientId));
    const back = () => writeNote(clientId, { text }, id).catch(complain);
    toast(m.clients_note_removed(), { action: { label: m.undo(), run: () => void back() } });
  } catch (cause) {
    complain(cause);
  }
}

function complain(cause: unknown) {
  toast(problemText(cause), { tone: 'bad' });
}
