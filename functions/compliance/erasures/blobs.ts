// Blobs whose names begin with the id of whom they belong to.
import type { ScheduleContext } from '../../platform/jobs.ts';

/** Returns how many there were. */
export async function eraseBlobs(
  { ports }: Pick<ScheduleContext, 'ports'>,
  owners: readonly string[],
): Promise<number> {
  let gone = 0;
  for (const name of ['files', 'uploads', 'exports', 'tenant-imports'] as const) {
    const container = ports.containers(name);
    for (const owner of owners) {
      for await (const blob of container.list(`${owner}/`)) {
        await container.remove(blob.name);
        gone += 1;
      }
    }
  }
  return gone;
}
