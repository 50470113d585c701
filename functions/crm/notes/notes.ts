// Notes about a client: written by anybody who may write clients, corrected and deleted by their author, and by owners and administrators.
import { newId } from '../../../shared/ids.ts';
import type { Note, NoteCreate, NoteInput } from '../../../shared/notes.ts';
import { Problem } from '../../../shared/problem.ts';
import { audit } from '../../platform/audit.ts';
import type { Context } from '../../platform/context.ts';
import { inTenant, one, type Tx } from '../../platform/flush.ts';
import { nameConstraints } from '../../platform/sql-errors.ts';
import { clientStatements } from '../clients/clients.ts';
import { notes } from './store.ts';

nameConstraints({ client_notes_pkey: { key: 'note.exists' } });

/** @throws Problem `notFound` when there is no such client */
export async function createNote(ctx: Context, clientId: string, { id = newId(), text }: NoteCreate): Promise<Note> {
  const createdAt = ctx.clock().toISOString();
  return inTenant(ctx, async (tx) => {
    const [clients] = await tx.read([clientStatements.get(clientId)]);
    one(clients);
    const [rows] = await tx.commit([notes.insert({ id, clientId, text, createdAt, updatedAt: createdAt })]);
    return one(rows);
  });
}

/** Whose note it was, and nothing of what it said. */
const subject = ({ clientId, authorId }: Note) => ({
  subjectKind: 'client',
  subjectId: clientId,
  detail: { authorId },
});

/** A lock asks for the right to change, as the database has it: a note that one may only read is seen, but not locked. */
async function lockChangeable(tx: Tx, id: string): Promise<Note> {
  const [locked, seen] = await tx.read([notes.get(id, 'for update'), notes.get(id)]);
  one(seen);
  const [own] = locked;
  if (!own) throw new Problem('notAllowed', 'note.notYours');
  return own;
}

/** @throws Problem `notAllowed` when somebody else wrote it and one manages nothing, `changed` when it was corrected meanwhile */
export async function updateNote(ctx: Context, id: string, ifMatch: number, { text }: NoteInput): Promise<Note> {
  return inTenant(ctx, async (tx) => {
    const note = await lockChangeable(tx, id);
    if (note.version !== ifMatch) throw new Problem('changed');
    tx.write(audit(ctx, 'note.corrected', subject(note)));
    const [rows] = await tx.commit([notes.update(id, { text })]);
    return one(rows);
  });
}

/** @throws Problem `notAllowed` when somebody else wrote it and one manages nothing */
export async function deleteNote(ctx: Context, id: string): Promise<void> {
  await inTenant(ctx, async (tx) => {
    const note = await lockChangeable(tx, id);
    tx.write(notes.remove(id), audit(ctx, 'note.deleted', subject(note)));
  });
}
