// Job of the platform's own mails.
import { NoticeMessage } from '../../identity/notices/messages.ts';
import { InvitationMail } from '../../identity/invitations/messages.ts';
import { job } from '../../platform/jobs.ts';
import { sendInvitation } from './invitations.ts';
import { sendPlatformMail } from './mail.ts';

export const mailJobs = [job(NoticeMessage, sendPlatformMail), job(InvitationMail, sendInvitation)];
