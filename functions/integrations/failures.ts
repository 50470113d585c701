// Turns whatever an SDK throws into a PortError that says whether trying again can help.
import { PortError, type PortErrorFacts } from './port-error.ts';

export type Call = {
  port: string;
  /** What was tried, such as `put a blob`: stands in the message and the log. */
  what: string;
  /** Whether the call may be made again without asking anyone, even if it did happen the first time. */
  isRepeatable: boolean;
};

type Verdict = Pick<PortErrorFacts, 'kind' | 'outcome' | 'retryable'>;

/** Runs `work` and throws a PortError in place of anything else. */
export async function calling<T>(call: Call, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PortError) throw error;
    throw portError(call, error);
  }
}

/** The PortError for an error of an Azure or SendGrid SDK. */
export function portError(call: Call, error: unknown): PortError {
  const status = statusOf(error);
  const verdict = status === undefined ? withoutAnswer(error) : withStatus(status);
  // What may have happened must not be repeated blindly, unless repeating does no harm.
  const retryable = verdict.retryable && (verdict.outcome === 'failed' || call.isRepeatable);
  const reason = status === undefined ? codeOf(error) : `status ${status}`;
  const message = `${call.port}: could not ${call.what} (${verdict.kind}, ${reason})`;
  return new PortError(message, { ...verdict, retryable, port: call.port, cause: error });
}

function withStatus(status: number): Verdict {
  if (status === 429 || status === 503) return { kind: 'busy', outcome: 'failed', retryable: true };
  if (status === 408 || status === 504) return { kind: 'timed-out', outcome: 'unknown', retryable: true };
  if (status >= 500) return { kind: 'busy', outcome: 'unknown', retryable: true };
  return { kind: 'refused', outcome: 'failed', retryable: false };
}

/** Errors that arise before a byte of the request has left: nothing can have happened. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const timedOut = new Set(['ETIMEDOUT', 'ECONNABORTED', 'ERR_CANCELED', 'ABORT_ERR', 'TimeoutError', 'AbortError']);

function withoutAnswer(error: unknown): Verdict {
  const codes = [...codesOf(error)];
  if (codes.some((code) => neverSent.has(code))) return { kind: 'unreachable', outcome: 'failed', retryable: true };
  if (codes.some((code) => timedOut.has(code))) return { kind: 'timed-out', outcome: 'unknown', retryable: true };
  return { kind: 'unreachable', outcome: 'unknown', retryable: true };
}

function codeOf(error: unknown): string {
  return codesOf(error).next().value ?? 'no code';
}

/** Codes and names of the error and of what caused it, nearest first. */
function* codesOf(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > 4) return;
  if ('code' in error && typeof error.code === 'string') yield error.code;
  if ('name' in error && typeof error.name === 'string') yield error.name;
  if ('errors' in error && Array.isArray(error.errors)) yield* codesOf(error.errors[0], depth + 1);
  if ('cause' in error) yield* codesOf(error.cause, depth + 1);
}

/** Azure's SDKs say `statusCode` or, Cosmos, a numeric `code`; so does SendGrid's. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  if ('code' in error && typeof error.code === 'number') return error.code;
  // An answer that SendGrid's client itself did not expect, such as a redirect, comes as its HTTP library's error.
  return 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}

/** What `work` brings, or null when the service says that there is no such thing. */
export async function unlessMissing<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
