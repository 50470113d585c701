// SQL of notes; the columns come from the contract.
import { Note } from '../../../shared/notes.ts';
import { table } from '../../platform/table.ts';

export const notes = table('client_notes', Note);
