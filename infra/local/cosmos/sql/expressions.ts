// Parses expressions of Cosmos SQL, loosest binding first.
import { badRequest } from '../cosmos-error.ts';
import { isFunction } from './functions.ts';
import { listUntil, wordOf, type Reader } from './reader.ts';
import type { Aggregate, Arithmetic, Comparison, Expression } from './syntax.ts';

const depthMax = 100;
const comparisons = new Map<string, Comparison>([
  ['=', '='],
  ['!=', '!='],
  ['<>', '!='],
  ['<', '<'],
  ['<=', '<='],
  ['>', '>'],
  ['>=', '>='],
]);
const aggregates = new Map<string, Aggregate>(
  (['count', 'sum', 'min', 'max', 'avg'] as const).map((name) => [name, name]),
);

export function expression(read: Reader, depth = 0): Expression {
  if (depth > depthMax) throw badRequest('The query is nested too deeply.');
  const condition = either(read, depth + 1);
  if (read.take('??')) return { type: 'coalesce', left: condition, right: expression(read, depth + 1) };
  if (!read.take('?')) return condition;
  const then = expression(read, depth + 1);
  read.need(':');
  return { type: 'choice', condition, then, otherwise: expression(read, depth + 1) };
}

function either(read: Reader, depth: number): Expression {
  let left = both(read, depth);
  while (read.take('or')) left = { type: 'or', left, right: both(read, depth) };
  return left;
}

function both(read: Reader, depth: number): Expression {
  let left = negation(read, depth);
  while (read.take('and')) left = { type: 'and', left, right: negation(read, depth) };
  return left;
}

function negation(read: Reader, depth: number): Expression {
  if (depth > depthMax) throw badRequest('The query is nested too deeply.');
  return read.take('not') ? { type: 'not', operand: negation(read, depth + 1) } : comparison(read, depth);
}

function comparison(read: Reader, depth: number): Expression {
  const left = sum(read, depth);
  const isNegated = read.isNext('not') && ['in', 'between', 'like'].some((word) => read.isNext(word, 1));
  if (isNegated) read.next();
  const test = membership(read, left, depth);
  if (test) return isNegated ? { type: 'not', operand: test } : test;
  const operator = read.peek().kind === 'sign' ? comparisons.get(read.peek().text) : undefined;
  if (!operator) return left;
  read.next();
  return { type: 'compare', operator, left, right: sum(read, depth) };
}

function membership(read: Reader, operand: Expression, depth: number): Expression | undefined {
  if (read.take('in')) {
    read.need('(');
    return { type: 'in', operand, options: listUntil(read, ')', () => expression(read, depth + 1)) };
  }
  if (read.take('between')) {
    const low = sum(read, depth);
    read.need('and');
    return { type: 'between', operand, low, high: sum(read, depth) };
  }
  if (read.take('like')) return { type: 'like', operand, pattern: sum(read, depth) };
  return undefined;
}

function arithmeticSign(read: Reader, signs: Arithmetic[]): Arithmetic | undefined {
  const sign = signs.find((candidate) => read.isNext(candidate));
  if (sign) read.next();
  return sign;
}

function sum(read: Reader, depth: number): Expression {
  let left = product(read, depth);
  for (let sign = arithmeticSign(read, ['+', '-', '||']); sign; sign = arithmeticSign(read, ['+', '-', '||'])) {
    left = { type: 'arithmetic', operator: sign, left, right: product(read, depth) };
  }
  return left;
}

function product(read: Reader, depth: number): Expression {
  let left = primary(read, depth);
  for (let sign = arithmeticSign(read, ['*', '/', '%']); sign; sign = arithmeticSign(read, ['*', '/', '%'])) {
    left = { type: 'arithmetic', operator: sign, left, right: primary(read, depth) };
  }
  return left;
}

function primary(read: Reader, depth: number): Expression {
  if (depth > depthMax) throw badRequest('The query is nested too deeply.');
  if (read.take('(')) {
    const inner = expression(read, depth + 1);
    read.need(')');
    return inner;
  }
  if (read.take('-')) return { type: 'minus', operand: primary(read, depth + 1) };
  if (read.take('[')) return { type: 'array', items: listUntil(read, ']', () => expression(read, depth + 1)) };
  if (read.take('{')) return { type: 'object', fields: listUntil(read, '}', () => field(read, depth + 1)) };
  const token = read.peek();
  if (token.kind === 'number') return { type: 'literal', value: Number(read.next().text) };
  if (token.kind === 'string') return { type: 'literal', value: read.next().text };
  if (token.kind === 'parameter') return parameter(read);
  if (token.kind === 'word') return named(read, depth);
  throw read.fail();
}

function field(read: Reader, depth: number): { name: string; value: Expression } {
  const name = read.next();
  if (name.kind !== 'string' && name.kind !== 'word') throw badRequest(`Syntax error near '${name.text}'.`);
  read.need(':');
  return { name: name.text, value: expression(read, depth) };
}

function parameter(read: Reader): Expression {
  const name = read.next().text;
  const value = read.parameters.get(name);
  if (value === undefined) throw badRequest(`The parameter '${name}' has no value.`);
  return { type: 'literal', value };
}

function named(read: Reader, depth: number): Expression {
  const word = wordOf(read);
  const lower = word.toLowerCase();
  if (read.isNext('(')) return call(read, lower, depth);
  if (read.aliases.has(word)) return path(read, word);
  if (lower === 'true' || lower === 'false') return { type: 'literal', value: lower === 'true' };
  if (lower === 'null') return { type: 'literal', value: null };
  throw badRequest(`Identifier '${word}' could not be resolved.`);
}

function call(read: Reader, name: string, depth: number): Expression {
  read.need('(');
  const inputs = listUntil(read, ')', () => expression(read, depth + 1));
  const aggregate = aggregates.get(name);
  const [operand] = inputs;
  if (aggregate && operand && inputs.length === 1) {
    read.aggregates++;
    return { type: 'aggregate', name: aggregate, operand };
  }
  if (!isFunction(name)) throw badRequest(`'${name.toUpperCase()}' is not a recognized built-in function name.`);
  return { type: 'call', name, inputs };
}

function path(read: Reader, alias: string): Expression {
  const steps: (string | number)[] = [];
  for (;;) {
    if (read.take('.')) steps.push(wordOf(read));
    else if (read.take('[')) {
      const step = read.next();
      if (step.kind !== 'number' && step.kind !== 'string') throw badRequest(`Syntax error near '${step.text}'.`);
      steps.push(step.kind === 'number' ? Number(step.text) : step.text);
      read.need(']');
    } else return { type: 'path', alias, steps };
  }
}
