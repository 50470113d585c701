// Log lines as JSON with what is secret or personal taken out.
import { pino, type DestinationStream, type Logger } from 'pino';

const secretNames = [
  'authorization',
  'cookie',
  'set-cookie',
  'setCookie',
  'password',
  'passwordHash',
  'token',
  'tokenHash',
  'code',
  'state',
  'iban',
  'tckn',
  'taxNumber',
  'card',
  'cvv',
  'apiKey',
  'api_key',
  'secret',
  'email',
  'body',
  'values',
];

/** Names are redacted at the top and up to two levels below. */
const redacted = secretNames.flatMap((name) => {
  const key = /^\w+$/.test(name) ? `.${name}` : `["${name}"]`;
  return [key.replace(/^\./, ''), `*${key}`, `*.*${key}`];
});

type DatabaseDetails = { code?: unknown; constraint?: unknown; table?: unknown; routine?: unknown };

/** What of an error may be written down: PostgreSQL puts row values into `detail` and `where`, so only names are kept. */
function errorFacts(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, constraint, table, routine } = error as Error & DatabaseDetails; // absent on other errors
  // Not named `code`, which is redacted as a one-time code would be.
  const cause = error.cause === undefined ? undefined : errorFacts(error.cause);
  return {
    name: error.name,
    message: error.message,
    errorCode: code,
    constraint,
    table,
    routine,
    stack: error.stack,
    cause,
  };
}

export function makeLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    { level, redact: { paths: redacted, censor: '[redacted]' }, serializers: { error: errorFacts }, base: null },
    destination ?? pino.destination({ dest: 1, sync: true }),
  );
}
