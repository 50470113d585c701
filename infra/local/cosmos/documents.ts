// Items of the emulator, kept in SQLite: every read and write is bound to one partition and blind to expired items.
import type { DatabaseSync } from 'node:sqlite';
import { badRequest, conflict, CosmosError, notFound, preconditionFailed } from './cosmos-error.ts';
import type { JsonObject } from './json.ts';
import { partitionOf } from './partitions.ts';
import { checkedId, checkTtl, etag, resourceId, type Container } from './resources.ts';
import type { Source } from './sql/query.ts';

const documentBytesMax = 2 * 1024 * 1024;

const schema = `
  create table if not exists documents (
    container text not null, partition text not null, id text not null,
    place integer not null, body text not null, written_at integer not null, ttl integer,
    primary key (container, partition, id)
  );
  create index if not exists documents_by_place on documents (container, place);`;

/** An item expires its ttl, or else the container's, after it was last written; a container without a ttl keeps everything. */
const isAlive = `(:default_ttl is null or coalesce(ttl, :default_ttl) = -1
  or written_at + coalesce(ttl, :default_ttl) > :now)`;

export type WriteMode = 'create' | 'upsert' | 'replace';
export type Condition = { ifMatch?: string | undefined; ifNoneMatch?: string | undefined };
export type Documents = ReturnType<typeof openDocuments>;

export function openDocuments(db: DatabaseSync, nowMs: () => number) {
  db.exec(schema);
  const inPartition = 'container = :container and partition = :partition';
  const lastPlace = db.prepare('select coalesce(max(place), 0) as place from documents').get()?.place;
  return {
    nowMs,
    lastPlace: Number(lastPlace),
    select: db.prepare(`select body, place from documents where ${inPartition} and id = :id and ${isAlive}`),
    selectPartition: db.prepare(`select body, place from documents where ${inPartition} and ${isAlive} order by place`),
    selectAll: db.prepare(
      `select body, place from documents where container = :container and ${isAlive} order by place`,
    ),
    write: db.prepare(`insert or replace into documents (container, partition, id, place, body, written_at, ttl)
      values (:container, :partition, :id, :place, :body, :written_at, :ttl)`),
    erase: db.prepare('delete from documents where container = ? and partition = ? and id = ?'),
    eraseTree: db.prepare(
      "delete from documents where container = ? or substr(container, 1, length(?) + 1) = ? || '/'",
    ),
    eraseExpired: db.prepare(`delete from documents where container = :container and not ${isAlive}`),
  };
}

function scope(documents: Documents, container: Container) {
  return { container: container.path, default_ttl: container.defaultTtlSeconds, now: seconds(documents) };
}

function seconds({ nowMs }: Documents): number {
  return Math.floor(nowMs() / 1000);
}

function find(documents: Documents, container: Container, partition: string, id: string): Source | undefined {
  const row = documents.select.get({ ...scope(documents, container), partition, id });
  return row && sourceOf(row);
}

export function readDocument(documents: Documents, container: Container, partition: string, id: string): JsonObject {
  const found = find(documents, container, partition, id);
  if (!found) throw notFound();
  return found.document;
}

/** The items of one partition, or of all when `partition` is null, in the order they were first written. */
export function listDocuments(documents: Documents, container: Container, partition: string | null): Source[] {
  const values = scope(documents, container);
  const rows =
    partition === null ? documents.selectAll.all(values) : documents.selectPartition.all({ ...values, partition });
  return rows.map(sourceOf);
}

/** Writes an item after checking id, ttl, partition, existence and ETag. */
export function putDocument(
  documents: Documents,
  container: Container,
  partition: string,
  given: JsonObject,
  mode: WriteMode,
  condition: Condition,
): { isNew: boolean; document: JsonObject } {
  const id = checkedId(given.id);
  checkTtl(given.ttl);
  if (partitionOf(container, given) !== partition) {
    throw badRequest("PartitionKey extracted from document doesn't match the one specified in the header.", 1001);
  }
  const old = find(documents, container, partition, id);
  if (mode === 'create' && old) throw conflict();
  if (mode === 'replace' && !old) throw notFound();
  check(condition, old?.document);
  const document = withSystemFields(container, given, old?.document, seconds(documents));
  const body = JSON.stringify(document);
  if (Buffer.byteLength(body) > documentBytesMax) {
    throw new CosmosError(413, 'RequestEntityTooLarge', 'The item is larger than 2 MB.');
  }
  documents.write.run({
    container: container.path,
    partition,
    id,
    place: old?.place ?? ++documents.lastPlace,
    body,
    written_at: seconds(documents),
    ttl: typeof given.ttl === 'number' ? given.ttl : null,
  });
  return { isNew: !old, document };
}

function withSystemFields(
  container: Container,
  given: JsonObject,
  old: JsonObject | undefined,
  now: number,
): JsonObject {
  const rid = typeof old?._rid === 'string' ? old._rid : resourceId();
  const self = `${container.path}/docs/${rid}/`;
  return { ...given, _rid: rid, _self: self, _etag: etag(), _attachments: 'attachments/', _ts: now };
}

export function removeDocument(
  documents: Documents,
  container: Container,
  partition: string,
  id: string,
  condition: Condition,
): void {
  check(condition, readDocument(documents, container, partition, id));
  documents.erase.run(container.path, partition, id);
}

/** Removes every item of a container, or of a database. */
export function removeDocumentsUnder(documents: Documents, path: string): void {
  documents.eraseTree.run(path, path, path);
}

/** Frees the space of what has expired; nobody could see it any more. */
export function sweepDocuments(documents: Documents, containers: Container[]): void {
  for (const container of containers) documents.eraseExpired.run(scope(documents, container));
}

function sourceOf(row: Record<string, unknown>): Source {
  // The table holds nothing but what JSON.stringify made of a JsonObject.
  return { place: Number(row.place), document: JSON.parse(String(row.body)) as JsonObject };
}

function check({ ifMatch, ifNoneMatch }: Condition, old: JsonObject | undefined): void {
  if (ifMatch !== undefined && ifMatch !== '*' && old && ifMatch !== old._etag) throw preconditionFailed();
  if (ifNoneMatch === '*' && old) throw preconditionFailed();
}
