// Key Vault's operations on secrets: set, get, list, change, delete and purge, answered as api-version 7.x and later do.
import { z } from 'zod';
import { refuse, type Reply } from './replies.ts';
import type { Store, Version } from './store.ts';

type Request = { method: string; path: string[]; body: unknown; base: string };

const Attributes = z.object({ enabled: z.boolean().optional() }).optional();
const Tags = z.record(z.string(), z.string()).optional();
const SetBody = z.object({
  value: z.string().max(25_600),
  contentType: z.string().optional(),
  tags: Tags,
  attributes: Attributes,
});
const PatchBody = z.object({ attributes: Attributes, tags: Tags });

const badParameter = refuse(400, 'BadParameter', 'The request is not one that Key Vault knows.');
const missing = (name: string) =>
  refuse(404, 'SecretNotFound', `A secret with (name/id) ${name} was not found in this key vault.`);

function view(base: string, name: string, version: Version, hasValue: boolean): Record<string, unknown> {
  const { enabled, created, updated, contentType, tags } = version;
  return {
    ...(hasValue ? { value: version.value } : {}),
    id: `${base}/secrets/${name}/${version.version}`,
    attributes: { enabled, created, updated, recoveryLevel: 'Recoverable+Purgeable', recoverableDays: 90 },
    contentType,
    tags,
  };
}

function get(store: Store, base: string, name: string, wanted: string | undefined): Reply {
  const versions = store.versions(name);
  const version = wanted ? versions.find((one) => one.version === wanted) : versions.at(-1);
  if (!version) return missing(wanted ? `${name}/${wanted}` : name);
  if (!version.enabled) return refuse(403, 'Forbidden', 'Operation get is not allowed on a disabled secret.');
  return { status: 200, body: view(base, name, version, true) };
}

function set(store: Store, base: string, name: string, body: unknown): Reply {
  const read = SetBody.safeParse(body);
  if (!read.success || !/^[0-9a-zA-Z-]{1,127}$/.test(name)) return badParameter;
  if (store.deleted(name).length > 0) {
    return refuse(409, 'Conflict', `Secret ${name} is currently in a deleted but recoverable state.`);
  }
  const { value, contentType, tags, attributes } = read.data;
  const version = store.add(name, { value, contentType, tags, enabled: attributes?.enabled });
  return { status: 200, body: view(base, name, version, true) };
}

function change(store: Store, base: string, name: string, version: string, body: unknown): Reply {
  const read = PatchBody.safeParse(body);
  if (!read.success) return badParameter;
  const changed = store.change(name, version, { enabled: read.data.attributes?.enabled, tags: read.data.tags });
  return changed ? { status: 200, body: view(base, name, changed, false) } : missing(`${name}/${version}`);
}

function deletedView(store: Store, base: string, name: string): Reply {
  const version = store.deleted(name).at(-1);
  if (!version) return missing(name);
  const recoveryId = `${base}/deletedsecrets/${name}`;
  const until = { deletedDate: version.updated, scheduledPurgeDate: version.updated + 90 * 86_400 };
  return { status: 200, body: { ...view(base, name, version, false), recoveryId, ...until } };
}

function list(store: Store, base: string): Reply {
  const value = store.names().flatMap((name) => {
    const version = store.versions(name).at(-1);
    return version ? [{ ...view(base, name, version, false), id: `${base}/secrets/${name}` }] : [];
  });
  return { status: 200, body: { value, nextLink: null } };
}

/** Answers one request that has shown a token. */
export function secretsOf(store: Store, { method, path, body, base }: Request): Reply {
  const [kind, name, version] = path;
  if (kind === 'deletedsecrets' && name) {
    if (method === 'DELETE') return store.purge(name) ? { status: 204 } : missing(name);
    return method === 'GET' ? deletedView(store, base, name) : badParameter;
  }
  if (kind !== 'secrets') return badParameter;
  if (!name) return method === 'GET' ? list(store, base) : badParameter;
  if (method === 'PUT') return set(store, base, name, body);
  if (method === 'PATCH' && version) return change(store, base, name, version, body);
  if (method === 'DELETE') return store.remove(name) ? deletedView(store, base, name) : missing(name);
  if (method !== 'GET') return badParameter;
  if (version === 'versions') {
    return { status: 200, body: { value: store.versions(name).map((one) => view(base, name, one, false)) } };
  }
  return get(store, base, name, version);
}
