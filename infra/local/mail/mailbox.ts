// What the mailbox shows: the page, the list, one message, its HTML and its attachments.
import { attachmentPath, bodyDocument, bodyPolicy, pixel } from './mail-body.ts';
import { listMessages, readAttachment, readMessage, removeAllMessages } from './messages.ts';
import { pageFile } from './page.ts';
import { json, noContent, notFound, type Reply } from './replies.ts';
import type { MailStandIn } from './stand-in.ts';

const limitDefault = 100;
const limitMax = 500;

/** `?q=` searches, `?to=` is one recipient's address, `?limit=` at most 500; unchanged lists answer 304 to their ETag. */
export function list({ messages }: MailStandIn, url: URL, ifNoneMatch: string | undefined): Reply {
  const etag = `"${messages.revision}"`;
  if (ifNoneMatch === etag) return noContent(304, { etag });
  const { searchParams } = url;
  const wanted = Number(searchParams.get('limit') ?? limitDefault);
  const limit = wanted >= 1 ? Math.min(wanted, limitMax) : limitDefault;
  const filter = { query: searchParams.get('q') ?? '', to: searchParams.get('to') ?? '', limit };
  const found = listMessages(messages, filter);
  return json(200, { messages: found, total: messages.known.size }, { etag });
}

export async function one({ messages }: MailStandIn, id: string): Promise<Reply> {
  const message = await readMessage(messages, id);
  if (!message) return notFound();
  const attachments = message.attachments.map((file, index) => ({ ...file, href: attachmentPath(id, index) }));
  return json(200, { ...message, attachments });
}

/** The mail as a person's mail program shows it: with tracking on, its picture tells of the opening. */
export async function body({ messages }: MailStandIn, id: string, origin: string): Promise<Reply> {
  const message = await readMessage(messages, id);
  if (!message) return notFound();
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': bodyPolicy(origin),
    'cache-control': 'no-store',
  };
  return { status: 200, headers, body: bodyDocument(message, origin) };
}

export async function opened(standIn: MailStandIn, url: URL, userAgent: string): Promise<Reply> {
  const message = await readMessage(standIn.messages, url.searchParams.get('upn') ?? '');
  if (message) await standIn.open(message, userAgent);
  return { status: 200, headers: { 'content-type': 'image/gif', 'cache-control': 'no-store' }, body: pixel };
}

const shownInline = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp']);

export async function attachment(
  { messages }: MailStandIn,
  id: string,
  index: number,
  isInline: boolean,
): Promise<Reply> {
  const message = await readMessage(messages, id);
  const file = message?.attachments[index];
  const bytes = message && file ? await readAttachment(messages, message, index) : null;
  if (!file || !bytes) return notFound();
  const isShown = isInline && shownInline.has(file.contentType);
  const name = encodeURIComponent(file.fileName.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  const headers = {
    'content-type': isShown || file.contentType === 'application/pdf' ? file.contentType : 'application/octet-stream',
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`,
    'content-length': String(bytes.length),
    'cache-control': 'no-store',
  };
  return { status: 200, headers, body: bytes };
}

export async function removeAll({ messages }: MailStandIn): Promise<Reply> {
  await removeAllMessages(messages);
  return noContent(204);
}

/** The page and its parts; any other address is the page too, so that a reload keeps the place. */
export async function page(path: string): Promise<Reply> {
  const file = await pageFile(path);
  return file ? { status: 200, ...file } : notFound();
}
