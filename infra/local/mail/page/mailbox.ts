// The mailbox page: the list on the left, the chosen message beside it, and a question for news every two seconds.
import { fetchList, fetchMessage, removeAll, type List } from './api.ts';
import { el } from './dom.ts';
import { listView } from './list-view.ts';
import { details, messageView } from './message-view.ts';
import { language, words } from './words.ts';

const pollEveryMs = 2000;
const readKey = 'crmfex-mail-read';
const readMax = 500;

const state = {
  list: { messages: [], total: 0 } as List,
  query: '',
  shown: '',
  read: new Set<string>(storedIds()),
};

const search = el('input', {
  type: 'search',
  placeholder: words.search,
  'aria-label': words.search,
  oninput: () => void searched(),
});
const count = el('span', { class: 'quiet', 'aria-live': 'polite' });
const removal = el('span', { class: 'removal' });
const notice = el('p', { class: 'notice', role: 'status', hidden: true }, words.offline);
const listPane = el('nav', { class: 'list', 'aria-label': words.title });
const messagePane = el('section', { class: 'reader' });

function draw(): void {
  document.documentElement.lang = language;
  document.title = `crmFEX ${words.title}`;
  document.body.replaceChildren(
    el('header', { class: 'bar' }, el('h1', {}, 'crmFEX ', el('span', {}, words.local)), search, count, removal),
    notice,
    el('main', { class: 'panes' }, listPane, messagePane),
  );
}

function selectedId(): string | null {
  const id = /^#\/messages\/(.+)$/.exec(location.hash)?.[1];
  return id ? decodeURIComponent(id) : null;
}

function drawList(): void {
  const { list } = state;
  listPane.replaceChildren(listView(list, selectedId(), (id) => state.read.has(id)));
  count.textContent = list.total === 0 ? '' : words.messages(list.total);
  // A person who was asked about deleting is not interrupted.
  if (removal.childElementCount < 2) drawRemoval();
}

function drawRemoval(): void {
  const button = el('button', { type: 'button', onclick: askRemoval }, words.removeAll);
  removal.replaceChildren(...(state.list.total === 0 ? [] : [button]));
}

/** Says what will happen and waits for a second click: deleted mail does not come back. */
function askRemoval(): void {
  const remove = el(
    'button',
    { type: 'button', class: 'danger', onclick: () => void removeNow() },
    words.removeNow(state.list.total),
  );
  const keep = el('button', { type: 'button', onclick: drawRemoval }, words.keep);
  removal.replaceChildren(remove, keep);
  keep.focus();
}

async function removeNow(): Promise<void> {
  await removeAll();
  removal.replaceChildren();
  location.hash = '#/';
  await refresh();
}

async function drawMessage(): Promise<void> {
  const id = selectedId();
  document.body.classList.toggle('reading', id !== null);
  state.shown = id ?? '';
  const message = id ? await fetchMessage(id) : null;
  // Another message may have been chosen meanwhile.
  if (state.shown !== (id ?? '')) return;
  const back = el('a', { class: 'back', href: '#/' }, `‹ ${words.back}`);
  if (!message) {
    messagePane.replaceChildren(el('p', { class: 'note' }, id ? words.missing : words.choose), ...(id ? [back] : []));
    return;
  }
  remember(message.id);
  messagePane.replaceChildren(back, messageView(message));
  drawList();
}

/** Replaces the facts around the body without loading the frame again, which would count as another look. */
async function redrawFacts(): Promise<void> {
  const id = selectedId();
  const message = id ? await fetchMessage(id) : null;
  if (!message || id !== state.shown) return;
  const fresh = messageView(message).querySelector('header');
  const old = messagePane.querySelector('.message > header');
  if (fresh && old) old.replaceWith(fresh);
  messagePane.querySelector('.details')?.replaceWith(details(message));
}

async function refresh(): Promise<void> {
  try {
    const list = await fetchList(state.query);
    notice.hidden = true;
    if (!list) return;
    state.list = list;
    drawList();
    await redrawFacts();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    notice.hidden = false;
  }
}

async function searched(): Promise<void> {
  state.query = search.value.trim();
  await refresh();
}

function storedIds(): string[] {
  const stored: unknown = JSON.parse(localStorage.getItem(readKey) ?? '[]');
  return Array.isArray(stored) ? stored.map(String) : [];
}

function remember(id: string): void {
  state.read.add(id);
  localStorage.setItem(readKey, JSON.stringify([...state.read].slice(-readMax)));
}

/** j and k walk through the list, / goes to the search. */
function pressed(event: KeyboardEvent): void {
  if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === '/') {
    event.preventDefault();
    search.focus();
  }
  const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
  if (step === 0) return;
  const ids = state.list.messages.map(({ id }) => id);
  const next = ids[Math.max(0, ids.indexOf(selectedId() ?? '') + step)];
  if (next) location.hash = `#/messages/${next}`;
}

draw();
drawList();
window.addEventListener('hashchange', () => void drawMessage());
document.addEventListener('keydown', pressed);
document.addEventListener('visibilitychange', () => void (document.hidden ? undefined : refresh()));
setInterval(() => void (document.hidden ? undefined : refresh()), pollEveryMs);
await refresh();
await drawMessage();
