// What no schema should have to think of: nesting without end, names that mean something to JavaScript, text that no store keeps.
import type { FieldProblem } from '../../shared/problem.ts';

const depthMax = 32;
const problemsMax = 20;
const dangerousNames = new Set(['__proto__', 'constructor', 'prototype']);

/** NUL cannot be stored by PostgreSQL, half a surrogate pair not be encoded by anything. */
export const isStorableText = (text: string) => !text.includes('\0') && text.isWellFormed();

/** One step of a JSON pointer (RFC 6901). */
export const pointerStep = (step: PropertyKey) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The wrong places of a parsed JSON value; empty when it may go to its schema. */
export function hostileParts(root: unknown): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const waiting: { value: unknown; pointer: string; depth: number }[] = [{ value: root, pointer: '#', depth: 0 }];
  for (let next = waiting.pop(); next && problems.length < problemsMax; next = waiting.pop()) {
    const { value, pointer, depth } = next;
    if (typeof value === 'string' && !isStorableText(value)) problems.push({ pointer, key: 'field.characters' });
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= depthMax) return [{ pointer: '#', key: 'request.tooDeep' }];
    for (const [name, part] of Object.entries(value)) {
      if (dangerousNames.has(name) || !isStorableText(name)) {
        problems.push({
          pointer: `${pointer}${pointerStep(name.toWellFormed().replaceAll('\0', ''))}`,
          key: 'field.unknown',
        });
      } else {
        waiting.push({ value: part, pointer: `${pointer}${pointerStep(name)}`, depth: depth + 1 });
      }
    }
  }
  return problems;
}
