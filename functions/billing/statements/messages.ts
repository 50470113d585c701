// What statements by mail leave on queues.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

/** Write last month's statements of a business that are not out yet. */
export const StatementsDue = message('statements-due', z.strictObject({}));
