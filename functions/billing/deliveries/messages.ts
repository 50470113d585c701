// What the deliveries feature leaves on queues.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

/** Send the mail of a delivery that is queued. */
export const InvoiceMail = message('invoice-mail', z.strictObject({ deliveryId: z.uuid() }));
