// Who has been erased for good, kept outside the database, so that a restored backup cannot bring anybody back.
import { Readable } from 'node:stream';
import * as z from 'zod';
import type { Ports } from '../../integrations/ports.ts';

const kinds = ['tenant', 'user'] as const;
export type ErasedKind = (typeof kinds)[number];
export type Erased = { kind: ErasedKind; id: string; at: Date };

const Entry = z.strictObject({ at: z.iso.datetime() });

/** Remembers an erasure by its id alone. Call it before the rows go: an interrupted erasure is then finished, never forgotten. */
export async function rememberErasure({ ports }: { ports: Ports }, { kind, id, at }: Erased): Promise<void> {
  const bytes = Readable.from([Buffer.from(JSON.stringify({ at: at.toISOString() }))]);
  await ports.containers('erasures').write(`${kind}/${id}`, bytes, 'application/json');
}

/** Takes somebody off the list who lives: an erasure that died half way had remembered them, and by now they belong elsewhere too. */
export async function unremember(
  { ports }: { ports: Ports },
  { kind, id }: Pick<Erased, 'kind' | 'id'>,
): Promise<void> {
  await ports.containers('erasures').remove(`${kind}/${id}`);
}

async function read({ ports }: { ports: Ports }, name: string): Promise<Date> {
  const source = await ports.containers('erasures').read(name);
  const parts: Buffer[] = [];
  for await (const part of source ?? []) parts.push(Buffer.from(part as Uint8Array));
  return new Date(Entry.parse(JSON.parse(Buffer.concat(parts).toString())).at);
}

// An erasure is remembered before its rows go: a backup that began in between still holds them. Ids are never given twice.
const longestErasureMs = 24 * 3600_000;

/** Everybody whose rows may still have stood at an instant, and who was erased then or later. */
export async function erasedSince(base: { ports: Ports }, since: Date): Promise<Erased[]> {
  const erased: Erased[] = [];
  for (const kind of kinds) {
    for await (const { name } of base.ports.containers('erasures').list(`${kind}/`)) {
      const at = await read(base, name);
      if (at.getTime() >= since.getTime() - longestErasureMs)
        erased.push({ kind, id: name.slice(kind.length + 1), at });
    }
  }
  return erased;
}

/** Forgets erasures that no backup can undo any more. */
export async function forgetErasures(base: { ports: Ports }, before: Date): Promise<number> {
  let forgotten = 0;
  for (const kind of kinds) {
    for await (const { name } of base.ports.containers('erasures').list(`${kind}/`)) {
      if ((await read(base, name)) >= before) continue;
      await base.ports.containers('erasures').remove(name);
      forgotten += 1;
    }
  }
  return forgotten;
}
