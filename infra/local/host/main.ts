// The process in which the Functions host and the app live: started, watched and restarted by the supervisor.
import { parseArgs } from 'node:util';
import { startHost } from './host.ts';

const { values } = parseArgs({
  options: { app: { type: 'string' }, port: { type: 'string' }, state: { type: 'string' } },
});

const quiet = new Set(['trace', 'debug', 'information']);

/** Whatever a text says: its lines cannot pass for lines of this log, nor its signs for orders to a terminal. */
const encoded = (text: string): string =>
  text.replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, ' ').replaceAll('\n', '\n    ');

function log(level: string, category: string, message: string): void {
  // The app's own lines are always shown; the library's only when something is wrong.
  if (category === 'user' || !quiet.has(level)) console.log(`[${level}] ${encoded(message)}`);
}

let isStopping = false;

async function stop(running: { stop(): Promise<void> }): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  await running.stop();
  process.exit(0);
}

try {
  const running = await startHost({
    appDir: values.app ?? '.',
    port: Number(values.port),
    stateDir: values.state ?? '.',
    log,
    onTimeout: (functionName) => {
      log(
        'critical',
        'host',
        `${functionName} ran longer than functionTimeout allows; the host restarts, as in Azure.`,
      );
      process.exit(70);
    },
  });
  process.on('SIGTERM', () => void stop(running));
  process.on('SIGINT', () => void stop(running));
  // The channel closes when the supervisor ends, however it ends.
  process.on('disconnect', () => void stop(running));
  process.send?.({ ready: true, functions: running.functionCount });
} catch (error) {
  console.error(error instanceof Error ? error.stack : error);
  process.exit(1);
}
