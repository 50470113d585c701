// The timer that forgets what identity keeps for a while only.
import { findWork, schedule } from '../../platform/jobs.ts';
import { command } from '../../platform/statement.ts';

export const userSchedules = [
  schedule('identity-forget', '0 20 * * * *', async (base) => {
    await findWork(base, command('select gate.forget_identity()'));
    await findWork(base, command('select gate.forget_steps()'));
  }),
];
