// Cuts a Cosmos SQL query into tokens.
import { badRequest } from '../cosmos-error.ts';

export type Token = { kind: 'string' | 'number' | 'parameter' | 'word' | 'sign' | 'end'; text: string; at: number };

const pattern =
  /(?<space>\s+|--[^\n]*)|(?<string>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<parameter>@\w+)|(?<word>[\p{L}_$][\p{L}\p{N}_$]*)|(?<sign><>|!=|<=|>=|\|\||\?\?|[=<>+\-*/%().,[\]{}:?])/uy;

/** The tokens in order, closed by one of kind `end`; string tokens carry their value, words and signs their text. */
export function tokens(query: string): Token[] {
  const result: Token[] = [];
  let at = 0;
  while (at < query.length) {
    pattern.lastIndex = at;
    const groups = pattern.exec(query)?.groups;
    if (!groups) throw badRequest(`Syntax error near '${query.slice(at, at + 20)}' at position ${at}.`);
    const token = tokenOf(groups, at);
    if (token) result.push(token);
    at = pattern.lastIndex;
  }
  result.push({ kind: 'end', text: 'end of query', at });
  return result;
}

function tokenOf(groups: Record<string, string | undefined>, at: number): Token | undefined {
  if (groups.string !== undefined) return { kind: 'string', text: unquote(groups.string), at };
  if (groups.number !== undefined) return { kind: 'number', text: groups.number, at };
  if (groups.parameter !== undefined) return { kind: 'parameter', text: groups.parameter, at };
  if (groups.word !== undefined) return { kind: 'word', text: groups.word, at };
  if (groups.sign !== undefined) return { kind: 'sign', text: groups.sign, at };
  return undefined;
}

const escapes = new Map(Object.entries({ b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }));

function unquote(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replace(/\\u([0-9a-fA-F]{4})|\\(.)/gs, (_whole, code: string | undefined, sign: string) =>
      code ? String.fromCharCode(Number.parseInt(code, 16)) : (escapes.get(sign) ?? sign),
    );
}
