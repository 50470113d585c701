// What own mail servers leave on queues.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

/** Look whether the kept password of this business lies under an old key. */
export const MailServerReseal = message('mail-server-reseal', z.strictObject({}));
