// Keeps the screen true without a reload: asks what changed, quickly while something is pending, slowly otherwise, never while hidden.
import { changeRoutes } from '@crmfex/shared/changes.ts';
import { invalidate } from '$app/navigation';
import { untrack } from 'svelte';
import { api } from './api.ts';

const quickMs = 2_000;
const slowMs = 10_000;

let waiting = $state(0);

/** Declares, inside an effect, that something on this page is on its way; call the answer when it no longer is. */
export function expectChange(): () => void {
  untrack(() => (waiting += 1));
  return () => (waiting -= 1);
}

/** The names under which loads depend on records. */
export const depend = {
  tenant: 'app:tenant',
  account: 'app:account',
  clients: 'app:clients',
  client: (id: string) => `app:client:${id}` as const,
  invoices: 'app:invoices',
  views: 'app:views',
  payments: 'app:payments',
  products: 'app:products',
  tags: 'app:tags',
  customFields: 'app:customFields',
  files: 'app:files',
  members: 'app:members',
  imports: 'app:imports',
  tenantExports: 'app:tenantExports',
  tenantImports: 'app:tenantImports',
  invoice: (id: string) => `app:invoice:${id}` as const,
} as const;

type Listener = { name: string; work: () => void };
const listeners = new Set<Listener>();

/** Calls when something under a name of `depend` changed, for pages that must not simply read it anew; the answer stops it. */
export function listenTo(name: string, work: () => void): () => void {
  const listener = { name, work };
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function namesOf(change: { kind: string; id: string }): string[] {
  if (change.kind === 'tenant') return [depend.tenant];
  if (change.kind === 'view') return [depend.views];
  if (change.kind === 'payment') return [depend.payments];
  if (change.kind === 'product') return [depend.products];
  if (change.kind === 'tag') return [depend.tags];
  if (change.kind === 'customField') return [depend.customFields];
  if (change.kind === 'member') return [depend.members];
  if (change.kind === 'file') return [depend.files];
  if (change.kind === 'import') return [depend.imports];
  if (change.kind === 'export') return [];
  if (change.kind === 'tenantExport') return [depend.tenantExports];
  if (change.kind === 'tenantImport') return [depend.tenantImports];
  if (change.kind === 'client') return [depend.clients, depend.client(change.id)];
  return [depend.invoices, depend.invoice(change.id)];
}

/** Starts asking; the answer stops it. Run inside an effect of the signed-in shell. */
export function followChanges(): () => void {
  const stop = new AbortController();
  let cursor: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function ask() {
    try {
      const answer = await api(changeRoutes.since, { query: { since: cursor }, signal: stop.signal });
      const names = new Set(cursor === undefined ? [] : answer.changes.flatMap(namesOf));
      cursor = answer.cursor;
      for (const { name, work } of listeners) if (names.has(name)) work();
      if (names.size > 0) await invalidate((url) => names.has(url.href));
    } catch {
      // The next turn asks again from the same cursor, so nothing is missed; pages show their own failures.
    }
    plan();
  }
  function plan() {
    clearTimeout(timer);
    if (!stop.signal.aborted && !document.hidden) timer = setTimeout(ask, waiting > 0 ? quickMs : slowMs);
  }
  function shown() {
    clearTimeout(timer);
    if (!document.hidden) void ask();
  }

  document.addEventListener('visibilitychange', shown, { signal: stop.signal });
  const unwatch = $effect.root(() => {
    $effect(() => {
      if (waiting > 0 && cursor !== undefined) plan();
    });
  });
  void ask();
  return () => {
    stop.abort();
    clearTimeout(timer);
    unwatch();
  };
}
