// Evaluates expressions with the three-valued logic of Cosmos SQL, where a missing property is undefined.
import { compare, isEqual, isObject, rank, type Value } from '../json.ts';
import { callFunction } from './functions.ts';
import type { Arithmetic, Comparison, Expression } from './syntax.ts';

/** What the names of FROM and JOIN stand for in one row. */
export type Row = ReadonlyMap<string, Value>;

export function evaluate(node: Expression, row: Row, aggregate?: (node: Expression) => Value): Value {
  const value = (inner: Expression): Value => evaluate(inner, row, aggregate);
  switch (node.type) {
    case 'literal':
      return node.value;
    case 'path':
      return node.steps.reduce(step, row.get(node.alias));
    case 'not':
      return not(value(node.operand));
    case 'minus':
      return arithmetic('-', 0, value(node.operand));
    case 'and':
      return and(value(node.left), value(node.right));
    case 'or':
      return not(and(not(value(node.left)), not(value(node.right))));
    case 'compare':
      return comparison(node.operator, value(node.left), value(node.right));
    case 'arithmetic':
      return arithmetic(node.operator, value(node.left), value(node.right));
    case 'coalesce':
      return coalesced(value(node.left), () => value(node.right));
    case 'in':
      return isIn(value(node.operand), node.options.map(value));
    case 'between':
      return and(
        comparison('>=', value(node.operand), value(node.low)),
        comparison('<=', value(node.operand), value(node.high)),
      );
    case 'like':
      return like(value(node.operand), value(node.pattern));
    case 'choice':
      return value(node.condition) === true ? value(node.then) : value(node.otherwise);
    case 'call':
      return callFunction(node.name, node.inputs.map(value));
    case 'aggregate':
      return aggregate?.(node);
    case 'array':
      return node.items.map(value).filter((item) => item !== undefined);
    case 'object':
      return record(node.fields.map((field) => [field.name, value(field.value)]));
    default:
      return node satisfies never;
  }
}

/** An object of the entries that are defined; made without a prototype's setters, so a field may be called `__proto__`. */
export function record(entries: [string, Value][]): Value {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function step(value: Value, key: string | number): Value {
  if (typeof key === 'number') return Array.isArray(value) ? value[key] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** Cosmos SQL replaces only what is missing: null stays null. */
function coalesced(left: Value, right: () => Value): Value {
  return left === undefined ? right() : left;
}

function not(value: Value): Value {
  return typeof value === 'boolean' ? !value : undefined;
}

function and(left: Value, right: Value): Value {
  if (left === false || right === false) return false;
  return left === true && right === true ? true : undefined;
}

function comparison(operator: Comparison, left: Value, right: Value): Value {
  if (left === undefined || right === undefined) return undefined;
  if (operator === '=') return isEqual(left, right);
  if (operator === '!=') return !isEqual(left, right);
  const isOrdered = typeof left === typeof right && rank(left) < 5 && rank(right) < 5;
  if (!isOrdered) return undefined;
  const order = compare(left, right);
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0;
  return operator === '>' ? order > 0 : order >= 0;
}

function isIn(operand: Value, options: Value[]): Value {
  if (operand === undefined) return undefined;
  return options.some((option) => option !== undefined && isEqual(operand, option));
}

function arithmetic(operator: Arithmetic, left: Value, right: Value): Value {
  if (operator === '||') return typeof left === 'string' && typeof right === 'string' ? left + right : undefined;
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  const result = calculate(operator, left, right);
  return Number.isFinite(result) ? result : undefined;
}

function calculate(operator: Exclude<Arithmetic, '||'>, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
    default:
      return operator satisfies never;
  }
}

/** `%` stands for any text, `_` for one sign. Walks with one point to go back to, so no pattern takes exponential time. */
function like(operand: Value, pattern: Value): Value {
  if (typeof operand !== 'string' || typeof pattern !== 'string') return undefined;
  const [whole, wanted] = [[...operand], [...pattern]];
  let [at, p, back, from] = [0, 0, -1, 0];
  while (at < whole.length) {
    if (wanted[p] === '%') [back, from, p] = [p, at, p + 1];
    else if (p < wanted.length && (wanted[p] === '_' || wanted[p] === whole[at])) [at, p] = [at + 1, p + 1];
    else if (back >= 0) [from, at, p] = [from + 1, from + 1, back + 1];
    else return false;
  }
  return wanted.slice(p).every((sign) => sign === '%');
}
