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

/**
 * Where browsers put bytes before anybody has looked at them: a container of its own, `{tenantId}/{fileId}`, read by nobody else.
 * Every call throws `PortError`.
 */
export type Uploads = {
  /** An address to which these bytes may be put, once or again, until it expires; 1 to 60 minutes. */
  link(key: string, minutes: number): Promise<string>;
  /** How many bytes have arrived and, unless they are more than `bytesMax`, the bytes; null when nothing has. */
  read(key: string, bytesMax: number): Promise<{ sizeBytes: number; bytes: Uint8Array | null } | null>;
  remove(key: string): Promise<void>;
};
