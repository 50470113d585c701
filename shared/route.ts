// An API route, written once: the server implements it, the browser calls it, and neither can disagree about it.
import * as z from 'zod';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** What a route answers with besides JSON: nothing (204), a redirect to a short-lived link (302), text of its own kind, or a PDF that is kept nowhere. */
export type Answer = 'json' | 'empty' | 'redirect' | 'text' | 'pdf';

export type Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  method: Method;
  /** Path template below /api, for example `/invoices/{id}/issue`. */
  path: string;
  params: P;
  query: Q;
  body: B;
  response: R;
  /** HTTP status of success: 201 for POST that makes something, 200, 202, 204 or 302. */
  status: number;
  answer: Answer;
  /** Content types of a raw body (uploads, webhooks); undefined means JSON. */
  rawBody?: { contentTypes: readonly string[]; maxBytes: number };
  /** One line for the OpenAPI document. */
  summary: string;
};

const none = z.undefined();
type None = typeof none;

/** Parameters of a path that names one record. */
export const byId = z.strictObject({ id: z.uuid() });

/**
 * Declares a route.
 * @param line method and path, for example `'POST /invoices/{id}/issue'`
 * @param parts schemas of path parameters, query, body and response; what is left out is refused when sent
 */
export function route<
  P extends z.ZodType = None,
  Q extends z.ZodType = None,
  B extends z.ZodType = None,
  R extends z.ZodType = None,
>(
  line: `${Method} /${string}`,
  parts: {
    summary: string;
    params?: P;
    query?: Q;
    body?: B;
    response?: R;
    status?: number;
    answer?: Answer;
    rawBody?: Route['rawBody'];
  },
): Route<P, Q, B, R> {
  const [method, path] = line.split(' ') as [Method, string]; // the template type guarantees both halves
  const answer = parts.answer ?? (parts.response ? 'json' : 'empty');
  const status =
    parts.status ?? { json: method === 'POST' ? 201 : 200, empty: 204, redirect: 302, text: 200, pdf: 200 }[answer];
  return {
    method,
    path,
    params: parts.params ?? none,
    query: parts.query ?? none,
    body: parts.body ?? none,
    response: parts.response ?? none,
    status,
    answer,
    rawBody: parts.rawBody,
    summary: parts.summary,
  } as Route<P, Q, B, R>; // absent schemas are `none`, which is the parameters' default
}
