// What the database refuses, in the words of the API: one table from SQLSTATE and constraint to problem.
import { Problem, type ProblemKind } from '../../shared/problem.ts';

type ServerError = Error & { code: string; constraint?: string; column?: string };

/** The server's own refusal, as opposed to a broken connection. Told by its shape, so that the driver need not be loaded for it. */
export function asServerError(error: unknown): ServerError | null {
  const isOne = error instanceof Error && 'severity' in error && 'code' in error && typeof error.code === 'string';
  return isOne ? (error as ServerError) : null; // has just been looked at
}

// Shutdown, crash and cancelled backends: the connection is gone although the server said why.
const endingCodes = /^(57P0|08|XX|25P03)/;
// A plan or a statement that this connection remembers differently from us: a fresh one has no memory.
const forgetfulCodes = new Set(['0A000', '26000']);

/** Whether the connection can no longer be trusted after this error. */
export function breaksConnection(error: unknown): boolean {
  const known = asServerError(error);
  return !known || endingCodes.test(known.code) || forgetfulCodes.has(known.code);
}

export type ConstraintMessage = { key: string; kind?: ProblemKind; pointer?: string };

const constraints = new Map<string, ConstraintMessage>();

/**
 * Tells what a constraint's refusal means to the caller; a wing names its own when it is loaded.
 * @param named constraint name to message key, kind (`conflict` for unique, foreign and exclusion, `unprocessable` for checks unless given)
 *   and the JSON pointer of the field
 */
export function nameConstraints(named: Record<string, ConstraintMessage>): void {
  for (const [name, message] of Object.entries(named)) constraints.set(name, message);
}

/** The message key of a constraint that a wing has named. */
export const keyOfConstraint = (name: string): string | undefined => constraints.get(name)?.key;

const kindOfCode: Record<string, { kind: ProblemKind; key: string }> = {
  '28000': { kind: 'signedOut', key: 'signedOut' },
  CF401: { kind: 'stepUp', key: 'stepUp' },
  CF403: { kind: 'notAllowed', key: 'notAllowed' },
  CF409: { kind: 'conflict', key: 'idempotency.running' },
  CF425: { kind: 'restricted', key: 'restricted' },
  CF423: { kind: 'closing', key: 'closing' },
  CF424: { kind: 'accountClosing', key: 'accountClosing' },
  CF426: { kind: 'noBusiness', key: 'noBusiness' },
  CF422: { kind: 'unprocessable', key: 'idempotency.reused' },
  '23505': { kind: 'conflict', key: 'conflict.exists' },
  '23503': { kind: 'conflict', key: 'conflict.referenced' },
  '23001': { kind: 'conflict', key: 'conflict.referenced' },
  '23P01': { kind: 'conflict', key: 'conflict.exists' },
  '23514': { kind: 'unprocessable', key: 'unprocessable' },
  '55P03': { kind: 'unavailable', key: 'unavailable.busy' },
  '57014': { kind: 'unavailable', key: 'unavailable.busy' },
  '40001': { kind: 'unavailable', key: 'unavailable.busy' },
  '40P01': { kind: 'unavailable', key: 'unavailable.busy' },
  '53300': { kind: 'unavailable', key: 'unavailable' },
};

// Texts that are no number, date, uuid or valid UTF-8, and values out of range: input that slipped past a schema.
const inputCodes = new Set(['22P02', '22P05', '22003', '22001', '22007', '22008', '22021', '22023']);

/** Raised when an idempotency key has its answer already; the platform replays it. */
export const isAnsweredAlready = (error: unknown) => asServerError(error)?.code === 'CF200';
/** Raised when a message's work was done by another delivery. */
export const isDoneAlready = (error: unknown) => asServerError(error)?.code === 'CF410';
/** Two transactions got in each other's way and the same one can simply run again. */
export const isRetryable = (error: unknown) => ['40001', '40P01'].includes(asServerError(error)?.code ?? '');

/** The problem that an error of the database stands for, or the error itself when it is our bug. */
export function problemOfSql(error: unknown): unknown {
  const known = asServerError(error);
  if (!known) return isConnectionError(error) ? new Problem('unavailable') : error;
  const { code } = known;
  if (/^(57P0|08|53)/.test(code)) return new Problem('unavailable');
  if (inputCodes.has(code)) return new Problem('invalid');
  const general = kindOfCode[code];
  const named = known.constraint === undefined ? undefined : constraints.get(known.constraint);
  if (named && code.startsWith('23')) {
    const kind = named.kind ?? general?.kind ?? 'unprocessable';
    return new Problem(kind, named.key, {}, named.pointer ? [{ pointer: named.pointer, key: named.key }] : []);
  }
  return general ? new Problem(general.kind, general.key) : error;
}

const connectionCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);

function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && connectionCodes.has(error.code)) return true;
  return /^(Connection terminated|Client has encountered a connection error|timeout exceeded when|timeout expired|The database did not answer)/.test(
    error.message,
  );
}
