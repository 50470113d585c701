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
  compositeIndexes: Json[];
};

export type Resources = ReturnType<typeof openResources>;

export function openResources(db: DatabaseSync, nowMs: () => number) {
  db.exec('create table if not exists resources (path text primary key, parent text not null, body text not null)');
  return {
    nowMs,
    select: db.prepare('select body from resources where path = ?'),
    selectChildren: db.prepare('select body from resources where parent = ? order by path'),
    insert: db.prepare('insert into resources (path, parent, body) values (?, ?, ?)'),
    update: db.prepare('update resources set body = ? where path = ?'),
    remove: db.prepare("delete from resources where path = ? or substr(path, 1, length(?) + 1) = ? || '/'"),
  };
}

export function readResource(resources: Resources, path: string): JsonObject {
  const row = resources.select.get(path);
  if (!row) throw notFound('Owner resource does not exist.');
  return parsed(row.body);
}

/** `parent` is `dbs` or `dbs/a/colls`. */
export function listResources(resources: Resources, parent: string): JsonObject[] {
  return resources.selectChildren.all(parent).map((row) => parsed(row.body));
}

/** `parent` is `dbs` or `dbs/a/colls`. */
export function createResource(resources: Resources, parent: string, given: JsonObject): JsonObject {
  const path = `${parent}/${checkedId(given.id)}`;
  if (parent !== 'dbs') readResource(resources, parent.split('/').slice(0, 2).join('/'));
  if (resources.select.get(path)) throw conflict('Resource with specified id or name already exists.');
  const body = { ...withDefaults(parent, given), ...systemFields(path, resources.nowMs()) };
  resources.insert.run(path, parent, JSON.stringify(body));
  return body;
}

export function replaceResource(resources: Resources, path: string, given: JsonObject): JsonObject {
  const old = readResource(resources, path);
  if (given.id !== old.id || JSON.stringify(given.partitionKey) !== JSON.stringify(old.partitionKey)) {
    throw badRequest('The id and the partition key of a container cannot be changed.');
  }
  checkTtl(given.defaultTtl);
  const body = { ...given, ...systemFields(path, resources.nowMs()), _rid: old._rid };
  resources.update.run(JSON.stringify(body), path);
  return body;
}

/** Removes a database with its containers, or a container. */
export function removeResource(resources: Resources, path: string): void {
  readResource(resources, path);
  resources.remove.run(path, path, path);
}

export function containerAt(resources: Resources, path: string): Container {
  const body = readResource(resources, path);
  const paths = isObject(body.partitionKey) && Array.isArray(body.partitionKey.paths) ? body.partitionKey.paths : [];
  const indexes = isObject(body.indexingPolicy) ? body.indexingPolicy.compositeIndexes : undefined;
  return {
    path,
    compositeIndexes: Array.isArray(indexes) ? indexes : [],
    rid: String(body._rid),
    partitionPaths: paths.map(String),
    defaultTtlSeconds: typeof body.defaultTtl === 'number' ? body.defaultTtl : null,
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
