// Parses a Cosmos SQL query: SELECT, FROM, JOIN, WHERE, GROUP BY, ORDER BY, OFFSET and LIMIT.
import { badRequest } from '../cosmos-error.ts';
import type { Json } from '../json.ts';
import { expression } from './expressions.ts';
import { reader, wordOf, type Reader } from './reader.ts';
import type { Expression, Projection, Query } from './syntax.ts';

const clauseWords = new Set(['where', 'join', 'order', 'group', 'offset', 'from']);

/** Reads one query. Throws `CosmosError` 400 with a sentence for whatever is not understood. */
export function parse(text: string, parameters: ReadonlyMap<string, Json>): Query {
  const read = reader(text, parameters);
  const fromAt = seekFrom(read);
  const root = source(read);
  const joins = joinsOf(read);
  const outside = read.aggregates;
  const afterFrom = read.position();

  read.seek(0);
  read.need('select');
  const isDistinct = read.take('distinct');
  const top = read.take('top') ? count(read) : undefined;
  const projection = projectionOf(read);
  if (read.position() !== fromAt) throw read.fail();
  const hasAggregate = read.aggregates > outside;
  const inSelect = read.aggregates;

  read.seek(afterFrom);
  const where = read.take('where') ? expression(read) : undefined;
  const groupBy = clause(read, 'group') ? expressions(read) : [];
  const orderBy = clause(read, 'order') ? orders(read) : [];
  const window = read.take('offset') ? windowOf(read) : { offset: 0, limit: undefined };
  if (read.peek().kind !== 'end') throw read.fail();
  if (outside > 0 || read.aggregates > inSelect) throw badRequest('Aggregates are allowed in SELECT only.');
  return { isDistinct, top, projection, hasAggregate, root, joins, where, groupBy, orderBy, ...window };
}

/** FROM is read before SELECT, because SELECT uses the names it introduces. */
function seekFrom(read: Reader): number {
  let depth = 0;
  for (let token = read.peek(); token.kind !== 'end'; token = read.peek()) {
    if (token.kind === 'sign' && '([{'.includes(token.text)) depth++;
    if (token.kind === 'sign' && ')]}'.includes(token.text)) depth--;
    if (depth === 0 && read.isNext('from')) {
      const at = read.position();
      read.next();
      return at;
    }
    read.next();
  }
  throw badRequest('Syntax error, the query needs FROM.');
}

function source(read: Reader): string {
  let name = wordOf(read);
  if (read.isNext('.') || read.isNext('in'))
    throw badRequest('FROM must name the container; use JOIN for arrays in it.');
  if (read.take('as')) name = wordOf(read);
  else if (read.peek().kind === 'word' && !clauseWords.has(read.peek().text.toLowerCase())) name = wordOf(read);
  read.aliases.add(name);
  return name;
}

function joinsOf(read: Reader): Query['joins'] {
  const joins: Query['joins'] = [];
  while (read.take('join')) {
    const alias = wordOf(read);
    read.need('in');
    joins.push({ alias, source: expression(read) });
    read.aliases.add(alias);
  }
  return joins;
}

function projectionOf(read: Reader): Projection {
  if (read.take('*')) return { type: 'all' };
  if (read.take('value')) return { type: 'value', expression: expression(read) };
  const fields: { name: string; value: Expression }[] = [];
  let unnamed = 0;
  do {
    const value = expression(read);
    const last = value.type === 'path' ? (value.steps.at(-1) ?? value.alias) : undefined;
    let name = typeof last === 'string' ? last : undefined;
    if (read.take('as')) name = wordOf(read);
    else if (read.peek().kind === 'word' && !read.isNext('from')) name = wordOf(read);
    fields.push({ name: name ?? `$${++unnamed}`, value });
  } while (read.take(','));
  return { type: 'fields', fields };
}

function clause(read: Reader, word: 'group' | 'order'): boolean {
  if (!read.take(word)) return false;
  read.need('by');
  return true;
}

function expressions(read: Reader): Expression[] {
  const list = [expression(read)];
  while (read.take(',')) list.push(expression(read));
  return list;
}

function orders(read: Reader): Query['orderBy'] {
  const list: Query['orderBy'] = [];
  do {
    const value = expression(read);
    const isDescending = read.take('desc');
    if (!isDescending) read.take('asc');
    list.push({ expression: value, isDescending });
  } while (read.take(','));
  return list;
}

function windowOf(read: Reader): { offset: number; limit: number } {
  const offset = count(read);
  read.need('limit');
  return { offset, limit: count(read) };
}

/** A number or a parameter and no more, for in `TOP 5 * FROM` the star is no multiplication. */
function count(read: Reader): number {
  const token = read.next();
  const value = token.kind === 'number' ? Number(token.text) : read.parameters.get(token.text);
  const isCount = typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
  if (!isCount) throw badRequest('TOP, OFFSET and LIMIT take a whole number.');
  return value;
}
