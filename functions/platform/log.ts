// Log lines as JSON with what is secret or personal taken out.
import { pino, type Bindings, type DestinationStream, type Logger } from 'pino';
import { loggedMessage, loggedStack, loggedText } from './redact.ts';

/** What is never written down, by the last word of its name: `idToken` and `x-api-key` as well as `token` and `apiKey`. */
const secretEndings =
  /(authorization|cookie|cookies|password|passwordhash|parola|token|tokens|tokenhash|secret|secrets|iban|tckn|taxnumber|apikey|accountkey|privatekey|connectionstring|signature|email|recipient)$/;
/** Whole names, with what hangs on errors of SDKs and of the database: requests, answers, parameters, rows. */
const secretNames = new Set([
  ...[
    'code',
    'state',
    'card',
    'cvv',
    'pan',
    'sig',
    'body',
    'rawbody',
    'values',
    'parameters',
    'params',
    'headers',
    'rawheaders',
  ],
  ...[
    'config',
    'request',
    'response',
    'req',
    'res',
    'query',
    'detail',
    'where',
    'rows',
    'data',
    'to',
    'phone',
    'birthdate',
  ],
]);

function isSecret(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return secretNames.has(plain) || secretEndings.test(plain);
}

type DatabaseDetails = { code?: unknown; constraint?: unknown; table?: unknown; routine?: unknown };

const depthMax = 6;
const itemsMax = 50;

/** What of an error may be written down: PostgreSQL puts row values into `detail` and `where`, SDKs hang requests on it; only names are kept. */
function errorFacts(error: Error, depth: number): unknown {
  const { code, constraint, table, routine } = error as Error & DatabaseDetails; // absent on other errors
  return {
    name: error.name,
    message: loggedMessage(error.message),
    // Not named `code`, which is redacted as a one-time code would be.
    errorCode: code,
    constraint,
    table,
    routine,
    stack: loggedStack(error),
    cause: error.cause === undefined ? undefined : cleaned(error.cause, depth + 1),
    errors: error instanceof AggregateError ? cleaned(error.errors, depth + 1) : undefined,
  };
}

/** The same value with nothing secret in it, however deep. */
function cleaned(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return loggedText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > depthMax) return '[…]';
  if (value instanceof Error) return errorFacts(value, depth);
  if (value instanceof URL) return loggedText(value.href);
  if (value instanceof Date) return value;
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, itemsMax).map((item) => cleaned(item, depth + 1));
  if (value instanceof Map) return cleaned(Object.fromEntries(value), depth);
  if (value instanceof Set) return cleaned([...value], depth);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (inner === undefined || inner === null || typeof inner === 'boolean') return [name, inner];
      return [name, isSecret(name) ? '[redacted]' : cleaned(inner, depth + 1)];
    }),
  );
}

/** What a thing says of itself when it is thrown may be anything: then the `error` is at least told as text. */
function cleanedFields(fields: Record<string, unknown>): Record<string, unknown> {
  const { error, err, ...rest } = fields;
  // Of the same shape: names stay.
  const cleanRest = cleaned(rest) as Record<string, unknown>;
  const thrown = error ?? err;
  if (thrown === undefined) return cleanRest;
  const told = thrown instanceof Error ? errorFacts(thrown, 0) : { message: loggedMessage(String(thrown)) };
  return { ...cleanRest, error: told };
}

/** Signs that break lines for some readers of JSON although its grammar allows them. */
const lineBreakers = /[\u007f-\u009f\u2028\u2029]/g;
const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** As pino takes them: fields, words for them, and values for places in the words. */
function cleanedCall(given: readonly unknown[]): unknown[] {
  const [first, ...rest] = given.map((one) => (typeof one === 'string' ? loggedText(one) : one));
  if (!(first instanceof Error)) return [first, ...rest];
  // A bare error becomes a field, so that it is cleaned like one.
  return [{ error: first }, ...(rest.length > 0 ? rest : [loggedMessage(first.message)])];
}

const asIs = (value: unknown): unknown => value;

export function makeLogger(level: string, destination?: DestinationStream): Logger {
  const logger = pino(
    {
      level,
      base: null,
      formatters: { log: cleanedFields },
      // The own serializer of pino would add what hangs on an error.
      serializers: { err: asIs },
      hooks: {
        logMethod(given, method) {
          method.apply(this, cleanedCall(given) as Parameters<typeof method>); // as they came, with the words cleaned
        },
        streamWrite: (line) => line.replace(lineBreakers, escaped),
      },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
  // Inherited by children: pino writes what a child is bound to past every formatter.
  const { child } = logger;
  logger.child = function childOf(this: Logger, bindings: Bindings) {
    return child.call(this, cleanedFields(bindings));
  } as Logger['child']; // nobody gives a child options or levels of its own
  return logger;
}
