// What can be wrong with a text in Liquid, told with the line and the name that are meant.
import { Problem } from '../../../shared/problem.ts';

export type FaultKind = 'unknownVariable' | 'unknownFilter' | 'unknownTag' | 'syntax' | 'tooMuch';

/** A template that cannot be filled in; `line` and `name` where they are known. */
export class TemplateFault extends Error {
  readonly kind: FaultKind;
  readonly line: number | null;
  readonly named: string | null;

  constructor(kind: FaultKind, line: number | null, named: string | null, cause?: unknown) {
    super(`A template does not hold: ${kind}${named ? ` ${named}` : ''}${line ? `, line ${line}` : ''}`, { cause });
    this.name = 'TemplateFault';
    this.kind = kind;
    this.line = line;
    this.named = named;
  }
}

// How the library words its refusals; what none of these knows is a mistake of writing.
const sayings: readonly [FaultKind, RegExp][] = [
  ['unknownVariable', /undefined variable: ([^\s,]{1,60})/],
  ['unknownFilter', /undefined filter: ([^\s,]{1,60})/],
  ['unknownTag', /tag "([^"]{1,60})" not found/],
  ['tooMuch', /(?:limit exceeded)/],
];

function lineOf(cause: object): number | null {
  const token: unknown = 'token' in cause ? cause.token : null;
  const at = /, line:(\d{1,6})/.exec('message' in cause ? String(cause.message) : '')?.[1];
  if (at) return Number(at);
  if (typeof token !== 'object' || token === null || !('input' in token) || !('begin' in token)) return null;
  return String(token.input).slice(0, Number(token.begin)).split('\n').length;
}

/** Our words for an error of the library. */
export function faultOf(cause: unknown): TemplateFault {
  if (cause instanceof TemplateFault) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const line = cause instanceof Error ? lineOf(cause) : null;
  for (const [kind, saying] of sayings) {
    const found = saying.exec(message);
    if (found) return new TemplateFault(kind, line, found[1] ?? null, cause);
  }
  return new TemplateFault('syntax', line, null, cause);
}

/** The refusal that a form shows at its field. */
export function problemOfFault({ kind, line, named }: TemplateFault, pointer: '#/subject' | '#/body'): Problem {
  const parameters = { line: line ?? 1, name: named ?? '' };
  return new Problem('unprocessable', 'template.wrong', {}, [{ pointer, key: `template.${kind}`, parameters }]);
}
