// The least that one round trip needs, written by hand for the peer that our platform is measured against.
import pg from 'pg';

type Wire = {
  stream: { cork(): void; uncork(): void };
  parsedStatements: Record<string, string | undefined>;
  parse(message: { name: string; text: string }): void;
  describe(message: { type: 'S'; name: string }): void;
  bind(message: { statement: string; values: unknown[] }): void;
  execute(message: { portal: string; rows: number }): void;
  sync(): void;
};

export type Step = { name: string; text: string; values: unknown[] };
type Row = Record<string, unknown>;
type Columns = { name: string; read: (text: string) => unknown }[];

const { builtins } = pg.types;
const asIs = (text: string): unknown => text;
const readers = new Map<number, (text: string) => unknown>([
  [builtins.BOOL, (text) => text === 't'],
  [builtins.INT4, Number],
  [builtins.INT8, Number],
  [builtins.TIMESTAMPTZ, (text) => text.replace(' ', 'T').replace('+00', 'Z')],
  [builtins.JSONB, (text) => JSON.parse(text)],
]);
const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
const columnsOf = new Map<string, Columns>();

/** Stands in for the driver's query: parse once, then bind and execute every step before the one Sync. */
export class OneSync {
  name: string;
  text: string;
  callback = (): void => undefined;
  readonly #steps: Step[];
  readonly #rows: Row[][];
  readonly #settle = Promise.withResolvers<Row[][]>();
  #place = 0;
  readonly answer = this.#settle.promise;

  constructor(steps: Step[]) {
    this.#steps = steps;
    this.#rows = steps.map(() => []);
    this.name = steps[0]?.name ?? '';
    this.text = steps[0]?.text ?? '';
  }

  submit(wire: Wire): null {
    wire.stream.cork();
    for (const { name, text, values } of this.#steps) {
      if (!wire.parsedStatements[name]) {
        wire.parse({ name, text });
        wire.describe({ type: 'S', name });
        wire.parsedStatements[name] = text;
      }
      wire.bind({ statement: name, values });
      wire.execute({ portal: '', rows: 0 });
    }
    wire.sync();
    wire.stream.uncork();
    return null;
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }): void {
    const columns = fields.map(({ name, dataTypeID }) => ({
      name: camel(name),
      read: readers.get(dataTypeID) ?? asIs,
    }));
    columnsOf.set(this.name, columns);
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const row: Row = {};
    const columns = columnsOf.get(this.name) ?? [];
    for (let place = 0; place < columns.length; place += 1) {
      const column = columns[place];
      const text = fields[place];
      if (column) row[column.name] = text == null ? null : column.read(text);
    }
    this.#rows[this.#place]?.push(row);
  }

  handleCommandComplete(): void {
    this.#place += 1;
    this.name = this.#steps[this.#place]?.name ?? '';
    this.text = this.#steps[this.#place]?.text ?? '';
  }

  handleError(error: unknown): void {
    this.#settle.reject(error);
  }

  handleReadyForQuery(): void {
    this.#settle.resolve(this.#rows);
  }
}
