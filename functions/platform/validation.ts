// From zod's findings to wrong fields with words in the caller's language.
import type * as z from 'zod';
import type { Language } from '../../shared/fields.ts';
import { findWords, words } from '../../shared/messages/index.ts';
import { Problem, type FieldError, type FieldProblem } from '../../shared/problem.ts';
import { fieldWords } from './field-words.ts';
import { pointerStep } from './hostile.ts';

const errorMaps = { tr: fieldWords('tr'), en: fieldWords('en') };
const fieldsMax = 50;

/** A problem whose fields have their words already: zod's are made while parsing. */
export class InvalidInput extends Problem {
  readonly errors: FieldError[];

  constructor(errors: FieldError[]) {
    super('invalid');
    this.errors = errors;
  }
}

export function fieldErrors(fields: readonly FieldProblem[], language: Language): FieldError[] {
  return fields.map(({ pointer, key, parameters }) => ({ pointer, detail: words(language, key, parameters) }));
}

type Pointer = (path: readonly PropertyKey[]) => string;
export const bodyPointer: Pointer = (path) => `#${path.map(pointerStep).join('')}`;
export const queryPointer: Pointer = (path) => `?${String(path[0] ?? '')}`;

/** One error per wrong place; a message that is a key of ours becomes its words, any other is a sentence already. */
function errorsOf(error: z.ZodError, language: Language, pointerOf: Pointer): FieldError[] {
  const errors = error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const detail = words(language, 'field.unknown');
      return issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), detail }));
    }
    return [{ pointer: pointerOf(issue.path), detail: findWords(language, issue.message) ?? issue.message }];
  });
  const places = new Set<string>();
  return errors.filter(({ pointer }) => !places.has(pointer) && places.add(pointer)).slice(0, fieldsMax);
}

/**
 * Parses by a schema of the contract.
 * @throws InvalidInput with a pointer per wrong field
 */
export async function parseInput<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  language: Language,
  pointerOf: Pointer,
): Promise<Value> {
  const read = await schema.safeParseAsync(value, { error: errorMaps[language] });
  if (!read.success) throw new InvalidInput(errorsOf(read.error, language, pointerOf));
  return read.data;
}
