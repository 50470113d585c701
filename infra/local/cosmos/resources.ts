// Databases and containers of the emulator, kept in SQLite.
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { badRequest, conflict, notFound } from './cosmos-error.ts';
import { isObject, type Json, type JsonObject } from './json.ts';

export type Container = {
  /** `dbs/a/colls/b`. */
  path: string;
  rid: string;
  partitionPaths: string[];
  /** Null: nothing expires, whatever an item says. -1: only items with a ttl of their own expire. */
  defaultTtlSeconds: number | null;
  /** What a client sees. */
  body: JsonObject;
};

export type Resources = ReturnType<typeof openResources>;

export function openResources(db: DatabaseSync, nowMs: () => number) {
  db.exec('create table if not exists resources (path text primary key, parent text not null, body text not null)');
  const select = db.prepare('select body from resources where path = ?');
  const selectChildren = db.prepare('select body from resources where parent = ? order by path');
  const insert = db.prepare('insert into resources (path, parent, body) values (?, ?, ?)');
  const update = db.prepare('update resources set body = ? where path = ?');
  const remove = db.prepare("delete from resources where path = ? or substr(path, 1, length(?) + 1) = ? || '/'");

  const find = (path: string): JsonObject | undefined => {
    const row = select.get(path);
    return row ? parsed(row.body) : undefined;
  };
  const read = (path: string): JsonObject => {
    const body = find(path);
    if (!body) throw notFound('Owner resource does not exist.');
    return body;
  };

  return {
    read,
    list: (parent: string): JsonObject[] => selectChildren.all(parent).map((row) => parsed(row.body)),

    /** `parent` is `dbs` or `dbs/a/colls`. */
    create(parent: string, given: JsonObject): JsonObject {
      const id = checkedId(given.id);
      const path = `${parent}/${id}`;
      if (parent !== 'dbs') read(parent.split('/').slice(0, 2).join('/'));
      if (find(path)) throw conflict('Resource with specified id or name already exists.');
      const body = { ...withDefaults(parent, given), ...systemFields(path, nowMs()) };
      insert.run(path, parent, JSON.stringify(body));
      return body;
    },

    replace(path: string, given: JsonObject): JsonObject {
      const old = read(path);
      if (JSON.stringify(given.partitionKey) !== JSON.stringify(old.partitionKey)) {
        throw badRequest('The partition key of a container cannot be changed.');
      }
      checkTtl(given.defaultTtl);
      const body = { ...given, _rid: old._rid, _self: old._self, _etag: etag(), _ts: Math.floor(nowMs() / 1000) };
      update.run(JSON.stringify(body), path);
      return body;
    },

    remove(path: string): void {
      read(path);
      remove.run(path, path, path);
    },

    container(path: string): Container {
      const body = read(path);
      const paths =
        isObject(body.partitionKey) && Array.isArray(body.partitionKey.paths) ? body.partitionKey.paths : [];
      const { defaultTtl } = body;
      return {
        path,
        rid: String(body._rid),
        partitionPaths: paths.map(String),
        defaultTtlSeconds: typeof defaultTtl === 'number' ? defaultTtl : null,
        body,
      };
    },
  };
}

function parsed(body: unknown): JsonObject {
  const value: unknown = JSON.parse(String(body));
  // The table holds nothing but what JSON.stringify made of a JsonObject.
  return value as JsonObject;
}

function withDefaults(parent: string, given: JsonObject): JsonObject {
  if (parent === 'dbs') return given;
  checkTtl(given.defaultTtl);
  if (isObject(given.uniqueKeyPolicy) && Array.isArray(given.uniqueKeyPolicy.uniqueKeys)) {
    if (given.uniqueKeyPolicy.uniqueKeys.length > 0) throw badRequest('This emulator does not enforce unique keys.');
  }
  const partitionKey = given.partitionKey ?? { paths: ['/_partitionKey'], kind: 'Hash', version: 2 };
  const isValid = isObject(partitionKey) && Array.isArray(partitionKey.paths) && partitionKey.paths.length > 0;
  if (!isValid) throw badRequest('The partition key definition is not valid.');
  return { indexingPolicy: { indexingMode: 'consistent', automatic: true }, ...given, partitionKey };
}

export function checkTtl(ttl: Json | undefined): void {
  const isValid = ttl === undefined || ttl === -1 || (typeof ttl === 'number' && Number.isInteger(ttl) && ttl > 0);
  if (!isValid) throw badRequest('The input ttl is invalid: it is -1 or a whole number of seconds above zero.');
}

export function etag(): string {
  return `"${randomUUID()}"`;
}

export function resourceId(): string {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex').subarray(0, 8).toString('base64').replaceAll('/', '-');
}

function systemFields(path: string, nowMs: number): JsonObject {
  return { _rid: resourceId(), _self: `${path}/`, _etag: etag(), _ts: Math.floor(nowMs / 1000) };
}

/** An id has 1 to 255 characters, none of them a sign that would break its address. */
export function checkedId(id: Json | undefined): string {
  if (typeof id !== 'string' || !/^[^/\\?#]{1,255}$/.test(id) || id.endsWith(' ')) {
    throw badRequest("The input name is invalid: 1 to 255 characters, without '/', '\\', '?' and '#'.");
  }
  return id;
}
