// Timer triggers: run on schedule, one at a time, and once more after a downtime that swallowed a run.
import { parseSchedule, statusStore, type Schedule, type ScheduleStatus, type StatusStore } from './schedule.ts';
import { expandSetting, type RunningTrigger, type TriggerContext } from './trigger.ts';

// setTimeout overflows above this and would fire at once.
const sleepMaxMs = 2 ** 31 - 1;

function timerInput(status: ScheduleStatus, isPastDue: boolean): string {
  const last = status.last ?? '0001-01-01T00:00:00Z';
  return JSON.stringify({
    Schedule: { AdjustForDST: true },
    ScheduleStatus: { Last: last, Next: status.next, LastUpdated: last },
    IsPastDue: isPastDue,
  });
}

/** Azure keeps no status for schedules that recur within a minute: their next run comes soon enough. */
function isMonitored(schedule: Schedule, useMonitor: boolean | undefined): boolean {
  const first = schedule.next(new Date());
  return useMonitor !== false && schedule.next(first).getTime() - first.getTime() >= 60_000;
}

const forgetful: StatusStore = { read: () => null, write: () => undefined };

/** Sleeps until an instant however far it is, then calls. Answers how to cancel. */
function callAt(instant: Date, call: () => void): () => void {
  let timeout: NodeJS.Timeout | undefined;
  const sleep = (): void => {
    const waitMs = Math.max(instant.getTime() - Date.now(), 0);
    timeout = waitMs > sleepMaxMs ? setTimeout(sleep, sleepMaxMs) : setTimeout(call, waitMs);
  };
  sleep();
  return () => clearTimeout(timeout);
}

export async function startTimerTrigger({
  one,
  binding,
  core,
  invoke,
  stateDir,
}: TriggerContext): Promise<RunningTrigger> {
  const functionName = one.metadata.name;
  const schedule = parseSchedule(expandSetting(binding.schedule ?? ''));
  const store = isMonitored(schedule, binding.useMonitor) ? statusStore(stateDir, functionName) : forgetful;
  const remembered = store.read();
  const isPastDue = remembered !== null && Date.parse(remembered.next) < Date.now();
  let status: ScheduleStatus = { last: remembered?.last ?? null, next: schedule.next(new Date()).toISOString() };
  let cancel = (): void => undefined;
  let isStopped = false;

  async function run(cause: string, pastDue: boolean): Promise<void> {
    try {
      await invoke(one, { cause, data: { json: timerInput(status, pastDue) } });
    } catch (error) {
      core.log('error', 'host', `${functionName}: ${error instanceof Error ? error.stack : String(error)}`);
    }
  }

  async function runScheduled(pastDue: boolean): Promise<void> {
    const startedAt = new Date();
    await run(pastDue ? 'timer, past due' : 'timer', pastDue);
    wait({ last: startedAt.toISOString(), next: schedule.next(new Date()).toISOString() });
  }

  function wait(next: ScheduleStatus): void {
    status = next;
    store.write(status);
    if (!isStopped) cancel = callAt(new Date(status.next), () => void runScheduled(false));
  }

  if (isPastDue || binding.runOnStartup) void runScheduled(isPastDue);
  else wait(status);

  return {
    functionName,
    kind: 'timer',
    describe: async () => ({ kind: 'timer', schedule: schedule.expression, nextAt: status.next, lastAt: status.last }),
    runNow: () => run('run now', false),
    stop: () => {
      isStopped = true;
      cancel();
    },
  };
}
