// Keeps a draft safe by itself: saves after a pause, tries again when the line is back, never overwrites what someone else wrote.
import { type Invoice, type InvoiceInput, invoiceRoutes } from '@crmfex/shared/invoices.ts';
import { Problem } from '@crmfex/shared/problem.ts';
import { api } from '#lib/api.ts';
import { etag } from '#lib/etag.ts';
import { problemText } from '#lib/problems.ts';

const pauseMs = 800;
const againMs = 5_000;

export type SaveState =
  | { kind: 'clean' }
  | { kind: 'waiting' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  /** Not saved yet; tried again by itself. */
  | { kind: 'failed'; words: string }
  /** Someone else saved meanwhile; the person decides. */
  | { kind: 'conflict'; theirs: Invoice };

type Options = {
  /** The record as last read; undefined while the draft exists on this screen only. */
  invoice: Invoice | undefined;
  /** The id the draft will have. */
  id: string;
  /** What can be saved now; undefined while it cannot be. */
  input: () => InvoiceInput | undefined;
  /** Called after each save with the record as the server has it. */
  onsaved: (invoice: Invoice) => void;
};

/** Makes the autosave of one draft; `touch` after each change, `flush` before anything that needs it saved. */
export function createAutosave({ invoice, id, input, onsaved }: Options) {
  let known = invoice;
  let saved = '';
  let save = $state.raw<SaveState>(invoice ? { kind: 'saved', at: invoice.updatedAt } : { kind: 'clean' });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();

  async function write(wanted: InvoiceInput) {
    const text = JSON.stringify(wanted);
    if (known && text === saved) return void (save = { kind: 'saved', at: known.updatedAt });
    save = { kind: 'saving' };
    try {
      known = known
        ? await api(invoiceRoutes.update, { params: { id }, body: wanted, ifMatch: etag(known) })
        : await api(invoiceRoutes.create, { body: { ...wanted, id }, idempotencyKey: id });
      saved = text;
      save = { kind: 'saved', at: known.updatedAt };
      onsaved(known);
    } catch (cause) {
      save = await failed(cause, id);
      if (save.kind === 'failed' && isTemporary(cause)) later(againMs);
    }
  }
  function run(): Promise<void> {
    clearTimeout(timer);
    running = running.then(async () => {
      const wanted = input();
      if (wanted && save.kind !== 'conflict') await write(wanted);
    });
    return running;
  }
  function later(ms: number) {
    clearTimeout(timer);
    timer = setTimeout(() => void run(), ms);
  }
  return {
    get state() {
      return save;
    },
    touch() {
      if (save.kind === 'conflict') return;
      save = { kind: input() ? 'waiting' : 'clean' };
      later(pauseMs);
    },
    /** Saves at once what can be saved; resolves when the server has answered. */
    flush: run,
    /** Ends a conflict by writing over what the other one saved. */
    async keepMine() {
      if (save.kind !== 'conflict') return;
      known = save.theirs;
      save = { kind: 'waiting' };
      await run();
    },
    stop: () => clearTimeout(timer),
  };
}

function isTemporary(cause: unknown): boolean {
  return cause instanceof Problem && ['unavailable', 'tooMany', 'internal', 'signedOut'].includes(cause.kind);
}

async function failed(cause: unknown, id: string): Promise<SaveState> {
  const words = problemText(cause);
  if (!(cause instanceof Problem) || cause.kind !== 'changed') return { kind: 'failed', words };
  try {
    return { kind: 'conflict', theirs: await api(invoiceRoutes.get, { params: { id } }) };
  } catch {
    return { kind: 'failed', words };
  }
}
