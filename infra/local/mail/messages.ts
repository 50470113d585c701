// Messages of the mail stand-in: a folder each, with one JSON file and the attachments beside it.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { folded } from './folded.ts';

const Mailbox = z.object({ name: z.string(), address: z.string() });
const Attachment = z.object({
  fileName: z.string(),
  contentType: z.string(),
  disposition: z.enum(['attachment', 'inline']),
  contentId: z.string().nullable(),
  size: z.number(),
});
const StoredMessage = z.object({
  id: z.string(),
  acceptedAt: z.string(),
  from: Mailbox,
  to: z.array(Mailbox),
  cc: z.array(Mailbox),
  bcc: z.array(Mailbox),
  replyTo: z.array(Mailbox),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  headers: z.record(z.string(), z.string()),
  customArgs: z.record(z.string(), z.string()),
  attachments: z.array(Attachment),
  tracksOpens: z.boolean(),
  events: z.array(z.object({ kind: z.string(), address: z.string(), at: z.string(), reason: z.string().nullable() })),
});
export type StoredMessage = z.infer<typeof StoredMessage>;
export type MessageEvent = StoredMessage['events'][number];

/** What the list shows; bodies stay on disk. */
export type MessageSummary = Pick<StoredMessage, 'id' | 'acceptedAt' | 'from' | 'to' | 'subject' | 'customArgs'> & {
  preview: string;
  attachmentCount: number;
  /** The last thing that happened: `accepted`, `processed`, `delivered`, `bounce`, `dropped`, `deferred`, `open`. */
  state: string;
};

const messagesMax = 2000;

export type Messages = Awaited<ReturnType<typeof openMessages>>;

/** Opens the folder and reads what a former run kept. */
export async function openMessages(dir: string) {
  await mkdir(dir, { recursive: true });
  const known = new Map<string, { summary: MessageSummary; search: string }>();
  const messages = { dir, known, revision: 0, writing: Promise.resolve() };
  const stored = await Promise.all((await readdir(dir)).map((id) => readMessage(messages, id)));
  const inOrder = stored.filter((message) => message !== null).sort((a, b) => order(a).localeCompare(order(b)));
  for (const message of inOrder) remember(messages, message);
  return messages;
}

function order({ acceptedAt, id }: StoredMessage): string {
  return `${acceptedAt} ${id}`;
}

function remember(messages: Messages, message: StoredMessage): void {
  const { id, acceptedAt, from, to, subject, customArgs, text, attachments, events } = message;
  const preview = text.replace(/\s+/g, ' ').trim().slice(0, 160);
  const state = events.at(-1)?.kind ?? 'accepted';
  const summary = {
    id,
    acceptedAt,
    from,
    to,
    subject,
    customArgs,
    preview,
    attachmentCount: attachments.length,
    state,
  };
  const people = [from, ...to, ...message.cc, ...message.bcc].flatMap(({ name, address }) => [name, address]);
  const names = attachments.map(({ fileName }) => fileName);
  const search = folded([subject, text.slice(0, 20_000), ...people, ...names].join('\n'));
  messages.known.set(id, { summary, search });
  messages.revision++;
}

/** Newest first; `query` is looked for in subject, text, people and file names, `to` is one recipient's address. */
export function listMessages(
  messages: Messages,
  filter: { query: string; to: string; limit: number },
): MessageSummary[] {
  const query = folded(filter.query);
  const to = filter.to.toLowerCase();
  return [...messages.known.values()]
    .filter(({ search }) => search.includes(query))
    .map(({ summary }) => summary)
    .filter((summary) => to === '' || summary.to.some(({ address }) => address.toLowerCase() === to))
    .toReversed()
    .slice(0, filter.limit);
}

export async function readMessage({ dir }: Pick<Messages, 'dir'>, id: string): Promise<StoredMessage | null> {
  if (!/^[\w-]+(\.\d+)?$/.test(id)) return null;
  try {
    return StoredMessage.parse(JSON.parse(await readFile(join(dir, id, 'message.json'), 'utf8')));
  } catch (error) {
    // A folder without its JSON file is one whose writing was cut off: it was never accepted.
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null;
    throw error;
  }
}

export async function readAttachment({ dir }: Messages, message: StoredMessage, index: number): Promise<Buffer | null> {
  return message.attachments[index] ? readFile(join(dir, message.id, `attachment-${index}`)) : null;
}

/** Keeps a message; only when this is done has it been accepted. */
export async function addMessage(messages: Messages, message: StoredMessage, contents: Buffer[]): Promise<void> {
  const folder = join(messages.dir, message.id);
  await mkdir(folder, { recursive: true });
  await Promise.all(contents.map((bytes, index) => writeFile(join(folder, `attachment-${index}`), bytes)));
  await write(messages, message);
  remember(messages, message);
  for (const id of [...messages.known.keys()].slice(0, Math.max(0, messages.known.size - messagesMax))) {
    messages.known.delete(id);
    await rm(join(messages.dir, id), { recursive: true, force: true });
  }
}

/** Adds an event to a message that is still there. One at a time, so that no two lose each other's event. */
export async function addEvent(messages: Messages, id: string, event: MessageEvent): Promise<void> {
  const work = messages.writing.then(async () => {
    const message = messages.known.has(id) ? await readMessage(messages, id) : null;
    if (!message) return;
    message.events.push(event);
    await write(messages, message);
    const known = messages.known.get(id);
    if (known) known.summary.state = event.kind;
    messages.revision++;
  });
  messages.writing = work.catch(() => undefined);
  await work;
}

async function write({ dir }: Messages, message: StoredMessage): Promise<void> {
  const file = join(dir, message.id, 'message.json');
  await writeFile(`${file}.new`, JSON.stringify(message));
  await rename(`${file}.new`, file);
}

export async function removeAllMessages(messages: Messages): Promise<void> {
  messages.known.clear();
  messages.revision++;
  const work = messages.writing.then(() => rm(messages.dir, { recursive: true, force: true }));
  messages.writing = work.catch(() => undefined);
  await work;
  await mkdir(messages.dir, { recursive: true });
}
