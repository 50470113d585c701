// One SQL statement with its values and the shape of its rows; nothing is sent until a flush or a transaction takes it.

/** What the platform sends to a queue once the transaction of the statement has been committed. */
export type OutboxMessage = { queue: string; id: string; body: unknown; requestId: string };

/** Checks one decoded row; every zod schema is one. */
export type RowReader<Row> = { parse(raw: unknown): Row };

export type Statement<Row> = {
  text: string;
  values: readonly unknown[];
  /** Null when the rows do not matter. */
  row: RowReader<Row> | null;
  message?: OutboxMessage;
  /** Set by `finish`: the job's own message is removed by it. */
  finishes?: true;
};

/** Rows of several statements, in their order. */
export type RowsOf<S extends readonly Statement<unknown>[]> = {
  -readonly [K in keyof S]: S[K] extends Statement<infer Row> ? Row[] : never;
};

/**
 * A statement whose rows are read: column names become camelCase, values are decoded by type (bigint to a safe number, numeric and
 * date to strings, instants to ISO strings with microseconds, jsonb to its value, bytea to a Buffer), then parsed by `row`.
 * @param text SQL with `$1`, `$2` …; never put a value into it
 */
export function query<Row>(row: RowReader<Row>, text: string, values: readonly unknown[] = []): Statement<Row> {
  return { text, values, row };
}

/** A statement whose rows do not matter. */
export function command(text: string, values: readonly unknown[] = []): Statement<never> {
  return { text, values, row: null };
}

/** Marks a value as JSON: needed for arrays, which would otherwise go as PostgreSQL arrays. */
export function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function arrayElement(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  const encoded = encode(value);
  return `"${String(encoded).replace(/["\\]/g, '\\$&')}"`;
}

/** How a JavaScript value goes over the wire, as text except for bytes. */
export function encode(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map(arrayElement).join(',')}}`;
  if (typeof value === 'object') return JSON.stringify(value);
  return String(value);
}
