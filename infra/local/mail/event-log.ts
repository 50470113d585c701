// Events on their way to the webhook: kept on disk until it has taken them, sent again with growing pauses until then.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Signer } from './signing.ts';

const PendingEvent = z.object({
  id: z.string(),
  /** When it happens, by the machine's clock; until then it is only planned. */
  dueAtMs: z.number(),
  messageId: z.string(),
  address: z.string(),
  kind: z.string(),
  reason: z.string().nullable(),
  /** What SendGrid reports besides the fields above. */
  details: z.record(z.string(), z.unknown()),
  /** Set when it has happened. */
  at: z.string().nullable(),
});
export type PendingEvent = z.infer<typeof PendingEvent>;

export type EventLogOptions = {
  dir: string;
  /** Null: events are kept in the mailbox and told to nobody. */
  url: string | null;
  signer: Signer;
  clock: () => Date;
  retryMs: number;
  /** Called once per event, when it happens. */
  happened: (event: PendingEvent, at: string) => Promise<void>;
};

const batchMax = 100;
const retryMsMax = 60_000;
const answerWithinMs = 10_000;
/** Like SendGrid, which gives up a report after a day. */
const attemptsMax = 1440;

export type EventLog = { add(events: PendingEvent[]): Promise<void>; stop(): Promise<void> };

type State = EventLogOptions & {
  pending: PendingEvent[];
  failures: number;
  stopping: AbortController;
  wake: AbortController;
};

/** Opens the log, takes up what a former run left, and begins to send. */
export async function openEventLog(options: EventLogOptions): Promise<EventLog> {
  await mkdir(options.dir, { recursive: true });
  const names = (await readdir(options.dir)).filter((name) => name.endsWith('.json')).sort();
  const pending = await Promise.all(
    names.map(async (name) => PendingEvent.parse(JSON.parse(await readFile(join(options.dir, name), 'utf8')))),
  );
  const state: State = {
    ...options,
    pending,
    failures: 0,
    stopping: new AbortController(),
    wake: new AbortController(),
  };
  const running = run(state);
  return {
    async add(events) {
      await Promise.all(events.map((event) => keep(state, event)));
      state.pending.push(...events);
      state.wake.abort();
    },
    async stop() {
      state.stopping.abort();
      await running;
    },
  };
}

async function run(state: State): Promise<void> {
  while (!state.stopping.signal.aborted) {
    try {
      await settle(state);
      const happened = state.pending.filter(({ at }) => at !== null).slice(0, batchMax);
      if (happened.length > 0) await report(state, happened);
      await rest(state);
    } catch (error) {
      console.error('Mail stand-in: an event could not be kept.', error);
      await rest(state, retryMsMax);
    }
  }
}

/** Turns planned events that are due into ones that have happened. */
async function settle(state: State): Promise<void> {
  const due = state.pending.filter(({ at, dueAtMs }) => at === null && dueAtMs <= Date.now());
  for (const event of due) {
    const at = state.clock().toISOString();
    await state.happened(event, at);
    event.at = at;
    await keep(state, event);
  }
}

async function report(state: State, events: PendingEvent[]): Promise<void> {
  const isTaken = state.url === null || (await post(state, state.url, events));
  state.failures = isTaken ? 0 : state.failures + 1;
  if (!isTaken && state.failures < attemptsMax) return;
  state.failures = 0;
  const done = new Set(events);
  state.pending = state.pending.filter((event) => !done.has(event));
  await Promise.all(events.map(({ id }) => rm(join(state.dir, `${id}.json`), { force: true })));
}

async function post(state: State, url: string, events: PendingEvent[]): Promise<boolean> {
  // SendGrid ends each event with a line break, and the signature covers every byte.
  const body = `[${events.map((event) => JSON.stringify(wireEvent(event))).join(',\r\n')}]\r\n`;
  const timestamp = String(Math.floor(state.clock().getTime() / 1000));
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'SendGrid Event API',
    ...state.signer.headers(timestamp, body),
  };
  const signal = AbortSignal.any([state.stopping.signal, AbortSignal.timeout(answerWithinMs)]);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Not there, too slow, or we are stopping: the events stay and are sent again.
    return false;
  }
}

/** An event as SendGrid reports it, custom arguments at the top level. */
function wireEvent({ id, messageId, address, kind, reason, details, at }: PendingEvent): Record<string, unknown> {
  return {
    ...details,
    email: address,
    event: kind,
    sg_event_id: id,
    sg_message_id: `${messageId}.local-0`,
    timestamp: Math.floor(Date.parse(at ?? '') / 1000),
    ...(reason === null ? {} : { [kind === 'delivered' || kind === 'deferred' ? 'response' : 'reason']: reason }),
  };
}

/** Waits until the next event is due, a failed report may be tried again, or something is added. */
async function rest(state: State, atLeastMs = 0): Promise<void> {
  const retryMs = state.failures === 0 ? 0 : Math.min(state.retryMs * 2 ** (state.failures - 1), retryMsMax);
  const waits = state.pending.map(({ at, dueAtMs }) => (at === null ? Math.max(0, dueAtMs - Date.now()) : retryMs));
  const waitMs = Math.max(atLeastMs, Math.min(...waits, 2 ** 30));
  // A new event must not hurry on a webhook that is failing.
  const signals = retryMs > 0 ? [state.stopping.signal] : [state.stopping.signal, state.wake.signal];
  if (waitMs > 0)
    await pause(waitMs, undefined, { signal: AbortSignal.any(signals), ref: false }).catch(() => undefined);
  state.wake = new AbortController();
}

async function keep({ dir }: State, event: PendingEvent): Promise<void> {
  const file = join(dir, `${event.id}.json`);
  await writeFile(`${file}.new`, JSON.stringify(event));
  await rename(`${file}.new`, file);
}
