// Files kept outside the database: put, get, remove, and a short-lived address that a browser may read.

export type LinkOptions = {
  fileName: string;
  contentType: string;
  /** How long the address works, 1 to 60 minutes. */
  minutes: number;
  disposition: 'attachment' | 'inline';
};

/**
 * Keys look like `{tenantId}/{noun}/{id}.pdf`: they start with the tenant and are made by us, never from a user's file name.
 * Every call throws `PortError`.
 */
export type Blobs = {
  /** Writes the bytes whether or not the key exists: twice is the same as once. */
  put(key: string, bytes: Uint8Array, options: { contentType: string }): Promise<void>;
  /** The bytes, or null when there is no such key. */
  get(key: string): Promise<Uint8Array | null>;
  /** Removes the key; a missing one is no error. */
  remove(key: string): Promise<void>;
  /** An address that reads this one key until it expires; whether the key exists is not checked. */
  link(key: string, options: LinkOptions): Promise<string>;
};
