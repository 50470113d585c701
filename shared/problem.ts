// The problems this API can answer with (RFC 9457), in one table that server and browser both read.

export const problems = {
  invalid: 400,
  signedOut: 401,
  notAllowed: 403,
  stepUp: 403,
  /** The business is being deleted and takes no more writes. */
  closing: 403,
  /** The business has restricted this member. */
  restricted: 403,
  /** The person is being deleted and may only take that back. */
  accountClosing: 403,
  /** The person belongs to no business; the own account is open all the same. */
  noBusiness: 403,
  notFound: 404,
  conflict: 409,
  changed: 412,
  tooLarge: 413,
  wrongType: 415,
  unprocessable: 422,
  preconditionRequired: 428,
  tooMany: 429,
  internal: 500,
  unavailable: 503,
} as const;

export type ProblemKind = keyof typeof problems;

/** One wrong field: where it stands (JSON pointer, `#/lines/0/quantity`; `?limit` for a query value) and what to do about it, in the caller's language. */
export type FieldError = { pointer: string; detail: string };

/** A wrong field as thrown by a verb; the face turns the key into words. */
export type FieldProblem = { pointer: string; key: string; parameters?: MessageParameters };
export type MessageParameters = Record<string, string | number>;

/** The body of an answer of type application/problem+json. */
export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance: string;
  key: string;
  errors?: FieldError[];
  retryAfterSeconds?: number;
};

/**
 * A refusal that the caller should understand. Anything else that is thrown is our own bug and answers 500.
 * On the server `key` names a message in `shared/messages`; in the browser `detail` holds the words already.
 */
export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly key: string;
  readonly parameters: MessageParameters;
  readonly fields: FieldProblem[];
  readonly body: ProblemBody | undefined;

  constructor(
    kind: ProblemKind,
    key: string = kind,
    parameters: MessageParameters = {},
    fields: FieldProblem[] = [],
    body?: ProblemBody,
  ) {
    super(body?.detail ?? body?.title ?? key);
    this.name = 'Problem';
    this.kind = kind;
    this.key = key;
    this.parameters = parameters;
    this.fields = fields;
    this.body = body;
  }

  get status(): number {
    return problems[this.kind];
  }
}
