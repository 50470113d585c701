// The timer that mails notices of changed texts.
import { schedule } from '../../platform/jobs.ts';
import { sendNotices } from './notices.ts';

export const policyNoticeSchedules = [
  schedule('send-policy-notices', '45 * * * * *', async (base) => void (await sendNotices(base))),
];
