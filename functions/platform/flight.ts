// Several statements, one Sync, one round trip: everything between two Syncs is one implicit transaction.
import type pg from 'pg';
import { rowDecoder, type RowDecoder } from './decode.ts';
import { encode, type Statement } from './statement.ts';

// What of the driver's connection is used here; its published types lag behind it.
type Wire = {
  stream: { cork(): void; uncork(): void; destroy(error?: Error): void };
  parsedStatements: Record<string, string | undefined>;
  submittedNamedStatements: Record<string, string | undefined>;
  parse(message: { name: string; text: string }): void;
  describe(message: { type: 'S'; name: string }): void;
  bind(message: { statement: string; values: readonly unknown[]; valueMapper: (value: unknown) => unknown }): void;
  execute(message: { portal: string; rows: number }): void;
  sync(): void;
};

type NamedStep = { name: string; text: string; values: readonly unknown[] };
export type Landed = { rows: Record<string, unknown>[][]; tags: string[] };

/** Statements are named per role: a plan that depends on row-level security is made anew when the role changes. */
export type RoleTag = 'staff' | 'portal' | 'identity' | 'system' | 'login';
export type Step = { tag: RoleTag; statement: Statement<unknown> };

const namedTextsMax = 2000;
const numberOfText = new Map<string, number>();

/** Beyond the limit a text stays unnamed: planned each time, but no memory grows with it. */
function nameOf(tag: RoleTag, text: string): string {
  let number = numberOfText.get(text);
  if (number === undefined) {
    if (numberOfText.size >= namedTextsMax) return '';
    number = numberOfText.size;
    numberOfText.set(text, number);
  }
  return `${tag}${number}`;
}

const decodersOf = new WeakMap<Wire, Map<string, RowDecoder>>();

function decodersFor(wire: Wire): Map<string, RowDecoder> {
  const known = decodersOf.get(wire);
  if (known) return known;
  const made = new Map<string, RowDecoder>();
  decodersOf.set(wire, made);
  return made;
}

/** The driver hands it every reply by name; it must look like the driver's own Query. */
class Flight {
  name: string;
  text: string;
  callback: () => void = () => undefined;
  readonly landed: Promise<Landed>;
  private readonly steps: NamedStep[];
  private readonly rows: Record<string, unknown>[][];
  private readonly tags: string[] = [];
  private decoders = new Map<string, RowDecoder>();
  private failure: unknown;
  private readonly settle = Promise.withResolvers<Landed>();

  constructor(steps: NamedStep[]) {
    this.steps = steps;
    this.rows = steps.map(() => []);
    this.name = steps[0]?.name ?? '';
    this.text = steps[0]?.text ?? '';
    this.landed = this.settle.promise;
  }

  submit(wire: Wire): Error | null {
    this.decoders = decodersFor(wire);
    wire.stream.cork();
    try {
      for (const { name, text, values } of this.steps) {
        if (!name || (!wire.parsedStatements[name] && !wire.submittedNamedStatements[name])) {
          wire.parse({ name, text });
          wire.describe({ type: 'S', name });
          if (name) wire.submittedNamedStatements[name] = text;
        }
        wire.bind({ statement: name, values, valueMapper: encode });
        wire.execute({ portal: '', rows: 0 });
      }
    } finally {
      wire.sync();
      wire.stream.uncork();
    }
    return null;
  }

  handleRowDescription(message: { fields: { name: string; dataTypeID: number }[] }): void {
    const columns = message.fields.map((field) => ({ name: field.name, type: field.dataTypeID }));
    this.decoders.set(this.name, rowDecoder(columns));
  }

  handleDataRow(message: { fields: (string | null)[] }): void {
    if (this.failure) return;
    try {
      const decode = this.decoders.get(this.name);
      if (!decode) throw new Error('Rows came back of a statement that was never described.');
      this.rows[this.tags.length]?.push(decode(message.fields));
    } catch (error) {
      this.failure = error;
    }
  }

  handleCommandComplete(message: { text: string }): void {
    this.tags.push(message.text);
    const next = this.steps[this.tags.length];
    this.name = next?.name ?? '';
    this.text = next?.text ?? '';
  }

  /** The server skips what follows, so what was submitted with it was never parsed. */
  handleError(error: unknown, wire?: Wire): void {
    if (wire) for (const { name } of this.steps) delete wire.submittedNamedStatements[name];
    this.settle.reject(error);
  }

  handleReadyForQuery(): void {
    if (this.failure) this.settle.reject(this.failure);
    else this.settle.resolve({ rows: this.rows, tags: this.tags });
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handlePortalSuspended(): void {
    this.failure = new Error('A portal was suspended although no row limit was set.');
  }

  handleCopyInResponse(): void {
    this.failure = new Error('COPY does not travel in a flight.');
  }

  handleCopyData(): void {}
}

/**
 * Sends statements with one Sync and waits for all rows. Rejects with the server's error, after which nothing of the flight has
 * happened (outside an explicit transaction), or with a connection error, after which the outcome is unknown.
 * @param timeoutMs when no answer has come by then the connection is destroyed; longer than the server's own statement timeout
 */
export async function send(client: pg.ClientBase, steps: readonly Step[], timeoutMs: number): Promise<Landed> {
  const flight = new Flight(
    steps.map(({ tag, statement: { text, values } }) => ({ name: nameOf(tag, text), text, values })),
  );
  const timer = setTimeout(() => {
    const { connection } = client as unknown as { connection: Wire }; // the driver does not publish it
    connection.stream.destroy(new Error('The database did not answer in time.'));
  }, timeoutMs);
  try {
    client.query(flight as unknown as pg.Submittable); // stands in for the driver's Query, see the class
    return await flight.landed;
  } finally {
    clearTimeout(timer);
  }
}
