// The kinds of trigger this host serves besides HTTP. A new kind (Service Bus) is one file and one line here.
import { startBlobTrigger } from './blob-trigger.ts';
import type { RegisteredFunction } from './core-api.ts';
import { startQueueTrigger } from './queue-trigger.ts';
import type { RunningTrigger, TriggerContext } from './trigger.ts';
import { startTimerTrigger } from './timer-trigger.ts';

type TriggerStarter = (context: TriggerContext) => Promise<RunningTrigger>;

const starters: Record<string, TriggerStarter> = {
  timerTrigger: startTimerTrigger,
  queueTrigger: startQueueTrigger,
  blobTrigger: startBlobTrigger,
};

const servedElsewhere = new Set(['httpTrigger', 'http']);

/** Throws for a binding that this host does not serve, before anything runs. */
export function assertServable({ metadata }: RegisteredFunction): void {
  for (const { type } of Object.values(metadata.bindings)) {
    if (servedElsewhere.has(type) || type in starters) continue;
    throw new Error(`The function ${metadata.name} uses "${type}", which the local host does not serve.`);
  }
}

export async function startTriggers(
  functions: Iterable<RegisteredFunction>,
  shared: Omit<TriggerContext, 'one' | 'binding' | 'bindingName'>,
): Promise<RunningTrigger[]> {
  const starting: Promise<RunningTrigger>[] = [];
  for (const one of functions) {
    for (const [bindingName, binding] of Object.entries(one.metadata.bindings)) {
      const start = starters[binding.type];
      if (start) starting.push(start({ ...shared, one, binding, bindingName }));
    }
  }
  return Promise.all(starting);
}
