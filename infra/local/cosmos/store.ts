// The emulator's file: one SQLite database with resources and items, and transactions over both.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openDocuments, sweepDocuments, type Documents } from './documents.ts';
import { containerAt, listResources, openResources, type Container, type Resources } from './resources.ts';

export type Store = {
  resources: Resources;
  documents: Documents;
  /** Runs `work` in a transaction and undoes it when it returns false or throws. */
  transaction(work: () => boolean): void;
  /** Deletes what has expired. */
  sweep(): void;
  close(): void;
};

export function openStore(file: string, nowMs: () => number): Store {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const db = new DatabaseSync(file);
  // Without an fsync per write a power cut may lose the last seconds; the file itself stays sound, which is enough here.
  db.exec('pragma journal_mode = wal; pragma synchronous = off; pragma busy_timeout = 2000;');
  const resources = openResources(db, nowMs);
  const documents = openDocuments(db, nowMs);

  function containers(): Container[] {
    return listResources(resources, 'dbs')
      .flatMap((database) => listResources(resources, `dbs/${String(database.id)}/colls`))
      .map((body) => containerAt(resources, String(body._self).replace(/\/$/, '')));
  }

  return {
    resources,
    documents,
    transaction(work) {
      db.exec('begin immediate');
      let isKept = false;
      try {
        isKept = work();
      } finally {
        db.exec(isKept ? 'commit' : 'rollback');
      }
    },
    sweep: () => sweepDocuments(documents, containers()),
    close: () => db.close(),
  };
}
