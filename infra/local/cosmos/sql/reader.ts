// Walks over tokens for the parsers: look, take, insist.
import { badRequest, type CosmosError } from '../cosmos-error.ts';
import type { Json } from '../json.ts';
import { tokens, type Token } from './lexer.ts';

export type Reader = {
  parameters: ReadonlyMap<string, Json>;
  /** Names that FROM and JOIN introduced. */
  aliases: Set<string>;
  /** How many aggregates were read so far. */
  aggregates: number;
  peek(offset?: number): Token;
  next(): Token;
  /** True when the next token is this keyword (in any case) or sign. */
  isNext(text: string, offset?: number): boolean;
  take(text: string): boolean;
  need(text: string): void;
  fail(): CosmosError;
  position(): number;
  seek(position: number): void;
};

export function reader(query: string, parameters: ReadonlyMap<string, Json>): Reader {
  const all = tokens(query);
  const end: Token = { kind: 'end', text: 'end of query', at: query.length };
  let at = 0;

  const self: Reader = {
    parameters,
    aliases: new Set(),
    aggregates: 0,
    peek: (offset = 0) => all[at + offset] ?? end,
    next: () => all[at++] ?? end,
    isNext(text, offset = 0) {
      const token = self.peek(offset);
      return (token.kind === 'word' || token.kind === 'sign') && token.text.toLowerCase() === text;
    },
    take(text) {
      if (!self.isNext(text)) return false;
      at++;
      return true;
    },
    need(text) {
      if (!self.take(text)) throw badRequest(`Syntax error, expected '${text}' near '${self.peek().text}'.`);
    },
    fail: () => badRequest(`Syntax error near '${self.peek().text}' at position ${self.peek().at}.`),
    position: () => at,
    seek: (position) => {
      at = position;
    },
  };
  return self;
}

/** Parses `first, second, …` up to and with the closing sign. */
export function listUntil<T>(read: Reader, closing: string, item: () => T): T[] {
  const items: T[] = [];
  if (read.take(closing)) return items;
  do items.push(item());
  while (read.take(','));
  read.need(closing);
  return items;
}

export function wordOf(read: Reader): string {
  const token = read.next();
  if (token.kind !== 'word') throw badRequest(`Syntax error, expected a name near '${token.text}'.`);
  return token.text;
}
