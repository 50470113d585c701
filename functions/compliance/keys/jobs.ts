// The timer by which every secret follows the newest key of the vault within a day.
import { schedule } from '../../platform/jobs.ts';
import { resealAll } from './keys.ts';

export const keySchedules = [
  schedule('reseal-secrets', '0 50 2 * * *', async (base) => {
    const { failed, resealed } = await resealAll(base);
    if (resealed > 0) base.log.info({ resealed }, 'secrets were sealed anew');
    if (failed > 0) throw new Error(`${failed} secrets could not be sealed anew.`);
  }),
];
