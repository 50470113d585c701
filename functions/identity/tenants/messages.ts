// The queue that clears away logos which were replaced.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

export const OldLogo = message('tenant-logo', z.strictObject({ logoId: z.uuid(), extension: z.enum(['png', 'jpg']) }));
