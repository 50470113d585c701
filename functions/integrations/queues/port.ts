// Storage queues as we use them: send one JSON message, now or later.

/** Throws `PortError`; with outcome `unknown` the message may have been queued, which is harmless since every job may run twice. */
export type Queues = {
  /** `delaySeconds` is 0 to 604800 (seven days); the message must fit in 48 KB of JSON, so it holds ids, not rows. */
  send(queue: string, message: object, options?: { delaySeconds?: number }): Promise<void>;
};
