// The timer that forgets what identity keeps for a while only.
import { schedule } from '../../platform/jobs.ts';

export const userSchedules = [
  schedule('identity-forget', '0 20 * * * *', async ({ database }) => {
    await database.jobs.query('select gate.forget_identity()');
  }),
];
