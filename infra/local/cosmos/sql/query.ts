// Runs a parsed query over documents, page by page, each page beginning after the last row of the one before.
import { compare, type Json, type JsonObject, type Value } from '../json.ts';
import { evaluate, record, type Row } from './evaluator.ts';
import { grouped } from './groups.ts';
import type { Query } from './syntax.ts';

/** A document and the number that fixes its natural place, which an update does not change. */
export type Source = { place: number; document: JsonObject };

/** Where a page ended: after the row of this key, or after this many rows when rows have no key of their own. */
export type Continuation = { taken: number; key: Json[] | null };

export type Page = { results: Json[]; next: Continuation | null };

type Ranked = { row: Row; key: Json[] };

/** Runs `query` and gives at most `size` results, from `after` on. */
export function run(query: Query, sources: Source[], size: number, after: Continuation | null): Page {
  const isKeyed = query.groupBy.length === 0 && !query.isDistinct && query.offset === 0 && !query.hasAggregate;
  const rows = ordered(query, matching(query, sources));
  return isKeyed ? keyedPage(query, rows, size, after) : countedPage(query, rows, size, after);
}

function keyedPage(query: Query, rows: Ranked[], size: number, after: Continuation | null): Page {
  const taken = after?.taken ?? 0;
  const left = Math.min(query.top ?? Infinity, query.limit ?? Infinity) - taken;
  const key = after?.key;
  const rest = key ? rows.filter((row) => compareKeys(query, row.key, key) > 0) : rows;
  const page = rest.slice(0, Math.min(size, left));
  const last = page.at(-1);
  const isMore = last !== undefined && rest.length > page.length && left > page.length;
  return {
    results: defined(page.map(({ row }) => projected(query, row))),
    next: isMore ? { taken: taken + page.length, key: last.key } : null,
  };
}

function countedPage(query: Query, rows: Ranked[], size: number, after: Continuation | null): Page {
  const isGrouped = query.groupBy.length > 0 || query.hasAggregate;
  const plain = rows.map(({ row }) => row);
  let results = isGrouped ? grouped(query, plain) : defined(plain.map((row) => projected(query, row)));
  if (query.isDistinct) results = [...new Map(results.map((result) => [JSON.stringify(result), result])).values()];
  const end = Math.min(query.top ?? Infinity, query.offset + (query.limit ?? Infinity), results.length);
  const start = query.offset + (after?.taken ?? 0);
  const page = results.slice(start, Math.min(start + size, end));
  const isMore = start + page.length < end;
  return { results: page, next: isMore ? { taken: (after?.taken ?? 0) + page.length, key: null } : null };
}

function matching(query: Query, sources: Source[]): { row: Row; place: number; branch: number }[] {
  return sources.flatMap(({ place, document }) => {
    let rows: Map<string, Value>[] = [new Map([[query.root, document]])];
    for (const { alias, source } of query.joins) {
      rows = rows.flatMap((row) => {
        const items = evaluate(source, row);
        return Array.isArray(items) ? items.map((item) => new Map([...row, [alias, item]])) : [];
      });
    }
    const { where } = query;
    const kept = where ? rows.filter((row) => evaluate(where, row) === true) : rows;
    return kept.map((row, branch) => ({ row, place, branch }));
  });
}

/** Rows without a property that ORDER BY names are left out, as the default index of the service leaves them out. */
function ordered(query: Query, rows: { row: Row; place: number; branch: number }[]): Ranked[] {
  const ranked: Ranked[] = [];
  for (const { row, place, branch } of rows) {
    const values = query.orderBy.map(({ expression }) => evaluate(expression, row));
    const known = values.filter((value) => value !== undefined);
    if (known.length === values.length) ranked.push({ row, key: [...known, place, branch] });
  }
  return ranked.sort((left, right) => compareKeys(query, left.key, right.key));
}

function compareKeys(query: Query, left: Json[], right: Json[]): number {
  for (const [index, value] of left.entries()) {
    const order = compare(value, right[index] ?? null);
    if (order !== 0) return query.orderBy[index]?.isDescending ? -order : order;
  }
  return 0;
}

function projected(query: Query, row: Row): Value {
  const { projection } = query;
  if (projection.type === 'all') return row.get(query.root);
  if (projection.type === 'value') return evaluate(projection.expression, row);
  return record(projection.fields.map(({ name, value }) => [name, evaluate(value, row)]));
}

function defined(values: Value[]): Json[] {
  return values.filter((value) => value !== undefined);
}
