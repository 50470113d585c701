// The HTTP face in one line per route: what it needs, and the verb behind it.
import type * as z from 'zod';
import type { Permission, PortalPermission } from '../../shared/permissions.ts';
import type { Route } from '../../shared/route.ts';
import type { Context } from './context.ts';
import type { SetCookie } from './cookies.ts';
import type { Rate } from './rates.ts';

/** `operator` is for the house's own staff: see `operatorEndpoint`. */
export type Needs = Permission | PortalPermission | 'public' | 'operator';

/** A body that is no JSON: an upload or a webhook. */
export type RawBody = { bytes: Uint8Array; contentType: string };

/** What of the request a verb may look at besides its input. */
export type RequestFacts = {
  headers: { get(name: string): string | null };
  /** Values of our own cookies, exactly as sent. */
  cookies: { staff: string | null; step: string | null; client: string | null };
};

export type Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  /** Empty for routes without a raw body. */
  raw: RawBody;
  /** The record's version as last read by the caller; 0 when no If-Match was needed or sent. */
  ifMatch: number;
  request: RequestFacts;
};

export type EndpointOptions = {
  /** The permission that the caller's role must have, checked inside the database by the first statement; `public` asks for none. */
  needs: Needs;
  /** For dangerous acts: refused with Problem `stepUp` when password, code or passkey were last shown more than ten minutes ago. */
  needsRecentSignIn?: true;
  /** False for POSTs whose answer must not be stored, such as those that hand out a session. */
  idempotent?: false;
  /** Beside the general limits: how often one address may call this. */
  rate?: Rate;
  /** `vendor` for webhooks, whose signature takes the place of the origin check; that is the rule for public raw bodies. */
  from?: 'app' | 'portal' | 'vendor';
};

const isReply = Symbol('reply');

export type ReplyParts = {
  setCookies?: SetCookie[];
  etag?: string;
  location?: string;
  status?: number;
  /** For routes with answer `text`. */
  contentType?: string;
  headers?: Record<string, string>;
  /** For routes with answer `pdf`. */
  bytes?: Uint8Array;
};
export type Reply<Value> = ReplyParts & { [isReply]: true; value: Value };

/** An answer with more than its value: cookies, headers, another status. */
export function reply<Value>(value: Value, parts: ReplyParts = {}): Reply<Value> {
  return { [isReply]: true, value, ...parts };
}

/** The answer of a route that redirects to a short-lived address. */
export function redirect(location: string): Reply<undefined> {
  return reply(undefined, { location });
}

/** The answer of a route that answers with a PDF, to be saved under this name; letters beyond ASCII are left out of it. */
export function pdfReply(bytes: Uint8Array, fileName: string): Reply<undefined> {
  const name = fileName.replace(/[^A-Za-z0-9._-]/g, '');
  return reply(undefined, { bytes, headers: { 'content-disposition': `attachment; filename="${name}"` } });
}

export function asReply(answer: unknown): Reply<unknown> {
  const isOne = typeof answer === 'object' && answer !== null && isReply in answer;
  return isOne ? (answer as Reply<unknown>) : reply(answer); // only `reply` knows the symbol
}

type AnswerOf<R extends z.ZodType> = undefined extends z.input<R> ? string | void : z.input<R>;

export type Endpoint = EndpointOptions & {
  route: Route;
  run(ctx: Context, input: Input<z.ZodType, z.ZodType, z.ZodType>): Promise<unknown>;
};

/**
 * Binds a route of the contract to a verb. Parsing, sign-in, permission, errors, idempotency and headers are the platform's.
 * @param run answers with the response's value, or `reply` / `redirect`
 */
export function endpoint<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  options: EndpointOptions,
  run: (ctx: Context, input: Input<P, Q, B>) => Promise<AnswerOf<R> | Reply<AnswerOf<R>> | Reply<undefined>>,
): Endpoint {
  // The input is parsed by this very route's schemas before `run` sees it.
  return { ...options, route, run: run as Endpoint['run'] };
}
