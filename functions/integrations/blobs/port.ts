// Files kept outside the database: put, get, remove, and a short-lived address that a browser may read; and whole containers.
import type { Readable } from 'node:stream';

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
  /** As `read`, piece by piece, without a limit; whoever stops reading destroys the stream. */
  open(key: string): Promise<{ sizeBytes: number; bytes: Readable } | null>;
  remove(key: string): Promise<void>;
};

/** The containers that the house itself reads and writes as a whole. */
export type ContainerName =
  | 'files'
  | 'uploads'
  | 'backups'
  | 'backup-files'
  | 'erasures'
  | 'exports'
  /** Where browsers put the exports that they bring back, past the trigger of `uploads`. */
  | 'tenant-imports';

export type Listed = { name: string; etag: string; sizeBytes: number; modifiedAt: Date };

/** One container, for jobs that act for no tenant; memory stays flat. Every call throws `PortError`; `list` throws while it is read. */
export type Container = {
  /** Writes what the stream brings; a half-written blob is never seen. */
  write(name: string, bytes: Readable, contentType: string): Promise<void>;
  /** The bytes as a stream, all of them or those from `start` up to and without `end`; null when there is no such blob. */
  read(name: string, range?: { start: number; end: number }): Promise<Readable | null>;
  /** How many bytes a blob has, or null when there is none. */
  sizeOf(name: string): Promise<number | null>;
  /** All blobs whose names begin so, in the order of their names. */
  list(prefix?: string): AsyncIterable<Listed>;
  remove(name: string): Promise<void>;
  /** The store copies a blob of another container by itself: no byte passes through here. False when there is no such blob. */
  copyFrom(source: ContainerName, sourceName: string, name: string): Promise<boolean>;
  /** An address that reads this one blob until it expires; whether it exists is not checked. */
  link(name: string, options: LinkOptions): Promise<string>;
  /** An address to which the bytes of this one blob may be put, once or again, until it expires; 1 to 60 minutes. */
  uploadLink(name: string, minutes: number): Promise<string>;
};

export type Containers = (name: ContainerName) => Container;

export type Archived = { bytes: Uint8Array; keepUntil: Date };

/**
 * Documents that the law keeps: written once, never changed, and removed by nobody before their own date.
 * Every call throws `PortError`, `refused` when the rule stands in the way.
 */
export type Archive = {
  /** Writes the bytes under a name that is new. The very same bytes once more are no error; other ones are refused. */
  put(name: string, bytes: Uint8Array, options: { contentType: string; keepUntil: Date }): Promise<void>;
  get(name: string): Promise<Archived | null>;
  /** Names that begin so, in their order. */
  list(prefix: string): AsyncIterable<string>;
  /** Removes what may go; a missing one is no error. */
  remove(name: string): Promise<void>;
};

/** One blob of the server's log; `category` names the kind of its lines. */
export type LogBlob = { category: string; name: string; modifiedAt: Date };

/**
 * What Azure's diagnostic export wrote, all categories of it; the house only reads and ends it.
 * Every call throws `PortError`; `list` throws while it is read.
 */
export type ServerLogs = {
  list(): AsyncIterable<LogBlob>;
  /** A missing one is no error. */
  remove(blob: LogBlob): Promise<void>;
};
