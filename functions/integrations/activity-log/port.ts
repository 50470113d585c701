// Who did what when, kept for thirty days by the store itself.

export type ActivityEntry = {
  /** UUIDv7 made when the thing happened: appending the same id again changes nothing. */
  id: string;
  tenantId: string;
  /** UTC instant, ISO. */
  at: string;
  /** Such as `user`, `client`, `system`. */
  actorKind: string;
  actorId: string;
  actorName?: string;
  /** Such as `invoice.issued`. */
  kind: string;
  subjectKind?: string;
  subjectId?: string;
  detail: Record<string, unknown>;
  ip?: string;
  userAgent?: string;
  /** ISO 3166-1 alpha-2. */
  country?: string;
};

export type ActivityFilter = {
  /** Only entries older than this instant (`at`), for the next page; give `beforeId` too, or entries of the same instant are passed over. */
  before?: string;
  beforeId?: string;
  /** 1 to 100. */
  limit: number;
  kind?: string;
  /** An actor's id. */
  actor?: string;
};

/** Every call throws `PortError`. */
export type ActivityLog = {
  append(entry: ActivityEntry): Promise<void>;
  /** Entries of one tenant and no other, newest first. */
  list(tenantId: string, filter: ActivityFilter): Promise<ActivityEntry[]>;
  /** Removes every entry of one tenant and of no other; returns how many. */
  erase(tenantId: string): Promise<number>;
  /** Changes every entry, of whatever tenant, whose actor or subject has this id; id, tenant and time stay. Returns how many. */
  rewrite(personId: string, change: (entry: ActivityEntry) => ActivityEntry): Promise<number>;
  /** How many entries of anybody are from before this instant (from before thirty days there should be none), and the oldest of all. */
  olderThan(at: string): Promise<{ count: number; oldest: string | null }>;
};
