// Queue contract of invitations.
import * as z from 'zod';
import { message } from '../../platform/outbox.ts';

export const InvitationMail = message('invitation-mail', z.strictObject({ invitationId: z.uuid() }));
