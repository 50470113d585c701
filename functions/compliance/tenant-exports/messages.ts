// Queue contracts of exports of a whole business. The queue's name stands in `gate.job_scope` too: it runs in closing businesses.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

export const TenantExportMake = message('tenant-export', z.strictObject({ exportId: z.uuid() }));
