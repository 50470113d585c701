// The platform that the measures run on: started for them alone, on ports and data of its own, and filled.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildInto, root } from '../../infra/local/build.ts';
import { Platform } from '../../infra/local/platform.ts';
import type { PlatformFile } from '../../infra/local/platform-file.ts';
import { claimRun } from '../../infra/local/run-record.ts';
import { fillDatabase, type BenchSession } from './data.ts';
import { platform as runningPlatform } from '../support/platform.ts';

/** Own ports, apart from those of `npm start` and `npm test`. */
const portBase = 26_520;

export type World = {
  platform: PlatformFile;
  sessions: BenchSession[];
  cookieOf(session: BenchSession): string;
  /** First of ten ports that the measures may listen on. */
  freePort: number;
  close(): Promise<void>;
};

async function startPlatform(): Promise<{ platform: PlatformFile; close(): Promise<void> }> {
  if (process.env.CRMFEX_TEST_PLATFORM) return { platform: runningPlatform(), close: async () => undefined };
  const dataDir = join(root, '.data/bench');
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const claim = await claimRun(dataDir, portBase);
  const progress = { step: <T>(_: string, work: () => Promise<T>) => work(), done: () => undefined, say: console.log };
  const own = new Platform({
    dataDir,
    portBase,
    isDurable: false,
    claim,
    built: buildInto(dataDir, () => undefined),
    progress,
  });
  const close = async () => {
    await own.stop();
    claim.release();
  };
  try {
    const started = await own.start();
    // Modules shared with the tests find the platform by this name.
    process.env.CRMFEX_TEST_PLATFORM = started.file;
    return { platform: started, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Starts everything and fills the database. The caller closes it, whatever happens. */
export async function openWorld(): Promise<World> {
  const { platform, close } = await startPlatform();
  try {
    const sessions = await fillDatabase(platform.databaseAdminUrl);
    const { port } = new URL(platform.urls.app);
    return {
      platform,
      sessions,
      cookieOf: ({ token }) => `__Host-staff-${port}=${token}`,
      freePort: portBase + 20,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
