// Notices every way in which a start is meant to end: signals, a closed terminal, and an npm that was killed.

const reasons = {
  SIGINT: 'Ctrl-C.',
  SIGTERM: 'Asked to end.',
  SIGHUP: 'The terminal was closed.',
} as const;

/**
 * Calls `end` once. A second signal ends the process at once; the keeper then stops the parts.
 * @returns a function that says whether the end has begun
 */
export function watchForEnd(end: (reason: string) => Promise<void>): () => boolean {
  let isEnding = false;
  const begin = (reason: string): void => {
    if (isEnding) process.exit(130);
    isEnding = true;
    end(reason).catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
  };
  for (const [signal, reason] of Object.entries(reasons)) process.on(signal, () => begin(reason));
  // A closed terminal makes every further word fail; that must not keep the parts from being stopped.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  if (process.env.npm_execpath !== undefined) watchParent(() => isEnding || begin('npm is gone.'));
  return () => isEnding;
}

/** npm killed with SIGKILL can tell nobody, but its child gets another parent. */
function watchParent(gone: () => void): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) gone();
  }, 500).unref();
}
