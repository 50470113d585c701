// Statements of one table, whose columns come from the contract: a new field needs no change here.
import * as z from 'zod';
import { json, query, type Statement } from './statement.ts';

export const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

export type Table<Row> = {
  /** The select list, in the contract's order. */
  columns: string;
  get(id: string, lock?: 'for update' | 'for share'): Statement<Row>;
  insert(values: Partial<Row>): Statement<Row>;
  /** Counts `version` up and sets `updated_at` where the contract has them. */
  update(id: string, values: Partial<Row>): Statement<Row>;
  remove(id: string): Statement<{ id: string }>;
};

function isJson(schema: unknown): boolean {
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return isJson(schema.unwrap());
  return schema instanceof z.ZodObject || schema instanceof z.ZodArray || schema instanceof z.ZodRecord;
}

/**
 * Makes the statements of a table.
 * @param name table name, a constant of ours
 * @param contract what a row is; each key is a column unless `computed` names it
 * @param options.computed SQL expressions for keys that are not columns
 * @param options.key column that names a row within its tenant, `id` by default
 */
export function table<Contract extends z.ZodObject>(
  name: string,
  contract: Contract,
  options: { key?: string; computed?: Record<string, string> } = {},
): Table<z.output<Contract>> {
  type Row = z.output<Contract>;
  const key = options.key ?? 'id';
  const computed = options.computed ?? {};
  const shape: Record<string, unknown> = contract.shape;
  const fields = Object.keys(shape);
  const columns = fields
    .map((field) => (computed[field] === undefined ? snake(field) : `${computed[field]} as ${snake(field)}`))
    .join(', ');
  // zod's generic object loses its output type when it is only known as a type parameter.
  const row = contract as unknown as z.ZodType<Row>;

  function written(values: Partial<Row>): { names: string[]; values: unknown[] } {
    const given = Object.entries(values).filter(([field, value]) => {
      if (!(field in shape) || field in computed) throw new Error(`${name} has no column for ${field}.`);
      return value !== undefined;
    });
    return {
      names: given.map(([field]) => snake(field)),
      values: given.map(([field, value]) => (isJson(shape[field]) ? json(value) : value)),
    };
  }

  function update(id: string, changed: Partial<Row>): Statement<Row> {
    const { names, values } = written(changed);
    const sets = names.map((column, place) => `${column} = $${place + 2}`);
    if ('version' in shape && !names.includes('version')) sets.push('version = version + 1');
    if ('updatedAt' in shape && !names.includes('updated_at')) sets.push('updated_at = now()');
    return query(row, `update ${name} set ${sets.join(', ')} where ${key} = $1 returning ${columns}`, [id, ...values]);
  }

  return {
    columns,
    get: (id, lock) => query(row, `select ${columns} from ${name} where ${key} = $1${lock ? ` ${lock}` : ''}`, [id]),
    insert: (given) => {
      const { names, values } = written(given);
      const holes = names.map((_, place) => `$${place + 1}`).join(', ');
      return query(row, `insert into ${name} (${names.join(', ')}) values (${holes}) returning ${columns}`, values);
    },
    update,
    remove: (id) =>
      query(z.object({ id: z.string() }), `delete from ${name} where ${key} = $1 returning ${key} as id`, [id]),
  };
}
