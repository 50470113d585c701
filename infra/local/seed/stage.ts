// The product's own verbs and jobs in this process, with a clock that can be set back: how a demo business gets a true history.
import { randomUUID } from 'node:crypto';
import type { MailEvent, OutgoingMail } from '../../../functions/integrations/mail/port.ts';
import * as billing from '../../../functions/billing/index.ts';
import * as office from '../../../functions/office/index.ts';
import { makeApp, type App } from '../../../functions/platform/app.ts';
import type { Context } from '../../../functions/platform/context.ts';
import { tokenHash } from '../../../functions/platform/cookies.ts';
import type { Permission } from '../../../shared/permissions.ts';
import { newId } from '../../../shared/ids.ts';

type Queued = { queue: string; message: object };

export type Stage = {
  /** The app as it stands at the stage's time. */
  app(): App;
  setTime(at: Date | number): void;
  /** A verb's context for somebody signed in by a session token, or for nobody; it keeps the time at which it was asked for. */
  as(token: string, need: Permission): Context;
  stranger(): Context;
  /** Runs what the verbs queued, for the queues named; the rest is left to the outbox, which sends it to the running host. */
  runJobs(...queues: string[]): Promise<void>;
  /** The mails that left in history, newest last; those of today leave through the real mail service. */
  mails: OutgoingMail[];
  /** What the mail service is to report next. */
  events: MailEvent[];
  useRealMail(): void;
  /** Another stage over the same stores with a clock, a queue and mails of its own, so that two stories can be told at once. */
  beside(): Stage;
  close(): Promise<void>;
};

/** @param settings the settings of the Functions app */
export function makeStage(settings: Record<string, string>): Stage {
  return stageOver(makeApp({ ...settings, LOG_LEVEL: 'error' }));
}

const jobs = [...billing.jobs, ...office.jobs];

function stageOver(real: App): Stage {
  const mails: OutgoingMail[] = [];
  const events: MailEvent[] = [];
  let queued: Queued[] = [];
  let now = new Date();
  let isRealMail = false;
  const ports: App['ports'] = {
    ...real.ports,
    queues: { send: async (queue, message) => void queued.push({ queue, message }) },
    mail: {
      send: async (mail) => {
        if (isRealMail) return real.ports.mail.send(mail);
        mails.push(mail);
        return { providerMessageId: randomUUID() };
      },
      parseMailEvents: async () => events.splice(0),
    },
  };
  const appAt = (at: Date): App => ({ ...real, clock: () => at, ports });
  const contextOf = (caller: Context['caller']): Context => ({
    ...appAt(now),
    caller,
    origin: { ip: null, userAgent: null, country: null },
    // Its time is the story's, not ours: see `settleActivity`.
    requestId: newId(now.getTime()),
    language: 'tr',
  });
  return {
    app: () => appAt(now),
    mails,
    events,
    setTime: (at) => void (now = new Date(at)),
    as: (token, need) => {
      const hash = tokenHash(token);
      if (!hash) throw new Error('This is no session token.');
      return contextOf({ kind: 'staff', tokenHash: hash, need });
    },
    stranger: () => contextOf({ kind: 'public' }),
    runJobs: async (...queues) => {
      const due = queued.filter(({ queue }) => queues.includes(queue));
      queued = queued.filter(({ queue }) => !queues.includes(queue));
      for (const { queue, message } of due) {
        const job = jobs.find((one) => one.queue === queue);
        await job?.handle(appAt(now), message, { requestId: newId(now.getTime()), dequeueCount: 1 });
      }
    },
    useRealMail: () => void (isRealMail = true),
    beside: () => stageOver(real),
    close: () => real.database.end(),
  };
}
