// Jobs of mails.
import { job } from '../../platform/jobs.ts';
import { InvoiceMail } from './messages.ts';
import { giveUpMail, mailInvoice } from './send.ts';

export const deliveryJobs = [job(InvoiceMail, mailInvoice, { gaveUp: giveUpMail })];
