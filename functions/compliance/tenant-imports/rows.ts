// Rows into their table: staged as lines, then written by one statement, as a role that is bound to the one business.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { quoted, type Keeper } from '../../platform/maintenance.ts';
import { asServerError } from '../../platform/sql-errors.ts';
import { command, query } from '../../platform/statement.ts';
import { lineOptions } from '../tenant-exports/tables.ts';
import { columnsMade, columnsSettled, namesPerson } from './decisions.ts';
import type { PlannedTable, Reference } from './plan.ts';
import { Refusal } from './refusal.ts';

export type People = {
  /** Who imports: stands for everybody else where somebody must be named. */
  ownerId: string;
  memberIds: readonly string[];
};

/**
 * A table of lines that ends with the transaction, and a counter that no failure turns back: it knows the line that failed. From here on
 * the connection is bound to the one business, and may add rows.
 */
export async function openStage(keeper: Keeper, tenantId: string): Promise<void> {
  await keeper.execute('create temp table staged (row json not null) on commit drop; create temp sequence staged_at');
  await keeper.execute('grant all on staged, staged_at to app_import');
  await keeper.read(command('select gate.enter_import($1)', [tenantId]));
}

/** A sink for lines; what it holds is in the table when the stream has ended. */
export const stageInto = (keeper: Keeper) => keeper.copyIn('staged (row)', lineOptions);

type Values = { text: string; values: unknown[] };

/** One expression a column, over the row `r` of the file. */
function valueOf({ name, columns }: PlannedTable, column: string): string {
  const settled = columnsSettled[`${name}.${column}`];
  if (settled) return settled;
  const raw = `r.${quoted(column)}`;
  const known = columns.find((one) => one.name === column);
  if (known?.type !== 'uuid' || !namesPerson(column)) return raw;
  // Nobody is given what somebody else did: who is no member here is left unnamed, where that may be.
  const stranger = known.isNullable ? 'null' : '$1::uuid';
  return `case when ${raw} = any($2::uuid[]) or ${raw} = $1 then ${raw} else ${stranger} end`;
}

function insertion(table: PlannedTable, columns: readonly string[], { ownerId, memberIds }: People): Values {
  const made = Object.entries(columnsMade)
    .map(([place, value]) => [...place.split('.'), value])
    .filter(([name]) => name === table.name);
  const names = [...columns, ...made.map(([, column = '']) => column)].map(quoted);
  const values = [...columns.map((column) => valueOf(table, column)), ...made.map(([, , value]) => value)];
  const text = `insert into public.${quoted(table.name)} (${['tenant_id', ...names].join(', ')})
    select ${['app.tenant_id()', ...values].join(', ')}
    from (select nextval('pg_temp.staged_at') as line, row from pg_temp.staged offset 0) s
    cross join lateral json_populate_record(null::public.${quoted(table.name)}, s.row) r
    where s.line > 0 and $1::uuid is not null and $2::uuid[] is not null`;
  return { text, values: [ownerId, memberIds] };
}

const Line = z.strictObject({ line: z.int().nullable() });

/** The first line that points at nothing: neither at a row that is there nor, within its own table, at one that comes with it. */
const dangling = (table: string, { columns, parent, parentColumns }: Reference) => {
  const pairs = (other: string) =>
    columns.map((one, at) => `${other}.${quoted(parentColumns[at] ?? '')} = r.${quoted(one)}`);
  const beside = parent === table ? `and not exists (select from r o where ${pairs('o').join(' and ')})` : '';
  return query(
    Line,
    `with r as (
       select row_number() over () as line, p.* from pg_temp.staged s cross join lateral json_populate_record(null::public.${quoted(table)}, s.row) p
     )
     select min(line)::int as line from r where num_nulls(${columns.map((one) => `r.${quoted(one)}`).join(', ')}) = 0
       and not exists (select from public.${quoted(parent)} p where p.tenant_id = app.tenant_id() and ${pairs('p').join(' and ')}) ${beside}`,
  );
};

/** Refusals of data, as opposed to those of a server that is busy or going away. */
const isAboutData = (code: string) => /^(22|23|42501|P0001|CF)/.test(code);

/** What the database refused, as table and line. Anything else is thrown on. */
async function refusalOf(
  keeper: Keeper,
  table: PlannedTable,
  columns: readonly string[],
  error: unknown,
): Promise<unknown> {
  const known = asServerError(error);
  if (!known || !isAboutData(known.code)) return error;
  const { column = '' } = known;
  if (known.code === '23502' && column && !columns.includes(column))
    return new Refusal('olderColumn', { table: table.name, column });
  const reference = table.references.find(({ name }) => known.code === '23503' && name === known.constraint);
  if (reference) {
    const [found] = await keeper.read(dangling(table.name, reference));
    return new Refusal('reference', { table: table.name, line: found?.line ?? 0, parent: reference.parent });
  }
  const [at] = await keeper.read(query(Line, 'select last_value::int as line from pg_temp.staged_at'));
  const rule = known.constraint ?? known.message;
  return new Refusal('rule', { table: table.name, line: at?.line ?? 0, rule });
}

/**
 * Writes what is staged, all of it or nothing, and empties the stage.
 * @throws Refusal with table and line
 */
export async function insertStaged(
  keeper: Keeper,
  table: PlannedTable,
  columns: readonly string[],
  people: People,
): Promise<void> {
  const { text, values } = insertion(table, columns, people);
  await keeper.execute(`select setval('pg_temp.staged_at', 1, false); savepoint writing`);
  try {
    await keeper.read(command(text, values));
  } catch (error) {
    await keeper.execute('rollback to savepoint writing');
    throw await refusalOf(keeper, table, columns, error);
  }
  await keeper.execute('release savepoint writing; truncate pg_temp.staged');
}

/** For the one row of the settings: as `insertStaged` looks at rows, and with the same refusals. */
export async function updateSettings(keeper: Keeper, columns: readonly string[], line: string): Promise<void> {
  await pipeline(Readable.from([line]), stageInto(keeper));
  const sets = columns.map((column) => `${quoted(column)} = r.${quoted(column)}`).join(', ');
  await keeper.execute('savepoint writing');
  try {
    await keeper.execute(
      `update public.tenants t set ${sets} from pg_temp.staged s cross join lateral json_populate_record(null::public.tenants, s.row) r
       where t.id = app.tenant_id()`,
    );
  } catch (error) {
    await keeper.execute('rollback to savepoint writing');
    const known = asServerError(error);
    if (!known || !isAboutData(known.code)) throw error;
    throw new Refusal('rule', { table: 'tenants', line: 1, rule: known.constraint ?? known.message });
  }
}
