// The timer that forgets which documents were once open in a browser.
import { findWork, schedule } from '../../platform/jobs.ts';
import { command } from '../../platform/statement.ts';

export const portalSchedules = [
  schedule('portal-forget', '0 35 * * * *', async (base) => {
    await findWork(base, command('select gate.forget_portal_sessions()'));
  }),
];
