// The queue of the platform's own mails.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

export const NoticeMessage = message('mail', z.strictObject({ mailId: z.uuid() }));
