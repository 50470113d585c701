// What the reminders feature leaves on queues.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

/** Carry out today's plan of a business. */
export const RemindersDue = message('reminders-due', z.strictObject({}));
