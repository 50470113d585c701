// What leaves the house: status, headers that are always there, cookies, and problems in the caller's words.
import type { Language } from '../../shared/fields.ts';
import { findWords, words } from '../../shared/messages/index.ts';
import type { Problem } from '../../shared/problem.ts';
import { type ProblemBody } from '../../shared/problem.ts';
import type { Answer, Route } from '../../shared/route.ts';
import type { Config } from './config.ts';
import { outgoingCookie, type OutgoingCookie } from './cookies.ts';
import type { Reply } from './http.ts';
import { fieldErrors, InvalidInput } from './validation.ts';

export type Outgoing = {
  status: number;
  headers: Record<string, string>;
  cookies: OutgoingCookie[];
  body: string | Uint8Array | undefined;
};

const constantHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'cross-origin-resource-policy': 'same-site',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
};

const contentTypes: Partial<Record<Answer, string>> = {
  json: 'application/json; charset=utf-8',
  text: 'text/plain; charset=utf-8',
  pdf: 'application/pdf',
};

function versionOf(value: unknown): number | undefined {
  const version = typeof value === 'object' && value !== null && 'version' in value ? value.version : undefined;
  return typeof version === 'number' ? version : undefined;
}

/** The answer of a verb, as its route says. */
export function answerOf(route: Route, reply: Reply<unknown>, requestId: string, config: Config): Outgoing {
  const headers: Record<string, string> = { ...constantHeaders, 'x-request-id': requestId, ...reply.headers };
  const version = versionOf(reply.value);
  const etag = reply.etag ?? (version === undefined ? undefined : `"${version}"`);
  if (etag !== undefined) headers['etag'] = etag;
  if (reply.location !== undefined) headers['location'] = reply.location;
  const contentType = contentTypes[route.answer] ?? null;
  if (contentType) headers['content-type'] = reply.contentType ?? contentType;
  const cookies = (reply.setCookies ?? []).map((cookie) =>
    outgoingCookie(cookie, cookie.audience === 'client' ? config.portalOrigin : config.appOrigin),
  );
  return { status: reply.status ?? route.status, headers, cookies, body: bodyOf(route, reply) };
}

function bodyOf({ answer }: Route, { value, bytes }: Reply<unknown>): Outgoing['body'] {
  if (answer === 'pdf') return bytes;
  if (answer === 'json') return JSON.stringify(value);
  return answer === 'text' ? String(value) : undefined;
}

/** The body of a problem; detail and fields only where they help the caller, never for our own bugs. */
function problemBody(problem: Problem, language: Language, requestId: string): ProblemBody {
  const body: ProblemBody = {
    type: `/problems/${problem.kind}`,
    title: words(language, `problem.${problem.kind}`),
    status: problem.status,
    instance: requestId,
    key: problem.key,
  };
  const detail = findWords(language, problem.key, problem.parameters);
  if (detail !== undefined) body.detail = detail;
  const errors = problem instanceof InvalidInput ? problem.errors : fieldErrors(problem.fields, language);
  if (errors.length > 0) body.errors = errors;
  const wait = problem.parameters['retryAfterSeconds'];
  if (typeof wait === 'number') body.retryAfterSeconds = wait;
  return body;
}

export function problemAnswer(problem: Problem, language: Language, requestId: string): Outgoing {
  const body = problemBody(problem, language, requestId);
  const headers: Record<string, string> = {
    ...constantHeaders,
    'x-request-id': requestId,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': language,
  };
  if (body.retryAfterSeconds !== undefined) headers['retry-after'] = String(body.retryAfterSeconds);
  return { status: problem.status, headers, cookies: [], body: JSON.stringify(body) };
}
