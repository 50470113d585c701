// Draws one message: who, what, attachments, and the body as HTML, text or details.
import type { Attachment, Message } from './api.ts';
import { el } from './dom.ts';
import { stateBadge } from './list-view.ts';
import { fileSize, fullTime, stateWord, words } from './words.ts';

type Mailbox = Message['from'];
type Tab = { name: string; draw: () => Node };

export function messageView(message: Message): HTMLElement {
  const panel = el('div', { class: 'panel' });
  const nav = el('div', { class: 'tabs', role: 'tablist' });
  const all: Tab[] = [
    { name: words.html, draw: () => htmlBody(message) },
    { name: words.text, draw: () => textBody(message) },
    { name: words.details, draw: () => details(message) },
  ];
  const show = (content: () => Node, button?: HTMLElement): void => {
    for (const other of nav.children) other.setAttribute('aria-selected', String(other === button));
    panel.replaceChildren(content());
  };
  for (const { name, draw } of all) {
    const button: HTMLElement = el('button', { type: 'button', role: 'tab', onclick: () => show(draw, button) }, name);
    nav.append(button);
  }
  const first = message.html === '' ? 1 : 0;
  const [button, tab] = [nav.children[first], all[first]];
  if (button instanceof HTMLElement && tab) show(tab.draw, button);
  const files = attachments(message, (file) => show(() => attachmentBody(file)));
  return el('article', { class: 'message' }, head(message), files, nav, panel);
}

function head(message: Message): HTMLElement {
  const state = message.events.at(-1)?.kind ?? 'accepted';
  return el(
    'header',
    {},
    el('h2', { tabindex: '-1' }, message.subject || words.noSubject),
    el(
      'dl',
      { class: 'people' },
      ...people(words.from, [message.from]),
      ...people(words.to, message.to),
      ...people(words.cc, message.cc),
      ...people(words.bcc, message.bcc),
      ...people(words.replyTo, message.replyTo),
    ),
    el('p', { class: 'line quiet' }, el('time', {}, fullTime(message.acceptedAt)), stateBadge(state)),
  );
}

function people(label: string, mailboxes: Mailbox[]): Node[] {
  if (mailboxes.length === 0) return [];
  const names = mailboxes.map(({ name, address }) => (name ? `${name} <${address}>` : address));
  return [el('dt', {}, label), el('dd', {}, names.join(', '))];
}

const shownTypes = new Set(['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp']);

function attachments(message: Message, view: (file: Attachment) => void): HTMLElement | null {
  if (message.attachments.length === 0) return null;
  const files = message.attachments.map((file) =>
    el(
      'li',
      {},
      el('span', { class: 'file' }, file.fileName),
      el('span', { class: 'quiet' }, fileSize(file.size)),
      shownTypes.has(file.contentType)
        ? el('button', { type: 'button', class: 'link', onclick: () => view(file) }, words.open)
        : null,
      el('a', { href: file.href, download: file.fileName }, words.download),
    ),
  );
  return el('ul', { class: 'attachments', 'aria-label': words.attachments }, ...files);
}

/** The frame runs nothing and has no origin; its own policy keeps pictures from elsewhere out. */
function htmlBody(message: Message): Node {
  if (message.html === '') return el('p', { class: 'note' }, words.noHtml);
  return el('iframe', {
    title: words.html,
    src: `/mailbox/messages/${encodeURIComponent(message.id)}/html`,
    sandbox: 'allow-popups allow-popups-to-escape-sandbox',
    referrerpolicy: 'no-referrer',
  });
}

function textBody({ text }: Message): Node {
  return text === '' ? el('p', { class: 'note' }, words.noText) : el('pre', { tabindex: '0' }, text);
}

function attachmentBody(file: Attachment): Node {
  const address = `${file.href}?inline`;
  return file.contentType === 'application/pdf'
    ? el('iframe', { title: file.fileName, src: address })
    : el('div', { class: 'picture' }, el('img', { src: address, alt: file.fileName }));
}

/** Events, headers and custom arguments. */
export function details(message: Message): Node {
  const events = message.events.map(({ kind, at, address, reason }) =>
    el('li', {}, el('time', {}, fullTime(at)), ` ${stateWord(kind)} · ${address}`, reason ? ` · ${reason}` : null),
  );
  return el(
    'div',
    { class: 'details', tabindex: '0' },
    el('h3', {}, words.events),
    events.length === 0 ? el('p', {}, words.none) : el('ol', {}, ...events),
    el('h3', {}, words.headers),
    table({ 'Message-ID': message.id, ...message.headers }),
    el('h3', {}, words.customArgs),
    table(message.customArgs),
    el('h3', {}, words.tracking),
    el('p', {}, message.tracksOpens ? words.on : words.off),
  );
}

function table(values: Record<string, string>): Node {
  const entries = Object.entries(values);
  if (entries.length === 0) return el('p', {}, words.none);
  return el(
    'dl',
    { class: 'values' },
    ...entries.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]),
  );
}
