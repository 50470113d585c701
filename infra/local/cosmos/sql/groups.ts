// GROUP BY and the aggregates COUNT, SUM, MIN, MAX and AVG.
import { compare, type Json, type Value } from '../json.ts';
import { evaluate, record, type Row } from './evaluator.ts';
import type { Expression, Query } from './syntax.ts';

/** One result per group, or one in all when there is no GROUP BY: even of no rows. */
export function grouped(query: Query, rows: Row[]): Json[] {
  const groups = new Map<string, Row[]>(query.groupBy.length === 0 ? [['', []]] : []);
  for (const row of rows) {
    const key =
      query.groupBy.length === 0 ? '' : JSON.stringify(query.groupBy.map((by) => evaluate(by, row) ?? [null]));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) => resultOf(query, group)).filter((result) => result !== undefined);
}

function resultOf({ projection }: Query, rows: Row[]): Value {
  const first: Row = rows[0] ?? new Map();
  const value = (node: Expression): Value => evaluate(node, first, (inner) => aggregate(inner, rows));
  if (projection.type === 'value') return value(projection.expression);
  if (projection.type === 'fields') return record(projection.fields.map((field) => [field.name, value(field.value)]));
  return first.values().next().value;
}

function aggregate(node: Expression, rows: Row[]): Value {
  if (node.type !== 'aggregate') return undefined;
  const values = rows.map((row) => evaluate(node.operand, row)).filter((value) => value !== undefined);
  if (node.name === 'count') return values.length;
  if (node.name === 'min') return extreme(values, -1);
  if (node.name === 'max') return extreme(values, 1);
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) return undefined;
  const total = numbers.reduce((sum, value) => sum + value, 0);
  if (node.name === 'sum') return total;
  return numbers.length === 0 ? undefined : total / numbers.length;
}

function extreme(values: Json[], direction: 1 | -1): Value {
  return values.reduce<Value>(
    (best, value) => (best === undefined || compare(value, best) * direction > 0 ? value : best),
    undefined,
  );
}
