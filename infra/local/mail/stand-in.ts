// The mail stand-in itself: takes mails, keeps them, and tells of their fate.
import type { EventLog } from './event-log.ts';
import type { MailRequest } from './mail-request.ts';
import { addMessage, type Messages, type StoredMessage } from './messages.ts';
import { accept, openEvent, type Delays } from './send.ts';

export type MailStandIn = {
  apiKey: string;
  messages: Messages;
  /** Resolves with SendGrid's message id once the mail is kept. */
  accept(mail: MailRequest): Promise<string>;
  /** Tells of the first opening; later ones are not told. */
  open(message: StoredMessage, userAgent: string): Promise<void>;
};

export type StandInOptions = {
  apiKey: string;
  messages: Messages;
  events: EventLog;
  clock: () => Date;
  delays: Delays;
};

export function mailStandIn({ apiKey, messages, events, clock, delays }: StandInOptions): MailStandIn {
  const opening = new Set<string>();
  return {
    apiKey,
    messages,
    async accept(mail) {
      const accepted = accept(mail, clock(), delays);
      for (const { message, contents, events: planned } of accepted.messages) {
        await addMessage(messages, message, contents);
        await events.add(planned);
      }
      return accepted.requestId;
    },
    async open(message, userAgent) {
      const isKnown = opening.has(message.id) || message.events.some(({ kind }) => kind === 'open');
      if (!message.tracksOpens || isKnown) return;
      opening.add(message.id);
      await events.add([openEvent(message, userAgent)]);
    },
  };
}
