// The built-in functions of Cosmos SQL that crmFEX may use; a wrong type gives undefined, as in the service.
import { isEqual, isObject, type Json, type Value } from '../json.ts';

type BuiltIn = (...inputs: Value[]) => Value;

function text(work: (...inputs: string[]) => Json): BuiltIn {
  return (...inputs) => (inputs.every((input) => typeof input === 'string') ? work(...inputs) : undefined);
}

function numeric(work: (input: number) => number): BuiltIn {
  return (input) => (typeof input === 'number' ? work(input) : undefined);
}

/** A test of two strings, with an optional third input that ignores case. */
function textTest(test: (whole: string, part: string) => boolean): BuiltIn {
  return (whole, part, ignoreCase) => {
    if (typeof whole !== 'string' || typeof part !== 'string') return undefined;
    return ignoreCase === true ? test(whole.toLowerCase(), part.toLowerCase()) : test(whole, part);
  };
}

function arrayContains(array: Value, wanted: Value, isPartial: Value): Value {
  if (!Array.isArray(array) || wanted === undefined) return undefined;
  return array.some((item) => isEqual(item, wanted) || (isPartial === true && holds(item, wanted)));
}

function holds(item: Json, wanted: Json): boolean {
  if (!isObject(item) || !isObject(wanted)) return false;
  return Object.entries(wanted).every(([key, value]) => {
    const found = item[key];
    return found !== undefined && value !== undefined && isEqual(found, value);
  });
}

function substring(whole: Value, start: Value, length: Value): Value {
  if (typeof whole !== 'string' || typeof start !== 'number' || typeof length !== 'number') return undefined;
  return whole.slice(Math.max(0, start), Math.max(0, start) + Math.max(0, length));
}

/** Rounds half away from zero, as the service does; Math.round would turn -2.5 into -2. */
function round(input: number): number {
  return Math.sign(input) * Math.round(Math.abs(input));
}

const builtIns = new Map<string, BuiltIn>([
  ['is_defined', (input) => input !== undefined],
  ['is_null', (input) => input === null],
  ['is_string', (input) => typeof input === 'string'],
  ['is_number', (input) => typeof input === 'number'],
  ['is_bool', (input) => typeof input === 'boolean'],
  ['is_array', (input) => Array.isArray(input)],
  ['is_object', (input) => isObject(input)],
  ['is_primitive', (input) => input !== undefined && !Array.isArray(input) && !isObject(input)],
  ['lower', text((input = '') => input.toLowerCase())],
  ['upper', text((input = '') => input.toUpperCase())],
  ['trim', text((input = '') => input.trim())],
  ['length', text((input = '') => input.length)],
  ['concat', text((...inputs) => inputs.join(''))],
  ['replace', text((whole = '', part = '', by = '') => whole.replaceAll(part, () => by))],
  ['index_of', text((whole = '', part = '') => whole.indexOf(part))],
  ['substring', substring],
  ['contains', textTest((whole, part) => whole.includes(part))],
  ['startswith', textTest((whole, part) => whole.startsWith(part))],
  ['endswith', textTest((whole, part) => whole.endsWith(part))],
  ['stringequals', textTest((whole, part) => whole === part)],
  ['abs', numeric(Math.abs)],
  ['floor', numeric(Math.floor)],
  ['ceiling', numeric(Math.ceil)],
  ['round', numeric(round)],
  ['array_contains', arrayContains],
  ['array_length', (array) => (Array.isArray(array) ? array.length : undefined)],
]);

export function isFunction(name: string): boolean {
  return builtIns.has(name);
}

export function callFunction(name: string, inputs: Value[]): Value {
  return builtIns.get(name)?.(...inputs);
}
