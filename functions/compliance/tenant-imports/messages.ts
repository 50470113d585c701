// Queue contracts of imports of a whole business.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

export const TenantImportRun = message('tenant-import', z.strictObject({ importId: z.uuid() }));
