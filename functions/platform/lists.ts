// Lists by cursor: bounded, stable while rows come and go, and never slower on page one hundred than on page one.
import * as z from 'zod';
import { Problem } from '../../shared/problem.ts';
import { query, type RowReader, type Statement } from './statement.ts';

/** An SQL expression that a list may be sorted by, never null, and its type for the cursor's value. */
export type Sort = { expression: string; type: 'text' | 'timestamptz' | 'date' | 'bigint' | 'numeric' };
/** A condition with `?` for each of its values, such as `['i.state = ?', state]`. */
export type Condition = readonly [text: string, ...values: unknown[]];

export type ListQuery = { limit?: number; cursor?: string; sort?: string };
export type Page<Item> = { items: Item[]; nextCursor: string | null };

type Described<Item> = {
  item: z.ZodType<Item> & z.ZodObject;
  /** The select list; its names become the item's keys. */
  columns: string;
  /** What follows `from`. */
  from: string;
  /** The expression of the record's id, which breaks ties. */
  id: string;
  sorts: Record<string, Sort>;
  /** Such as `-createdAt`. */
  defaultSort: string;
};

type Place = { cursorKey: string; cursorId: string };
type Keyed<Item> = Place & { item: Item };
export type List<Item> = {
  statement(input: ListQuery, conditions?: readonly Condition[]): Statement<Keyed<Item>>;
  page(rows: readonly Keyed<Item>[], input: ListQuery): Page<Item>;
};

/** Rows of a page when nobody says otherwise. */
export const limitDefault = 50;
const Cursor = z.tuple([z.string(), z.string(), z.uuid()]);
// Texts that the database would refuse to cast: checked here, so that a forged cursor is a 400 and not an error of SQL.
const shapeOfType: Record<Sort['type'], RegExp> = {
  text: /^[^\0]*$/,
  timestamptz: /^-?infinity$|^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
  date: /^-?infinity$|^\d{4}-\d\d-\d\d$/,
  bigint: /^-?\d{1,18}$/,
  numeric: /^-?\d{1,30}(\.\d{1,20})?$/,
};

/** A day or an instant that the calendar knows: the shape alone lets 31 February through. */
function isReal(type: Sort['type'], key: string): boolean {
  if ((type !== 'date' && type !== 'timestamptz') || key.endsWith('infinity')) return true;
  const [day = '', time = '00:00:00'] = key.replace('+00', '').split(' ');
  return z.iso.date().safeParse(day).success && day >= '0001' && z.iso.time().safeParse(time).success;
}

const badCursor = () => new Problem('invalid', 'invalid', {}, [{ pointer: '?cursor', key: 'field.cursor' }]);

/** A place in a list as its cursor; whoever gets one only hands it back. */
export const encodeCursor = (place: readonly unknown[]) => Buffer.from(JSON.stringify(place)).toString('base64url');

/** @throws Problem `invalid` with the pointer `?cursor` for what was never handed out */
export function decodeCursor<Place>(schema: z.ZodType<Place>, cursor: string): Place {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw badCursor();
  }
  const read = schema.safeParse(value);
  if (!read.success) throw badCursor();
  return read.data;
}

function readCursor(cursor: string, sort: string, type: Sort['type']): { key: string; id: string } {
  const [cursorSort, key, id] = decodeCursor(Cursor, cursor);
  if (cursorSort !== sort || key.length > 1000 || !shapeOfType[type].test(key) || !isReal(type, key)) throw badCursor();
  return { key, id };
}

/** Numbers the `?` of each condition and collects the values in their order. */
export function numbered(conditions: readonly Condition[]): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const texts = conditions.map(([text, ...given]) => {
    let used = 0;
    return text.replaceAll('?', () => {
      values.push(given[used]);
      used += 1;
      return `$${values.length}`;
    });
  });
  return { text: texts.map((text) => `(${text})`).join(' and ') || 'true', values };
}

/** One parse for the item and its place in the list: a list of fifty is parsed a thousand times a second. */
function keyed<Item>(item: z.ZodType<Item> & z.ZodObject): RowReader<Keyed<Item>> {
  // zod forgets the shape of an object that is only known as a type parameter.
  const whole = item.extend({ cursorKey: z.string(), cursorId: z.string() }) as unknown as z.ZodType<Item & Place>;
  return {
    parse(raw) {
      const { cursorKey, cursorId, ...parsed } = whole.parse(raw);
      return { item: parsed as Item, cursorKey, cursorId }; // what is left are the item's own fields
    },
  };
}

/**
 * Describes a list once; `statement` asks for one row more than the page holds and `page` makes the answer of it.
 * A cursor belongs to the sort it was made for: with another one it is Problem `invalid`, pointer `?cursor`.
 */
export function list<Item>(described: Described<Item>): List<Item> {
  const row = keyed(described.item);

  function sortOf(input: ListQuery): { name: string; sort: Sort; isDescending: boolean } {
    const name = input.sort ?? described.defaultSort;
    const isDescending = name.startsWith('-');
    const sort = described.sorts[isDescending ? name.slice(1) : name];
    if (!sort) throw new Error(`The list has no sort for ${name}, though its contract allows it.`);
    return { name, sort, isDescending };
  }

  return {
    statement(input, conditions = []) {
      const { name, sort, isDescending } = sortOf(input);
      const all: Condition[] = [...conditions];
      if (input.cursor !== undefined) {
        const { key, id } = readCursor(input.cursor, name, sort.type);
        const step = isDescending ? '<' : '>';
        all.push([`(${sort.expression}, ${described.id}) ${step} (?::${sort.type}, ?::uuid)`, key, id]);
      }
      const { text: where, values } = numbered(all);
      const direction = isDescending ? 'desc' : 'asc';
      const text = `select ${described.columns}, (${sort.expression})::text as cursor_key, ${described.id} as cursor_id
        from ${described.from} where ${where}
        order by ${sort.expression} ${direction}, ${described.id} ${direction} limit $${values.length + 1}`;
      return query(row, text, [...values, (input.limit ?? limitDefault) + 1]);
    },
    page(rows, input) {
      const limit = input.limit ?? limitDefault;
      const shown = rows.slice(0, limit);
      const last = rows.length > limit ? shown.at(-1) : undefined;
      return {
        items: shown.map(({ item }) => item),
        nextCursor: last ? encodeCursor([sortOf(input).name, last.cursorKey, last.cursorId]) : null,
      };
    },
  };
}
