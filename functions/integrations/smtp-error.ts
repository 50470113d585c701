// What a mail server of a business may find wrong, in kinds that people can act on and that tell nothing about strange networks.
import { PortError, type PortErrorFacts } from './port-error.ts';

/** `unreachable` covers refused, timed out, unknown and forbidden addresses alike: whoever types a host learns nothing by it. */
export type SmtpFault =
  | 'unreachable'
  | 'certificate'
  | 'signIn'
  | 'basicAuthOff'
  | 'sender'
  | 'recipient'
  | 'refused'
  | 'busy'
  | 'unknownOutcome';

const factsOf: Record<SmtpFault, Omit<PortErrorFacts, 'port'>> = {
  unreachable: { kind: 'unreachable', retryable: true, outcome: 'failed' },
  certificate: { kind: 'refused', retryable: false, outcome: 'failed' },
  signIn: { kind: 'refused', retryable: false, outcome: 'failed' },
  basicAuthOff: { kind: 'refused', retryable: false, outcome: 'failed' },
  sender: { kind: 'refused', retryable: false, outcome: 'failed' },
  recipient: { kind: 'refused', retryable: false, outcome: 'failed' },
  refused: { kind: 'refused', retryable: false, outcome: 'failed' },
  busy: { kind: 'busy', retryable: true, outcome: 'failed' },
  unknownOutcome: { kind: 'timed-out', retryable: false, outcome: 'unknown' },
};

/** Thrown by the SMTP adapter; the server's own words stay in `cause`, for the log. */
export class SmtpError extends PortError {
  readonly fault: SmtpFault;

  constructor(fault: SmtpFault, cause: unknown) {
    super(`mail: the own server says ${fault}`, { ...factsOf[fault], port: 'mail', cause });
    this.name = 'SmtpError';
    this.fault = fault;
  }
}
