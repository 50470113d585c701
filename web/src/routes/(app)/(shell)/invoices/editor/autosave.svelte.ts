// Keeps a draft safe by itself: saves after a pause, tries again when the line is back, never overwrites what someone else wrote.
import { bulkRoutes } from '@crmfex/shared/bulk.ts';
import { newId } from '@crmfex/shared/ids.ts';
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
  /** Someone else changed the same, or issued it meanwhile; the person decides. `base` is what both began with. */
  | { kind: 'conflict'; base: Invoice; theirs: Invoice }
  /** Someone else deleted it. */
  | { kind: 'gone' };

type Options = {
  /** The record as last read; undefined while the draft exists on this screen only. */
  invoice: Invoice | undefined;
  /** The id the draft will have. */
  id: string;
  /** What can be saved now; undefined while it cannot be. */
  input: () => InvoiceInput | undefined;
  /** What a stored draft means, in the very form of `input`. */
  inputOf: (invoice: Invoice) => InvoiceInput;
  /** Takes over what someone else saved beside what is typed; false when both changed the same. */
  merge: (base: Invoice, theirs: Invoice) => boolean;
  /** Called after each save, and when someone else's was taken over, with the record as the server has it. */
  onsaved: (invoice: Invoice) => void;
};

/** The autosave of one draft; `touch` after each change, `flush` before anything that needs it saved. */
export class Autosave {
  readonly #options: Options;
  readonly #turns = createTurns();
  #known: Invoice | undefined;
  #saved = '';
  #save = $state.raw<SaveState>({ kind: 'clean' });

  constructor(options: Options) {
    this.#options = options;
    const { invoice, inputOf } = options;
    if (!invoice) return;
    [this.#known, this.#saved] = [invoice, JSON.stringify(inputOf(invoice))];
    this.#save = { kind: 'saved', at: invoice.updatedAt };
  }
  get state(): SaveState {
    return this.#save;
  }
  touch(): void {
    if (this.#isHeld) return;
    // After a failure it stays unsaved until the server has answered: leaving a field must not open the way out.
    if (this.#save.kind !== 'failed') this.#save = { kind: this.#options.input() ? 'waiting' : 'clean' };
    this.#later(pauseMs);
  }
  /** Saves at once what can be saved; resolves when the server has answered. */
  flush = (): Promise<void> => {
    this.stop();
    return this.#turns.now(() => this.#saveNow());
  };
  /** It changed somewhere: whoever only looks sees that at once, whoever writes finds it joined with theirs. */
  heard(): void {
    void this.#turns.now(async () => {
      if (this.#isHeld) return;
      await this.#meet().catch((cause: unknown) => {
        if (isMissing(cause)) this.#save = { kind: 'gone' };
      });
    });
  }
  /** Ends a conflict: what is typed now goes on from what someone else saved. */
  goOn(theirs: Invoice): Promise<void> {
    this.#keep(theirs);
    this.#save = { kind: 'waiting' };
    return this.flush();
  }
  /** Brings back what someone else deleted, and saves what is typed. @throws Problem */
  async revive(): Promise<void> {
    const { id } = this.#options;
    await api(bulkRoutes.restoreDrafts, { body: { ids: [id] }, idempotencyKey: newId() });
    await this.goOn(await api(invoiceRoutes.get, { params: { id } }));
  }
  stop = (): void => this.#turns.stop();

  get #isHeld(): boolean {
    return this.#save.kind === 'conflict' || this.#save.kind === 'gone';
  }
  #later(ms: number): void {
    this.#turns.later(ms, () => this.#saveNow());
  }
  #keep(next: Invoice, text = JSON.stringify(this.#options.inputOf(next))): void {
    [this.#known, this.#saved] = [next, text];
    this.#options.onsaved(next);
  }
  async #saveNow(): Promise<void> {
    const wanted = this.#options.input();
    if (wanted && !this.#isHeld) await this.#write(wanted);
  }
  async #write(wanted: InvoiceInput): Promise<void> {
    const text = JSON.stringify(wanted);
    const known = this.#known;
    if (known && text === this.#saved) return void (this.#save = { kind: 'saved', at: known.updatedAt });
    // A try after a failure is no promise yet: it stays unsaved until the server has answered.
    if (this.#save.kind !== 'failed') this.#save = { kind: 'saving' };
    try {
      const next = await send(this.#options.id, wanted, known);
      this.#keep(next, text);
      this.#save = { kind: 'saved', at: next.updatedAt };
    } catch (cause) {
      await this.#refused(cause);
    }
  }
  async #refused(cause: unknown): Promise<void> {
    const isOvertaken = cause instanceof Problem && (cause.kind === 'changed' || cause.kind === 'conflict');
    this.#save = { kind: 'failed', words: problemText(cause) };
    if (this.#known && isMissing(cause)) this.#save = { kind: 'gone' };
    else if (this.#known && isOvertaken) await this.#meet().catch(() => this.#later(againMs));
    else if (isTemporary(cause)) this.#later(againMs);
  }
  /** Reads what someone else saved, and joins it with what is typed. */
  async #meet(): Promise<void> {
    const base = this.#known;
    if (!base) return;
    const theirs = await api(invoiceRoutes.get, { params: { id: this.#options.id } });
    if (theirs.version === base.version) return;
    if (theirs.state !== 'draft' || !this.#options.merge(base, theirs)) {
      this.#save = { kind: 'conflict', base, theirs };
      return;
    }
    this.#keep(theirs);
    this.#save = { kind: 'waiting' };
    this.#later(0);
  }
}

/** One thing after the other, and one thing soon. */
function createTurns() {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> = Promise.resolve();
  const now = (work: () => Promise<void>): Promise<void> => (running = running.then(work));
  return {
    now,
    later(ms: number, work: () => Promise<void>) {
      clearTimeout(timer);
      timer = setTimeout(() => void now(work), ms);
    },
    stop: () => clearTimeout(timer),
  };
}

const send = (id: string, body: InvoiceInput, known: Invoice | undefined): Promise<Invoice> =>
  known
    ? api(invoiceRoutes.update, { params: { id }, body, ifMatch: etag(known) })
    : api(invoiceRoutes.create, { body: { ...body, id }, idempotencyKey: id });

const isMissing = (cause: unknown) => cause instanceof Problem && cause.kind === 'notFound';

function isTemporary(cause: unknown): boolean {
  return cause instanceof Problem && ['unavailable', 'tooMany', 'internal', 'signedOut'].includes(cause.kind);
}
