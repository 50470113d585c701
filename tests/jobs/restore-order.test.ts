// A restored table may read back in another order than it was stored in; any other difference stops the restore.
import { Readable, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Manifest, TableEntry } from '../../functions/compliance/backups/manifest.ts';
import { loadRows } from '../../functions/compliance/backups/restore.ts';
import { store } from '../../functions/compliance/backups/streams.ts';
import type { Keeper } from '../../functions/platform/maintenance.ts';
import { memoryPorts } from '../support/ports.ts';

const lines = Array.from({ length: 5000 }, (_, n) => `${n}\t${'ğ'.repeat((n * 7919) % 300)}\n`);

/** A database that gives back what `changed` makes of the rows it was given. */
function keeperWith(changed: (rows: string[]) => string[]): Keeper {
  let text = '';
  return {
    read: () => Promise.reject(new Error('nothing is read')),
    execute: async () => undefined,
    transaction: (work) => work(),
    snapshot: (work) => work(),
    copyIn: () => {
      const sink = new Writable({
        write: (chunk: Buffer, _, done) => {
          text += chunk.toString('latin1');
          done();
        },
      });
      return Object.assign(sink, { rowCount: lines.length });
    },
    copyOut: () => {
      const rows = changed(text.split(/(?<=\n)/));
      return Object.assign(Readable.from([Buffer.from(rows.join(''), 'latin1')]), { rowCount: rows.length });
    },
  };
}

async function restoredBy(changed: (rows: string[]) => string[]): Promise<number> {
  const ports = memoryPorts();
  const { raw, stored } = await store({ ports }, 'night/things.copy.zst', Readable.from([Buffer.from(lines.join(''))]));
  const table: TableEntry = {
    ...{ name: 'things', columns: ['id', 'note'], file: 'night/things.copy.zst', rowCount: lines.length },
    ...{ byteCount: raw.byteCount, sha256: raw.sha256 },
    ...{ storedByteCount: stored.byteCount, storedSha256: stored.sha256 },
  };
  return loadRows({ ports }, keeperWith(changed), { tables: [table] } as unknown as Manifest); // only its tables are looked at
}

test('the same rows in another order are a good restore', async () => {
  expect(await restoredBy((rows) => rows)).toBe(lines.length);
  expect(await restoredBy((rows) => [...rows.slice(44), ...rows.slice(0, 44).reverse()])).toBe(lines.length);
});

test.each<[string, (rows: string[]) => string[]]>([
  ['a missing row', (rows) => rows.slice(1)],
  ['a row twice in the place of another', (rows) => [...rows.slice(1), ...rows.slice(-1)]],
  ['a changed letter', (rows) => rows.map((row, n) => (n === 9 ? row.replace('\t', '\tx') : row))],
  ['nothing at all', () => []],
])('%s is none', async (_, changed) => {
  await expect(restoredBy(changed)).rejects.toThrow('things: what was restored is not what was backed up.');
});
