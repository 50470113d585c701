// Makes a mail's HTML fit to be shown: nothing runs, nothing is fetched from elsewhere, links open beside the mailbox.
import type { StoredMessage } from './messages.ts';

/** Only styles written in the mail, pictures that came with it, and the picture that tells of the opening. */
export function bodyPolicy(origin: string): string {
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data: ${origin}/wf/ ${origin}/mailbox/; base-uri 'none'; form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox`;
}

/** The document for the mailbox's frame. The picture at its end is there when the sender asked to track opens. */
export function bodyDocument(message: StoredMessage, origin: string): string {
  const html = message.attachments.reduce(
    (text, { contentId }, index) =>
      contentId ? text.replaceAll(`cid:${contentId}`, `${origin}${attachmentPath(message.id, index)}?inline`) : text,
    message.html,
  );
  const head = '<base target="_blank"><meta name="referrer" content="no-referrer">';
  const withHead = /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, (tag) => `${tag}${head}`)
    : `<!doctype html><meta charset="utf-8">${head}${html}`;
  const pixel = `<img src="${origin}/wf/open?upn=${encodeURIComponent(message.id)}" alt="" width="1" height="1" style="display:block;border:0">`;
  if (!message.tracksOpens) return withHead;
  return /<\/body>/i.test(withHead) ? withHead.replace(/<\/body>/i, () => `${pixel}</body>`) : `${withHead}${pixel}`;
}

export function attachmentPath(id: string, index: number): string {
  return `/mailbox/messages/${encodeURIComponent(id)}/attachments/${index}`;
}

/** One transparent dot. */
export const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
