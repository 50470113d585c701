// Queue contracts of exports.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

export const ExportMake = message('export-make', z.strictObject({ exportId: z.uuid() }));
/** Files of yesterday go. */
export const ExportSweep = message('export-sweep', z.strictObject({}));
