// What happens when a manifest has arrived: the backup is verified, and the operator hears of it when it is not good.
import type { ScheduleContext } from '../../platform/jobs.ts';
import { alertOperator } from '../operator/alerts.ts';
import { backupDoubted, backupVerified } from './records.ts';
import { verifyBackup } from './verify.ts';

/** Verifies the backup of that name. Twice is the same as once. */
export async function checkArrival(base: ScheduleContext, { name }: { name: string }): Promise<void> {
  await alertOperator(base, 'backup-not-good', async () => {
    const problems = await verifyBackup(base, name).catch((error: unknown) => [String(error)]);
    if (problems.length === 0) return void (await backupVerified(base, name, base.clock()));
    const sentence = `The backup ${name} is not good: ${problems.join('; ')}`;
    await backupDoubted(base, name, sentence);
    throw new Error(sentence);
  });
}
