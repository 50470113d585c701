// Route templates of HTTP triggers: parsed once, ordered by precision, matched against a path.
import { constraintCheck } from './route-constraints.ts';

type Parameter = {
  kind: 'parameter';
  name: string;
  checks: ((value: string) => boolean)[];
  isOptional: boolean;
  isCatchAll: boolean;
  fallback: string | undefined;
};
type Piece = { kind: 'literal'; text: string } | Parameter;
type Segment = Piece[];

export type RouteTemplate = { segments: Segment[]; ranks: number[] };
export type RouteParams = Record<string, string>;

/** Cuts at slashes that stand outside braces: a regex constraint may contain slashes. */
function splitOutsideBraces(template: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of template.replaceAll('{{', '\u0001').replaceAll('}}', '\u0002')) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (character === '/' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts.filter((part) => part !== '');
}

const restoreBraces = (text: string): string => text.replaceAll('\u0001', '{{').replaceAll('\u0002', '}}');

/** Cuts `name:int:range(1,5)=3?` at colons outside parentheses. */
function parseParameter(body: string): Parameter {
  const isCatchAll = body.startsWith('*');
  let rest = body.replace(/^\*{1,2}/, '');
  const isOptional = rest.endsWith('?');
  if (isOptional) rest = rest.slice(0, -1);
  const [, head = '', fallback] = /^((?:[^=(]|\([^)]*\))*)(?:=(.*))?$/s.exec(rest) ?? [];
  const [name = '', ...constraints] = head.match(/(?:[^:(]|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];
  if (!/^[\w-]+$/.test(name)) throw new Error(`"{${body}}" is not a route parameter.`);
  const checks = constraints.map((text) => constraintCheck(restoreBraces(text)));
  return { kind: 'parameter', name, checks, isOptional, isCatchAll, fallback };
}

function parseSegment(text: string): Segment {
  const pieces: Piece[] = [];
  for (const [whole, body] of text.matchAll(/\{([^{}]+)\}|[^{}]+/g)) {
    if (body === undefined)
      pieces.push({ kind: 'literal', text: whole.replaceAll('\u0001', '{').replaceAll('\u0002', '}') });
    else pieces.push(parseParameter(body));
  }
  return pieces;
}

/** ASP.NET's precedence: literal, mixed, constrained, plain, constrained catch-all, catch-all. Lower matches first. */
function rankOf(segment: Segment): number {
  const [piece, ...others] = segment;
  if (!piece || others.length > 0) return 2;
  if (piece.kind === 'literal') return 1;
  return (piece.isCatchAll ? 5 : 3) + (piece.checks.length > 0 ? 0 : 1);
}

export function parseRoute(template: string): RouteTemplate {
  const segments = splitOutsideBraces(template).map(parseSegment);
  return { segments, ranks: segments.map(rankOf) };
}

export function compareRoutes(one: RouteTemplate, other: RouteTemplate): number {
  const length = Math.max(one.ranks.length, other.ranks.length);
  for (let index = 0; index < length; index++) {
    const difference = (one.ranks[index] ?? 0) - (other.ranks[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function accept(parameter: Parameter, value: string, params: RouteParams): boolean {
  if (!parameter.checks.every((check) => check(value))) return false;
  params[parameter.name] = value;
  return true;
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function matchMixed(segment: Segment, value: string, params: RouteParams): boolean {
  const parameters = segment.filter((piece) => piece.kind === 'parameter');
  // "{name}.{ext?}": when the last part is left out, the dot before it may be left out too.
  const last = segment.at(-1);
  const isLastOptional = last?.kind === 'parameter' && last.isOptional;
  const source = (pieces: Segment) =>
    pieces.map((piece) => (piece.kind === 'literal' ? escapeRegExp(piece.text) : '(.+)')).join('');
  const full = new RegExp(`^${source(segment)}$`, 'is').exec(value);
  const short = isLastOptional ? new RegExp(`^${source(segment.slice(0, -2))}$`, 'is').exec(value) : null;
  const found = full ?? short;
  if (!found) return false;
  return parameters.every((parameter, index) => {
    const text = found[index + 1];
    return text === undefined ? parameter.isOptional : accept(parameter, text, params);
  });
}

function matchSegment(segment: Segment, value: string | undefined, params: RouteParams): boolean {
  const [piece, ...others] = segment;
  if (!piece) return false;
  if (others.length > 0) return value !== undefined && matchMixed(segment, value, params);
  if (piece.kind === 'literal') return value !== undefined && piece.text.toLowerCase() === value.toLowerCase();
  if (value !== undefined) return accept(piece, value, params);
  if (piece.fallback !== undefined) params[piece.name] = piece.fallback;
  return piece.isOptional || piece.fallback !== undefined;
}

/** Matches decoded path segments. Answers the parameters, or null when the template does not fit. */
export function matchRoute(route: RouteTemplate, path: readonly string[]): RouteParams | null {
  const params: RouteParams = {};
  for (const [index, segment] of route.segments.entries()) {
    const [piece] = segment;
    if (piece?.kind === 'parameter' && piece.isCatchAll) {
      const rest = path.slice(index).join('/');
      if (rest === '') {
        if (piece.fallback !== undefined) params[piece.name] = piece.fallback;
        return params;
      }
      return accept(piece, rest, params) ? params : null;
    }
    if (!matchSegment(segment, path[index], params)) return null;
  }
  return path.length > route.segments.length ? null : params;
}
