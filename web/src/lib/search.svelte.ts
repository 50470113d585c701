// Searching while typing: waits for a pause, drops answers that come too late, keeps the last good answer.

const pauseMs = 160;

/**
 * Makes a search box's memory.
 * @param nothing what is shown before anything is found
 * @param find asks the server; an answer overtaken by newer typing is aborted
 */
export function createSearch<Found>(
  nothing: NoInfer<Found>,
  find: (typed: string, signal: AbortSignal) => Promise<Found>,
) {
  let value = $state.raw<Found>(nothing);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  async function run(typed: string) {
    running?.abort();
    const mine = (running = new AbortController());
    try {
      const found = await find(typed, mine.signal);
      if (!mine.signal.aborted) value = found;
    } catch {
      // The last good answer stays; the next letter asks again.
    }
  }
  return {
    get value() {
      return value;
    },
    /** Asks after a short pause; empty text asks at once. */
    ask(typed: string) {
      clearTimeout(timer);
      timer = setTimeout(() => void run(typed.trim()), typed.trim() === '' ? 0 : pauseMs);
    },
  };
}
