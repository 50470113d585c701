// The HTTP face of the mail stand-in: SendGrid's send, the mailbox page and the JSON behind it.
import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { json, noContent, type Reply } from './replies.ts';
import type { MailStandIn } from './stand-in.ts';
import { attachment, body, list, one, opened, page, removeAll } from './mailbox.ts';
import { readMailRequest } from './mail-request.ts';

/** SendGrid takes 30 MB in all, which base64 makes larger by a third. */
const bodyBytesMax = 42 * 1024 * 1024;

export function mailServer(standIn: MailStandIn): Server {
  return createServer((request, response) => {
    answer(standIn, request)
      .catch(failure)
      .then((reply) => send(response, reply))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
}

async function answer(standIn: MailStandIn, request: IncomingMessage): Promise<Reply> {
  const host = request.headers.host ?? '';
  // Another site whose name was made to point here must not read the mail.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)) return json(403, { errors: [{ message: 'unknown host' }] });
  const origin = `http://${host}`;
  const url = new URL(request.url ?? '/', origin);
  const { method = 'GET' } = request;
  if (url.pathname === '/v3/mail/send') return sendMail(standIn, request, method);
  if (method === 'DELETE' && url.pathname === '/mailbox/messages') return removeAll(standIn);
  if (method !== 'GET' && method !== 'HEAD') return json(405, { errors: [{ message: 'method not allowed' }] });
  if (url.pathname === '/mailbox/messages') return list(standIn, url, request.headers['if-none-match']);
  if (url.pathname === '/wf/open') return opened(standIn, url, request.headers['user-agent'] ?? '');
  const match = /^\/mailbox\/messages\/([^/]+)(?:\/(html|attachments\/(\d{1,3})))?$/.exec(url.pathname);
  const id = match?.[1];
  if (!id) return page(url.pathname);
  if (match[3] !== undefined) return attachment(standIn, id, Number(match[3]), url.searchParams.has('inline'));
  return match[2] === 'html' ? body(standIn, id, origin) : one(standIn, id);
}

async function sendMail(standIn: MailStandIn, request: IncomingMessage, method: string): Promise<Reply> {
  if (method !== 'POST') return fault(405, 'method not allowed');
  if (!isAuthorized(request, standIn.apiKey)) {
    return fault(401, 'The provided authorization grant is invalid, expired, or revoked');
  }
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return fault(415, 'Content-Type should be application/json.');
  }
  const text = await bodyOf(request);
  if (text === null) return fault(413, 'The mail is larger than 30 MB.');
  const read = readMailRequest(parsed(text));
  if ('faults' in read) return json(400, { errors: read.faults });
  if (read.mail.mail_settings?.sandbox_mode?.enable) return json(200, {});
  const requestId = await standIn.accept(read.mail);
  return noContent(202, { 'x-message-id': requestId });
}

function isAuthorized(request: IncomingMessage, apiKey: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${apiKey}`));
}

function fault(status: number, message: string): Reply {
  return json(status, { errors: [{ message, field: null, help: null }] });
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bodyBytesMax) return null;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString();
}

/** What is not JSON is undefined, which no schema accepts. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failure(error: unknown): Reply {
  console.error('Mail stand-in:', error);
  return fault(500, 'The mail stand-in failed; its log says why.');
}

function send(response: ServerResponse, { status, headers, body: content }: Reply): void {
  response.writeHead(status, { 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', ...headers });
  response.end(content);
}
