// Queue contracts of imports.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

const body = z.strictObject({ importId: z.uuid() });

/** Bytes have arrived: what table are they? */
export const ImportRead = message('import-read', body);
/** The columns have a meaning: what would become of each row? */
export const ImportCheck = message('import-check', body);
/** Bring the rows in, from where the last run stopped. */
export const ImportRun = message('import-run', body);
/** Take back what was brought. */
export const ImportUndo = message('import-undo', body);
/** Files of imports that are long over go. */
export const ImportSweep = message('import-sweep', z.strictObject({}));
