// How many mails a business may still send on a day.
import * as z from 'zod';
import { query } from '../../platform/statement.ts';

/** Of the mails that a business may send in a day, those that plans may take, so that people can still send theirs. */
export const plannedMailsMax = 150;

const Sent = z.strictObject({ sent: z.int() });

/** How many mails the business has asked for on a day. */
export const selectMailsOf = (day: string) => query(Sent, 'select sent from mail_quotas where day = $1', [day]);
