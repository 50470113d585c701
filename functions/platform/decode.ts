// From the wire to JavaScript: one decoder per column type, chosen once per prepared statement.
import pg from 'pg';

type Decoder = (text: string) => unknown;

/** Column name and type as the server describes them. */
export type Column = { name: string; type: number };

const { builtins } = pg.types;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error('A bigint came back that JavaScript cannot hold exactly.');
  return value;
}

// The session runs in UTC, so every offset is +00; microseconds stay, since cursors of lists depend on them.
const instant: Decoder = (text) => `${text.slice(0, 10)}T${text.slice(11).replace('+00', 'Z')}`;
const bytes: Decoder = (text) => Buffer.from(text.slice(2), 'hex');
const json: Decoder = (text) => JSON.parse(text);

const arrayTypes = {
  text: 1009,
  varchar: 1015,
  uuid: 2951,
  int2: 1005,
  int4: 1007,
  int8: 1016,
  numeric: 1231,
  date: 1182,
};
// The driver's parser of text[] reads every array as texts.
const texts: (text: string) => string[] = pg.types.getTypeParser(arrayTypes.text);

// A type that is not listed stays the text that PostgreSQL writes: numeric, date, uuid and xid8 want just that.
const decoders = new Map<number, Decoder>([
  [builtins.BOOL, (text) => text === 't'],
  [builtins.INT2, Number],
  [builtins.INT4, Number],
  [builtins.INT8, safeInteger],
  [builtins.FLOAT4, Number],
  [builtins.FLOAT8, Number],
  [builtins.TIMESTAMPTZ, instant],
  [builtins.JSON, json],
  [builtins.JSONB, json],
  [builtins.BYTEA, bytes],
  [arrayTypes.text, texts],
  [arrayTypes.varchar, texts],
  [arrayTypes.uuid, texts],
  [arrayTypes.numeric, texts],
  [arrayTypes.date, texts],
  [arrayTypes.int2, (text) => texts(text).map(Number)],
  [arrayTypes.int4, (text) => texts(text).map(Number)],
  [arrayTypes.int8, (text) => texts(text).map(safeInteger)],
]);

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

export type RowDecoder = (values: readonly (string | null)[]) => Record<string, unknown>;

/** Makes the function that turns a row's texts into an object with camelCase keys. */
export function rowDecoder(columns: readonly Column[]): RowDecoder {
  const names = columns.map((column) => camel(column.name));
  const parsers = columns.map((column) => decoders.get(column.type) ?? null);
  return (values) => {
    const row: Record<string, unknown> = {};
    for (let place = 0; place < names.length; place += 1) {
      const name = names[place];
      const text = values[place];
      const parser = parsers[place];
      if (name !== undefined) row[name] = text === null || text === undefined ? null : parser ? parser(text) : text;
    }
    return row;
  };
}
