// Remembers the last invocations of each function, and how many are running, for the operator's page and for draining.
export type InvocationRecord = {
  id: string;
  functionName: string;
  cause: string;
  startedAt: string;
  durationMs: number | null;
  error: string | null;
};

type Totals = { runs: number; failures: number };

const recordsMax = 200;
const failuresMax = 30;

export type History = {
  begin(start: Pick<InvocationRecord, 'id' | 'functionName' | 'cause'>): (error: unknown) => void;
  /** Newest first. */
  records(): InvocationRecord[];
  /** The last failures, newest first: a busy timer must not push them out of sight. */
  failures(): InvocationRecord[];
  totals(functionName: string): Totals;
  /** Resolves when nothing runs any more, or after the given patience. Answers how many still run. */
  drained(patienceMs: number): Promise<number>;
};

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export function createHistory(): History {
  const records: InvocationRecord[] = [];
  const failures: InvocationRecord[] = [];
  const totals = new Map<string, Totals>();
  const waiting = new Set<() => void>();
  let running = 0;

  return {
    begin: (start) => {
      const startedAtMs = performance.now();
      const record: InvocationRecord = { ...start, startedAt: new Date().toISOString(), durationMs: null, error: null };
      records.unshift(record);
      records.length = Math.min(records.length, recordsMax);
      running += 1;
      return (error) => {
        record.durationMs = Math.round((performance.now() - startedAtMs) * 10) / 10;
        if (error) {
          record.error = textOf(error);
          failures.unshift(record);
          failures.length = Math.min(failures.length, failuresMax);
        }
        const sum = totals.get(start.functionName) ?? { runs: 0, failures: 0 };
        totals.set(start.functionName, { runs: sum.runs + 1, failures: sum.failures + (error ? 1 : 0) });
        running -= 1;
        if (running === 0) for (const wake of waiting) wake();
      };
    },
    records: () => records,
    failures: () => failures,
    totals: (functionName) => totals.get(functionName) ?? { runs: 0, failures: 0 },
    drained: async (patienceMs) => {
      if (running === 0) return 0;
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
        setTimeout(resolve, patienceMs).unref();
      });
      return running;
    },
  };
}
