// `npm run verify`: format, lint, types, architecture and unit tests, within a minute and without any platform.
import { generateSiteTypes, runChecks, staticChecks, stopChecks, vitestCommand } from './checks.ts';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopChecks);

const startedAt = performance.now();
const unit = {
  name: 'unit and architecture',
  commands: [vitestCommand(['--project', 'unit', '--project', 'architecture'])],
};
await generateSiteTypes();
const { passed, failed } = await runChecks([unit, ...staticChecks({ isCached: true })]);
console.log(`\n${passed} passed, ${failed} failed in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
process.exit(failed === 0 ? 0 : 1);
