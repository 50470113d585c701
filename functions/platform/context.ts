// Who is asking and what they may reach: built once at the edge, the first argument of every verb.
import type { Logger } from 'pino';
import type { Language } from '../../shared/fields.ts';
import type { Permission, PortalPermission } from '../../shared/permissions.ts';
import type { Operator } from '../integrations/operators/port.ts';
import type { Ports } from '../integrations/ports.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Database } from './db.ts';
import type { IdempotentCall } from './idempotency.ts';
import type { Rates } from './rates.ts';
import type { Statement } from './statement.ts';

/** How a caller steps into the database: the first statement of every flush (`gate.enter`, `gate.enter_job`, or one that is given). */
export type Caller =
  | { kind: 'staff'; tokenHash: Uint8Array; need: Permission; mustBeRecent?: boolean }
  | { kind: 'portal'; tokenHash: Uint8Array; need: PortalPermission }
  | { kind: 'job'; tenantId: string; messageId: string | null; queue: string; progress?: JobProgress }
  | { kind: 'given'; role: 'portal' | 'identity' | 'staff'; enter: Statement<never> }
  /** Staff of the house: no tenant, no session, no way into the data of a business. */
  | { kind: 'operator'; operator: Operator }
  | { kind: 'public' };

/** Whether the job's last transaction has removed its message. */
export type JobProgress = { isFinished: boolean };

/** What is known of the browser behind a request; null where it cannot be trusted. */
export type Origin = { ip: string | null; userAgent: string | null; country: string | null };

export type Context = {
  requestId: string;
  caller: Caller;
  language: Language;
  origin: Origin;
  database: Database;
  ports: Ports;
  clock: Clock;
  config: Config;
  log: Logger;
  /** In-memory counters, such as sign-in attempts per address. */
  rates: Rates;
  /** Present while a POST with an idempotency key runs: its one transaction stays open until the answer is stored in it. */
  idempotent?: IdempotentCall;
};
