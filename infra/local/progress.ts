// Words on the terminal while things start: one line per step, with the time it took.

const isColourful = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;
const paint = (code: string, text: string): string => (isColourful ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = (text: string): string => paint('1', text);
export const dim = (text: string): string => paint('2', text);
export const green = (text: string): string => paint('32', text);
export const red = (text: string): string => paint('31', text);

export type Progress = {
  /** Runs a step and writes its line when it is done; `detail` may be given by what the step answers. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>;
  done(title: string, ms: number, detail?: string): void;
  say(sentence: string): void;
};

export function createProgress(write: (line: string) => void = console.log): Progress {
  const done = (title: string, ms: number, detail = ''): void =>
    write(
      `  ${green('✓')} ${title.padEnd(22)} ${dim(`${(ms / 1000).toFixed(1).padStart(5)} s`)}${detail ? dim(`  ${detail}`) : ''}`,
    );
  return {
    done,
    say: write,
    step: async (title, work) => {
      const startedAt = performance.now();
      const result = await work();
      done(title, performance.now() - startedAt);
      return result;
    },
  };
}

/** What went wrong, in a sentence a person can act on. */
export function explain(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC' || /ENOSPC|No space left on device/i.test(message)) {
    return `The disk is full. Free some space, then run the same command again. (${message})`;
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return `This folder cannot be written by the current user. (${message})`;
  }
  return message;
}
