// The one error that ports throw: what a failed call to an outside service means for whoever made it.

/** Why a call failed: `forged` is a delivery to us whose signature does not hold, all others are answers to calls of ours. */
export type PortErrorKind = 'unreachable' | 'timed-out' | 'busy' | 'refused' | 'forged';

export type PortErrorFacts = {
  port: string;
  kind: PortErrorKind;
  /** Whether the same call can succeed later without anybody changing anything. */
  retryable: boolean;
  /** `unknown` when the service may have acted although no answer came: ask it before trying again. */
  outcome: 'failed' | 'unknown';
  cause?: unknown;
};

/** Thrown by every port; the message names the service and the reason and carries no secret and no personal data. */
export class PortError extends Error {
  readonly port: string;
  readonly kind: PortErrorKind;
  readonly retryable: boolean;
  readonly outcome: 'failed' | 'unknown';

  constructor(message: string, facts: PortErrorFacts) {
    super(message, { cause: facts.cause });
    this.name = 'PortError';
    this.port = facts.port;
    this.kind = facts.kind;
    this.retryable = facts.retryable;
    this.outcome = facts.outcome;
  }
}
