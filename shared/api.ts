// The only caller of fetch against our API, for web and portal alike.
import type * as z from 'zod';
import { Problem, problems, type ProblemBody, type ProblemKind } from './problem.ts';
import type { Route } from './route.ts';

type Part<Name extends string, S extends z.ZodType> =
  undefined extends z.input<S> ? { [K in Name]?: z.input<S> } : { [K in Name]: z.input<S> };

export type ApiInput<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<'params', P> &
  Part<'query', Q> &
  Part<'body', B> & {
    /** Raw bytes for routes with a raw body. */
    raw?: { bytes: Blob | Uint8Array<ArrayBuffer>; contentType: string };
    /** ETag of the record as last read; PATCH requires it, issuing heeds it. */
    ifMatch?: string;
    /** One key per form, so that a repeated submit is answered, not repeated. */
    idempotencyKey?: string;
    signal?: AbortSignal;
  };

export type Api = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  to: Route<P, Q, B, R>,
  ...input: object extends ApiInput<P, Q, B> ? [ApiInput<P, Q, B>?] : [ApiInput<P, Q, B>]
) => Promise<z.output<R>>;

type LooseInput = ApiInput<z.ZodType, z.ZodType, z.ZodType> & { params?: unknown; query?: unknown; body?: unknown };

/** Address of a route with its parameters filled in, for example for links that the browser follows itself. */
export function address(base: string, to: Route, params: unknown, query?: unknown): string {
  const values = (params ?? {}) as Record<string, unknown>; // checked by the route's own type at the call
  const path = to.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  return `${base}${path}${search.size > 0 ? `?${search}` : ''}`;
}

/** A long document takes its time. */
const drawingMs = 120_000;

/**
 * Makes the typed client.
 * @param options.base path of the API, `/api`
 * @param options.language asked for at each call, so that a switch of language needs no new client
 * @throws Problem with the server's own words; kind `unavailable`, key `offline` when nothing answers within 30 s
 */
export function apiClient(options: { base: string; language: () => string; fetcher?: typeof fetch }): Api {
  const fetcher = options.fetcher ?? ((...call: Parameters<typeof fetch>) => fetch(...call));
  const call = async (to: Route, input: LooseInput = {}): Promise<unknown> => {
    const headers: Record<string, string> = { accept: 'application/json', 'accept-language': options.language() };
    if (input.body !== undefined) headers['content-type'] = 'application/json';
    if (input.raw) headers['content-type'] = input.raw.contentType;
    if (input.ifMatch) headers['if-match'] = input.ifMatch;
    if (input.idempotencyKey) headers['idempotency-key'] = input.idempotencyKey;
    const timeout = AbortSignal.timeout(to.answer === 'pdf' ? drawingMs : 30_000);
    let response: Response;
    try {
      response = await fetcher(address(options.base, to, input.params, input.query), {
        method: to.method,
        credentials: 'same-origin',
        headers,
        body: input.raw ? input.raw.bytes : input.body === undefined ? undefined : JSON.stringify(input.body),
        signal: input.signal ? AbortSignal.any([input.signal, timeout]) : timeout,
      });
    } catch (error) {
      if (input.signal?.aborted) throw error;
      throw new Problem('unavailable', 'offline');
    }
    if (!response.ok) throw await problemOf(response);
    if (to.answer === 'pdf') return response.blob();
    return to.answer === 'json' ? await response.json() : undefined;
  };
  return call as Api; // the loose form is only reachable through the typed one
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => undefined)) as ProblemBody | undefined; // a proxy may answer with HTML
  const kinds = Object.keys(problems) as ProblemKind[]; // the table's own keys
  // Two kinds share 403: the type tells them apart, the status speaks for whatever is not ours.
  const kind =
    kinds.find((candidate) => body?.type === `/problems/${candidate}`) ??
    kinds.find((candidate) => problems[candidate] === response.status) ??
    'internal';
  return new Problem(kind, body?.key ?? kind, {}, [], body);
}
