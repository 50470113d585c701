// Items of the emulator, kept in SQLite: every read and write is bound to one partition and blind to expired items.
import type { DatabaseSync } from 'node:sqlite';
import { badRequest, conflict, CosmosError, notFound, preconditionFailed } from './cosmos-error.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
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
  const select = db.prepare(
    `select body, place from documents where container = :container and partition = :partition and id = :id and ${isAlive}`,
  );
  const selectPartition = db.prepare(
    `select body, place from documents where container = :container and partition = :partition and ${isAlive} order by place`,
  );
  const selectAll = db.prepare(
    `select body, place from documents where container = :container and ${isAlive} order by place`,
  );
  const write = db.prepare(`insert or replace into documents (container, partition, id, place, body, written_at, ttl)
    values (:container, :partition, :id, :place, :body, :written_at, :ttl)`);
  const erase = db.prepare('delete from documents where container = ? and partition = ? and id = ?');
  const eraseTree = db.prepare(
    "delete from documents where container = ? or substr(container, 1, length(?) + 1) = ? || '/'",
  );
  const eraseExpired = db.prepare(`delete from documents where container = :container and not ${isAlive}`);
  const lastPlace = db.prepare('select coalesce(max(place), 0) as place from documents');
  const seconds = (): number => Math.floor(nowMs() / 1000);
  const scope = (container: Container) => ({
    container: container.path,
    default_ttl: container.defaultTtlSeconds,
    now: seconds(),
  });
  let place = Number(lastPlace.get()?.place);

  function find(container: Container, partition: string, id: string): Source | undefined {
    const row = select.get({ ...scope(container), partition, id });
    return row && sourceOf(row);
  }

  function read(container: Container, partition: string, id: string): JsonObject {
    const found = find(container, partition, id);
    if (!found) throw notFound();
    return found.document;
  }

  return {
    read,

    /** The items of one partition, or of all when `partition` is null, in the order they were first written. */
    list(container: Container, partition: string | null): Source[] {
      const rows =
        partition === null ? selectAll.all(scope(container)) : selectPartition.all({ ...scope(container), partition });
      return rows.map(sourceOf);
    },

    put(container: Container, partition: string, given: JsonObject, mode: WriteMode, condition: Condition) {
      const id = checkedId(given.id);
      checkTtl(given.ttl);
      if (partitionOf(container, given) !== partition) {
        throw badRequest("PartitionKey extracted from document doesn't match the one specified in the header.", 1001);
      }
      const old = find(container, partition, id);
      if (mode === 'create' && old) throw conflict();
      if (mode === 'replace' && !old) throw notFound();
      check(condition, old?.document);
      const rid = typeof old?.document._rid === 'string' ? old.document._rid : resourceId();
      const writtenAt = seconds();
      const self = `${container.path}/docs/${rid}/`;
      const document = {
        ...given,
        _rid: rid,
        _self: self,
        _etag: etag(),
        _attachments: 'attachments/',
        _ts: writtenAt,
      };
      const body = JSON.stringify(document);
      if (Buffer.byteLength(body) > documentBytesMax) {
        throw new CosmosError(413, 'RequestEntityTooLarge', 'The item is larger than 2 MB.');
      }
      write.run({
        container: container.path,
        partition,
        id,
        place: old?.place ?? ++place,
        body,
        written_at: writtenAt,
        ttl: typeof given.ttl === 'number' ? given.ttl : null,
      });
      return { isNew: !old, document };
    },

    remove(container: Container, partition: string, id: string, condition: Condition): void {
      check(condition, read(container, partition, id));
      erase.run(container.path, partition, id);
    },

    removeTree(path: string): void {
      eraseTree.run(path, path, path);
    },

    /** Frees the space of what has expired; nobody could see it any more. */
    sweep(containers: Container[]): void {
      for (const container of containers) eraseExpired.run(scope(container));
    },

    lastPlace: (): number => place,
  };
}

function sourceOf(row: Record<string, unknown>): Source {
  // The table holds nothing but what JSON.stringify made of a JsonObject.
  return { place: Number(row.place), document: JSON.parse(String(row.body)) as JsonObject };
}

function check({ ifMatch, ifNoneMatch }: Condition, old: JsonObject | undefined): void {
  if (ifMatch !== undefined && ifMatch !== '*' && old && ifMatch !== old._etag) throw preconditionFailed();
  if (ifNoneMatch === '*' && old) throw preconditionFailed();
}

/** The partition an item belongs to, as canonical JSON of its key values. */
export function partitionOf(container: Container, document: JsonObject): string {
  return JSON.stringify(container.partitionPaths.map((path) => keyValue(document, path)));
}

function keyValue(document: JsonObject, path: string): Json {
  let value: Json | undefined = document;
  for (const step of path.slice(1).split('/')) {
    const key = step.replace(/^"(.*)"$/, '$1');
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null)
    throw badRequest('A partition key value must not be an array or object.');
  return value;
}

/** The partition a request names in its header, in the same canonical form; null when it names none. */
export function partitionFromHeader(container: Container, header: string | undefined): string | null {
  if (header === undefined) return null;
  const values: unknown = parseHeader(header);
  if (!Array.isArray(values)) throw badRequest('The partition key header is not valid.');
  if (values.length !== container.partitionPaths.length) {
    throw badRequest("Partition key provided either doesn't correspond to definition in the collection.", 1001);
  }
  return JSON.stringify(values);
}

function parseHeader(header: string): unknown {
  try {
    return JSON.parse(header);
  } catch {
    throw badRequest('The partition key header is not valid JSON.');
  }
}
