// Runs in the operator's browser: reads /admin/status and redraws the tables. Everything is set as text, never as markup.
const byId = (id) => document.getElementById(id);
const time = (iso) => (iso ? new Date(iso).toLocaleTimeString('en-GB') : '–');
const when = (iso) => {
  if (!iso) return '–';
  const seconds = Math.round((Date.parse(iso) - Date.now()) / 1000);
  const size = Math.abs(seconds);
  if (size > 86400) return new Date(iso).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  if (size < 60) return words.format(seconds, 'second');
  return size < 3600
    ? words.format(Math.round(seconds / 60), 'minute')
    : words.format(Math.round(seconds / 3600), 'hour');
};

function cell(content, className = '') {
  const td = document.createElement('td');
  td.className = className;
  td.append(...[content].flat());
  return td;
}

function button(label, name, act) {
  const element = document.createElement('button');
  element.textContent = label;
  element.setAttribute('aria-label', `${label}: ${name}`);
  element.addEventListener('click', act);
  return element;
}

function code(text) {
  const element = document.createElement('code');
  element.textContent = text;
  return element;
}

function draw(id, heads, rows, empty) {
  const head = document.createElement('tr');
  for (const text of heads) {
    const th = document.createElement('th');
    th.scope = 'col';
    th.textContent = text.replace('#', '');
    if (text.startsWith('#')) th.className = 'number';
    head.append(th);
  }
  const lines = rows.map((cells) => {
    const tr = document.createElement('tr');
    tr.append(...cells);
    return tr;
  });
  if (lines.length === 0) {
    const tr = document.createElement('tr');
    tr.append(cell(empty, 'quiet'));
    tr.firstChild.colSpan = heads.length;
    lines.push(tr);
  }
  const focused = document.activeElement?.getAttribute('aria-label');
  byId(id).replaceChildren(head, ...lines);
  if (focused)
    byId(id)
      .querySelector(`[aria-label="${CSS.escape(focused)}"]`)
      ?.focus();
}

const count = (value, isBad = false) => cell(String(value), isBad && value > 0 ? 'number bad' : 'number');

async function peek(name, which) {
  const answer = await fetch(`/admin/functions/${encodeURIComponent(name)}/peek?which=${which}`);
  const messages = await answer.json();
  const lines = messages.map((one) => `${one.insertedAt ?? ''}  attempt ${one.dequeueCount}  ${one.text}`);
  byId('peek').hidden = false;
  byId('peek').textContent =
    `${name}, ${which === 'poison' ? 'poison' : 'waiting'}: ${lines.length}\n${lines.join('\n')}`;
}

async function runNow(name) {
  await fetch(`/admin/functions/${encodeURIComponent(name)}`, { method: 'POST' });
  await refresh();
}

function result(one) {
  if (one.durationMs === null) return cell('running', 'quiet');
  if (!one.error) return cell('done', 'good');
  const details = document.createElement('details');
  details.dataset.id = one.id;
  details.open = openErrors.has(one.id);
  details.addEventListener('toggle', () => openErrors[details.open ? 'add' : 'delete'](one.id));
  const summary = document.createElement('summary');
  summary.textContent = one.error.split('\n')[0];
  const pre = document.createElement('pre');
  pre.textContent = one.error;
  details.append(summary, pre);
  return cell(details, 'bad wide');
}

const openErrors = new Set();

function drawInvocations(id, records, empty) {
  const rows = records.map((one) => [
    cell(time(one.startedAt), 'quiet'),
    cell(one.functionName),
    cell(one.cause, 'wide quiet'),
    count(one.durationMs ?? '…'),
    result(one),
  ]);
  draw(id, ['At', 'Function', 'Cause', '#ms', 'Result'], rows, empty);
}

function show(status) {
  const timers = status.triggers.filter((one) => one.kind === 'timer');
  const queues = status.triggers.filter((one) => one.kind === 'queue');
  const blobs = status.triggers.filter((one) => one.kind === 'blob');
  const megabytes = Math.round(status.memoryBytes / 1e6);
  byId('summary').textContent =
    `${status.functionCount} functions, up ${Math.floor(status.upSeconds / 60)} min, ${megabytes} MB`;
  draw(
    'timers',
    ['Function', 'Schedule (UTC)', 'Next run', 'Last run', '#Runs', '#Failed', ''],
    timers.map((one) => [
      cell(one.name),
      cell(code(one.schedule)),
      cell(one.nextAt && Date.parse(one.nextAt) < Date.now() ? 'now' : when(one.nextAt)),
      cell(when(one.lastAt), 'quiet'),
      count(one.runs),
      count(one.failures, true),
      cell(
        button('Run now', one.name, () => runNow(one.name)),
        'number',
      ),
    ]),
    'No timers.',
  );
  draw(
    'queues',
    ['Function', 'Queue', '#Waiting', '#Poison', '#Runs', '#Failed', ''],
    queues.map((one) => [
      cell(one.name),
      cell(code(one.queueName)),
      count(one.active),
      count(one.poison, true),
      count(one.runs),
      count(one.failures, true),
      cell(
        [
          button('Peek', one.name, () => peek(one.name, 'active')),
          button('Peek poison', one.name, () => peek(one.name, 'poison')),
        ],
        'number',
      ),
    ]),
    'No queues.',
  );
  draw(
    'blobs',
    ['Function', 'Path', '#Waiting', '#Runs', '#Failed'],
    blobs.map((one) => [
      cell(one.name),
      cell(code(one.path)),
      count(one.waiting),
      count(one.runs),
      count(one.failures, true),
    ]),
    'No blob triggers.',
  );
  drawInvocations('failures', status.failures, 'Nothing has failed.');
  drawInvocations('invocations', status.invocations, 'Nothing has run yet.');
  draw(
    'http',
    ['Function', 'Methods', 'Route', '#Runs', '#Failed'],
    status.http.map((one) => [
      cell(one.name),
      cell(one.methods.join(' '), 'quiet'),
      cell(code(one.route), 'wide'),
      count(one.runs),
      count(one.failures, true),
    ]),
    'No HTTP functions.',
  );
}

async function refresh() {
  try {
    const answer = await fetch('/admin/status');
    show(await answer.json());
  } catch {
    byId('summary').textContent = 'The host does not answer. It may be restarting.';
  }
}

refresh();
setInterval(() => document.visibilityState === 'visible' && refresh(), 2000);
