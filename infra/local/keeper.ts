// Outlives the supervisor by a moment: when the supervisor is killed, this process stops the parts it would have left behind.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './process-identity.ts';
import { readRunRecord, stopParts } from './run-record.ts';

const dataDir = process.argv[2] ?? '';

async function afterSupervisor(): Promise<void> {
  const record = readRunRecord(dataDir);
  // A clean stop has removed the record; a new start has put its own in place. Neither is ours to touch.
  if (record && record.supervisor.pid === supervisorPid && !isAlive(record.supervisor)) {
    await stopParts(record.parts);
    const now = readRunRecord(dataDir);
    if (now?.supervisor.pid === supervisorPid) rmSync(join(dataDir, 'run.json'), { force: true });
  }
  process.exit(0);
}

const supervisorPid = process.ppid;
// The channel closes the moment the supervisor ends, however it ends.
process.on('disconnect', () => void afterSupervisor());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
if (!process.connected) void afterSupervisor();
