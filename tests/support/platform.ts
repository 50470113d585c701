// Hands a test the settings and addresses of the platform that `npm test` (or dev-stores) has started.
import { readFileSync } from 'node:fs';
import { PlatformFile } from '../../infra/local/platform-file.ts';

let known: PlatformFile | undefined;

/** The running platform. Throws when the test was started without one. */
export function platform(): PlatformFile {
  const file = process.env.CRMFEX_TEST_PLATFORM;
  if (!file) throw new Error('No platform is running: use npm test, or dev-stores and CRMFEX_TEST_PLATFORM.');
  known ??= PlatformFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  return known;
}
