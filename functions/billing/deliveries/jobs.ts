// Jobs of mails.
import { job } from '../../platform/jobs.ts';
import { InvoiceMail } from './messages.ts';
import { giveUpMail, sendDelivery } from './try.ts';

export const deliveryJobs = [job(InvoiceMail, sendDelivery, { gaveUp: giveUpMail })];
