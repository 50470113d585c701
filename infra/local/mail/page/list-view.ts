// Draws the list of messages.
import type { List, Summary } from './api.ts';
import { el } from './dom.ts';
import { fullTime, shortTime, stateWord, words } from './words.ts';

export function listView({ messages, total }: List, selectedId: string | null, isRead: (id: string) => boolean): Node {
  if (total === 0) {
    return el('div', { class: 'empty' }, el('h2', {}, words.emptyTitle), el('p', {}, words.emptyText));
  }
  if (messages.length === 0) return el('div', { class: 'empty' }, el('p', {}, words.noneFound));
  return el(
    'ul',
    { class: 'rows' },
    ...messages.map((message) => row(message, message.id === selectedId, isRead(message.id))),
  );
}

function row(message: Summary, isSelected: boolean, isRead: boolean): HTMLElement {
  const { id, from, to, subject, preview, acceptedAt, attachmentCount, state } = message;
  const recipients = to.map(({ name, address }) => name || address).join(', ');
  const link = el(
    'a',
    { href: `#/messages/${id}`, class: isRead ? 'row' : 'row unread', 'aria-current': isSelected && 'true' },
    el(
      'span',
      { class: 'line' },
      el('span', { class: 'who' }, from.name || from.address),
      attachmentCount > 0 ? el('span', { class: 'clip' }, words.attachmentCount(attachmentCount)) : null,
      el('time', { datetime: acceptedAt, title: fullTime(acceptedAt) }, shortTime(acceptedAt)),
    ),
    el('span', { class: 'subject' }, subject || words.noSubject),
    el(
      'span',
      { class: 'line quiet' },
      el('span', { class: 'preview' }, `${recipients} · ${preview}`),
      stateBadge(state),
    ),
  );
  return el('li', {}, link);
}

export function stateBadge(state: string): HTMLElement {
  return el('span', { class: `state ${state.replace(/\W/g, '')}` }, stateWord(state));
}
