// HTTP face of notes; the timeline that shows them is served by the billing wing, which knows the rest of it.
import { noteRoutes } from '../../../shared/notes.ts';
import { endpoint } from '../../platform/http.ts';
import { createNote, deleteNote, updateNote } from './notes.ts';

const write = { needs: 'clients:write' } as const;

export const noteEndpoints = [
  endpoint(noteRoutes.create, write, (ctx, { params, body }) => createNote(ctx, params.id, body)),
  endpoint(noteRoutes.update, write, (ctx, { params, ifMatch, body }) => updateNote(ctx, params.id, ifMatch, body)),
  endpoint(noteRoutes.remove, write, (ctx, { params }) => deleteNote(ctx, params.id)),
];
