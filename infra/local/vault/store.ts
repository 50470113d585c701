// The secrets of the Key Vault stand-in with all their versions, kept in one file that only its owner may read.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Version = z.strictObject({
  version: z.string(),
  value: z.string(),
  contentType: z.string().optional(),
  tags: z.record(z.string(), z.string()).optional(),
  enabled: z.boolean(),
  /** Unix seconds, as Key Vault counts. */
  created: z.number(),
  updated: z.number(),
});
const Content = z.strictObject({
  secrets: z.record(z.string(), z.array(Version)),
  deleted: z.record(z.string(), z.array(Version)),
});
export type Version = z.infer<typeof Version>;
export type NewVersion = Pick<Version, 'value' | 'contentType' | 'tags'> & { enabled?: boolean };

export type Store = {
  names(): string[];
  /** Oldest first; empty when there is no such secret. */
  versions(name: string): readonly Version[];
  add(name: string, made: NewVersion): Version;
  change(name: string, version: string, changes: { enabled?: boolean; tags?: Record<string, string> }): Version | null;
  /** Moves a secret aside; true when there was one. */
  remove(name: string): boolean;
  deleted(name: string): readonly Version[];
  purge(name: string): boolean;
};

/** Opens the secrets of a folder; every change is on disk before it is answered. */
export function openStore(dir: string, clock: () => number): Store {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, 'secrets.json');
  const content = existsSync(file)
    ? Content.parse(JSON.parse(readFileSync(file, 'utf8')))
    : { secrets: {}, deleted: {} };
  const secrets = new Map(Object.entries(content.secrets));
  const deleted = new Map(Object.entries(content.deleted));
  const seconds = () => Math.floor(clock() / 1000);

  function save(): void {
    const text = JSON.stringify({ secrets: Object.fromEntries(secrets), deleted: Object.fromEntries(deleted) });
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  return {
    names: () => [...secrets.keys()].sort(),
    versions: (name) => secrets.get(name) ?? [],
    deleted: (name) => deleted.get(name) ?? [],
    add(name, { value, contentType, tags, enabled = true }) {
      const [created, updated] = [seconds(), seconds()];
      const made = { version: randomBytes(16).toString('hex'), value, contentType, tags, enabled, created, updated };
      secrets.set(name, [...(secrets.get(name) ?? []), made]);
      save();
      return made;
    },
    change(name, version, { enabled, tags }) {
      const known = secrets.get(name)?.find((one) => one.version === version);
      if (!known) return null;
      known.enabled = enabled ?? known.enabled;
      known.tags = tags ?? known.tags;
      known.updated = seconds();
      save();
      return known;
    },
    remove(name) {
      const versions = secrets.get(name);
      if (!versions) return false;
      deleted.set(name, versions);
      secrets.delete(name);
      save();
      return true;
    },
    purge(name) {
      const isThere = deleted.delete(name);
      if (isThere) save();
      return isThere;
    },
  };
}
