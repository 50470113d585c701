// What gave up, as cards with their reason and two acts. Everything is set as text, never as markup.
const letters = { items: [], nextCursor: null, discarding: null };

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content.filter((part) => part !== null));
  return made;
}

const note = (text, isBad = false) => {
  byId('given-up-note').textContent = text;
  byId('given-up-note').className = isBad ? 'bad' : 'good';
};

async function askHouse(path, options = {}) {
  const headers = options.body ? { 'content-type': 'application/json' } : {};
  const answer = await fetch(`/admin/operator${path}`, { ...options, headers });
  const body = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(body?.detail ?? body?.title ?? `The house answered ${answer.status}.`);
  return body;
}

async function act(letter, name, body) {
  try {
    await askHouse(`/dead-letters/${letter.id}/${name}`, { method: 'POST', body: body && JSON.stringify(body) });
    note(name === 'retry' ? `${letter.queue}: put back.` : `${letter.queue}: thrown away.`);
  } catch (error) {
    note(error.message, true);
  }
  letters.discarding = null;
  await refreshLetters();
}

function discardForm(letter) {
  const input = element('input');
  input.setAttribute('aria-label', `Why ${letter.queue} is thrown away`);
  input.placeholder = 'Why?';
  input.required = true;
  input.minLength = 3;
  input.maxLength = 500;
  const form = element('form', 'acts', input, element('button', '', 'Throw away'));
  const cancel = button('Cancel', letter.queue, () => {
    letters.discarding = null;
    drawLetters();
  });
  cancel.type = 'button';
  form.append(cancel);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void act(letter, 'discard', { reason: input.value });
  });
  queueMicrotask(() => input.focus());
  return form;
}

function actsOf(letter) {
  if (letter.kind === 'mail') return element('p', 'quiet', 'Its business sees it and decides.');
  if (letters.discarding === letter.id) return discardForm(letter);
  const acts = element('div', 'acts');
  const name = `${letter.queue} ${letter.id.slice(-6)}`;
  if (letter.canRetry) {
    acts.append(button(letter.kind === 'timer' ? 'Run again' : 'Retry', name, () => act(letter, 'retry')));
  }
  const away = button('Discard…', name, () => {
    letters.discarding = letter.id;
    drawLetters();
  });
  acts.append(away);
  return acts;
}

function card(letter) {
  const times = letter.attempts === 1 ? 'one attempt' : `${letter.attempts} attempts`;
  const facts = [times, `first ${when(letter.firstAt)}`, `last ${when(letter.lastAt)}`];
  if (letter.business) facts.push(`business ${letter.business}`);
  const what = element('div', 'what', element('strong', '', letter.queue), element('span', 'quiet', facts.join(' · ')));
  return element(
    'article',
    'letter',
    what,
    element('p', 'reason', letter.reason ?? 'No reason was noted.'),
    actsOf(letter),
  );
}

function drawLetters() {
  const focused = document.activeElement?.getAttribute('aria-label');
  const { items, nextCursor } = letters;
  byId('given-up-count').textContent = items.length > 0 ? `${items.length}${nextCursor ? '+' : ''}` : '';
  byId('letters').replaceChildren(
    ...(items.length > 0 ? items.map(card) : [element('p', 'quiet', 'Nothing has given up.')]),
  );
  byId('more-letters').hidden = nextCursor === null;
  if (focused) document.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
}

async function refreshLetters() {
  try {
    const page = await askHouse('/dead-letters?limit=50');
    Object.assign(letters, page);
    if (letters.discarding === null) drawLetters();
  } catch (error) {
    note(error.message, true);
  }
}

byId('more-letters').addEventListener('click', async () => {
  const page = await askHouse(`/dead-letters?limit=50&cursor=${encodeURIComponent(letters.nextCursor)}`);
  letters.items.push(...page.items);
  letters.nextCursor = page.nextCursor;
  drawLetters();
});

void refreshLetters();
// Only while the first page is shown: a longer one is not taken away from whoever reads it.
setInterval(() => document.visibilityState === 'visible' && letters.items.length <= 50 && refreshLetters(), 10_000);
