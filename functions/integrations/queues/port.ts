// Storage queues as we use them: send one JSON message, now or later.

/** Throws `PortError`; with outcome `unknown` the message may have been queued, which is harmless since every job may run twice. */
export type Queues = {
  /** `delaySeconds` is 0 to 518400 (six days), and after seven a message is gone; the message must fit in 48 KB of JSON, so it holds ids, not rows. */
  send(queue: string, message: object, options?: { delaySeconds?: number }): Promise<void>;
};

/** A message that the host has set aside after its last attempt. */
export type DeadLetter = { queue: string; text: string };

/** What was set aside, whatever kind of queue it lay in; each adapter is a source of its own. */
export type DeadLetters = {
  /**
   * Hands over everything set aside, in batches; a batch is removed from the store once `keep` has resolved, and comes again when it
   * has not. `queue` is the one it failed in.
   * @throws PortError
   */
  take(keep: (letters: DeadLetter[]) => Promise<void>): Promise<number>;
  /** Puts a text back into the queue it failed in, as it was. */
  putBack(letter: DeadLetter): Promise<void>;
};
