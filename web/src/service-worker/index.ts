// Keeps the app's own files at hand, so that it opens without a connection and says so; what the API answers is never kept.
import { deviceStorage } from '@crmfex/shared/device-storage.ts';
import { immutable } from '$app/manifest';
import { self as worker } from '$app/service-worker';

const storeName = deviceStorage.shell.name;
const shell = '/200.html';
const beside = ['/theme.js', '/icon.svg'];
/** Files whose name is the hash of their bytes: what was fetched once is right for ever. */
const hashed = new Set(immutable.map(({ path }) => new URL(path, worker.location.origin).pathname));

async function fromStore(request: Request): Promise<Response> {
  const store = await caches.open(storeName);
  const kept = await store.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) await store.put(request, answer.clone());
  return answer;
}

/** From the network; without one, what is kept under `path`. */
async function freshOrKept(request: Request, path: string): Promise<Response> {
  try {
    return await fetch(request);
  } catch (cause) {
    const kept = await caches.match(path);
    if (kept) return kept;
    throw cause;
  }
}

/** The page of the app and everything it names, so that the first visit is enough to open it again. */
async function keepShell(): Promise<void> {
  const store = await caches.open(storeName);
  const page = await fetch(shell, { cache: 'reload' });
  if (!page.ok) throw new Error(`The shell was answered with ${page.status}.`);
  const text = await page.clone().text();
  await store.put(shell, page);
  const named = [...hashed].filter((path) => text.includes(path));
  await store.addAll([...named, ...beside]);
}

/** What an earlier build left behind. */
async function forgetOld(): Promise<void> {
  const store = await caches.open(storeName);
  for (const request of await store.keys()) {
    const { pathname } = new URL(request.url);
    if (!hashed.has(pathname) && pathname !== shell && !beside.includes(pathname)) await store.delete(request);
  }
}

worker.addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => worker.skipWaiting()));
});

worker.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => worker.clients.claim()));
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== worker.location.origin || pathname.startsWith('/api/')) return;
  if (hashed.has(pathname)) event.respondWith(fromStore(request));
  else if (request.mode === 'navigate') event.respondWith(freshOrKept(request, shell));
  else if (beside.includes(pathname)) event.respondWith(freshOrKept(request, pathname));
});
