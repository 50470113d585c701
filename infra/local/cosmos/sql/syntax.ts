// The syntax tree of a Cosmos SQL query.
import type { Json } from '../json.ts';

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '%' | '||';
export type Aggregate = 'count' | 'sum' | 'min' | 'max' | 'avg';

export type Expression =
  | { type: 'literal'; value: Json }
  | { type: 'path'; alias: string; steps: (string | number)[] }
  | { type: 'not'; operand: Expression }
  | { type: 'minus'; operand: Expression }
  | { type: 'and' | 'or'; left: Expression; right: Expression }
  | { type: 'compare'; operator: Comparison; left: Expression; right: Expression }
  | { type: 'arithmetic'; operator: Arithmetic; left: Expression; right: Expression }
  | { type: 'coalesce'; left: Expression; right: Expression }
  | { type: 'in'; operand: Expression; options: Expression[] }
  | { type: 'between'; operand: Expression; low: Expression; high: Expression }
  | { type: 'like'; operand: Expression; pattern: Expression }
  | { type: 'choice'; condition: Expression; then: Expression; otherwise: Expression }
  | { type: 'call'; name: string; inputs: Expression[] }
  | { type: 'aggregate'; name: Aggregate; operand: Expression }
  | { type: 'array'; items: Expression[] }
  | { type: 'object'; fields: { name: string; value: Expression }[] };

export type Projection =
  | { type: 'all' }
  | { type: 'value'; expression: Expression }
  | { type: 'fields'; fields: { name: string; value: Expression }[] };

export type Query = {
  isDistinct: boolean;
  top: number | undefined;
  projection: Projection;
  /** Whether SELECT holds COUNT, SUM, MIN, MAX or AVG. */
  hasAggregate: boolean;
  root: string;
  joins: { alias: string; source: Expression }[];
  where: Expression | undefined;
  groupBy: Expression[];
  orderBy: { expression: Expression; isDescending: boolean }[];
  offset: number;
  limit: number | undefined;
};
