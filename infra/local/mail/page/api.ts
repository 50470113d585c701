// Asks the mail stand-in from the page.
import type { MessageSummary, StoredMessage } from '../messages.ts';

export type Summary = MessageSummary;
export type Attachment = StoredMessage['attachments'][number] & { href: string };
export type Message = Omit<StoredMessage, 'attachments'> & { attachments: Attachment[] };
export type List = { messages: Summary[]; total: number };

let known: { address: string; etag: string } | undefined;

/** The list, or null when nothing has changed since the same question was last asked. */
export async function fetchList(query: string): Promise<List | null> {
  const address = `/mailbox/messages?limit=500&q=${encodeURIComponent(query)}`;
  const headers: Record<string, string> = known?.address === address ? { 'if-none-match': known.etag } : {};
  const response = await fetch(address, { headers, cache: 'no-store' });
  if (response.status === 304) return null;
  if (!response.ok) throw new Error(`The list answered ${response.status}.`);
  known = { address, etag: response.headers.get('etag') ?? '' };
  // Our own server's answer, whose types are imported above.
  return (await response.json()) as List;
}

export async function fetchMessage(id: string): Promise<Message | null> {
  const response = await fetch(`/mailbox/messages/${encodeURIComponent(id)}`, { cache: 'no-store' });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`The message answered ${response.status}.`);
  // Our own server's answer, whose types are imported above.
  return (await response.json()) as Message;
}

export async function removeAll(): Promise<void> {
  await fetch('/mailbox/messages', { method: 'DELETE' });
}
