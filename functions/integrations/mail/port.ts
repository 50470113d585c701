// Mail that leaves the house, and what is heard later about its delivery.

export type Mailbox = { name: string; address: string };

export type MailAttachment = { fileName: string; contentType: string; bytes: Uint8Array };

export type OutgoingMail = {
  /** Our delivery id, at most 200 characters: it comes back as `deliveryId` in every event about this mail. */
  id: string;
  from: Mailbox;
  to: Mailbox;
  /** Who gets the same mail and is seen by the others; nobody twice. */
  cc?: Mailbox[];
  replyTo?: Mailbox;
  subject: string;
  text: string;
  html: string;
  attachments: MailAttachment[];
  trackOpens: boolean;
  headers?: Record<string, string>;
};

export type MailEventKind = 'processed' | 'delivered' | 'bounced' | 'dropped' | 'deferred' | 'opened' | 'complained';

export type MailEvent = {
  deliveryId: string;
  /** Which of the mail's recipients it is about, where the service says so. */
  recipient?: string;
  /** Unique per event and the same when the service reports it again: the key to hear each event once. */
  providerEventId: string;
  kind: MailEventKind;
  /** UTC instant, ISO. */
  at: string;
  /** What the receiving server or the service said, for bounced, dropped and deferred. */
  reason?: string;
};

/** Reads one header by name, in any case: a fetch `Headers` object fits. */
export type HeaderReader = { get(name: string): string | null };

export type Mail = {
  /** Hands the mail to the service. A `PortError` with outcome `unknown` means it may have been sent: do not simply send again. */
  send(mail: OutgoingMail): Promise<{ providerMessageId: string }>;
  /**
   * Reads the service's report of events, in the order given; events about mail that is not ours, or of kinds we do not use, are left out.
   * The same report may come again: `providerEventId` tells.
   * `rawBody` is the body exactly as received. Throws `PortError` of kind `forged` when the signature does not hold,
   * and of kind `refused` when a signed body is not a list of events.
   */
  parseMailEvents(headers: HeaderReader, rawBody: string | Uint8Array): Promise<MailEvent[]>;
};
