// Queue contracts of files.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

/** Files of this business want looking after: arrived unnoticed, given up, or to be cleared away. */
export const FileSweep = message('file-sweep', z.strictObject({}));
